package assign

import "math"

// Unique reports whether the duals of a, an answer for the n×n weights w, prove that no other permutation weighs as
// much, not even up to the rounding of an answer: then whatever way the problem is solved, a.Perm is what is found.
// False says nothing.
//
// Another permutation has rows take one another's columns, in one circle or more. A circle of m rows weighs less than a
// by the slacks U[i] + V[j] − w[i,j] of its m new pairs. An answer's duals are feasible and tight only up to
//
//	ε = 4n·2⁻⁵³·max(|w|, |U|, |V|)
//
// so that it may prefer the circle if those slacks add up to less than mε by its own duals, 2mε by those of a. So no
// other answer is found if every circle has a pair of slack over 2mε; and m is at most the number of rows that lie on
// circles of pairs with less slack than that, at first all n.
//
// Time O(n²) where few pairs are near; where there are more than a few for each row, the answer is false. It panics if
// a length is not that of n.
func (s *Solver) Unique(n int, w []float64, a Assignment) bool {
	if n < 0 || len(w) != n*n || len(a.Perm) != n || len(a.U) != n || len(a.V) != n {
		panic("assign: lengths are not n")
	}
	s.reset(n)
	for i, j := range a.Perm {
		s.rowOf[j] = int32(i)
	}
	each := 2 * float64(4*n) * 0x1p-53 * max(magnitude(w), magnitude(a.U), magnitude(a.V))
	s.arrows = s.arrows[:0]
	for i := range n {
		s.near(w[i*n:][:n], a, i, float64(n+1)*each)
		if len(s.arrows) > nearPairs*n {
			return false
		}
	}
	for rows := n; ; {
		left := s.circles(float64(rows+1) * each)
		if left == 0 || left == rows {
			return left == 0
		}
		rows = left
	}
}

// nearPairs is how many near pairs a row may have on average. Gram matrices of trained networks have between one and
// two.
const nearPairs = 8

// An arrow leads from a row to the row that holds a column which the first could take nearly as well as its own.
type arrow struct {
	from, to int32
	slack    float64
}

// near appends the arrows of slack up to margin that leave row i.
func (s *Solver) near(row []float64, a Assignment, i int, margin float64) {
	v, bar := a.V[:len(row)], a.U[i]-margin
	look := func(j int) {
		if row[j]-v[j] >= bar && j != a.Perm[i] {
			s.arrows = append(s.arrows, arrow{int32(i), s.rowOf[j], a.U[i] + v[j] - row[j]})
		}
	}
	j := 0
	for ; j+4 <= len(row); j += 4 { // most columns are not near: four are dismissed at a time
		x, p := (*[4]float64)(row[j:]), (*[4]float64)(v[j:])
		if x[0]-p[0] < bar && x[1]-p[1] < bar && x[2]-p[2] < bar && x[3]-p[3] < bar {
			continue
		}
		for k := range 4 {
			look(j + k)
		}
	}
	for ; j < len(row); j++ {
		look(j)
	}
}

// circles drops the arrows of more slack than margin, and again and again those that come from a row which no arrow
// enters or lead to one that none leaves. What is left are circles, and ways from one to another; it returns their
// number of rows.
func (s *Solver) circles(margin float64) (rows int) {
	in, out := s.bestRow, s.colOf
	clear(in)
	clear(out)
	kept := s.arrows[:0]
	for _, a := range s.arrows {
		if a.slack <= margin {
			kept = append(kept, a)
			out[a.from]++
			in[a.to]++
		}
	}
	for before := -1; before != len(kept); {
		before = len(kept)
		s.arrows, kept = kept, kept[:0]
		for _, a := range s.arrows {
			if in[a.from] > 0 && out[a.to] > 0 {
				kept = append(kept, a)
				continue
			}
			out[a.from]--
			in[a.to]--
		}
	}
	s.arrows = kept
	for _, k := range out {
		if k > 0 {
			rows++
		}
	}
	return rows
}

// magnitude returns the largest |x_i|, 0 of none.
func magnitude(x []float64) float64 {
	var top float64
	i := 0
	for ; i+4 <= len(x); i += 4 { // few are larger than all before: four are passed over at a time
		y := (*[4]float64)(x[i:])
		if math.Abs(y[0]) <= top && math.Abs(y[1]) <= top && math.Abs(y[2]) <= top && math.Abs(y[3]) <= top {
			continue
		}
		for _, v := range y {
			top = max(top, math.Abs(v))
		}
	}
	for ; i < len(x); i++ {
		top = max(top, math.Abs(x[i]))
	}
	return top
}
