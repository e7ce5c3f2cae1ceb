package run

import (
	"fmt"
	"math"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/matching"
)

// matchJointly runs both joint searches.
func (st *manyStudy) matchJointly() error {
	var jobs []wire.Message
	var owner []*scheme
	for _, s := range []struct {
		w    *scheme
		name string
	}{{st.merge, matching.JointMergeMany}, {st.frankWolfe, matching.JointFrankWolfe}} {
		starts := matching.JointStarts(s.name, st.sym, len(st.models), st.run.Experiment.Restarts)
		for _, part := range lab.Chunks(starts, 2*st.crew.Size()) {
			jobs = append(jobs, &job.MatchJointly{Experiment: st.run.Result.Experiment, Method: s.name, First: part[0],
				Last: part[1], Models: st.models})
			owner = append(owner, s.w)
		}
	}
	out, err := st.doPart("Matching all jointly", jobs)
	if err != nil {
		return err
	}
	for k, o := range out {
		st.joined[owner[k]] = append(st.joined[owner[k]], o.(*job.MatchedJointly).Starts...)
	}
	for _, w := range []*scheme{st.merge, st.frankWolfe} {
		for _, p := range st.joined[w][best(st.joined[w])].Permutations {
			w.perms = append(w.perms, p)
		}
		st.place(w)
		for p, theta := range w.networks {
			st.run.keep(st.names[p]+"-"+w.file, theta)
		}
		st.run.keep("mean-"+w.file, meanOf(w.networks))
	}
	st.showJoint()
	if err := st.evaluateLines(st.merge, st.frankWolfe); err != nil {
		return err
	}
	st.showBarriers()
	st.showCycles()
	return nil
}

// meanOf returns the mean of networks, summed in their order in float64.
func meanOf(networks [][]float32) []float32 {
	mean := make([]float32, len(networks[0]))
	for i := range mean {
		sum := 0.0
		for _, theta := range networks {
			sum += float64(theta[i])
		}
		mean[i] = float32(sum / float64(len(networks)))
	}
	return mean
}

// best returns the first start of largest objective.
func best(starts []job.JointStart) (k int) {
	for i, s := range starts {
		if s.Objective > starts[k].Objective {
			k = i
		}
	}
	return k
}

// showJoint draws the objective over the iterations of every start, as the share of what matching every pair by itself
// gains.
func (st *manyStudy) showJoint() {
	from := matching.JointObjective(st.models)
	var apart float64
	for q := range st.models {
		for p := q + 1; p < len(st.models); p++ {
			apart += matching.Objective(st.models[q], st.sym.Apply(st.models[p], st.pairs[q][p]))
		}
	}
	share := func(f float64) float64 { return (f - from) / (apart - from) }
	toA := share(matching.JointObjective(st.toA.networks))
	low := math.Min(0, toA)
	panel := func(w *scheme, title, unit string) chart.Panel {
		p := chart.Panel{Title: title, X: chart.Axis{Title: unit}, Y: chart.Axis{Title: "share of what pairs gain"}}
		won, longest := best(st.joined[w]), 0
		for k, s := range st.joined[w] {
			line := chart.Series{Shape: chart.ShapeLine, Ink: "faint", X: fromZero(len(s.History)),
				Y: apply(s.History, share)}
			if k == won {
				line.Name, line.Ink = "best start "+w.title, w.ink
			}
			p.Series = append(p.Series, line)
			longest = max(longest, len(s.History)-1)
			for _, y := range line.Y {
				low = math.Min(low, y)
			}
		}
		return withLevels(p, float64(longest), level{"matched to A", st.toA.ink, toA},
			level{st.pairwise.title, st.pairwise.ink, 1})
	}
	ends := chart.Panel{Title: "where the starts end",
		X:      chart.Axis{Title: "search", Labels: []string{"to A", "MergeMany", "Frank–Wolfe"}},
		Y:      chart.Axis{Title: "share of what pairs gain"},
		Series: []chart.Series{{Shape: chart.ShapeDots, Ink: st.toA.ink, X: []float64{0}, Y: []float64{toA}}}}
	var reached []float64
	for k, w := range []*scheme{st.merge, st.frankWolfe} {
		s := chart.Series{Shape: chart.ShapeDots, Ink: w.ink}
		for _, end := range st.joined[w] {
			s.X, s.Y = append(s.X, float64(k+1)), append(s.Y, share(end.Objective))
		}
		ends.Series = append(ends.Series, s)
		reached = append(reached, s.Y[best(st.joined[w])])
	}
	panels := []chart.Panel{panel(st.merge, "MergeMany", "networks matched"),
		panel(st.frankWolfe, "Frank–Wolfe", "iterations"), ends}
	for k := range panels[:2] {
		panels[k].Y.Min, panels[k].Y.Max = low-0.03, 1.05
	}
	verdict := "both joint searches come farther than matching to A"
	farther := 0
	for _, r := range reached {
		if r > toA && percent(r) != percent(toA) { // what is written alike is called alike
			farther++
		}
	}
	switch farther {
	case 0:
		verdict = "here no joint search comes farther than matching to A"
	case 1:
		verdict = "here one joint search alone comes farther than matching to A"
	}
	st.show(&chart.Chart{Name: "joint", Panels: panels,
		Title: fmt.Sprintf("Of the similarity that matching every pair by itself gains, MergeMany reaches %s, "+
			"Frank–Wolfe %s, matching to A %s: %s", percent(reached[0]), percent(reached[1]), percent(toA), verdict),
		Note: fmt.Sprintf("The inner product of two renumbered networks, summed over all pairs, during MergeMany "+
			"(Ainsworth et al., 2209.04836; starts: %d) and Frank–Wolfe (C²M³, 2405.17897; starts: %d): the first "+
			"from the networks as trained, the others from random orders. "+
			"0 is the sum as trained, 1 what weight matching of every pair by itself reaches; such matchings need "+
			"not agree with one another. Lines of Frank–Wolfe are doubly stochastic matrices; points are "+
			"permutations, after rounding.", len(st.joined[st.merge]), len(st.joined[st.frankWolfe]))})
}

type level struct {
	name, ink string
	y         float64
}

// withLevels draws dashed lines across a panel.
func withLevels(p chart.Panel, to float64, levels ...level) chart.Panel {
	for _, l := range levels {
		p.Series = append(p.Series, chart.Series{Name: l.name, Shape: chart.ShapeDash, Ink: l.ink, X: []float64{0, to},
			Y: []float64{l.y, l.y}})
	}
	return p
}

func fromZero(n int) (x []float64) {
	for k := range n {
		x = append(x, float64(k))
	}
	return x
}

func apply(x []float64, f func(float64) float64) (y []float64) {
	for _, v := range x {
		y = append(y, f(v))
	}
	return y
}

// percent prints a share with one decimal.
func percent(x float64) string { return fmt.Sprintf("%.1f %%", 100*x) }
