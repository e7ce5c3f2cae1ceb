package settings

import (
	"onebasin/lmc/link"
	"onebasin/toynets"
)

// Task is what is learnt.
type Task struct {
	Data         string // name of the task
	N, NTest     int    // training and test examples
	Noise        float64
	DataSeed     int
	Dim, Classes int // of gauss
	Side         int // of strokes, pixels
}

// Spec returns what the data generator is asked for.
func (t Task) Spec() toynets.Spec {
	return toynets.Spec{Task: t.Data, N: t.N, NTest: t.NTest, Noise: t.Noise,
		Seed: uint64(t.DataSeed), Dim: t.Dim, Classes: t.Classes, Side: t.Side}
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
			Help:    "What the networks learn to classify. All data are made by the program from the data seed."},
			At: func(l *S) any { return &at(l).Data }},
		{Spec: link.Spec{Key: "n", Group: "Task", Label: "Training examples", Kind: link.KindInt, Default: "1000",
			Min: 10, Max: 60000, Help: "How many examples both networks are trained on."},
			At: func(l *S) any { return &at(l).N }},
		{Spec: link.Spec{Key: "nt", Group: "Task", Label: "Test examples", Kind: link.KindInt, Default: "1000",
			Min: 10, Max: 60000, Help: "How many unseen examples losses and accuracies are measured on."},
			At: func(l *S) any { return &at(l).NTest }},
		{Spec: link.Spec{Key: "noise", Group: "Task", Label: "Noise", Kind: link.KindNumber, Default: "0.1",
			Min: 0, Max: 2,
			Help: "Standard deviation of the noise added to every example, in the task's own units."},
			At: func(l *S) any { return &at(l).Noise }},
		Seed("dseed", "Task", "Data seed",
			"Which examples are drawn of the task: the same for all networks. What makes the networks "+
				"differ are their own seeds.",
			func(l *S) *int { return &at(l).DataSeed }),
		{Spec: link.Spec{Key: "dim", Group: "Task", Label: "Dimensions", Kind: link.KindInt, Default: "16",
			Min: 2, Max: 1024,
			Help: "Number of inputs of the Gaussian clusters.", When: link.When("data", "gauss")},
			At: func(l *S) any { return &at(l).Dim }},
		{Spec: link.Spec{Key: "classes", Group: "Task", Label: "Classes", Kind: link.KindInt, Default: "4",
			Min: 2, Max: 32,
			Help: "Number of classes of the Gaussian clusters.", When: link.When("data", "gauss")},
			At: func(l *S) any { return &at(l).Classes }},
		{Spec: link.Spec{Key: "side", Group: "Task", Label: "Image side", Unit: "pixels", Kind: link.KindInt,
			Default: "16", Min: 8, Max: 28, Help: "Side of the square images of handwritten strokes.",
			When: link.When("data", "strokes")},
			At: func(l *S) any { return &at(l).Side }},
	}
}

func tasks() (o []link.Option) {
	for _, t := range toynets.Tasks() {
		o = append(o, link.Option{Name: t.Name, Label: t.Title, Help: t.Help})
	}
	return o
}
