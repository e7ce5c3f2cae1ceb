package matching

import (
	"onebasin/lmc/symmetry"
	"onebasin/toynets/kernel"
)

// gramCache keeps what Gram.Of computes for every group, tensor by tensor, while the groups of π(B) are renumbered one
// after the other: a product is computed anew only when the group on the tensor's other axis has moved, and when the
// group itself moves, columns change their places. Every entry is the sum that Gram.Of makes, so the matrices have the
// same bits.
type gramCache struct {
	sym   symmetry.Symmetry
	parts [][]part // of each group, in the order of the tensors
	ws    kernel.Workspace
	cut   kernel.Cut
	sum   []float64
	row   []float32
}

// part is what one tensor gives to the similarities of a group.
type part struct {
	symmetry.Tensor
	byRows  bool // the group is on the rows
	product []float32
	stale   bool
}

// other returns the group on the other axis, or Fixed.
func (p part) other() int {
	if p.byRows {
		return p.ColGroup
	}
	return p.RowGroup
}

func newGramCache(s symmetry.Symmetry) *gramCache {
	st := &gramCache{sym: s, parts: make([][]part, len(s.Groups))}
	for _, t := range s.Tensors {
		if t.RowGroup != symmetry.Fixed {
			st.parts[t.RowGroup] = append(st.parts[t.RowGroup], part{Tensor: t, byRows: true, stale: true})
		}
		if t.ColGroup != symmetry.Fixed {
			st.parts[t.ColGroup] = append(st.parts[t.ColGroup], part{Tensor: t, stale: true})
		}
	}
	return st
}

// Of does a few milliseconds of the work at the matrix of a group and, once that is done, returns it; the next call
// overwrites it. From the first of these calls to the last it must not be asked anything else, and between matrices b
// may change only as moved is told.
func (st *gramCache) Of(group int, a, b []float32) (gram []float64, done bool) {
	n, parts := st.sym.Groups[group], st.parts[group]
	st.cut.Begin(kernel.PieceWork())
	for k := range parts {
		p := &parts[k]
		if !p.stale {
			continue
		}
		p.product = grow(p.product, n*n)
		if p.byRows {
			done = st.cut.Gemm(false, true, n, n, p.Cols, p.Of(a), p.Of(b), p.product, &st.ws)
		} else {
			done = st.cut.Gemm(true, false, n, n, p.Rows, p.Of(a), p.Of(b), p.product, &st.ws)
		}
		if !done {
			return nil, false
		}
	}
	st.cut.End()
	st.sum = grow(st.sum, n*n)
	clear(st.sum)
	for k := range parts {
		parts[k].stale = false
		widen(st.sum, parts[k].product)
	}
	return st.sum, true
}

// moved tells that unit i of the group is now what unit by[i] was, which is another for the units that are listed.
func (st *gramCache) moved(group int, list, by []int) {
	st.row = grow(st.row, len(by))
	for g, parts := range st.parts {
		for k := range parts {
			p := &parts[k]
			switch {
			case p.other() == group:
				p.stale = true
			case g == group && !p.stale:
				p.renumber(list, by, st.row)
			}
		}
	}
}

// renumber puts column by[j] in place j, for the columns that are listed.
func (p *part) renumber(list, by []int, row []float32) {
	n := len(by)
	for i := 0; i < len(p.product); i += n {
		now := p.product[i : i+n]
		for k, j := range list {
			row[k] = now[by[j]]
		}
		for k, j := range list {
			now[j] = row[k]
		}
	}
}

// widen adds x to sum.
func widen(sum []float64, x []float32) {
	x = x[:len(sum)]
	i := 0
	for ; i+4 <= len(sum); i += 4 {
		s, y := (*[4]float64)(sum[i:]), (*[4]float32)(x[i:])
		s[0], s[1], s[2], s[3] = s[0]+float64(y[0]), s[1]+float64(y[1]), s[2]+float64(y[2]), s[3]+float64(y[3])
	}
	for ; i < len(sum); i++ {
		sum[i] += float64(x[i])
	}
}
