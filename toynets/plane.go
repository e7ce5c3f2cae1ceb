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
	o, e1, e2 []float32 // the caller's, read only

	theta    []float32    // θ(u, v); with products, from b_1 on
	products [3][]float32 // N × n_1: X·W_1ᵀ at o, e1, e2; nil if too large
}

// maxProducts is how many numbers the three products may hold together (128 MB). For larger data the first layer is
// computed anew at every point.
const maxProducts = 1 << 25

// NewPlaneEvaluator prepares the plane through o spanned by e1 and e2, three parameter vectors that it keeps and reads.
// It panics if they or the data do not fit the network.
func NewPlaneEvaluator(m MLP, d Data, o, e1, e2 []float32) *PlaneEvaluator {
	return newPlaneEvaluator(m, d, o, e1, e2, maxProducts)
}

func newPlaneEvaluator(m MLP, d Data, o, e1, e2 []float32, maxProducts int) *PlaneEvaluator {
	vectors := [3][]float32{o, e1, e2}
	for _, v := range vectors {
		m.check(v)
	}
	m.checkData(d)
	p := &PlaneEvaluator{
		data: d, eval: NewEvaluator(m), o: o, e1: e1, e2: e2,
		theta: make([]float32, m.Params()),
	}
	out := m.Widths[1]
	if 3*d.N*out > maxProducts {
		return p
	}
	for i, v := range vectors {
		p.products[i] = make([]float32, d.N*out)
		kernel.Gemm(false, true, d.N, out, d.Dim, d.X, m.Weight(v, 1), p.products[i], &p.eval.ws)
	}
	return p
}

// Score returns the loss and accuracy at o + u·e1 + v·e2.
func (p *PlaneEvaluator) Score(u, v float64) Score {
	u32, v32 := float32(u), float32(v)
	if p.products[0] == nil {
		kernel.Plane(p.theta, p.o, p.e1, p.e2, u32, v32)
		return p.eval.Score(p.theta, p.data)
	}

	e, net := p.eval, p.eval.net
	_, b1 := net.Offsets(1)
	kernel.Plane(p.theta[b1:], p.o[b1:], p.e1[b1:], p.e2[b1:], u32, v32)
	bias := net.Bias(p.theta, 1)
	width := net.Widths[1]
	act, first := net.Act, e.out
	if net.Layers() == 1 {
		act = kernel.Identity
	} else {
		first = e.hidden[0]
	}

	var t tally
	for i := 0; i < p.data.N; i += e.rows {
		m := min(e.rows, p.data.N-i)
		lo, hi := i*width, (i+m)*width
		y := first[:m*width]
		kernel.Plane(y, p.products[0][lo:hi], p.products[1][lo:hi], p.products[2][lo:hi], u32, v32)
		kernel.BiasAct(act, m, width, y, bias, y)
		for l := 2; l <= net.Layers(); l++ {
			y = e.layer(p.theta, y, m, l)
		}
		t.add(y, p.data.Y[i:i+m], e.losses)
	}
	return t.score(p.data.N)
}
