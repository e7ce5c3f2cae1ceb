package spectrum

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"onebasin/toynets"
)

// Values returns the singular values of layer l, from 1, non-increasing and
// rounded to six decimals.
func (d *Singular) Values(l int) []float64 {
	s := make([]float64, len(d.layers[l-1].s))
	for i, v := range d.layers[l-1].s {
		s[i] = rounded(v)
	}
	return s
}

// Projections returns how long the n inputs z of layer l, n×in by rows, are along
// its right singular vectors,
//
//	q_i = mean over z of (v_i·z)²,
//
// and total, the mean of |z|², of which the vectors leave out what they do not
// span. Both are rounded to six digits.
func (d *Singular) Projections(l int, z []float32, n int) (q []float64, total float64) {
	in, r := d.layers[l-1].v.Dims()
	q = make([]float64, r)
	x := mat.NewDense(1, in, nil)
	var along mat.Dense
	for k := range n {
		for i, v := range z[k*in : (k+1)*in] {
			x.Set(0, i, float64(v))
			total += float64(v) * float64(v)
		}
		along.Mul(x, &d.layers[l-1].v)
		for i := range q {
			a := along.At(0, i)
			q[i] += float64(a * a)
		}
	}
	for i := range q {
		q[i] = digits(q[i] / float64(n))
	}
	return q, digits(total / float64(n))
}

// digits keeps six digits, for what has a scale of its own.
func digits(x float64) float64 {
	if x == 0 {
		return 0
	}
	scale := math.Pow(10, 6-math.Ceil(math.Log10(math.Abs(x))))
	return math.Round(x*scale) / scale
}

// Part returns θ, which d decomposes, with every W_l replaced by
//
//	Σ_{i≤k} s_i u_i v_iᵀ,
//
// or, if rest is set, by what that leaves of it, and with biases of 0. It is what
// a search is given that shall see a part of the singular vectors only (ours).
// Weights are rounded to six decimals, so that two computers whose decompositions
// differ in the last bits search in the same weights, but for one that falls on a
// rounding's edge.
func (d *Singular) Part(m toynets.MLP, theta []float32, k int, rest bool) []float32 {
	part := make([]float32, len(theta))
	for l := 1; l <= m.Layers(); l++ {
		layer := &d.layers[l-1]
		r := min(k, len(layer.s))
		in := m.Widths[l-1]
		from, to := m.Weight(theta, l), m.Weight(part, l)
		scaled := mat.NewDense(m.Widths[l], max(1, r), nil)
		for i := range m.Widths[l] {
			for j := range r {
				scaled.Set(i, j, layer.u.At(i, j)*layer.s[j])
			}
		}
		var w mat.Dense
		if r > 0 {
			w.Mul(scaled, columns(&layer.v, r).T())
		}
		for i := range to {
			var x float64
			if r > 0 {
				x = w.At(i/in, i%in)
			}
			if rest {
				x = float64(from[i]) - x
			}
			to[i] = float32(rounded(x))
		}
	}
	return part
}
