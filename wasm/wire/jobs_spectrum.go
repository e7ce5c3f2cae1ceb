package wire

// Decompose finds the singular vectors of a weight matrix, Out×In by rows.
type Decompose struct {
	Out, In int
	Weight  []float32
	Gammas  []float64
}

// Decomposed is what Decompose gives for each γ: how many singular vectors have
// s / s_max ≥ γ, and the polar factor truncated to them, Out×In.
type Decomposed struct {
	Kept    []int
	Factors [][]float32
}

func (m *Decompose) code(c coder) {
	c.int(&m.Out)
	c.int(&m.In)
	c.float32s(&m.Weight)
	c.floats(&m.Gammas)
}

func (m *Decomposed) code(c coder) {
	c.ints(&m.Kept)
	each(c, &m.Factors, c.float32s)
}
