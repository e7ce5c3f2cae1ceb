package job

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// planeJob evaluates rows of a landscape, point by point, a block of examples a step.
type planeJob struct {
	m      *EvaluatePlane
	window path.Window
	plane  *toynets.PlaneEvaluator
	now    *toynets.PlaneScoring // of the point that comes after those in out
	out    EvaluatedPlane
}

// maxGrid bounds a landscape's side.
const maxGrid = 256

func (m *EvaluatePlane) begin(in instance) (lab.Stepper, error) {
	if err := in.checkParameters(m.Origin, m.E1, m.E2); err != nil {
		return nil, err
	}
	if m.N < 2 || m.N > maxGrid || m.First < 0 || m.Last <= m.First || m.Last > m.N {
		return nil, fmt.Errorf("rows %d to %d of a grid of %d", m.First, m.Last, m.N)
	}
	return &planeJob{m: m, window: path.Window{U0: m.U0, U1: m.U1, V0: m.V0, V1: m.V1},
		plane: toynets.NewPlaneEvaluator(in.model, in.data.Test, m.Origin, m.E1, m.E2)}, nil
}

func (s *planeJob) Step() bool {
	if s.now == nil {
		k := len(s.out.Loss)
		u, v := s.window.At(s.m.N, k%s.m.N, s.m.First+k/s.m.N)
		now := s.plane.Begin(u, v)
		s.now = &now
	}
	if s.now.Step() {
		return true
	}
	s.out.Loss = append(s.out.Loss, s.now.Score().Loss)
	s.now = nil
	return len(s.out.Loss) < s.size()
}

func (s *planeJob) size() int { return s.m.N * (s.m.Last - s.m.First) }

func (s *planeJob) Fraction() float64     { return float64(len(s.out.Loss)) / float64(s.size()) }
func (s *planeJob) Note() string          { return fmt.Sprintf("Mapping the landscape, %d×%d", s.m.N, s.m.N) }
func (s *planeJob) Outcome() wire.Message { return &s.out }
