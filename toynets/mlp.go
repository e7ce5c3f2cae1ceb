package toynets

import (
	"math"

	"onebasin/toynets/kernel"
)

// MLP is the shape of a multilayer perceptron: Widths are n_0 … n_L, inputs first, at least two of them; Act follows
// every layer but the last. It holds no parameters: those are a flat vector θ of length Params, W_1 (row-major, out ×
// in), b_1, W_2, b_2, …
type MLP struct {
	Widths []int
	Act    kernel.Act
}

// Layers returns L, the number of weight matrices.
func (m MLP) Layers() int { return len(m.Widths) - 1 }

// Shape returns n_0 and n_L. It panics if m is no network.
func (m MLP) Shape() (inputs, outputs int) {
	m.checkWidths()
	return m.Widths[0], m.Widths[len(m.Widths)-1]
}

// Params returns the length of θ.
func (m MLP) Params() int {
	n := 0
	for l := range m.Layers() {
		n += (m.Widths[l] + 1) * m.Widths[l+1]
	}
	return n
}

// Offsets returns where W_l and b_l begin in θ, for layers l = 1 … L. It panics for another l.
func (m MLP) Offsets(l int) (w, b int) {
	if l < 1 || l > m.Layers() {
		panic("toynets: layer out of range")
	}
	for k := 1; k < l; k++ {
		w += (m.Widths[k-1] + 1) * m.Widths[k]
	}
	return w, w + m.Widths[l-1]*m.Widths[l]
}

// Weight returns W_l, the part of theta that holds it, for l = 1 … L.
func (m MLP) Weight(theta []float32, l int) []float32 {
	w, b := m.Offsets(l)
	return theta[w:b:b]
}

// Bias returns b_l, the part of theta that holds it, for l = 1 … L.
func (m MLP) Bias(theta []float32, l int) []float32 {
	_, b := m.Offsets(l)
	end := b + m.Widths[l]
	return theta[b:end:end]
}

// Init writes initial parameters to theta: all weights and biases of a layer uniform in ±1/√in, PyTorch's default for
// Linear (W_1 by rows, b_1, W_2, …).
func (m MLP) Init(theta []float32, r *Rand) {
	m.check(theta)
	for l := 1; l <= m.Layers(); l++ {
		bound := 1 / math.Sqrt(float64(m.Widths[l-1]))
		w, b := m.Offsets(l)
		layer := theta[w : b+m.Widths[l]]
		for i := range layer {
			layer[i] = float32(r.Uniform(-bound, bound))
		}
	}
}

// check panics if m is no network or theta not one of its parameter vectors.
func (m MLP) check(theta []float32) {
	m.checkWidths()
	if len(theta) != m.Params() {
		panic("toynets: θ has not the network's number of parameters")
	}
}

func (m MLP) checkWidths() {
	if len(m.Widths) < 2 {
		panic("toynets: a network needs at least two widths")
	}
	for _, n := range m.Widths {
		if n < 1 {
			panic("toynets: a width is not positive")
		}
	}
}
