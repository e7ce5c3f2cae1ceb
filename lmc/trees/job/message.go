package job

import "onebasin/lmc/lab/wire"

// A job is a pure function's arguments: what it gives depends on nothing else, so any worker may do it, and results are
// merged by the job's index. Experiments travel as their canonical fragment; every worker makes the data anew from it.

// Train trains one model.
type Train struct {
	Experiment string
	Model      int
}

// Trained is what Train gives. DivergedAt is the step at which the loss was no longer finite, or −1.
type Trained struct {
	Theta      []float32
	DivergedAt int
}

// Match searches for the element of the symmetry that brings B to A, with a set of invariances as symmetry.Set.Text
// prints it.
type Match struct {
	Experiment, Search, Set string
	A, B                    []float32
}

// Matched is what Match gives: tree i of π(B) is made of tree Trees[i] of B, with its rules in the order Orders[i·D …]
// (none but for oblivious trees) and the nodes negated for which Flips[i·N …] is 1.
type Matched struct {
	Trees, Orders, Flips []int
	Objective            float64
	Note                 string // why there is none: the models' numbers are too large
}

// EvaluateLine evaluates the straight line from A to π(B), and how far π(B)'s function is from B's; with Halves also
// the midpoint and the mean of both models' outputs.
type EvaluateLine struct {
	Experiment    string
	A, B, Matched []float32
	Halves        bool
}

// EvaluatedLine is what EvaluateLine gives. Merged and Ensemble are train loss, train accuracy, test loss and test
// accuracy, or empty.
type EvaluatedLine struct {
	TrainLoss, TrainAccuracy, TestLoss, TestAccuracy []float64
	FunctionError                                    float64
	Merged, Ensemble                                 []float64
}

// EvaluatePlane evaluates rows First ≤ j < Last of an N×N grid over a window of the plane Origin + u·E1 + v·E2: the
// test loss.
type EvaluatePlane struct {
	Experiment     string
	Origin, E1, E2 []float32
	U0, U1, V0, V1 float64
	N, First, Last int
}

// EvaluatedPlane is what EvaluatePlane gives, row by row.
type EvaluatedPlane struct{ Loss []float64 }

func (m *Train) Code(c wire.Coder)   { c.Text(&m.Experiment); c.Int(&m.Model) }
func (m *Trained) Code(c wire.Coder) { c.Float32s(&m.Theta); c.Int(&m.DivergedAt) }

func (m *Match) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Text(&m.Search)
	c.Text(&m.Set)
	c.Float32s(&m.A)
	c.Float32s(&m.B)
}

func (m *Matched) Code(c wire.Coder) {
	c.Ints(&m.Trees)
	c.Ints(&m.Orders)
	c.Ints(&m.Flips)
	c.Float(&m.Objective)
	c.Text(&m.Note)
}

func (m *EvaluateLine) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Float32s(&m.A)
	c.Float32s(&m.B)
	c.Float32s(&m.Matched)
	c.Bool(&m.Halves)
}

func (m *EvaluatedLine) Code(c wire.Coder) {
	for _, p := range []*[]float64{&m.TrainLoss, &m.TrainAccuracy, &m.TestLoss, &m.TestAccuracy} {
		c.Floats(p)
	}
	c.Float(&m.FunctionError)
	c.Floats(&m.Merged)
	c.Floats(&m.Ensemble)
}

func (m *EvaluatePlane) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Float32s(&m.Origin)
	c.Float32s(&m.E1)
	c.Float32s(&m.E2)
	for _, p := range []*float64{&m.U0, &m.U1, &m.V0, &m.V1} {
		c.Float(p)
	}
	c.Int(&m.N)
	c.Int(&m.First)
	c.Int(&m.Last)
}

func (m *EvaluatedPlane) Code(c wire.Coder) { c.Floats(&m.Loss) }

// Messages lists the jobs and what they give.
func Messages() []wire.Message {
	return []wire.Message{(*Train)(nil), (*Trained)(nil), (*Match)(nil), (*Matched)(nil),
		(*EvaluateLine)(nil), (*EvaluatedLine)(nil), (*EvaluatePlane)(nil), (*EvaluatedPlane)(nil),
		(*TrainBeside)(nil), (*LineBeside)(nil)}
}
