package toynets

import "fmt"

// Bounds of a Spec; Generate refuses what lies outside.
const (
	MinExamples = 2
	MaxExamples = 200_000
	MaxNoise    = 10
	MaxDim      = 1024 // gauss
	MinClasses  = 2    // gauss
	MaxClasses  = 32   // gauss
	MinSide     = 8    // strokes
	MaxSide     = 28   // strokes

	// MaxInputs bounds examples × inputs of one set: 2²⁶ float32 are 256 MB, what a browser's 32-bit address space
	// bears next to everything else.
	MaxInputs = 1 << 26
)

// OwnTask is the task of data that were brought, not drawn: Spec.Own.
const OwnTask = "file"

// Own is a data set that was brought, taken apart into what is for training and what is for testing.
type Own struct {
	Train, Test Data
	Side        int // of examples that are square images; 0 for others
}

// Spec says which data set to draw. Fields that a task does not read are ignored.
type Spec struct {
	Task     string  // a name in Tasks, or OwnTask
	N, NTest int     // examples for training and for testing
	Noise    float64 // standard deviation of what is added to every input
	Seed     uint64
	Dim      int // inputs, for gauss
	Classes  int // classes, for gauss
	Side     int // pixels along the image's side, for strokes

	// Own are the data of OwnTask, which the other fields describe; nil while they are not at hand.
	Own *Own
}

// Data is a labelled data set: row i of X, N × Dim and row-major, has the class Y[i] in 0 … Classes−1.
type Data struct {
	X               []float32
	Y               []int32
	N, Dim, Classes int
}

// source is a task made ready to draw examples: whatever the training and the test set share, such as the places of
// clusters, is fixed in it.
type source struct {
	dim, classes int

	// draw writes one example of the class, without noise, to x (length dim).
	draw func(r *Rand, class int, x []float64)

	// limit is applied to an input after the noise; nil for none.
	limit func(float64) float64
}

// Generate draws the training and the test set of a Spec, from separate streams, so that the size of one does not
// change the other. Classes are balanced, their counts differ by at most one, and the rows are in random order. It
// returns an error that names the field for a Spec out of bounds.
func Generate(s Spec) (train, test Data, err error) {
	g, err := NewGeneration(s)
	if err != nil {
		return Data{}, Data{}, err
	}
	for g.Step() {
	}
	train, test = g.Data()
	return train, test, nil
}

// check returns the task of s, or what is wrong with s.
func (s Spec) check() (Task, error) {
	task, ok := TaskNamed(s.Task)
	if s.Task == OwnTask {
		task, ok = Task{Name: OwnTask, Dim: true}, true
	}
	if !ok {
		return Task{}, fmt.Errorf("toynets: unknown task %q", s.Task)
	}
	within := func(what string, v, lo, hi int) error {
		if v < lo || v > hi {
			return fmt.Errorf("toynets: %s is %d, must be from %d to %d", what, v, lo, hi)
		}
		return nil
	}
	if err := within("number of training examples", s.N, MinExamples, MaxExamples); err != nil {
		return Task{}, err
	}
	if err := within("number of test examples", s.NTest, MinExamples, MaxExamples); err != nil {
		return Task{}, err
	}
	if !(s.Noise >= 0 && s.Noise <= MaxNoise) { // also refuses NaN
		return Task{}, fmt.Errorf("toynets: noise is %v, must be from 0 to %d", s.Noise, MaxNoise)
	}
	if task.Dim {
		if err := within("number of inputs", s.Dim, 1, MaxDim); err != nil {
			return Task{}, err
		}
		if err := within("number of classes", s.Classes, MinClasses, MaxClasses); err != nil {
			return Task{}, err
		}
	}
	if task.Image {
		if err := within("image side", s.Side, MinSide, MaxSide); err != nil {
			return Task{}, err
		}
	}
	return task, nil
}
