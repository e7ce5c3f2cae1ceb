//go:build !js

package run

import (
	"testing"

	"onebasin/lmc/internal/claims"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/match/job"
	"onebasin/lmc/measure"
)

// What is claimed of searches from other starts, of which two networks are matched to a third: of the lines to it, and
// of the line between the two.
var searchesClaims = claims.Table{Name: "searches", Head: "claim", Seeds: claims.Triples, Measure: measureSearches,
	Experiments: []claims.Experiment{
		{Title: "spirals, 2-64-64-2, 600 examples", Short: "spirals", Link: "n=600&nt=600&net=64-64"},
		{Title: "strokes 10×10, 48-48, 600 examples, 800 steps", Short: "strokes",
			Link: "data=strokes&side=10&n=600&nt=600&net=48-48&steps=800"},
	},
	Rows: []claims.Row{
		takesAway("Weight matching takes the barrier to A away (nine tenths) …", "barrier.none", "barrier.wm"),
		takesAway("… and that among the networks matched to A (Ito et al.)", "among.none", "among.wm"),
		takesAway("So does the straight-through estimator from its answer: to A …", "barrier.none", "barrier.ste"),
		takesAway("… and among them", "among.none", "among.ste"),
		{Text: "… with the alignment of weight matching: its R at γ = 0.3 is within a tenth",
			Shown: []string{"left.wm", "r.wm", "left.ste", "r.ste"}, Format: leftAndAligned,
			Holds: func(m claims.Measures) bool {
				return m["r.ste"] >= 0.9*m["r.wm"] && m["r.ste"] <= 1.1*m["r.wm"]
			}},
		takesAway("From a random start the straight-through estimator takes the barrier to A away (nine tenths) …",
			"barrier.none", "barrier.far"),
		lessAligned("… with little alignment: R below half of weight matching's (Ito et al.)", "far", 0.5),
		fartherApart("… and among the networks matched to A weight matching's barrier is lower (Ito et al.)", "far"),
		takesAway("**Ours:** swap descent from a random start takes the barrier to A away (nine tenths) …",
			"barrier.none", "barrier.swap"),
		lessAligned("… with less alignment: R below three quarters of weight matching's", "swap", 0.75),
		fartherApart("… and among the networks matched to A weight matching's barrier is lower", "swap"),
		takesAway("Sinkhorn matching on the loss halfway, from B as it was trained (Peña et al., 2212.12042), takes "+
			"the barrier to A away (nine tenths) …", "barrier.none", "barrier.sinkhorn"),
		takesAway("… and among the networks matched to A", "among.none", "among.sinkhorn"),
		{Text: "**Ours:** none of the other four has a lower barrier to A",
			Shown: []string{"lowest", "barrier.sinkhorn"}, Format: "lowest other %s, %s (%s to %s)",
			Holds: func(m claims.Measures) bool { return m["barrier.sinkhorn"] <= m["lowest"] }},
		{Text: "**Ours:** it keeps most of the alignment: three quarters of weight matching's R and more",
			Shown: []string{"left.wm", "r.wm", "left.sinkhorn", "r.sinkhorn"}, Format: leftAndAligned,
			Holds: func(m claims.Measures) bool { return m["r.sinkhorn"] >= 0.75*m["r.wm"] }},
	}}

const leftAndAligned = "weight matching: distance left %s, R %s; here %s, %s (%s to %s)"

func takesAway(text, before, after string) claims.Row {
	return claims.Row{Text: text, Shown: []string{before, after}, Format: "%s → %s (%s to %s)",
		Holds: func(m claims.Measures) bool { return m[after] <= m[before]/10 }}
}

func lessAligned(text, search string, share float64) claims.Row {
	return claims.Row{Text: text, Shown: []string{"left.wm", "r.wm", "left." + search, "r." + search},
		Format: leftAndAligned, Holds: func(m claims.Measures) bool { return m["r."+search] < share*m["r.wm"] }}
}

func fartherApart(text, search string) claims.Row {
	return claims.Row{Text: text, Shown: []string{"among.wm", "among." + search}, Format: "%s against %s (%s to %s)",
		Holds: func(m claims.Measures) bool { return measure.Lowers(m["among."+search], m["among.wm"]) }}
}

// measureSearches matches B and C to A by every search, each from its own start, and by the straight-through estimator
// from a random start too. Barriers to A, R and distances are means over B and C.
func measureSearches(t *testing.T, link, seeds string, crew lab.Crew) claims.Measures {
	t.Helper()
	m := claims.Measures{}
	of := func(settings string, names map[string]string) {
		r, _ := conduct(t, link+"&seeds="+seeds+settings, crew, true)
		st := &whyStudy{inquiry: &inquiry{ctx: t.Context(), run: r, crew: crew, pair: r.pairOf("", "none"),
			progress: func(float64, string) {}, show: func(*chart.Chart) {}, parts: 1},
			fragment: r.Experiment.Fragment(), model: r.Experiment.MLP(), sym: r.Experiment.Symmetry()}
		for method, name := range names {
			var barrier, aligned, left []float64
			for _, from := range []string{"B", "C"} {
				p, _ := r.Result.Find(from, method)
				barrier = append(barrier, float64(p.Barrier.Test.Loss))
				aligned = append(aligned, float64(p.Alignment[1].R))
				left = append(left, float64(p.Distance.After)/float64(p.Distance.Before))
			}
			m["barrier."+name], m["r."+name], m["left."+name] = average(barrier), average(aligned), average(left)
			b, _ := r.Result.Find("B", method)
			line := st.amongOthers([]*searched{{entry: b}})[0]
			w := finished(t, crew, line.job).(*job.EvaluatedLine)
			m["among."+name] = float64(measure.NewCurve(w.TestLoss, w.TestAccuracy).
				Barrier(measure.Lambdas(r.Experiment.Lambdas)).Loss)
		}
	}
	of("&match=wm,ste,swap,sinkhorn-mid", map[string]string{"none": "none", "wm": "wm", "ste": "ste", "swap": "swap",
		"sinkhorn-mid": "sinkhorn"})
	of("&match=ste&start=random", map[string]string{"ste": "far"})
	m["lowest"] = min(m["barrier.wm"], m["barrier.ste"], m["barrier.far"], m["barrier.swap"])
	return m
}
