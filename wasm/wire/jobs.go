package wire

// A job is a pure function's arguments: what it gives depends on nothing else,
// so any worker may do it, and results are merged by the job's index.
//
// Experiments travel as their canonical fragment; every worker makes the data
// anew from it, which is cheaper than sending them.

// Train trains one model.
type Train struct {
	Experiment string
	Model      int
}

// Trained is what Train gives. Snapshots are points of the trajectory, the
// first before any step and the last the trained parameters; Steps are the steps
// at which they were taken. DivergedAt is the step at which the loss was no
// longer finite, or −1.
type Trained struct {
	Snapshots  [][]float32
	Steps      []int
	Losses     []float64 // loss of the batch at each of Steps, the first missing
	DivergedAt int
}

// Match runs restarts First ≤ r < Last of a matcher's search, of model From to
// model To, which is mostly 0: A.
type Match struct {
	Experiment  string
	Method      string // names the random stream, with From and To
	From, To    int
	First, Last int
	A, B        []float32
}

// Matched is what Match gives: the best permutation of the restarts run, and
// how each of them ended.
type Matched struct {
	Permutation  [][]int
	Best         int // restart
	Objectives   []float64
	Sweeps       []int
	Permutations [][][]int // of every restart
	Note         string    // why there is none: the networks' numbers are too large
}

// Walk evaluates the straight line from A to π(B), and how far π(B)'s function
// is from B's; or the line alone, on the test data.
type Walk struct {
	Experiment  string
	A, B        []float32
	Permutation [][]int
	TestOnly    bool
}

// Walked is what Walk gives.
type Walked struct {
	TrainLoss, TrainAccuracy, TestLoss, TestAccuracy []float64
	FunctionError                                    float64
}

// Map evaluates rows First ≤ j < Last of an N×N grid over a window of the plane
// Origin + u·E1 + v·E2: the test loss. With Triangle, points farther than one step
// of u outside of the triangle (0, 0), (1, 0), (½, √3/2) are NaN.
type Map struct {
	Experiment     string
	Origin, E1, E2 []float32
	U0, U1, V0, V1 float64
	N, First, Last int
	Triangle       bool
}

// Mapped is what Map gives, row by row.
type Mapped struct{ Loss []float64 }

// Failed is what a job gives that could not be done.
type Failed struct{ Reason string }

func (m *Train) code(c coder) { c.text(&m.Experiment); c.int(&m.Model) }

func (m *Trained) code(c coder) {
	each(c, &m.Snapshots, c.float32s)
	c.ints(&m.Steps)
	c.floats(&m.Losses)
	c.int(&m.DivergedAt)
}

func (m *Match) code(c coder) {
	c.text(&m.Experiment)
	c.text(&m.Method)
	c.int(&m.From)
	c.int(&m.To)
	c.int(&m.First)
	c.int(&m.Last)
	c.float32s(&m.A)
	c.float32s(&m.B)
}

func (m *Matched) code(c coder) {
	each(c, &m.Permutation, c.ints)
	c.int(&m.Best)
	c.floats(&m.Objectives)
	c.ints(&m.Sweeps)
	each(c, &m.Permutations, func(p *[][]int) { each(c, p, c.ints) })
	c.text(&m.Note)
}

func (m *Walk) code(c coder) {
	c.text(&m.Experiment)
	c.float32s(&m.A)
	c.float32s(&m.B)
	each(c, &m.Permutation, c.ints)
	c.bool(&m.TestOnly)
}

func (m *Walked) code(c coder) {
	c.floats(&m.TrainLoss)
	c.floats(&m.TrainAccuracy)
	c.floats(&m.TestLoss)
	c.floats(&m.TestAccuracy)
	c.float(&m.FunctionError)
}

func (m *Map) code(c coder) {
	c.text(&m.Experiment)
	c.float32s(&m.Origin)
	c.float32s(&m.E1)
	c.float32s(&m.E2)
	for _, p := range []*float64{&m.U0, &m.U1, &m.V0, &m.V1} {
		c.float(p)
	}
	c.int(&m.N)
	c.int(&m.First)
	c.int(&m.Last)
	c.bool(&m.Triangle)
}

func (m *Mapped) code(c coder) { c.floats(&m.Loss) }
func (m *Failed) code(c coder) { c.text(&m.Reason) }
