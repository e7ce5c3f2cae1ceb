package toynets

// Shape returns the number of inputs and of classes of the data that Generate
// would draw, without drawing them; what a Spec has wrong is an error.
func (s Spec) Shape() (dim, classes int, err error) {
	task, err := s.check()
	if err != nil {
		return 0, 0, err
	}
	if task.Dim {
		// Not through its source, which draws the clusters' rotations.
		return s.Dim, s.Classes, nil
	}
	from := task.source(s)
	return from.dim, from.classes, nil
}
