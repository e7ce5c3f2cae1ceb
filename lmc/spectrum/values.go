package spectrum

import (
	"math"

	"onebasin/lmc/alignment"
	"onebasin/toynets"
)

// Values returns the singular values of layer l, from 1, non-increasing and rounded to six decimals.
func (d *Singular) Values(l int) []float64 {
	s := make([]float64, len(d.layers[l-1].s))
	for i, v := range d.layers[l-1].s {
		s[i] = rounded(v)
	}
	return s
}

// Projections tells how long inputs z of one layer are along its right singular vectors,
//
//	q_i = mean over z of (v_i·z)²,
//
// as a stepper of a few examples a step.
type Projections struct {
	v     matrix // in×r
	z     []float32
	n     int // examples
	done  int
	q     []float64
	total float64
}

// projectedRows is how many examples a step sees.
const projectedRows = 16

// NewProjections begins with the n inputs z of layer l, from 1, n×in by rows. It keeps z.
func (d *Singular) NewProjections(l int, z []float32, n int) *Projections {
	v := d.layers[l-1].v
	return &Projections{v: v, z: z, n: n, q: make([]float64, v.cols)}
}

// Step sees some examples and reports whether there are more.
func (p *Projections) Step() (more bool) {
	in := p.v.rows
	rows := min(projectedRows, p.n-p.done)
	if rows == 0 {
		return false
	}
	x := newMatrix(rows, in)
	for i, v := range p.z[p.done*in : (p.done+rows)*in] {
		x.data[i] = float64(v)
		p.total += float64(float64(v) * float64(v))
	}
	along := through(x, p.v)
	for k := range rows {
		for i := range p.q {
			a := along.at(k, i)
			p.q[i] += float64(a * a)
		}
	}
	p.done += rows
	return p.done < p.n
}

// Means returns q, and the mean of |z|², of which the vectors leave out what they do not span, both rounded to six
// digits.
func (p *Projections) Means() (q []float64, total float64) {
	q = make([]float64, len(p.q))
	for i, v := range p.q {
		q[i] = digits(v / float64(p.n))
	}
	return q, digits(p.total / float64(p.n))
}

// Polar returns the truncated polar factors of all layers.
func (d *Singular) Polar(m toynets.MLP, gamma float64) alignment.Polar {
	polar := alignment.Polar{Factor: make([]float32, m.Params())}
	for l := 1; l <= m.Layers(); l++ {
		layer, to := &d.layers[l-1], m.Weight(polar.Factor, l)
		n := layer.above(gamma)
		polar.Kept = append(polar.Kept, n)
		if n == 0 {
			continue
		}
		for i, x := range right(layer.u.columns(n), layer.v.columns(n)).data {
			to[i] = float32(x)
		}
	}
	return polar
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
// or, if rest is set, by what that leaves of it, and with biases of 0. It is what a search is given that shall see a
// part of the singular vectors only (ours). Weights are rounded to six decimals, so that another program whose
// decomposition differs in the last bits searches in the same weights, but for one that falls on a rounding's edge.
func (d *Singular) Part(m toynets.MLP, theta []float32, k int, rest bool) []float32 {
	part := make([]float32, len(theta))
	for l := 1; l <= m.Layers(); l++ {
		layer := &d.layers[l-1]
		r := min(k, len(layer.s))
		from, to := m.Weight(theta, l), m.Weight(part, l)
		scaled := newMatrix(m.Widths[l], r)
		for i := range scaled.rows {
			for j := range r {
				scaled.row(i)[j] = layer.u.at(i, j) * layer.s[j]
			}
		}
		for i, x := range right(scaled, layer.v.columns(r)).data {
			if rest {
				x = float64(from[i]) - x
			}
			to[i] = float32(rounded(x))
		}
	}
	return part
}
