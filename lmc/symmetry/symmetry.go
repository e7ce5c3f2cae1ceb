package symmetry

import "onebasin/toynets"

// Fixed marks an axis of a tensor that is not renumbered.
const Fixed = -1

// Tensor is one matrix of the flat parameter vector, Rows×Cols from Offset, row-major, with the group whose permutation
// acts on each axis.
type Tensor struct {
	Offset, Rows, Cols int
	RowGroup, ColGroup int // index into Symmetry.Groups, or Fixed
}

// Symmetry is the table of an architecture's symmetries: what leaves the function as it is. Matching code reads this
// table and never sees layers.
type Symmetry struct {
	Groups   []int // number of units of each group
	Tensors  []Tensor
	Freedoms []Freedom // of each group; nil if no unit has any
	Shifts   []Shift
}

// Permutation holds one permutation per group: unit i of π(B) is unit p[g][i] of B.
type Permutation [][]int

// MLPSymmetry returns the table of a multilayer perceptron: group l−1 holds the units of hidden layer l; W_l has them
// in its rows and the units of layer l−1 in its columns; inputs and outputs are fixed.
func MLPSymmetry(m toynets.MLP) Symmetry {
	var s Symmetry
	s.Groups = append(s.Groups, m.Widths[1:len(m.Widths)-1]...)
	for l := 1; l <= m.Layers(); l++ {
		w, b := m.Offsets(l)
		row, col := l-1, l-2
		if l == m.Layers() {
			row = Fixed
		}
		if l == 1 {
			col = Fixed
		}
		in, out := m.Widths[l-1], m.Widths[l]
		s.Tensors = append(s.Tensors,
			Tensor{Offset: w, Rows: out, Cols: in, RowGroup: row, ColGroup: col},
			Tensor{Offset: b, Rows: out, Cols: 1, RowGroup: row, ColGroup: Fixed})
	}
	s.free(m)
	return s
}

// Identity returns the permutation that moves nothing.
func (s Symmetry) Identity() Permutation {
	p := make(Permutation, len(s.Groups))
	for g, n := range s.Groups {
		p[g] = make([]int, n)
		for i := range p[g] {
			p[g][i] = i
		}
	}
	return p
}

// Random returns an independent uniform permutation of every group.
func (s Symmetry) Random(r *toynets.Rand) Permutation {
	p := make(Permutation, len(s.Groups))
	for g, n := range s.Groups {
		p[g] = r.Perm(n)
	}
	return p
}

// ApplyTo writes π(θ) to dst, which must not overlap θ.
func (s Symmetry) ApplyTo(dst, theta []float32, p Permutation) {
	for _, t := range s.Tensors {
		t.PermuteTo(dst, theta, p.Of(t.RowGroup), p.Of(t.ColGroup))
	}
}

// Apply returns π(θ).
func (s Symmetry) Apply(theta []float32, p Permutation) []float32 {
	dst := make([]float32, len(theta))
	s.ApplyTo(dst, theta, p)
	return dst
}

// of returns the permutation of group g, nil when the axis is fixed.
func (p Permutation) Of(g int) []int {
	if g == Fixed {
		return nil
	}
	return p[g]
}

// Compose returns the permutation that first applies p, then q: Apply(Apply(θ, p), q) = Apply(θ, p.Compose(q)).
func (p Permutation) Compose(q Permutation) Permutation {
	c := make(Permutation, len(p))
	for g := range p {
		c[g] = make([]int, len(p[g]))
		for i, k := range q[g] {
			c[g][i] = p[g][k]
		}
	}
	return c
}

// Inverse returns q with p.Compose(q) the identity.
func (p Permutation) Inverse() Permutation {
	q := make(Permutation, len(p))
	for g := range p {
		q[g] = make([]int, len(p[g]))
		for i, k := range p[g] {
			q[g][k] = i
		}
	}
	return q
}

// Clone returns a copy.
func (p Permutation) Clone() Permutation {
	c := make(Permutation, len(p))
	for g := range p {
		c[g] = append([]int(nil), p[g]...)
	}
	return c
}

func (t Tensor) Of(theta []float32) []float32 {
	return theta[t.Offset : t.Offset+t.Rows*t.Cols]
}

// permuteTo writes dst[i,j] = src[rows[i], cols[j]]; nil is the identity.
func (t Tensor) PermuteTo(dst, src []float32, rows, cols []int) {
	d, s := t.Of(dst), t.Of(src)
	for i := range t.Rows {
		r := i
		if rows != nil {
			r = rows[i]
		}
		to, from := d[i*t.Cols:(i+1)*t.Cols], s[r*t.Cols:(r+1)*t.Cols]
		if cols == nil {
			copy(to, from)
			continue
		}
		for j, c := range cols {
			to[j] = from[c]
		}
	}
}

// Equal reports whether p and q are the same permutation.
func (p Permutation) Equal(q Permutation) bool {
	for g := range p {
		for i, k := range p[g] {
			if q[g][i] != k {
				return false
			}
		}
	}
	return true
}
