package toynets

import "onebasin/toynets/registry"

// Task is one entry of the registry of data sets.
type Task struct {
	Name  string // as in a link
	Title string // as in a menu
	Help  string // one sentence for a student

	Planar bool // two inputs: decision regions can be drawn
	Image  bool // Side × Side pixels in [0, 1], row 0 on top; reads Spec.Side
	Dim    bool // reads Spec.Dim and Spec.Classes

	Classes int // of a task that does not read Spec.Classes
}

// Tasks returns the data sets in the order of a menu. The slice is new at every call.
func Tasks() []Task {
	return []Task{
		{
			Name: "blobs", Title: "Blobs", Planar: true, Classes: 3,
			Help: "Three round Gaussian clusters, one per class: a linear classifier is enough.",
		},
		{
			Name: "moons", Title: "Two moons", Planar: true, Classes: 2,
			Help: "Two interleaving half circles: the boundary must bend twice.",
		},
		{
			Name: "circles", Title: "Circles", Planar: true, Classes: 2,
			Help: "A ring around a smaller ring: the classes share their mean, so no straight line separates them.",
		},
		{
			Name: "spirals", Title: "Two spirals", Planar: true, Classes: 2,
			Help: "Two interleaved spiral arms: the classic test of a small network's capacity.",
		},
		{
			Name: "checker", Title: "Checkerboard", Planar: true, Classes: 2,
			Help: "A four by four checkerboard of two classes: many separate regions, which small networks " +
				"find hard to part.",
		},
		{
			Name: "gauss", Title: "Gaussian clusters", Dim: true,
			Help: "Informative Gaussian clusters, two per class, seen through random rotations in any " +
				"number of inputs.",
		},
		{
			Name: "strokes", Title: "Handwritten strokes", Image: true, Classes: 10,
			Help: "The ten digits as pen strokes with random slant, size, thickness and wobble: a stand-in for " +
				"MNIST drawn by formula.",
		},
	}
}

// TaskNamed returns the task of that name and whether there is one.
func TaskNamed(name string) (Task, bool) {
	return registry.Find(Tasks(), func(t Task) bool { return t.Name == name })
}
