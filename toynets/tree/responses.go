package tree

import "onebasin/toynets/kernel"

// Responses computes what each tree of an ensemble answers by itself, in steps of a few milliseconds:
//
//	f_m(x) = Σ_ℓ π_{m,ℓ}·μ_{m,ℓ}(x)
//
// of which the ensemble's output is the sum over m.
type Responses struct {
	e        Ensemble
	f        *forward
	c        kernel.Cut
	theta, x []float32
	n, row   int
	out      []float32
}

// responseRows is how many examples go through the trees at once.
const responseRows = 64

// NewResponses begins to compute the answers to the n rows of x at θ. It keeps and reads both. It panics if a length is
// wrong.
func (e Ensemble) NewResponses(theta, x []float32, n int) *Responses {
	e.check()
	if len(theta) != e.Params() || len(x) != n*e.Inputs {
		panic("tree: parameters or examples of the wrong length")
	}
	return &Responses{e: e, f: e.forward(responseRows, responseRows), theta: theta, x: x, n: n,
		out: make([]float32, e.Trees*n*e.Outputs)}
}

// Step computes some more and reports whether any are left.
func (r *Responses) Step() (more bool) {
	if r.row == r.n {
		return false
	}
	e := r.e
	m := min(responseRows, r.n-r.row)
	r.c.Begin(kernel.PieceWork())
	if !r.f.shares(&r.c, r.theta, r.x[r.row*e.Inputs:(r.row+m)*e.Inputs], m) {
		return true
	}
	r.c.End()
	leaves, classes, pi := e.FreeLeaves(), e.Outputs, e.LeafValues(r.theta)
	for t := range e.Trees {
		for i := range m {
			mu := r.f.mu[(i*e.Trees+t)*leaves:][:leaves]
			at := (t*r.n + r.row + i) * classes
			for c := range classes {
				var sum float32
				for l, share := range mu {
					sum += float32(share * pi[(t*leaves+l)*classes+c])
				}
				r.out[at+c] = sum
			}
		}
	}
	r.row += m
	return r.row < r.n
}

// Of returns tree m's answers, n × C, once Step has returned false.
func (r *Responses) Of(m int) []float32 {
	size := r.n * r.e.Outputs
	return r.out[m*size : (m+1)*size]
}
