package curvature

import (
	"math"

	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// Lanczos looks for the extreme eigenvalues of the Hessian H of a network's mean loss, and their directions, from
// products of H with vectors alone (Lanczos, 1950; Golub and Van Loan, Matrix computations, chapter 10). From a random
// unit vector q_1 on
//
//	β_j q_{j+1} = H q_j − α_j q_j − β_{j−1} q_{j−1},  α_j = q_j·H q_j,
//
// after m of which the eigenvalues of the tridiagonal matrix T of the α and β approach H's, from inside at both ends of
// the spectrum first. Roundings would let eigenvalues return as ghosts, so every vector is made orthogonal to all
// before it, twice. An eigenvector s of T stands for Σ_j s_j q_j, whose residual ‖Hv − λv‖ is |β_m s_m|.
//
//	l := NewLanczos(hessian, theta, 60, r)
//	for l.Step() {
//	}
//	values, residuals := l.Values()
//
// The q are kept in float32, which is what a product takes; α and β are sums in float64. It holds m vectors of the
// length of θ. A step is a batch of a product, or one vector's part in an orthogonalisation.
type Lanczos struct {
	h     *toynets.Hessian
	theta []float32
	most  int

	q           [][]float32
	w           []float64
	alpha, beta []float64 // beta[j] joins q[j] and q[j+1]
	phase       int       // 0 begin a product, 1 its batches, from 2 on orthogonalise
	over        bool
	values      []float64
	vectors     [][]float64 // of T
}

// NewLanczos begins with a direction drawn from r, for at most the given number of products, and no more than there are
// parameters. It keeps h and θ.
func NewLanczos(h *toynets.Hessian, theta []float32, most int, r *toynets.Rand) *Lanczos {
	l := &Lanczos{h: h, theta: theta, most: min(most, len(theta)), w: make([]float64, len(theta))}
	for i := range l.w {
		l.w[i] = r.Normal()
	}
	l.push(vector.Norm(l.w))
	return l
}

// Step reports whether there is more to do.
func (l *Lanczos) Step() (more bool) {
	j := len(l.q) - 1
	switch {
	case l.over:
		return false
	case l.phase == 0:
		l.h.Begin(l.theta, l.q[j])
		l.phase = 1
	case l.phase == 1:
		if l.h.Step() {
			return true
		}
		l.h.Sum(l.w)
		l.alpha = append(l.alpha, vector.DotMixed(l.w, l.q[j]))
		l.phase = 2
	case l.phase-2 < 2*len(l.q): // the last first, which takes the most away
		q := l.q[j-(l.phase-2)%len(l.q)]
		part := vector.DotMixed(l.w, q)
		for i, x := range q {
			l.w[i] -= float64(part * float64(x))
		}
		l.phase++
	default:
		l.phase = 0
		l.join()
	}
	return !l.over
}

// join ends a round: with the next vector, or where there is none.
func (l *Lanczos) join() {
	beta := vector.Norm(l.w)
	l.beta = append(l.beta, beta)
	scale := 0.0
	for j, a := range l.alpha {
		scale = max(scale, math.Abs(a), l.beta[j])
	}
	// What is left when H maps the vectors so far into one another is rounding.
	if len(l.q) < l.most && beta > 1e-6*scale && !math.IsInf(scale, 0) {
		l.push(beta)
		return
	}
	l.over = true
	n := len(l.alpha)
	t := make([]float64, n*n)
	for j, a := range l.alpha {
		t[j*n+j] = a
		if j+1 < n {
			t[j*n+j+1], t[(j+1)*n+j] = l.beta[j], l.beta[j]
		}
	}
	l.values, l.vectors = vector.SymmetricEigen(n, t)
}

// push appends w over its length to the vectors.
func (l *Lanczos) push(length float64) {
	q := make([]float32, len(l.w))
	for i, x := range l.w {
		q[i] = float32(x / length)
	}
	l.q = append(l.q, q)
}

// Fraction returns how far it is, from 0 to 1.
func (l *Lanczos) Fraction() float64 {
	if l.over {
		return 1
	}
	return float64(len(l.alpha)) / float64(l.most+1)
}

// Values returns the eigenvalues of T, largest first, with the residual of each, after the last step. They are not
// finite where H was not.
func (l *Lanczos) Values() (values, residuals []float64) {
	last := len(l.alpha) - 1
	for _, v := range l.vectors {
		residuals = append(residuals, math.Abs(l.beta[last]*v[last]))
	}
	return l.values, residuals
}

// Vector returns the unit vector that stands for the k-th of the values. It costs as many passes over θ as there are
// values.
func (l *Lanczos) Vector(k int) []float32 {
	v := make([]float64, len(l.w))
	for j, s := range l.vectors[k] {
		for i, x := range l.q[j] {
			v[i] += float64(s * float64(x))
		}
	}
	out := make([]float32, len(v))
	n := vector.Norm(v)
	for i, x := range v {
		out[i] = float32(x / n)
	}
	return out
}
