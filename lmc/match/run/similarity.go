package run

import (
	"context"
	"math"
	"strings"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/stage"
	"onebasin/lmc/matching"
	"onebasin/lmc/symmetry"
)

// similarities tells show, for every hidden layer of a pair, how alike the units of A and of B are before and after
// renumbering: the cosine of everything that touches unit i of A and everything that touches unit j of B or π(B).
func (o *Run) similarities(ctx context.Context, p Pair, show func(wire.Message)) error {
	sym := o.Experiment.Symmetry()
	var gram matching.Gram
	for g, n := range sym.Groups {
		m := &stage.Similarity{From: p.From, Method: p.Method, Layer: g + 1, N: n}
		m.Before = similarity(&gram, sym, g, p.A, p.B)
		if err := o.yield(ctx); err != nil {
			return err
		}
		m.After = similarity(&gram, sym, g, p.A, p.Matched)
		show(m)
		if err := o.yield(ctx); err != nil {
			return err
		}
	}
	return nil
}

// showSimilarities tells how alike the units are under the one restart that is shown; under a search's winner it is
// told when that is found, under other restarts when somebody looks.
func (r *run) showSimilarities() error {
	if !strings.Contains(r.shown, ".") || r.out.noteOf(r.from, r.shown) != "" {
		return nil
	}
	p := r.out.pairOf(r.from, r.shown)
	if p == nil {
		return nil
	}
	return r.out.similarities(r.ctx, *p, r.audience.Show)
}

// similarity returns the cosines of the units of group g.
func similarity(gram *matching.Gram, sym symmetry.Symmetry, g int, a, b []float32) []float32 {
	return cosines(gram.Of(sym, g, a, b), norms(sym, g, a), norms(sym, g, b))
}

// norms returns the norm of everything that touches each unit of group g.
func norms(sym symmetry.Symmetry, g int, theta []float32) []float64 {
	squares := make([]float64, sym.Groups[g])
	for _, t := range sym.Tensors {
		for k, x := range theta[t.Offset : t.Offset+t.Rows*t.Cols] {
			switch g {
			case t.RowGroup:
				squares[k/t.Cols] += float64(x) * float64(x)
			case t.ColGroup:
				squares[k%t.Cols] += float64(x) * float64(x)
			}
		}
	}
	for k, s := range squares {
		squares[k] = math.Sqrt(s)
	}
	return squares
}

// cosines divides inner products by norms; a unit that nothing touches is similar to none.
func cosines(gram, a, b []float64) []float32 {
	c := make([]float32, len(gram))
	for k, x := range gram {
		if l := a[k/len(b)] * b[k%len(b)]; l > 0 {
			c[k] = float32(x / l)
		}
	}
	return c
}
