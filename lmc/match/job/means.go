package job

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// meansJob scores one set of networks after the other, a block of examples a step.
type meansJob struct {
	in            instance
	m             *EvaluateMeans
	eval          *toynets.Evaluator
	probabilities [][]float32      // of each network, when ensembles are asked for
	votes         *toynets.Outputs // probabilities that are not complete
	score         *toynets.Scoring // of the set that comes after those in out
	out           EvaluatedMeans
}

func newMeans(in instance, m *EvaluateMeans) (lab.Stepper, error) {
	if err := in.checkParameters(m.Models...); err != nil {
		return nil, err
	}
	if len(m.Sets) == 0 {
		return nil, fmt.Errorf("no networks to score")
	}
	for _, set := range m.Sets {
		for _, p := range set {
			if p < 0 || p >= len(m.Models) {
				return nil, fmt.Errorf("network %d of %d", p, len(m.Models))
			}
		}
		if len(set) == 0 {
			return nil, fmt.Errorf("the mean of no networks")
		}
	}
	return &meansJob{in: in, m: m, eval: toynets.NewEvaluator(in.model)}, nil
}

func (s *meansJob) Step() bool {
	if s.votes != nil && s.votes.Step() {
		return true
	}
	s.votes = nil
	if k := len(s.probabilities); s.m.Ensemble && k < len(s.m.Models) {
		d := s.in.test
		s.probabilities = append(s.probabilities, make([]float32, d.N*d.Classes))
		votes := s.eval.BeginProbabilities(s.probabilities[k], s.m.Models[k], d.X, d.N)
		s.votes = &votes
		return true
	}
	set := s.m.Sets[len(s.out.Loss)]
	if s.score == nil {
		var models [][]float32
		for _, p := range set {
			models = append(models, s.m.Models[p])
		}
		score := s.eval.Begin(vector.Mean(models...), s.in.test)
		s.score = &score
	}
	if s.score.Step() {
		return true
	}
	score := s.score.Score()
	s.score = nil
	s.out.Loss = append(s.out.Loss, score.Loss)
	s.out.Accuracy = append(s.out.Accuracy, score.Accuracy)
	if s.m.Ensemble {
		s.out.Ensemble = append(s.out.Ensemble, s.vote(set))
	}
	return len(s.out.Loss) < len(s.m.Sets)
}

// vote returns the accuracy of the mean of the probabilities of a set; the first of equally probable classes is chosen.
func (s *meansJob) vote(set []int) float64 {
	classes, right := s.in.test.Classes, 0
	sum := make([]float64, classes)
	for i, y := range s.in.test.Y {
		clear(sum)
		for _, p := range set {
			for c, x := range s.probabilities[p][i*classes : (i+1)*classes] {
				sum[c] += float64(x)
			}
		}
		best := 0
		for c, x := range sum {
			if x > sum[best] {
				best = c
			}
		}
		if best == int(y) {
			right++
		}
	}
	return float64(right) / float64(s.in.test.N)
}

func (s *meansJob) Fraction() float64     { return float64(len(s.out.Loss)) / float64(len(s.m.Sets)) }
func (s *meansJob) Note() string          { return "Merging" }
func (s *meansJob) Outcome() wire.Message { return &s.out }
