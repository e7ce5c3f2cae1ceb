package job

import "onebasin/lmc/lab/wire"

// FindCurvature finds the extreme eigenvalues of the Hessian of the mean loss over the first Rows training examples at
// Theta, by at most Products products: the Top largest, the Bottom smallest, and the directions of the Directions
// largest. Name names the random stream.
type FindCurvature struct {
	Experiment                              string
	Name                                    string
	Theta                                   []float32
	Rows, Products, Top, Bottom, Directions int
}

// FoundCurvature is what FindCurvature gives: eigenvalues, the largest and the smallest first, each with its residual
// ‖Hv − λv‖, and directions of length 1.
type FoundCurvature struct {
	Top, TopResidual, Bottom, BottomResidual []float64
	Directions                               [][]float32
}

func (m *FindCurvature) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Text(&m.Name)
	c.Float32s(&m.Theta)
	for _, p := range []*int{&m.Rows, &m.Products, &m.Top, &m.Bottom, &m.Directions} {
		c.Int(p)
	}
}

func (m *FoundCurvature) Code(c wire.Coder) {
	for _, p := range []*[]float64{&m.Top, &m.TopResidual, &m.Bottom, &m.BottomResidual} {
		c.Floats(p)
	}
	wire.Each(c, &m.Directions, c.Float32s)
}
