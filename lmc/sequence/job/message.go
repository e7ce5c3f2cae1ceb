package job

import "onebasin/lmc/lab/wire"

// A job is a pure function's arguments: what it gives depends on nothing else, so any worker may do it, and results are
// merged by the job's index. Experiments travel as their canonical fragment; every worker makes the data anew from it.

// Train trains one network and keeps its checkpoints.
type Train struct {
	Experiment string
	Model      int
}

// Trained is what Train gives: the parameters at the checkpoints of keys.Experiment.Kept, those that were reached.
// DivergedAt is the step at which the loss was no longer finite, or −1; the last of Thetas then is what there was.
type Trained struct {
	Thetas     [][]float32
	DivergedAt int
}

// Retrain trains one network from the step of rewinding on, under a mask: 1 for a parameter that stays, 0 for one that
// is pruned. All that is not pruned goes on from that step as it did.
type Retrain struct {
	Experiment string
	Model      int
	Mask       []float32
}

// Retrained is what Retrain gives: the parameters and how good they are on the test data.
type Retrained struct {
	Theta      []float32
	DivergedAt int
	Scores     []float64 // train loss, train accuracy, test loss, test accuracy
}

// Rate rates networks.
type Rate struct {
	Experiment string
	Thetas     [][]float32
}

// Rated is what Rate gives, a number a network.
type Rated struct{ TrainLoss, TrainAccuracy, TestLoss, TestAccuracy []float64 }

// Match looks for the one permutation that brings B's networks to A's.
type Match struct {
	Experiment, Search string
	A, B               [][]float32
}

// Matched is what Match gives.
type Matched struct {
	Permutation [][]int
	Objective   float64
	Note        string // why there is none: the weights are too large
}

// MatchJointly runs all starts of a joint search.
type MatchJointly struct {
	Experiment, Method string
	Models             [][]float32
}

// MatchedJointly is what MatchJointly gives: of its best start the permutation of every network, one group after the
// other.
type MatchedJointly struct {
	Permutations [][]int
	Objective    float64
	Note         string
}

// EvaluateLines evaluates the inner points of the straight lines from A[k] to π(B[k]), of so many equidistant λ with
// the ends; without Permutation π is the identity. Train asks for the training data, too.
type EvaluateLines struct {
	Experiment  string
	A, B        [][]float32
	Permutation [][]int
	Points      int
	Train       bool
}

// EvaluatedLines is what EvaluateLines gives, Points − 2 numbers a line.
type EvaluatedLines struct{ TrainLoss, TrainAccuracy, TestLoss, TestAccuracy []float64 }

func (m *Train) Code(c wire.Coder) { c.Text(&m.Experiment); c.Int(&m.Model) }

func (m *Trained) Code(c wire.Coder) {
	wire.Each(c, &m.Thetas, c.Float32s)
	c.Int(&m.DivergedAt)
}

func (m *Retrain) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Int(&m.Model)
	c.Float32s(&m.Mask)
}

func (m *Retrained) Code(c wire.Coder) {
	c.Float32s(&m.Theta)
	c.Int(&m.DivergedAt)
	c.Floats(&m.Scores)
}

func (m *Rate) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	wire.Each(c, &m.Thetas, c.Float32s)
}

func (m *Rated) Code(c wire.Coder) {
	for _, p := range []*[]float64{&m.TrainLoss, &m.TrainAccuracy, &m.TestLoss, &m.TestAccuracy} {
		c.Floats(p)
	}
}

func (m *Match) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Text(&m.Search)
	wire.Each(c, &m.A, c.Float32s)
	wire.Each(c, &m.B, c.Float32s)
}

func (m *Matched) Code(c wire.Coder) {
	wire.Each(c, &m.Permutation, c.Ints)
	c.Float(&m.Objective)
	c.Text(&m.Note)
}

func (m *MatchJointly) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Text(&m.Method)
	wire.Each(c, &m.Models, c.Float32s)
}

func (m *MatchedJointly) Code(c wire.Coder) {
	wire.Each(c, &m.Permutations, c.Ints)
	c.Float(&m.Objective)
	c.Text(&m.Note)
}

func (m *EvaluateLines) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	wire.Each(c, &m.A, c.Float32s)
	wire.Each(c, &m.B, c.Float32s)
	wire.Each(c, &m.Permutation, c.Ints)
	c.Int(&m.Points)
	c.Bool(&m.Train)
}

func (m *EvaluatedLines) Code(c wire.Coder) {
	for _, p := range []*[]float64{&m.TrainLoss, &m.TrainAccuracy, &m.TestLoss, &m.TestAccuracy} {
		c.Floats(p)
	}
}

// Messages lists the jobs and what they give.
func Messages() []wire.Message {
	return []wire.Message{(*Train)(nil), (*Trained)(nil), (*Retrain)(nil), (*Retrained)(nil), (*Rate)(nil),
		(*Rated)(nil), (*Match)(nil), (*Matched)(nil), (*MatchJointly)(nil), (*MatchedJointly)(nil),
		(*EvaluateLines)(nil), (*EvaluatedLines)(nil)}
}
