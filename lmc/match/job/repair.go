package job

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// repairJob evaluates a straight line before and after REPAIR: the moments of its ends, then λ by λ.
type repairJob struct {
	in    instance
	m     *Repair
	data  toynets.Data // whose moments are taken
	line  *path.Line
	eval  *toynets.Evaluator
	ends  []path.Moments
	now   *path.Repair
	score *toynets.Scoring
	stage int // of the present λ
	theta []float32
	goal  path.Moments
	out   Repaired
}

func newRepair(in instance, m *Repair) (lab.Stepper, error) {
	if err := in.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	if m.Rows < 1 || m.Rows > in.train.N {
		return nil, fmt.Errorf("%d of %d examples", m.Rows, in.train.N)
	}
	s := &repairJob{in: in, m: m, line: path.NewLine(in.model, m.A, m.B, in.train, in.test),
		eval: toynets.NewEvaluator(in.model)}
	s.data = first(in.train, m.Rows)
	return s, nil
}

// first returns the first n examples.
func first(d toynets.Data, n int) toynets.Data {
	d.X, d.Y, d.N = d.X[:n*d.Dim], d.Y[:n], n
	return d
}

func (s *repairJob) Step() bool {
	if s.now != nil {
		if !s.now.Step() {
			s.measured()
		}
		return true
	}
	if s.score != nil {
		if !s.score.Step() {
			s.scored()
		}
		return true
	}
	if len(s.ends) < 2 {
		s.now = path.NewRepair(s.in.model, [][]float32{s.m.A, s.m.B}[len(s.ends)], s.data, nil)
		return true
	}
	k := len(s.out.After)
	if k == len(s.m.Lambda) {
		return false
	}
	s.goal = s.ends[0].Between(s.ends[1], s.m.Lambda[k])
	s.theta = s.line.At(s.m.Lambda[k])
	s.now = path.NewRepair(s.in.model, s.theta, s.data, nil)
	return true
}

// measured goes on after a pass through a network: of an end, of the merged network, of its repair, of the repaired.
func (s *repairJob) measured() {
	found, repaired := s.now.Moments(), s.now.Theta()
	s.now = nil
	if len(s.ends) < 2 {
		s.ends = append(s.ends, found)
		return
	}
	switch s.stage++; s.stage {
	case 1:
		s.out.Before = append(s.out.Before, ratio(found, s.goal))
		s.begin()
	case 3:
		s.theta = repaired
		if s.m.Lambda[len(s.out.After)] == 0.5 {
			s.out.Halfway = append([]float32(nil), repaired...)
		}
		s.begin()
	case 5:
		s.out.After = append(s.out.After, ratio(found, s.goal))
		s.stage = 0
	}
}

func (s *repairJob) begin() {
	score := s.eval.Begin(s.theta, s.in.test)
	s.score = &score
}

// scored goes on after the merged network's score, or the repaired one's.
func (s *repairJob) scored() {
	score := s.score.Score()
	s.score = nil
	s.stage++
	if s.stage == 2 {
		s.out.PlainLoss, s.out.PlainAccuracy = append(s.out.PlainLoss, score.Loss),
			append(s.out.PlainAccuracy, score.Accuracy)
		s.now = path.NewRepair(s.in.model, s.theta, s.data, &s.goal)
		return
	}
	s.out.Loss, s.out.Accuracy = append(s.out.Loss, score.Loss), append(s.out.Accuracy, score.Accuracy)
	s.now = path.NewRepair(s.in.model, s.theta, s.data, nil)
}

// ratio returns the layers' mean deviations over those asked for; 0 where a layer is to be constant.
func ratio(found, goal path.Moments) []float64 {
	out := found.Spread()
	for l, g := range goal.Spread() {
		if g == 0 {
			out[l] = 0
			continue
		}
		out[l] /= g
	}
	return out
}

func (s *repairJob) Fraction() float64 {
	return float64(len(s.ends)+len(s.out.After)) / float64(2+len(s.m.Lambda))
}
func (s *repairJob) Note() string          { return "Repairing merged networks" }
func (s *repairJob) Outcome() wire.Message { return &s.out }
