package stage

import "onebasin/lmc/lab/wire"

// A stage is what the lead tells the lab as an experiment goes on. Later stages of one type and name replace earlier
// ones.

// Setup says what the task is and holds examples to draw.
type Setup struct {
	Planar, Image bool
	NoLandscape   bool // no landscape comes unless it is asked for
	Side, Classes int
	X             []float32 // test examples, drawn as points or images
	Y             []int32
}

// Curves is the path of one method, or Note why there is none. Barrier is that of the test loss, as the result has it,
// NaN where it does not exist, and Peak the point at which it is reached.
type Curves struct {
	From, Method, Note                               string
	Lambda                                           []float64
	TrainLoss, TrainAccuracy, TestLoss, TestAccuracy []float64
	Barrier                                          float64
	Peak                                             int
}

// Similarity holds, for one hidden layer, the cosine of what touches unit i of A with what touches unit j of B (Before)
// and of π(B) (After), N×N.
type Similarity struct {
	From, Method  string
	Layer, N      int
	Before, After []float32
}

// Landscape is the test loss over a window of the plane through A, B and π(B), N×N, row by row from V0. Marks are the
// coordinates (u, v) of A, B and π(B); trajectories are those of the training of A, of B and of π(B) projected onto the
// plane, u and v alternating.
type Landscape struct {
	From, Method   string
	Unit           float64 // ‖B − A‖
	U0, U1, V0, V1 float64
	N              int
	Loss           []float64
	Marks          []float64
	Trajectories   [][]float64
	Spanned        bool // false when π(B) is on the line and the second axis random
	Zoomed         bool // the window is not the whole one
}

// Merged is the network at λ on the path of one method: what it says, over a grid of the plane of inputs (planar tasks:
// G×G, row by row from Y0, probabilities of the classes), or for the examples shown (others).
type Merged struct {
	From, Method      string
	Lambda            float64
	TestLoss, TestAcc float64
	G                 int
	X0, X1, Y0, Y1    float64
	Probabilities     []float32
	ClassAccuracy     []float64 // over the test data
}

// Training is the state of training: the loss of model's batches so far, and whether it diverged, so that nothing can
// be computed of the model.
type Training struct {
	Model    int
	Steps    []int
	Losses   []float64
	Diverged bool
}

// AskMerged asks for the merged networks at λ: along From's own line, and method's. An empty From is B, here and in the
// other questions.
type AskMerged struct {
	Lambda       float64
	From, Method string
}

// AskLoss asks for the test loss at (u, v) of method's plane; LossAt answers.
type AskLoss struct {
	From, Method string
	U, V         float64
}

// LossAt answers AskLoss.
type LossAt struct {
	From, Method string
	U, V, Loss   float64
}

// AskLandscape asks for the landscape of a matching (a method, or one restart of its search, as "wm.3"), N×N over a
// window, the whole one if it is empty.
type AskLandscape struct {
	From, Method   string
	U0, U1, V0, V1 float64
	N              int
}

// AskSearchStep asks for the state of a matching's search after K assignments, its end if K is negative.
type AskSearchStep struct {
	From, Method string
	K            int
}

// SearchStep answers AskSearchStep: of Count assignments the K-th was made last, in Layer, between the N units whose
// cosines were Similarities, N×N, before it; Chosen[i] is the unit that unit i of A was given. U and V are where π(B)
// then is on the landscape, Off how far from its plane, in units of ‖B − A‖. Count is 0 when the search cannot be
// shown.
type SearchStep struct {
	From, Method  string
	Restart       int
	K, Count      int
	Layer, N      int
	Before, After float64 // objective
	Moved         int
	Similarities  []float32
	Chosen        []int
	U, V, Off     float64
}

func (m *Setup) Code(c wire.Coder) {
	c.Bool(&m.Planar)
	c.Bool(&m.Image)
	c.Bool(&m.NoLandscape)
	c.Int(&m.Side)
	c.Int(&m.Classes)
	c.Float32s(&m.X)
	c.Int32s(&m.Y)
}

func (m *Curves) Code(c wire.Coder) {
	c.Text(&m.From)
	c.Text(&m.Method)
	c.Text(&m.Note)
	for _, p := range []*[]float64{&m.Lambda, &m.TrainLoss, &m.TrainAccuracy, &m.TestLoss, &m.TestAccuracy} {
		c.Floats(p)
	}
	c.Float(&m.Barrier)
	c.Int(&m.Peak)
}

func (m *Similarity) Code(c wire.Coder) {
	c.Text(&m.From)
	c.Text(&m.Method)
	c.Int(&m.Layer)
	c.Int(&m.N)
	c.Float32s(&m.Before)
	c.Float32s(&m.After)
}

func (m *Landscape) Code(c wire.Coder) {
	c.Text(&m.From)
	c.Text(&m.Method)
	for _, p := range []*float64{&m.Unit, &m.U0, &m.U1, &m.V0, &m.V1} {
		c.Float(p)
	}
	c.Int(&m.N)
	c.Floats(&m.Loss)
	c.Floats(&m.Marks)
	wire.Each(c, &m.Trajectories, c.Floats)
	c.Bool(&m.Spanned)
	c.Bool(&m.Zoomed)
}

func (m *Merged) Code(c wire.Coder) {
	c.Text(&m.From)
	c.Text(&m.Method)
	for _, p := range []*float64{&m.Lambda, &m.TestLoss, &m.TestAcc, &m.X0, &m.X1, &m.Y0, &m.Y1} {
		c.Float(p)
	}
	c.Int(&m.G)
	c.Float32s(&m.Probabilities)
	c.Floats(&m.ClassAccuracy)
}

func (m *Training) Code(c wire.Coder) {
	c.Int(&m.Model)
	c.Ints(&m.Steps)
	c.Floats(&m.Losses)
	c.Bool(&m.Diverged)
}

func (m *AskMerged) Code(c wire.Coder) { c.Float(&m.Lambda); c.Text(&m.From); c.Text(&m.Method) }

func (m *AskLoss) Code(c wire.Coder) {
	c.Text(&m.From)
	c.Text(&m.Method)
	c.Float(&m.U)
	c.Float(&m.V)
}

func (m *LossAt) Code(c wire.Coder) {
	c.Text(&m.From)
	c.Text(&m.Method)
	c.Float(&m.U)
	c.Float(&m.V)
	c.Float(&m.Loss)
}

// Long says that AskLandscape takes a crew.
func (m *AskLandscape) Long() {}

func (m *AskLandscape) Code(c wire.Coder) {
	c.Text(&m.From)
	c.Text(&m.Method)
	for _, p := range []*float64{&m.U0, &m.U1, &m.V0, &m.V1} {
		c.Float(p)
	}
	c.Int(&m.N)
}

func (m *AskSearchStep) Code(c wire.Coder) { c.Text(&m.From); c.Text(&m.Method); c.Int(&m.K) }

func (m *SearchStep) Code(c wire.Coder) {
	c.Text(&m.From)
	c.Text(&m.Method)
	for _, p := range []*int{&m.Restart, &m.K, &m.Count, &m.Layer, &m.N, &m.Moved} {
		c.Int(p)
	}
	for _, p := range []*float64{&m.Before, &m.After, &m.U, &m.V, &m.Off} {
		c.Float(p)
	}
	c.Float32s(&m.Similarities)
	c.Ints(&m.Chosen)
}

// Messages lists the stages, the questions of the figures and their answers.
func Messages() []wire.Message {
	return []wire.Message{
		(*Setup)(nil),
		(*Curves)(nil),
		(*Similarity)(nil),
		(*Landscape)(nil),
		(*Merged)(nil),
		(*Training)(nil),
		(*AskMerged)(nil),
		(*AskLoss)(nil),
		(*LossAt)(nil),
		(*AskLandscape)(nil),
		(*AskSearchStep)(nil),
		(*SearchStep)(nil),
	}
}
