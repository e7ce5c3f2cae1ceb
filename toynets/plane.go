package toynets

import "onebasin/toynets/kernel"

// PlaneEvaluator computes the score at points of a plane in parameter space,
//
//	θ(u, v) = o + u·e1 + v·e2
//
// many times over the same data. The first layer's values before the activation are affine in (u, v), so that its
// products with the data, X·W_1(o)ᵀ, X·W_1(e1)ᵀ and X·W_1(e2)ᵀ, are computed once and then combined point by point; of
// the later layers it is the weights that are combined.
//
// A PlaneEvaluator owns its buffers: Score does not allocate, and it is not for concurrent use. Its values have the
// same bits everywhere, but not the bits of an Evaluator at the same θ, because they are rounded at other places.
type PlaneEvaluator struct {
	data      Data
	eval      *Evaluator
	net       *mlpForward // whose first layer is affine in (u, v); nil for other models
	o, e1, e2 []float32   // the caller's, read only

	theta    []float32    // θ(u, v); with products, from b_1 on
	products [3][]float32 // N × n_1: X·W_1ᵀ at o, e1, e2; nil if too large
	ready    bool         // they are computed
	cut      kernel.Cut
}

// maxProducts is how many numbers the three products may hold together (128 MB). For larger data the first layer is
// computed anew at every point.
const maxProducts = 1 << 25

// NewPlaneEvaluator prepares the plane through o spanned by e1 and e2, three parameter vectors that it keeps and reads.
// It panics if they or the data do not fit the network.
func NewPlaneEvaluator(m Model, d Data, o, e1, e2 []float32) *PlaneEvaluator {
	return newPlaneEvaluator(m, d, o, e1, e2, maxProducts)
}

func newPlaneEvaluator(m Model, d Data, o, e1, e2 []float32, maxProducts int) *PlaneEvaluator {
	vectors := [3][]float32{o, e1, e2}
	for _, v := range vectors {
		checkTheta(m, v)
	}
	checkData(m, d)
	p := &PlaneEvaluator{
		data: d, eval: NewEvaluator(m), o: o, e1: e1, e2: e2,
		theta: make([]float32, m.Params()),
	}
	p.net, _ = p.eval.forward.(*mlpForward)
	if p.net == nil || 3*d.N*p.net.net.Widths[1] > maxProducts {
		p.ready = true
		return p
	}
	out := p.net.net.Widths[1]
	for i := range p.products {
		p.products[i] = make([]float32, d.N*out)
	}
	return p
}

// Prepare does a piece of what all points share, and reports whether there is more of it to do. Scores do what is left
// of it.
func (p *PlaneEvaluator) Prepare() (more bool) {
	if p.ready {
		return false
	}
	net := p.net.net
	p.cut.Begin(p.eval.piece)
	for i, v := range [3][]float32{p.o, p.e1, p.e2} {
		n, out, in := p.data.N, net.Widths[1], p.data.Dim
		if !p.cut.Gemm(false, true, n, out, in, p.data.X, net.Weight(v, 1), p.products[i], &p.net.ws) {
			return true
		}
	}
	p.ready = true
	return false
}

// Score returns the loss and accuracy at o + u·e1 + v·e2.
func (p *PlaneEvaluator) Score(u, v float64) Score {
	s := p.Begin(u, v)
	for s.Step() {
	}
	return s.Score()
}
