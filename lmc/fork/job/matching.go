package job

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/matching"
	"onebasin/lmc/symmetry"
)

// tooLarge is told in place of the search's own error, which names an entry of a similarity matrix: the reader of a
// page knows of no such matrix.
const tooLarge = "the weights are too large for the computer’s numbers"

// matchJob runs weight matching from one start.
type matchJob struct {
	search *matching.WeightMatching
	before float64
}

func (m *Match) Begin(in instance) (lab.Stepper, error) {
	if err := in.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	sym, r := symmetry.MLPSymmetry(in.model), in.experiment.Stream(fmt.Sprintf("match/%s/%d", m.Name, m.Start))
	search := matching.NewWeightMatching(sym, m.A, m.B, matching.StartFrom(sym, m.Start, r), r)
	return &matchJob{search, search.Objective()}, nil
}

func (s *matchJob) Step() bool        { return s.search.Step() }
func (s *matchJob) Fraction() float64 { return min(0.9, float64(s.search.Sweeps())/8) }
func (s *matchJob) Note() string      { return "Matching B to A" }

func (s *matchJob) Outcome() wire.Message {
	if s.search.Err() != nil {
		return &Matched{Note: tooLarge}
	}
	return &Matched{Permutation: s.search.Permutation(), Before: s.before, After: s.search.Objective()}
}
