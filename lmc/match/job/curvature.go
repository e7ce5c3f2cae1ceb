package job

import (
	"fmt"

	"onebasin/lmc/curvature"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/toynets"
)

// curvatureJob looks for the extreme eigenvalues of a Hessian.
type curvatureJob struct {
	m      *FindCurvature
	search *curvature.Lanczos
	found  bool
	out    FoundCurvature
}

// hessianBatch is how many examples one step of a Hessian-vector product takes.
const hessianBatch = 25

func newCurvature(in instance, m *FindCurvature) (lab.Stepper, error) {
	if err := in.checkParameters(m.Theta); err != nil {
		return nil, err
	}
	if m.Rows < 1 || m.Rows > in.train.N {
		return nil, fmt.Errorf("%d of %d examples", m.Rows, in.train.N)
	}
	if m.Products < 1 || m.Top < 0 || m.Bottom < 0 || m.Directions < 0 {
		return nil, fmt.Errorf("%d products for %d and %d eigenvalues with %d directions", m.Products, m.Top, m.Bottom,
			m.Directions)
	}
	h := toynets.NewHessian(in.model, first(in.train, m.Rows), hessianBatch)
	search := curvature.NewLanczos(h, m.Theta, m.Products, in.experiment.MatchStream(m.Name, 0, 0))
	return &curvatureJob{m: m, search: search}, nil
}

func (s *curvatureJob) Step() bool {
	if s.search.Step() {
		return true
	}
	values, residuals := s.search.Values()
	n := len(values)
	if !s.found {
		s.found = true
		top, bottom := min(s.m.Top, n), min(s.m.Bottom, n)
		s.out.Top, s.out.TopResidual = values[:top], residuals[:top]
		for k := range bottom {
			s.out.Bottom = append(s.out.Bottom, values[n-1-k])
			s.out.BottomResidual = append(s.out.BottomResidual, residuals[n-1-k])
		}
	} else {
		s.out.Directions = append(s.out.Directions, s.search.Vector(len(s.out.Directions)))
	}
	return len(s.out.Directions) < min(s.m.Directions, n)
}

func (s *curvatureJob) Fraction() float64 { return s.search.Fraction() }
func (s *curvatureJob) Note() string      { return "Looking for the largest curvature" }

func (s *curvatureJob) Outcome() wire.Message {
	for _, v := range append(append([]float64(nil), s.out.Top...), s.out.Bottom...) {
		if !measure.Finite(v) {
			return &wire.Failed{Reason: "the curvature is too large for the computer’s numbers"}
		}
	}
	return &s.out
}
