package toynets

import "onebasin/toynets/kernel"

// mlpForward computes a multilayer perceptron's values, layer by layer.
type mlpForward struct {
	net    MLP
	ws     kernel.Workspace
	hidden [][]float32 // rows × n_l for l = 1 … L−1
	out    []float32   // rows × n_L
}

// Forward returns what computes the network's outputs.
func (m MLP) Forward(rows int) Forward {
	m.checkWidths()
	f := &mlpForward{net: m, out: make([]float32, rows*m.Widths[m.Layers()])}
	for l := 1; l < m.Layers(); l++ {
		f.hidden = append(f.hidden, make([]float32, rows*m.Widths[l]))
	}
	return f
}

// Logits is the stages that compute z_L.
func (f *mlpForward) Logits(c *kernel.Cut, theta, x []float32, n int) (z []float32, done bool) {
	return f.upTo(c, theta, x, n, f.net.Layers())
}

// upTo is the stages that compute y_layer.
func (f *mlpForward) upTo(c *kernel.Cut, theta, x []float32, n, layer int) (y []float32, done bool) {
	y = x
	for l := 1; l <= layer; l++ {
		if y, done = f.layer(c, theta, y, n, l); !done {
			return nil, false
		}
	}
	return y, true
}

// layer is the stages that compute y_l for n rows of y_{l−1}, in a buffer.
func (f *mlpForward) layer(c *kernel.Cut, theta, below []float32, n, l int) (y []float32, done bool) {
	in, out := f.net.Widths[l-1], f.net.Widths[l]
	y = f.values(n, l)
	w := f.net.Weight(theta, l)
	if l > 1 && f.net.Act == kernel.Relu {
		done = c.SparseGemm(n, out, in, below, w, y, &f.ws)
	} else {
		done = c.Gemm(false, true, n, out, in, below, w, y, &f.ws)
	}
	done = done && f.activate(c, theta, y, n, l)
	return y, done
}

// values returns the buffer for n rows of y_l.
func (f *mlpForward) values(n, l int) []float32 {
	if l == f.net.Layers() {
		return f.out[:n*f.net.Widths[l]]
	}
	return f.hidden[l-1][:n*f.net.Widths[l]]
}

// activate is the stage that makes y_l of the layer's products.
func (f *mlpForward) activate(c *kernel.Cut, theta, y []float32, n, l int) (done bool) {
	width, act := f.net.Widths[l], f.net.Act
	if l == f.net.Layers() {
		act = kernel.Identity
	}
	for c.More(n, elementCost*width) {
		i, j := c.Range()
		kernel.BiasAct(act, j-i, width, y[i*width:j*width], f.net.Bias(theta, l), y[i*width:j*width])
	}
	return !c.Paused()
}
