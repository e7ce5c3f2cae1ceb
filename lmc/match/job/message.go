package job

import (
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/symmetry"
)

// A job is a pure function's arguments: what it gives depends on nothing else, so any worker may do it, and results are
// merged by the job's index.
//
// Experiments travel as their canonical fragment; every worker makes the data anew from it, which is cheaper than
// sending them.

// Train trains one model.
type Train struct {
	Experiment string
	Model      int
}

// Trained is what Train gives. Snapshots are points of the trajectory, the first before any step and the last the
// trained parameters; Steps are the steps at which they were taken. DivergedAt is the step at which the loss was no
// longer finite, or −1.
type Trained struct {
	Snapshots  [][]float32
	Steps      []int
	Losses     []float64 // loss of the batch at each of Steps, the first missing
	DivergedAt int
}

// Match runs restarts First ≤ r < Last of a matcher's search, of model From to model To, which is mostly 0: A.
type Match struct {
	Experiment  string
	Method      string // names the random stream, with From and To
	From, To    int
	First, Last int
	A, B        []float32
}

// Matched is what Match gives: the best permutation of the restarts run, and how each of them ended.
type Matched struct {
	Permutation  [][]int
	Best         int // restart
	Objectives   []float64
	Sweeps       []int
	Permutations [][][]int // of every restart
	Signs        [][][]int // of every restart; none but for searches over more than permutations
	Scales       [][][]float64
	Merits       []float64 // by which restarts are compared, see matching.Merit
	Note         string    // why there is none: the networks' numbers are too large
}

// Element returns what a restart found, counted from the job's first.
func (m *Matched) Element(k int) symmetry.Element {
	e := symmetry.Permutation(m.Permutations[k]).Element()
	if len(m.Signs[k]) > 0 {
		e.Signs = m.Signs[k]
	}
	if len(m.Scales[k]) > 0 {
		e.Scales = m.Scales[k]
	}
	return e
}

// EvaluateLine evaluates the straight line from A to π(B), and how far π(B)'s function is from B's, or from Original's
// if there is one; or the line alone, on the test data.
type EvaluateLine struct {
	Experiment  string
	A, B        []float32
	Original    []float32 // what B was before units of it were negated or scaled
	Permutation [][]int
	TestOnly    bool
}

// EvaluatedLine is what EvaluateLine gives.
type EvaluatedLine struct {
	TrainLoss, TrainAccuracy, TestLoss, TestAccuracy []float64
	FunctionError                                    float64 // max |logit of π(B) − logit of B| over the test data
	Largest                                          float64 // max |logit of B| over them

	// Middle is, of a path with no point at λ = ½, what the four would have there.
	Middle []float64
}

// EvaluatePlane evaluates rows First ≤ j < Last of an N×N grid over a window of the plane Origin + u·E1 + v·E2: the
// test loss. With Triangle, points farther than one step of u outside of the triangle (0, 0), (1, 0), (½, √3/2) are
// NaN.
type EvaluatePlane struct {
	Experiment     string
	Origin, E1, E2 []float32
	U0, U1, V0, V1 float64
	N, First, Last int
	Triangle       bool
}

// EvaluatedPlane is what EvaluatePlane gives, row by row.
type EvaluatedPlane struct{ Loss []float64 }

func (m *Train) Code(c wire.Coder) { c.Text(&m.Experiment); c.Int(&m.Model) }

func (m *Trained) Code(c wire.Coder) {
	wire.Each(c, &m.Snapshots, c.Float32s)
	c.Ints(&m.Steps)
	c.Floats(&m.Losses)
	c.Int(&m.DivergedAt)
}

func (m *Match) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Text(&m.Method)
	c.Int(&m.From)
	c.Int(&m.To)
	c.Int(&m.First)
	c.Int(&m.Last)
	c.Float32s(&m.A)
	c.Float32s(&m.B)
}

func (m *Matched) Code(c wire.Coder) {
	wire.Each(c, &m.Permutation, c.Ints)
	c.Int(&m.Best)
	c.Floats(&m.Objectives)
	c.Ints(&m.Sweeps)
	wire.Each(c, &m.Permutations, func(p *[][]int) { wire.Each(c, p, c.Ints) })
	wire.Each(c, &m.Signs, func(p *[][]int) { wire.Each(c, p, c.Ints) })
	wire.Each(c, &m.Scales, func(p *[][]float64) { wire.Each(c, p, c.Floats) })
	c.Floats(&m.Merits)
	c.Text(&m.Note)
}

func (m *EvaluateLine) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Float32s(&m.A)
	c.Float32s(&m.B)
	c.Float32s(&m.Original)
	wire.Each(c, &m.Permutation, c.Ints)
	c.Bool(&m.TestOnly)
}

func (m *EvaluatedLine) Code(c wire.Coder) {
	c.Floats(&m.TrainLoss)
	c.Floats(&m.TrainAccuracy)
	c.Floats(&m.TestLoss)
	c.Floats(&m.TestAccuracy)
	c.Float(&m.FunctionError)
	c.Float(&m.Largest)
	c.Floats(&m.Middle)
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
	c.Bool(&m.Triangle)
}

func (m *EvaluatedPlane) Code(c wire.Coder) { c.Floats(&m.Loss) }

// Messages lists the jobs and what they give.
func Messages() []wire.Message {
	return []wire.Message{
		(*Train)(nil), (*Trained)(nil),
		(*Match)(nil), (*Matched)(nil),
		(*EvaluateLine)(nil), (*EvaluatedLine)(nil),
		(*Decompose)(nil), (*Decomposed)(nil),
		(*EvaluatePlane)(nil), (*EvaluatedPlane)(nil),
		(*MatchJointly)(nil), (*MatchedJointly)(nil),
		(*EvaluateMeans)(nil), (*EvaluatedMeans)(nil),
		(*CompareSpectra)(nil), (*ComparedSpectra)(nil),
		(*EstimateExcess)(nil), (*EstimatedExcess)(nil),
		(*TakeApart)(nil), (*TakenApart)(nil),
		(*TraceDescent)(nil), (*TracedDescent)(nil),
		(*MatchParts)(nil), (*MatchedParts)(nil),
		(*Repair)(nil), (*Repaired)(nil),
		(*TrainCurve)(nil), (*TrainedCurve)(nil),
		(*FindCurvature)(nil), (*FoundCurvature)(nil),
	}
}
