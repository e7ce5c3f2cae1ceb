package wire

// Join runs starts First ≤ r < Last of a joint search for the permutations of all
// Models.
type Join struct {
	Experiment  string
	Method      string // names the random stream
	First, Last int
	Models      [][]float32
}

// Joined is what Join gives: of every start, the permutations of every model, how
// large the objective was in the end and over the iterations.
type Joined struct {
	Starts []JoinedStart
}

// JoinedStart is how one start ended.
type JoinedStart struct {
	Permutations [][][]int
	Objective    float64
	History      []float64
}

// Rate scores, for every set of indices into Models, the network whose parameters
// are their mean and the ensemble that averages their probabilities, on the test
// data.
type Rate struct {
	Experiment string
	Models     [][]float32
	Sets       [][]int
	Ensemble   bool // else only the means
}

// Rated is what Rate gives.
type Rated struct {
	Loss, Accuracy []float64 // of the mean of each set
	Ensemble       []float64 // accuracy of the ensemble of each set
}

func (m *Join) code(c coder) {
	c.text(&m.Experiment)
	c.text(&m.Method)
	c.int(&m.First)
	c.int(&m.Last)
	each(c, &m.Models, c.float32s)
}

func (m *Joined) code(c coder) {
	each(c, &m.Starts, func(s *JoinedStart) {
		each(c, &s.Permutations, func(p *[][]int) { each(c, p, c.ints) })
		c.float(&s.Objective)
		c.floats(&s.History)
	})
}

func (m *Rate) code(c coder) {
	c.text(&m.Experiment)
	each(c, &m.Models, c.float32s)
	each(c, &m.Sets, c.ints)
	c.bool(&m.Ensemble)
}

func (m *Rated) code(c coder) {
	c.floats(&m.Loss)
	c.floats(&m.Accuracy)
	c.floats(&m.Ensemble)
}
