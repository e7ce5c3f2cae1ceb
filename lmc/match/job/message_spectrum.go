package job

import "onebasin/lmc/lab/wire"

// Decompose finds the singular vectors of a weight matrix, Out×In by rows.
type Decompose struct {
	Out, In int
	Weight  []float32
	Gammas  []float64
}

// Decomposed is what Decompose gives for each γ: how many singular vectors have s / s_max ≥ γ, and the polar factor
// truncated to them, Out×In.
type Decomposed struct {
	Kept    []int
	Factors [][]float32
}

func (m *Decompose) Code(c wire.Coder) {
	c.Int(&m.Out)
	c.Int(&m.In)
	c.Float32s(&m.Weight)
	c.Floats(&m.Gammas)
}

func (m *Decomposed) Code(c wire.Coder) {
	c.Ints(&m.Kept)
	wire.Each(c, &m.Factors, c.Float32s)
}
