package symmetry

import (
	"math"
	"slices"

	"onebasin/toynets"
)

// Element is an element g of an architecture's group: a permutation of the units of every group and, where units have
// freedoms, a sign and a scale for each. Of unit i of g(θ),
//
//	what comes in  is  s_i c_i times that of unit Permutation[·][i] of θ,
//	what goes out  is  s_i / c_i times that,
//
// and with shifts the next bias takes up what negated units leave to it. Signs or Scales are nil for an element that
// has none. Architectures whose units are more than one neuron, such as trees that may flip their subtrees, have
// further parts, which belong beside these.
type Element struct {
	Permutation Permutation
	Signs       [][]int     // of every group, +1 or −1
	Scales      [][]float64 // of every group, positive
}

// Element returns the permutation as an element of the group.
func (p Permutation) Element() Element { return Element{Permutation: p} }

// RandomElement returns a random element of the whole group: permutations and signs uniform, scales (1 + u)·2^k with u
// uniform in [0, 1) and k from −2 to 1.
func (s Symmetry) RandomElement(r *toynets.Rand) Element {
	e := Element{Permutation: s.Random(r)}
	for g, n := range s.Groups {
		if s.Freedom(g).Sign {
			e.Signs = s.signs(e.Signs)
			for i := range n {
				e.Signs[g][i] = 1 - 2*r.IntN(2)
			}
		}
		if s.Freedom(g).Scale {
			e.Scales = s.scales(e.Scales)
			for i := range n {
				e.Scales[g][i] = math.Ldexp(1+r.Float64(), r.IntN(4)-2)
			}
		}
	}
	return e
}

// Positive returns the sign +1 for every unit.
func (s Symmetry) Positive() [][]int { return s.signs(nil) }

// Ones returns the scale 1 for every unit.
func (s Symmetry) Ones() [][]float64 { return s.scales(nil) }

// signs returns signs, or +1 for every unit in place of nil.
func (s Symmetry) signs(signs [][]int) [][]int {
	if signs != nil {
		return signs
	}
	for _, n := range s.Groups {
		ones := make([]int, n)
		for i := range ones {
			ones[i] = 1
		}
		signs = append(signs, ones)
	}
	return signs
}

// scales returns scales, or 1 for every unit in place of nil.
func (s Symmetry) scales(scales [][]float64) [][]float64 {
	if scales != nil {
		return scales
	}
	for _, n := range s.Groups {
		ones := make([]float64, n)
		for i := range ones {
			ones[i] = 1
		}
		scales = append(scales, ones)
	}
	return scales
}

// Compose returns the element that first applies e, then f.
func (e Element) Compose(f Element) Element {
	c := Element{Permutation: e.Permutation.Compose(f.Permutation)}
	if e.Signs != nil || f.Signs != nil {
		c.Signs = make([][]int, len(c.Permutation))
	}
	if e.Scales != nil || f.Scales != nil {
		c.Scales = make([][]float64, len(c.Permutation))
	}
	for g, p := range f.Permutation {
		for i, k := range p {
			if c.Signs != nil {
				c.Signs[g] = append(c.Signs[g], f.sign(g, i)*e.sign(g, k))
			}
			if c.Scales != nil {
				c.Scales[g] = append(c.Scales[g], f.scale(g, i)*e.scale(g, k))
			}
		}
	}
	return c
}

// Inverse returns f with e.Compose(f) the identity, up to the rounding of scales.
func (e Element) Inverse() Element {
	f := Element{Permutation: e.Permutation.Inverse()}
	if e.Signs != nil {
		f.Signs = make([][]int, len(e.Signs))
	}
	if e.Scales != nil {
		f.Scales = make([][]float64, len(e.Scales))
	}
	for g, p := range f.Permutation {
		for _, k := range p {
			if f.Signs != nil {
				f.Signs[g] = append(f.Signs[g], e.Signs[g][k])
			}
			if f.Scales != nil {
				f.Scales[g] = append(f.Scales[g], 1/e.Scales[g][k])
			}
		}
	}
	return f
}

// InPlace returns what e does beside renumbering, done to the units where they are: e is it, followed by e's
// permutation.
func (e Element) InPlace() Element {
	f := Element{Permutation: e.Permutation.Compose(e.Permutation.Inverse())}
	for g, p := range e.Permutation {
		if e.Signs != nil {
			f.Signs = append(f.Signs, make([]int, len(p)))
		}
		if e.Scales != nil {
			f.Scales = append(f.Scales, make([]float64, len(p)))
		}
		for i, k := range p {
			if e.Signs != nil {
				f.Signs[g][k] = e.Signs[g][i]
			}
			if e.Scales != nil {
				f.Scales[g][k] = e.Scales[g][i]
			}
		}
	}
	return f
}

// Equal reports whether e and f are the same.
func (e Element) Equal(f Element) bool {
	return e.Permutation.Equal(f.Permutation) && slices.EqualFunc(e.Signs, f.Signs, slices.Equal[[]int]) &&
		slices.EqualFunc(e.Scales, f.Scales, slices.Equal[[]float64])
}

// Alone reports whether e is a permutation and nothing else.
func (e Element) Alone() bool { return e.Signs == nil && e.Scales == nil }

// sign returns the sign of unit i of a group, 1 on an axis that is fixed.
func (e Element) sign(group, i int) int {
	if e.Signs == nil || group == Fixed {
		return 1
	}
	return e.Signs[group][i]
}

// scale returns the scale of unit i of a group, 1 on an axis that is fixed.
func (e Element) scale(group, i int) float64 {
	if e.Scales == nil || group == Fixed {
		return 1
	}
	return e.Scales[group][i]
}

// Move returns g(θ). An entry is multiplied once, in float64, and rounded once.
func (s Symmetry) Move(theta []float32, e Element) []float32 {
	dst := make([]float32, len(theta))
	s.MoveTo(dst, theta, e)
	return dst
}

// MoveTo writes g(θ) to dst, which must not overlap θ.
func (s Symmetry) MoveTo(dst, theta []float32, e Element) {
	s.ApplyTo(dst, theta, e.Permutation)
	if e.Signs != nil {
		s.shift(dst, e)
	}
	if e.Signs == nil && e.Scales == nil {
		return
	}
	for _, t := range s.Tensors {
		to := t.Of(dst)
		for i := range t.Rows {
			in := float64(float64(e.sign(t.RowGroup, i)) * e.scale(t.RowGroup, i))
			for j := range t.Cols {
				k := i*t.Cols + j
				to[k] = float32(float64(to[k]) * (float64(float64(e.sign(t.ColGroup, j))*in) / e.scale(t.ColGroup, j)))
			}
		}
	}
}

// shift adds to the biases what negated units leave; dst holds the renumbered parameters, not yet negated.
func (s Symmetry) shift(dst []float32, e Element) {
	for _, shift := range s.Shifts {
		w := s.Tensors[shift.Weights]
		from, to := w.Of(dst), s.Tensors[shift.Bias].Of(dst)
		for i := range to {
			sum := float64(to[i])
			for j, x := range from[i*w.Cols : (i+1)*w.Cols] {
				if e.Signs[w.ColGroup][j] < 0 {
					sum += float64(x)
				}
			}
			to[i] = float32(sum)
		}
	}
}
