package job

import (
	"onebasin/lmc/lab/wire"
	"onebasin/toynets"
)

// A job is a pure function's arguments: what it gives depends on nothing else, so any worker may do it, and results are
// merged by the job's index. Experiments travel as their canonical fragment; every worker makes the data anew from it.

// Train trains a model from its seed's first weights by its seed's order of batches: A, 0, or B, 1.
type Train struct {
	Experiment string
	Model      int
}

// Continue goes on from a checkpoint of A's training with the batches that the order of seed number Order has from that
// step on.
type Continue struct {
	Experiment string
	Order      int
	From       Checkpoint
}

// Checkpoint is a toynets.Checkpoint on its way.
type Checkpoint struct {
	Steps                int
	Theta, First, Second []float32
	Power1, Power2       float64
}

// Trained is what Train and Continue give. Snapshots are points of the trajectory, the first where it begins and the
// last the trained parameters; Steps are the steps at which they were taken. Checkpoints are those at the experiment's
// forks, of A's training alone. DivergedAt is the step at which the loss was no longer finite, or −1.
type Trained struct {
	Steps       []int
	Snapshots   [][]float32
	Checkpoints []Checkpoint
	DivergedAt  int
}

// Theta returns the trained parameters.
func (m *Trained) Theta() []float32 { return m.Snapshots[len(m.Snapshots)-1] }

// WalkLine evaluates the straight line from A to B and takes the excess of its training loss apart.
type WalkLine struct {
	Experiment string
	A, B       []float32
}

// WalkedLine is what WalkLine gives. Middle is, of a path with no point at λ = ½, what the first four would have there.
// D, J and E are the means of excess.Parts.TermsTo over the training examples; Excess is that of every example at the λ
// where their mean is largest.
type WalkedLine struct {
	TrainLoss, TrainAccuracy, TestLoss, TestAccuracy []float64
	Middle                                           []float64
	D, J, E, Excess                                  []float64
}

// WalkLayer evaluates the training loss on the straight line from From on which layer Layer alone, counted from 1, goes
// to To's, and estimates its excess halfway; of layer 0, the whole, it makes the estimate alone.
type WalkLayer struct {
	Experiment string
	From, To   []float32
	Layer      int
}

// WalkedLayer is what WalkLayer gives: the loss at every λ, and the two terms of curvature.SecondOrder.
type WalkedLayer struct {
	Loss             []float64
	Slope, Curvature float64
}

// Match searches for the permutation of B's hidden units that fits A best, by weight matching: from the identity, or
// from a random permutation for a Start above 0. Name and Start name its random stream.
type Match struct {
	Experiment, Name string
	Start            int
	A, B             []float32
}

// Matched is what Match gives: the permutation, and the inner products ⟨A, B⟩ and ⟨A, π(B)⟩ of its start and of its
// end.
type Matched struct {
	Permutation   [][]int
	Before, After float64
	Note          string // why there is none: the networks' numbers are too large
}

// EvaluatePlane evaluates rows First ≤ j < Last of an N×N grid over a window of the plane Origin + u·E1 + v·E2: the
// training loss.
type EvaluatePlane struct {
	Experiment     string
	Origin, E1, E2 []float32
	U0, U1, V0, V1 float64
	N, First, Last int
}

// EvaluatedPlane is what EvaluatePlane gives, row by row.
type EvaluatedPlane struct{ Loss []float64 }

// Sent returns a checkpoint as it is sent.
func Sent(c toynets.Checkpoint) Checkpoint {
	return Checkpoint{c.Steps, c.Theta, c.First, c.Second, c.Power1, c.Power2}
}

// Received returns the checkpoint that was sent.
func (c Checkpoint) Received() toynets.Checkpoint {
	return toynets.Checkpoint{Steps: c.Steps, Theta: c.Theta, First: c.First, Second: c.Second, Power1: c.Power1,
		Power2: c.Power2}
}

func (m *Train) Code(c wire.Coder) { c.Text(&m.Experiment); c.Int(&m.Model) }

func (m *Continue) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Int(&m.Order)
	m.From.code(c)
}

func (m *Checkpoint) code(c wire.Coder) {
	c.Int(&m.Steps)
	c.Float32s(&m.Theta)
	c.Float32s(&m.First)
	c.Float32s(&m.Second)
	c.Float(&m.Power1)
	c.Float(&m.Power2)
}

func (m *Trained) Code(c wire.Coder) {
	c.Ints(&m.Steps)
	wire.Each(c, &m.Snapshots, c.Float32s)
	wire.Each(c, &m.Checkpoints, func(p *Checkpoint) { p.code(c) })
	c.Int(&m.DivergedAt)
}

func (m *WalkLine) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Float32s(&m.A)
	c.Float32s(&m.B)
}

func (m *WalkedLine) Code(c wire.Coder) {
	for _, p := range []*[]float64{&m.TrainLoss, &m.TrainAccuracy, &m.TestLoss, &m.TestAccuracy, &m.Middle, &m.D, &m.J,
		&m.E, &m.Excess} {
		c.Floats(p)
	}
}

func (m *WalkLayer) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Float32s(&m.From)
	c.Float32s(&m.To)
	c.Int(&m.Layer)
}

func (m *WalkedLayer) Code(c wire.Coder) {
	c.Floats(&m.Loss)
	c.Float(&m.Slope)
	c.Float(&m.Curvature)
}

func (m *Match) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Text(&m.Name)
	c.Int(&m.Start)
	c.Float32s(&m.A)
	c.Float32s(&m.B)
}

func (m *Matched) Code(c wire.Coder) {
	wire.Each(c, &m.Permutation, c.Ints)
	c.Float(&m.Before)
	c.Float(&m.After)
	c.Text(&m.Note)
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
	return []wire.Message{(*Train)(nil), (*Continue)(nil), (*Trained)(nil), (*WalkLine)(nil), (*WalkedLine)(nil),
		(*WalkLayer)(nil), (*WalkedLayer)(nil), (*Match)(nil), (*Matched)(nil), (*EvaluatePlane)(nil),
		(*EvaluatedPlane)(nil)}
}
