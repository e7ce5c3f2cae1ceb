package job

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/path"
)

// planeJob evaluates rows of a landscape.
type planeJob struct {
	*path.Scan
	n int
}

func (m *EvaluatePlane) Begin(in instance) (lab.Stepper, error) {
	if err := in.checkParameters(m.Origin, m.E1, m.E2); err != nil {
		return nil, err
	}
	w := path.Window{U0: m.U0, U1: m.U1, V0: m.V0, V1: m.V1}
	scan, err := path.NewScan(in.model, in.train, m.Origin, m.E1, m.E2, w, m.N, m.First, m.Last)
	if err != nil {
		return nil, err
	}
	return planeJob{scan, m.N}, nil
}

func (s planeJob) Note() string          { return fmt.Sprintf("Mapping the landscape, %d×%d", s.n, s.n) }
func (s planeJob) Outcome() wire.Message { return &EvaluatedPlane{s.Loss()} }
