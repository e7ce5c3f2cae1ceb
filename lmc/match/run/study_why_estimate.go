package run

import (
	"fmt"
	"math"
	"slices"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/symmetry"
)

// estimateBudget bounds the multiply-adds of estimating restarts, each of which takes about twenty for every parameter
// and example; a single estimate is made over as many examples as fit a tenth of it.
const (
	estimateBudget = 2e10
	estimateCost   = 20
	mostEstimates  = 12
)

// estimate shows the second-order estimate of the excess halfway beside the truth: for all matchers, and over the
// restarts of the one studied.
func (st *whyStudy) estimate() error {
	train := st.run.Train.N
	rows := within(estimateBudget/10, estimateCost*st.work(1), min(train, 100), train)
	var jobs []wire.Message
	job := func(p *Pair) {
		jobs = append(jobs, &job.EstimateExcess{Experiment: st.fragment, Rows: rows, A: p.A, B: p.Base,
			Permutation: p.Permutation})
	}
	var names []string
	for k := range st.run.Pairs {
		p := &st.run.Pairs[k]
		if p.From == st.pair.From && st.run.Result.Pairs[k].Note == "" &&
			(p.Method != "planted" || st.method == "planted") {
			names = append(names, p.Method)
			job(p)
		}
	}
	tried := st.tried()
	for k := range tried[:within(estimateBudget, estimateCost*st.work(rows), 0, min(mostEstimates, len(tried)))] {
		p := *st.run.pairOf(st.pair.From, st.method)
		p.settle(st.sym, tried[k])
		job(&p)
	}
	out, err := st.do(jobs)
	if err != nil {
		return err
	}
	st.show(st.taylor(names, rows, out))
	return nil
}

// tried are the different answers of the restarts of the search studied.
func (st *whyStudy) tried() (different []symmetry.Element) {
	for _, v := range st.run.Variants {
		p := st.run.Result.Pairs[v.Pair]
		if p.Method != st.method || p.From != st.pair.From {
			continue
		}
		known := slices.ContainsFunc(different, func(e symmetry.Element) bool { return v.Element.Equal(e) })
		if !known {
			different = append(different, v.Element)
		}
	}
	return different
}

func (st *whyStudy) taylor(names []string, rows int, out []wire.Message) *chart.Chart {
	c := &chart.Chart{Name: "taylor",
		Note: fmt.Sprintf("Our estimate of the excess of the training loss at λ = ½, from slopes and curvatures at "+
			"the two ends alone, g and H at A, g′ and H′ at π(B): ¼ Δ·(g − g′) + 1/16 Δ·(H + H′)Δ, Δ = π(B) − A. "+
			"Ito et al. (2402.04051, theorem 3.1) argue by an expansion of the same order; this formula is ours. "+
			"Over %d training examples.", rows)}
	truth := chart.Series{Name: "the excess", Shape: chart.ShapeBars, Ink: "merged"}
	ours := chart.Series{Name: "our estimate", Shape: chart.ShapeDots, Ink: "ink"}
	curved := chart.Series{Name: "its curvature term alone", Shape: chart.ShapeDots, Ink: "faint"}
	var before, after string
	var labels []string
	for k, name := range names {
		e := out[k].(*job.EstimatedExcess)
		sum := e.Slope + e.Curvature
		labels = append(labels, abbreviated(name))
		truth.X, truth.Y = append(truth.X, float64(k)), append(truth.Y, e.Midpoint)
		ours.X, ours.Y = append(ours.X, float64(k)), append(ours.Y, sum)
		curved.X, curved.Y = append(curved.X, float64(k)), append(curved.Y, e.Curvature)
		said := fmt.Sprintf("%s where it is %s", amount(sum), amount(e.Midpoint))
		switch name {
		case "none":
			before = said
		case st.method:
			after = said
		}
	}
	c.Panels = []chart.Panel{
		{Title: "Matchers", X: chart.Axis{Labels: labels}, Y: chart.Axis{Title: "excess halfway, nats"},
			Series: []chart.Series{truth, ours, curved}}}
	if before != "" { // else there is no path
		before += " without matching, and "
	}
	c.Title = fmt.Sprintf("Our second-order estimate of the excess halfway says %s%s after", before, after)
	if rest := out[len(names):]; len(rest) > 2 {
		dots := chart.Series{Name: "restarts", Shape: chart.ShapeDots, Ink: "piB"}
		for _, m := range rest {
			e := m.(*job.EstimatedExcess)
			dots.X, dots.Y = append(dots.X, e.Midpoint), append(dots.Y, e.Slope+e.Curvature)
		}
		low, high := math.Inf(1), math.Inf(-1)
		for _, x := range dots.X {
			low, high = math.Min(low, x), math.Max(high, x)
		}
		c.Panels = append(c.Panels, chart.Panel{Title: "Restarts", X: chart.Axis{Title: "excess halfway, nats"},
			Y: chart.Axis{Title: "our estimate, nats"},
			Series: []chart.Series{
				{Name: "equal", Shape: chart.ShapeDash, Ink: "faint", X: []float64{low, high}, Y: []float64{low, high}},
				dots}})
		if r := rank(dots.X, dots.Y); r.told() {
			c.Title += "; of restarts: " + r.String()
		}
	}
	return c
}
