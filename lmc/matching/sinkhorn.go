package matching

import (
	"math"

	"onebasin/toynets/portable"
)

// sinkhornIterations is that of the authors' code (2212.12042).
const sinkhornIterations = 20

// sinkhorn makes a matrix nearly doubly stochastic: with K = e^X, rows and columns are divided by their sums in turn,
// twenty times,
//
//	u_t = 1 / (K v_{t−1}),  v_t = 1 / (Kᵀ u_t),  v_0 = 1,
//	P = diag(u_20) K diag(v_20)
//
// (Sinkhorn, Knopp, 1967; as an operator to learn through: Mena et al., 1802.08665, here with τ = 1.) The authors' code
// subtracts logarithms of sums from X instead, which is the same map; as products it takes 40 n² multiply-adds where
// logarithms take 40 n² exponentials. Each row's maximum is subtracted first, which cancels; sums then neither overflow
// nor vanish while the entries of a column of X lie within some hundreds of one another.
type sinkhorn struct {
	n    int
	k    []float64 // n×n
	u, v []float64 // u_1 …, v_0 …: n each
	r, c []float64 // r̄_1 …, c̄_1 …: n each
	vbar []float64
}

func newSinkhorn(n int) *sinkhorn {
	vectors := func() []float64 { return make([]float64, (sinkhornIterations+1)*n) }
	return &sinkhorn{n: n, k: make([]float64, n*n), u: vectors(), v: vectors(), r: vectors(), c: vectors(),
		vbar: make([]float64, n)}
}

// at returns x_t, the t-th of the vectors of length n in x.
func (s *sinkhorn) at(x []float64, t int) []float64 { return x[t*s.n : (t+1)*s.n] }

// forward writes P, n×n, for X.
func (s *sinkhorn) forward(p, x []float32) {
	n := s.n
	for i := range n {
		row := x[i*n : (i+1)*n]
		top := row[0]
		for _, v := range row {
			top = max(top, v)
		}
		for j, v := range row {
			s.k[i*n+j] = portable.Exp(float64(v) - float64(top))
		}
	}
	for j := range n {
		s.v[j] = 1
	}
	for t := 1; t <= sinkhornIterations; t++ {
		u, v, before := s.at(s.u, t), s.at(s.v, t), s.at(s.v, t-1)
		clear(v)
		for i := range n {
			row := s.k[i*n : (i+1)*n]
			u[i] = 1 / inner(row, before)
			addScaled(v, u[i], row)
		}
		for j := range v {
			v[j] = 1 / v[j]
		}
	}
	u, v := s.at(s.u, sinkhornIterations), s.at(s.v, sinkhornIterations)
	for i := range n {
		for j := range n {
			p[i*n+j] = float32(float64(u[i]*s.k[i*n+j]) * v[j])
		}
	}
}

// backward writes ∂loss/∂X for ∂loss/∂P, through all iterations, at the X of the last forward. With c = Kᵀu_t, r = K
// v_{t−1} and a bar for ∂loss/∂,
//
//	c̄ = −v̄ v_t²,  ū += K c̄,  r̄ = −ū u_t²,  v̄ = Kᵀ r̄,  K̄ += u_t c̄ᵀ + r̄ v_{t−1}ᵀ
//
// The vectors of all iterations are kept, and K̄ is added up at the end, number by number.
func (s *sinkhorn) backward(xbar, pbar []float32) {
	n := s.n
	u, v := s.at(s.u, sinkhornIterations), s.at(s.v, sinkhornIterations)
	ubar := make([]float64, n)
	clear(s.vbar)
	for i := range n {
		for j := range n {
			g := float64(pbar[i*n+j])
			k := s.k[i*n+j]
			ubar[i] += float64(float64(g*k) * v[j])
			s.vbar[j] += float64(float64(g*k) * u[i])
		}
	}
	for t := sinkhornIterations; t >= 1; t-- {
		u, v, r, c := s.at(s.u, t), s.at(s.v, t), s.at(s.r, t), s.at(s.c, t)
		for j := range n {
			c[j] = -float64(float64(s.vbar[j]*v[j]) * v[j])
		}
		clear(s.vbar)
		for i := range n {
			row := s.k[i*n : (i+1)*n]
			r[i] = -float64(float64((ubar[i]+inner(row, c))*u[i]) * u[i])
			ubar[i] = 0
			addScaled(s.vbar, r[i], row)
		}
	}
	for i := range n {
		s.rowGradient(i, xbar[i*n:(i+1)*n], pbar[i*n:(i+1)*n])
	}
}

// rowGradient writes row i of ∂loss/∂X = K̄ ⊙ K. K̄ begins with P = diag(u) K diag(v) and goes back through the
// iterations.
func (s *sinkhorn) rowGradient(i int, xbar, pbar []float32) {
	const last = sinkhornIterations
	n := s.n
	var u, r [last + 1]float64 // of row i
	for t := range u {
		u[t], r[t] = s.u[t*n+i], s.r[t*n+i]
	}
	v, k := s.at(s.v, last), s.k[i*n:(i+1)*n]
	j := 0
	for ; j+4 <= n; j += 4 {
		x, p, w := (*[4]float64)(k[j:]), (*[4]float32)(pbar[j:]), (*[4]float64)(v[j:])
		k0 := float64(float64(float64(p[0])*u[last]) * w[0])
		k1 := float64(float64(float64(p[1])*u[last]) * w[1])
		k2 := float64(float64(float64(p[2])*u[last]) * w[2])
		k3 := float64(float64(float64(p[3])*u[last]) * w[3])
		for t := last; t >= 1; t-- {
			c, before := (*[4]float64)(s.c[t*n+j:]), (*[4]float64)(s.v[(t-1)*n+j:])
			k0 += float64(u[t]*c[0]) + float64(r[t]*before[0])
			k1 += float64(u[t]*c[1]) + float64(r[t]*before[1])
			k2 += float64(u[t]*c[2]) + float64(r[t]*before[2])
			k3 += float64(u[t]*c[3]) + float64(r[t]*before[3])
		}
		to := (*[4]float32)(xbar[j:])
		to[0], to[1], to[2], to[3] = float32(float64(k0*x[0])), float32(float64(k1*x[1])), float32(float64(k2*x[2])),
			float32(float64(k3*x[3]))
	}
	for ; j < n; j++ {
		kbar := float64(float64(float64(pbar[j])*u[last]) * v[j])
		for t := last; t >= 1; t-- {
			kbar += float64(u[t]*s.c[t*n+j]) + float64(r[t]*s.v[(t-1)*n+j])
		}
		xbar[j] = float32(float64(kbar * k[j]))
	}
}

// inner returns Σ x_i y_i in four interleaved sums: four at a time, since a taken jump is dear in wasm.
func inner(x, y []float64) float64 {
	y = y[:len(x)]
	var s0, s1, s2, s3 float64
	i := 0
	for ; i+4 <= len(x); i += 4 {
		p, q := (*[4]float64)(x[i:]), (*[4]float64)(y[i:])
		s0 += float64(p[0] * q[0])
		s1 += float64(p[1] * q[1])
		s2 += float64(p[2] * q[2])
		s3 += float64(p[3] * q[3])
	}
	for ; i < len(x); i++ {
		s0 += float64(x[i] * y[i])
	}
	return (s0 + s1) + (s2 + s3)
}

// addScaled adds f·x to dst.
func addScaled(dst []float64, f float64, x []float64) {
	x = x[:len(dst)]
	i := 0
	for ; i+4 <= len(dst); i += 4 {
		d, p := (*[4]float64)(dst[i:]), (*[4]float64)(x[i:])
		d[0] += float64(f * p[0])
		d[1] += float64(f * p[1])
		d[2] += float64(f * p[2])
		d[3] += float64(f * p[3])
	}
	for ; i < len(dst); i++ {
		dst[i] += float64(f * x[i])
	}
}

// finiteMatrix reports whether no entry is NaN or infinite.
func finiteMatrix(x []float32) bool {
	for _, v := range x {
		if !(math.Abs(float64(v)) <= math.MaxFloat32) {
			return false
		}
	}
	return true
}
