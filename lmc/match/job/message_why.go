package job

import "onebasin/lmc/lab/wire"

// Jobs of the study of why matching works.

// CompareSpectra decomposes A and B and compares A with B renumbered by each of Permutations.
type CompareSpectra struct {
	Experiment   string
	A, B         []float32
	Permutations [][][]int
	Gammas       []float64
	Merged       bool    // R of the network halfway, under the last of them, too
	Detail       bool    // all that does not end in a number
	Polar        float64 // with Detail: for which γ polar factors are told
	Layers       []int   // with Detail: of which weights products are told
	Side         int     // of how many singular vectors at most
}

// ComparedSpectra is what CompareSpectra gives. Lists of lists are by permutation first, or by layer where it is said.
type ComparedSpectra struct {
	R                [][]float64 // over γ
	MergedA, MergedB []float64   // R of the network halfway with A, with π(B), over γ

	Left, Right      [][]float64 // both sides of theorem 4.1, over layers
	Sides            []int       // over the layers asked for: of how many vectors products are told
	Products         [][]float64 // Sides×Sides of them, by permutation and then by layer asked for
	ValuesA, ValuesB [][]float64 // singular values, by layer
	Inputs           [][]float64 // mean squares along A's right singular vectors, by layer
	InputTotals      []float64   // mean |z|², over layers
	PolarA, PolarB   []float32   // polar factors for the γ asked for
	KeptA, KeptB     []int       // of how many vectors, over layers
}

// EstimateExcess asks for the second-order estimate of the excess of the training loss halfway between A and π(B), over
// the first Rows training examples, and for the excess itself.
type EstimateExcess struct {
	Experiment  string
	Rows        int
	A, B        []float32
	Permutation [][]int
}

// EstimatedExcess is what EstimateExcess gives: the estimate's two terms, and the truth.
type EstimatedExcess struct{ Slope, Curvature, Midpoint float64 }

// TakeApart asks what the excess of the test loss on the line from A to B is made of, at every λ, and for every example
// at the Whole-th of them.
type TakeApart struct {
	Experiment string
	A, B       []float32
	Lambda     []float64
	Whole      int
}

// TakenApart is what TakeApart gives: the means of the two parts at every λ, see lmc/excess, and the excess of every
// example.
type TakenApart struct{ Change, Gain, Excess []float64 }

// TraceDescent runs one coordinate descent of weight matching and keeps what every assignment led to: restart Restart
// of the named method's search, or, where there is a Start, the descent that begins there.
type TraceDescent struct {
	Experiment    string
	Method        string // names the random stream
	From, Restart int
	Start         [][]int
	A, B          []float32
}

// TracedDescent is what TraceDescent gives: π before the first assignment and after each; of swap descent, after each
// exchange that was kept.
type TracedDescent struct{ Permutations [][][]int }

// MatchParts searches, by weight matching with Restarts starts, for the permutations that fit parts of B to parts of A:
// their leading Ranks[k] singular vectors or, if Rest[k] is not 0, all but these.
type MatchParts struct {
	Experiment  string
	From        int
	Ranks, Rest []int
	Restarts    int
	A, B        []float32
}

// MatchedParts is what MatchParts gives, by part.
type MatchedParts struct{ Permutations [][][]int }

func permutations(c wire.Coder, p *[][][]int) {
	wire.Each(c, p, func(p *[][]int) { wire.Each(c, p, c.Ints) })
}

func (m *CompareSpectra) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Float32s(&m.A)
	c.Float32s(&m.B)
	permutations(c, &m.Permutations)
	c.Floats(&m.Gammas)
	c.Bool(&m.Merged)
	c.Bool(&m.Detail)
	c.Float(&m.Polar)
	c.Ints(&m.Layers)
	c.Int(&m.Side)
}

func (m *ComparedSpectra) Code(c wire.Coder) {
	for _, p := range []*[][]float64{&m.R, &m.Left, &m.Right, &m.Products, &m.ValuesA, &m.ValuesB, &m.Inputs} {
		wire.Each(c, p, c.Floats)
	}
	c.Ints(&m.Sides)
	c.Floats(&m.MergedA)
	c.Floats(&m.MergedB)
	c.Floats(&m.InputTotals)
	c.Float32s(&m.PolarA)
	c.Float32s(&m.PolarB)
	c.Ints(&m.KeptA)
	c.Ints(&m.KeptB)
}

func (m *TakeApart) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Float32s(&m.A)
	c.Float32s(&m.B)
	c.Floats(&m.Lambda)
	c.Int(&m.Whole)
}

func (m *TakenApart) Code(c wire.Coder) {
	c.Floats(&m.Change)
	c.Floats(&m.Gain)
	c.Floats(&m.Excess)
}

func (m *EstimateExcess) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Int(&m.Rows)
	c.Float32s(&m.A)
	c.Float32s(&m.B)
	wire.Each(c, &m.Permutation, c.Ints)
}

func (m *EstimatedExcess) Code(c wire.Coder) {
	c.Float(&m.Slope)
	c.Float(&m.Curvature)
	c.Float(&m.Midpoint)
}

func (m *TraceDescent) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Text(&m.Method)
	c.Int(&m.From)
	c.Int(&m.Restart)
	wire.Each(c, &m.Start, c.Ints)
	c.Float32s(&m.A)
	c.Float32s(&m.B)
}

func (m *TracedDescent) Code(c wire.Coder) { permutations(c, &m.Permutations) }

func (m *MatchParts) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Int(&m.From)
	c.Ints(&m.Ranks)
	c.Ints(&m.Rest)
	c.Int(&m.Restarts)
	c.Float32s(&m.A)
	c.Float32s(&m.B)
}

func (m *MatchedParts) Code(c wire.Coder) { permutations(c, &m.Permutations) }
