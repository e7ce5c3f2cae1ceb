package job

import "onebasin/lmc/lab/wire"

// MatchJointly runs starts First ≤ r < Last of a joint search for the permutations of all Models.
type MatchJointly struct {
	Experiment  string
	Method      string // names the random stream
	First, Last int
	Models      [][]float32
}

// MatchedJointly is what MatchJointly gives: of every start, the permutations of every model, how large the objective
// was in the end and over the iterations.
type MatchedJointly struct {
	Starts []JointStart
}

// JointStart is how one start ended.
type JointStart struct {
	Permutations [][][]int
	Objective    float64
	History      []float64
}

// EvaluateMeans scores, for every set of indices into Models, the network whose parameters are their mean and the
// ensemble that averages their probabilities, on the test data.
type EvaluateMeans struct {
	Experiment string
	Models     [][]float32
	Sets       [][]int
	Ensemble   bool // else only the means
}

// EvaluatedMeans is what EvaluateMeans gives.
type EvaluatedMeans struct {
	Loss, Accuracy []float64 // of the mean of each set
	Ensemble       []float64 // accuracy of the ensemble of each set
}

func (m *MatchJointly) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Text(&m.Method)
	c.Int(&m.First)
	c.Int(&m.Last)
	wire.Each(c, &m.Models, c.Float32s)
}

func (m *MatchedJointly) Code(c wire.Coder) {
	wire.Each(c, &m.Starts, func(s *JointStart) {
		wire.Each(c, &s.Permutations, func(p *[][]int) { wire.Each(c, p, c.Ints) })
		c.Float(&s.Objective)
		c.Floats(&s.History)
	})
}

func (m *EvaluateMeans) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	wire.Each(c, &m.Models, c.Float32s)
	wire.Each(c, &m.Sets, c.Ints)
	c.Bool(&m.Ensemble)
}

func (m *EvaluatedMeans) Code(c wire.Coder) {
	c.Floats(&m.Loss)
	c.Floats(&m.Accuracy)
	c.Floats(&m.Ensemble)
}
