package conductor

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"onebasin/lmc"
	"onebasin/wasm/wire"
)

// descentBudget bounds the multiply-adds of walking where a search has been.
const descentBudget = 1e10

// aligned returns R of A and B at γ = 0.3 under each permutation.
func (b *because) aligned(permutations []lmc.Permutation) []float64 {
	x := lmc.Polar{Factor: b.vectors.PolarA, Kept: b.vectors.KeptA}
	y := lmc.Polar{Factor: b.vectors.PolarB, Kept: b.vectors.KeptB}
	r := make([]float64, len(permutations))
	for k, p := range permutations {
		r[k] = float64(lmc.Align(b.sym, x, y, p))
	}
	return r
}

// scatter shows barrier against R, of every restart of the search, of all pairs of
// the experiment and of all its matchers.
func (b *because) scatter() error {
	restarts := wire.Series{Name: "restarts", Shape: wire.ShapeDots, Ink: "faint"}
	winner := wire.Series{Name: "matched", Shape: wire.ShapeDots, Ink: "piB"}
	unmatched := wire.Series{Name: "not matched", Shape: wire.ShapeDots, Ink: "B"}
	var tried []lmc.Permutation
	for k, v := range b.run.Variants {
		p := b.run.Result.Pairs[v.Pair]
		if p.Method == b.method && p.From == b.pair.From && b.run.Variants[k].Restart != p.Restart {
			tried = append(tried, v.Permutation)
			restarts.Y = append(restarts.Y, float64(p.Restarts[v.Restart].Barrier))
		}
	}
	restarts.X = b.aligned(tried)
	for k, p := range b.run.Result.Pairs {
		if p.Note != "" || len(p.Alignment) <= 1 || p.Method == "planted" && b.method != "planted" {
			continue
		}
		s := &winner
		label := p.From
		if len(b.run.Experiment.Match) > 1 {
			label += ", " + p.Method
		}
		if p.Method == "none" {
			s, label = &unmatched, p.From
		}
		s.X = append(s.X, float64(b.run.Result.Pairs[k].Alignment[1].R))
		s.Y = append(s.Y, float64(p.Barrier.Test.Loss))
		s.Labels = append(s.Labels, label)
	}
	c := &wire.Chart{Name: "restarts", Panels: []wire.Panel{{
		X: wire.Axis{Title: "R(A, π(B)) at γ = 0.3"}, Y: wire.Axis{Title: "test loss barrier, nats"}}},
		Note: "Every restart of the search, and every pair and matcher of the experiment: its test loss barrier against the alignment of its large singular vectors. Rank correlation is Spearman’s, over matchings."}
	for _, s := range []wire.Series{unmatched, restarts, winner} {
		if len(s.X) > 0 {
			c.Panels[0].Series = append(c.Panels[0].Series, s)
		}
	}
	if len(restarts.X) > 0 {
		mine := winner
		mine.Name = ""
		mine.X, mine.Y, mine.Labels = nil, nil, nil
		for k, p := range b.run.Result.Pairs {
			if p.Method == b.method && p.From == b.pair.From {
				mine.X, mine.Y = []float64{float64(b.run.Result.Pairs[k].Alignment[1].R)}, []float64{float64(p.Barrier.Test.Loss)}
			}
		}
		c.Panels[0].Title = "All"
		c.Panels = append(c.Panels, wire.Panel{Title: "The restarts alone", X: c.Panels[0].X, Y: c.Panels[0].Y, Series: []wire.Series{{Shape: wire.ShapeDots, Ink: "faint", X: restarts.X, Y: restarts.Y}, mine}})
	}
	x, y := append(append([]float64(nil), restarts.X...), winner.X...), append(append([]float64(nil), restarts.Y...), winner.Y...)
	rho := rankCorrelation(x, y)
	switch {
	case len(x) < 4 || math.IsNaN(rho):
		c.Title = fmt.Sprintf("Matched, B has R = %s and a barrier of %s; unmatched %s and %s: more seeds or restarts tell more",
			figure(winner.X[0]), figure(winner.Y[0]), figure(unmatched.X[0]), figure(unmatched.Y[0]))
	case rho < -0.3:
		c.Title = fmt.Sprintf("The better the large singular vectors are aligned, the lower the barrier: rank correlation %s over %d matchings, of R %s to %s", figure(rho), len(x), figure(slices.Min(x)), figure(slices.Max(x)))
	default:
		c.Title = fmt.Sprintf("Among these matchings a larger R here does not come with a lower barrier: rank correlation %s over %d, of R %s to %s", figure(rho), len(x), figure(slices.Min(x)), figure(slices.Max(x)))
	}
	b.show(c)
	return nil
}

// descend shows barrier and R after every assignment of one coordinate descent.
func (b *because) descend() error {
	e := b.run.Experiment
	job := &wire.Descend{Experiment: b.fragment, Method: b.method, From: b.inquiry.model(), Restart: b.restart(), A: b.pair.A, B: b.pair.B}
	beginning := fmt.Sprintf("Restart %d of the search shown", job.Restart+1)
	if b.method != "wm" && b.method != "planted" {
		job.Method, job.Restart, job.Start = "after-"+b.method, 0, b.pair.Permutation
		beginning = "Weight matching that begins where " + b.title + " ended"
	}
	out, err := b.do([]wire.Message{job})
	if err != nil {
		return err
	}
	all := out[0].(*wire.Descended).Permutations
	at := spread(len(all), within(descentBudget, float64(e.Lambdas)*b.work(e.NTest), 4, 40))
	var where []lmc.Permutation
	var x []float64
	for _, k := range at {
		where, x = append(where, all[k]), append(x, float64(k))
	}
	r := b.aligned(where)
	barrier, err := b.barriers(where)
	if err != nil {
		return err
	}
	line := func(title, axis, ink string, y []float64) wire.Panel {
		return wire.Panel{Title: title, X: wire.Axis{Title: "assignments"}, Y: wire.Axis{Title: axis},
			Series: []wire.Series{{Shape: wire.ShapeLine, Ink: ink, X: x, Y: y}, {Shape: wire.ShapeDots, Ink: ink, X: x, Y: y}}}
	}
	c := &wire.Chart{Name: "descent", Panels: []wire.Panel{
		line("Barrier", "test loss barrier, nats", "merged", barrier), line("Alignment", "R at γ = 0.3", "piB", r)},
		Note: fmt.Sprintf("%s, one layer’s assignment after the other; %d assignments make a sweep. Coordinate descent is that of Ainsworth et al. (2209.04836).", beginning, len(b.sym.Groups))}
	if len(at) < len(all) {
		c.Note += fmt.Sprintf(" %d of %d places are drawn.", len(at), len(all))
	}
	n := len(x) - 1
	falls, rises := barrier[n] < barrier[0], r[n] > r[0]
	way := fmt.Sprintf("from %s to %s", figure(barrier[0]), figure(barrier[n]))
	turn := fmt.Sprintf("from %s to %s", figure(r[0]), figure(r[n]))
	switch {
	case falls && rises:
		c.Title = fmt.Sprintf("As weights come closer, R rises %s and the barrier falls %s", turn, way)
	case r[n] == r[0] && barrier[n] == barrier[0]:
		c.Title = fmt.Sprintf("Weight matching finds nothing to change: the barrier stays %s, R %s", figure(barrier[n]), figure(r[n]))
	case falls:
		c.Title = fmt.Sprintf("The barrier falls %s, though R here does not rise: %s", way, turn)
	default:
		c.Title = fmt.Sprintf("Weights come closer, and the barrier here does not fall: it goes %s, R %s", way, turn)
	}
	b.show(c)
	return nil
}

// restart returns which restart the pair studied is.
func (b *because) restart() int {
	if p := b.entry(b.method); b.pair.Method == b.method {
		return p.Restart
	}
	_, k, _ := strings.Cut(b.pair.Method, ".")
	restart, err := strconv.Atoi(k)
	if err != nil {
		panic("conductor: a matching of no restart")
	}
	return restart
}

// spread returns at most k of the indices 0 … n−1, evenly, with both ends.
func spread(n, k int) (at []int) {
	if n <= k {
		for i := range n {
			at = append(at, i)
		}
		return at
	}
	for i := range k {
		at = append(at, i*(n-1)/(k-1))
	}
	return at
}
