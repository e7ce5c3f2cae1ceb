package settings

import (
	"onebasin/lmc/lab/own"
	"onebasin/lmc/link"
	"onebasin/toynets"
)

// Bounds of a task.
const (
	LeastExamples, MostExamples = 10, 60000 // for training, and for testing
	MostInputs                  = 1024
	LeastClasses, MostClasses   = 2, 32
)

// Task is what is learnt.
type Task struct {
	Data         string // name of the task
	N, NTest     int    // training and test examples
	Noise        float64
	DataSeed     int
	Dim, Classes int // of gauss, and of somebody's own data
	Side         int // of strokes, pixels
	Own          Own
}

// Spec returns what the data generator is asked for, with a person's own examples if those are the task and are here.
func (t Task) Spec() toynets.Spec {
	s := toynets.Spec{Task: t.Data, N: t.N, NTest: t.NTest, Noise: t.Noise,
		Seed: uint64(t.DataSeed), Dim: t.Dim, Classes: t.Classes, Side: t.Side}
	for _, w := range t.Wants() {
		if d, here := own.DataOf(w); here {
			s.Own = &d.Own
		}
	}
	return s
}

// Planar reports whether there are two inputs, so that decision regions can be drawn.
func (t Task) Planar() bool {
	task, _ := toynets.TaskNamed(t.Data)
	return task.Planar || t.Data == OwnData && t.Dim == 2
}

// Shape returns the number of inputs and of classes of the task. It panics for a task that a link could not have given.
func (t Task) Shape() (dim, classes int) {
	dim, classes, err := t.Spec().Shape()
	if err != nil {
		panic("settings: " + err.Error())
	}
	return dim, classes
}

// TaskFields are the keys of the task.
func TaskFields[S any](at func(*S) *Task) []link.Field[S] {
	return []link.Field[S]{
		{Spec: link.Spec{Key: "data", Group: "Task", Label: "Task", Kind: link.KindChoice, Default: "spirals",
			Options: tasks(),
			Help: "What the networks learn to classify. Data are made by the program from the data seed, unless they " +
				"are your own."},
			At: func(l *S) any { return &at(l).Data }},
		{Spec: link.Spec{Key: "n", Group: "Task", Label: "Training examples", Kind: link.KindInt, Default: "1000",
			Min: LeastExamples, Max: MostExamples,
			Help: "How many examples both networks are trained on."},
			At: func(l *S) any { return &at(l).N }},
		{Spec: link.Spec{Key: "nt", Group: "Task", Label: "Test examples", Kind: link.KindInt, Default: "1000",
			Min: LeastExamples, Max: MostExamples,
			Help: "How many unseen examples losses and accuracies are measured on."},
			At: func(l *S) any { return &at(l).NTest }},
		{Spec: link.Spec{Key: "noise", Group: "Task", Label: "Noise", Kind: link.KindNumber, Default: "0.1",
			Min: 0, Max: 2, When: link.When("data", drawn()...),
			Help: "Standard deviation of the noise added to every example, in the task's own units."},
			At: func(l *S) any { return &at(l).Noise }},
		Seed("dseed", "Task", "Data seed",
			"Which examples are drawn of the task: the same for all networks. What makes the networks "+
				"differ are their own seeds. Of your own data: which rows are for testing.",
			func(l *S) *int { return &at(l).DataSeed }),
		{Spec: link.Spec{Key: "dim", Group: "Task", Label: "Dimensions", Kind: link.KindInt, Default: "16",
			Min: 1, Max: MostInputs,
			Help: "Number of inputs of the Gaussian clusters, or of your own data.",
			When: link.When("data", "gauss", OwnData)},
			At: func(l *S) any { return &at(l).Dim }},
		{Spec: link.Spec{Key: "classes", Group: "Task", Label: "Classes", Kind: link.KindInt, Default: "4",
			Min: LeastClasses, Max: MostClasses,
			Help: "Number of classes of the Gaussian clusters, or of your own data.",
			When: link.When("data", "gauss", OwnData)},
			At: func(l *S) any { return &at(l).Classes }},
		{Spec: link.Spec{Key: "side", Group: "Task", Label: "Image side", Unit: "pixels", Kind: link.KindInt,
			Default: "16", Min: 8, Max: 28, Help: "Side of the square images of handwritten strokes.",
			When: link.When("data", "strokes")},
			At: func(l *S) any { return &at(l).Side }},
	}
}

// drawn are the tasks whose examples the program makes.
func drawn() (names []string) {
	for _, t := range toynets.Tasks() {
		names = append(names, t.Name)
	}
	return names
}

func tasks() (o []link.Option) {
	for _, t := range toynets.Tasks() {
		o = append(o, link.Option{Name: t.Name, Label: t.Title, Help: t.Help})
	}
	return append(o, link.Option{Name: OwnData, Label: "Your own file",
		Help: "Examples of a file that you bring: CSV, MNIST’s IDX, npz or npy. It does not leave your computer."})
}
