package toynets

// Shape returns the number of inputs and of classes of the data that Generate would draw, without drawing them; what a
// Spec has wrong is an error.
func (s Spec) Shape() (dim, classes int, err error) {
	task, err := s.check()
	if err != nil {
		return 0, 0, err
	}
	switch {
	case task.Dim:
		return s.Dim, s.Classes, nil
	case task.Image:
		return s.Side * s.Side, task.Classes, nil
	}
	return 2, task.Classes, nil
}
