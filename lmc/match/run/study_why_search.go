package run

import (
	"fmt"
	"strconv"
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
)

// descentBudget bounds the multiply-adds of evaluating lines to where a search has been.
const descentBudget = 1e10

// descend shows barrier and R after every assignment of one coordinate descent.
func (st *whyStudy) descend() error {
	e := st.run.Experiment
	ask := &job.TraceDescent{Experiment: st.fragment, Method: st.method, From: st.inquiry.model(),
		Restart: st.restart(), A: st.pair.A, B: st.pair.Base}
	beginning := fmt.Sprintf("Restart %d of the search shown", ask.Restart+1)
	swaps := st.method == "swap"
	if !swaps && st.method != "wm" && st.method != "planted" {
		ask.Method, ask.Restart, ask.Start = "after-"+st.method, 0, st.pair.Permutation
		beginning = "Weight matching that begins where " + st.title + " ended"
	}
	out, err := st.do([]wire.Message{ask})
	if err != nil {
		return err
	}
	all := out[0].(*job.TracedDescent).Permutations
	at := spread(len(all), within(descentBudget, float64(e.Lambdas)*st.work(e.NTest), 4, 40))
	var where []symmetry.Permutation
	var x []float64
	for _, k := range at {
		where, x = append(where, all[k]), append(x, float64(k))
	}
	r := st.aligned(where)
	barrier, err := st.barriers(where)
	if err != nil {
		return err
	}
	steps := "assignments"
	if swaps {
		steps = "exchanges kept"
	}
	line := func(title, axis, ink string, y []float64) chart.Panel {
		return chart.Panel{Title: title, X: chart.Axis{Title: steps}, Y: chart.Axis{Title: axis},
			Series: []chart.Series{{Shape: chart.ShapeLine, Ink: ink, X: x, Y: y},
				{Shape: chart.ShapeDots, Ink: ink, X: x, Y: y}}}
	}
	c := &chart.Chart{Name: "descent", Panels: []chart.Panel{
		line("Barrier", "test loss barrier, nats", "merged", barrier), line("Alignment", "R at γ = 0.3", "piB", r)},
		Note: beginning + ", one layer’s assignment after the other"}
	switch n := len(st.sym.Groups); {
	case swaps:
		c.Note = beginning + ", one exchange of two units after the other: those that lower the training loss halfway."
	case n > 1:
		c.Note += fmt.Sprintf("; %d assignments make a sweep", n)
	}
	if !swaps {
		c.Note += ". Coordinate descent is that of Ainsworth et al. (2209.04836)."
	}
	if len(at) < len(all) {
		c.Note += fmt.Sprintf(" %d of %d places are drawn.", len(at), len(all))
	}
	n := len(x) - 1
	falls, rises := barrier[n] < barrier[0], r[n] > r[0]
	way := fmt.Sprintf("from %s to %s", amount(barrier[0]), amount(barrier[n]))
	turn := fmt.Sprintf("from %s to %s", amount(r[0]), amount(r[n]))
	closer, come := "As weights come closer", "Weights come closer"
	if swaps {
		closer, come = "As exchanges lower the loss halfway", "The loss halfway falls"
	}
	switch {
	case r[n] == r[0] && barrier[n] == barrier[0]:
		c.Title = fmt.Sprintf("The search finds nothing to change: the barrier stays %s, R %s", amount(barrier[n]),
			amount(r[n]))
	case !measure.IsBarrier(barrier[0]) && !measure.IsBarrier(barrier[n]):
		c.Title = fmt.Sprintf("There is hardly a barrier to lower: it goes %s, R %s", way, turn)
	case falls && rises:
		c.Title = fmt.Sprintf("%s, R rises %s and the barrier falls %s", closer, turn, way)
	case falls:
		c.Title = fmt.Sprintf("The barrier falls %s, though R here does not rise: %s", way, turn)
	default:
		c.Title = fmt.Sprintf("%s, and the barrier here does not fall: it goes %s, R %s", come, way, turn)
	}
	st.show(c)
	return nil
}

// restart returns which restart the pair studied is.
func (st *whyStudy) restart() int {
	if p := st.entry(st.method); st.pair.Method == st.method {
		return p.Restart
	}
	_, k, _ := strings.Cut(st.pair.Method, ".")
	restart, err := strconv.Atoi(k)
	if err != nil {
		panic("run: a matching of no restart")
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
