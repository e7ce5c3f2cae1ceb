//go:build !js

package run

import (
	"testing"

	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/claims"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
)

// What is claimed of three models at once, by what the study "Many models" computes.
var manyClaims = claims.Table{Name: "many", Head: "claim", Seeds: claims.Triples, Measure: measureMany,
	Experiments: []claims.Experiment{
		{Title: "spirals, 2-16-16-2", Short: "spirals 16", Link: "net=16-16"},
		{Title: "spirals, 2-32-32-2", Short: "spirals 32", Link: "net=32-32"},
		{Title: "spirals, 2-64-64-2", Short: "spirals 64", Link: "net=64-64"},
		{Title: "spirals, 2-128-128-2", Short: "spirals 128", Link: "net=128-128"},
		{Title: "strokes 12×12, 64-64, 2000 examples", Short: "strokes", Link: "data=strokes&side=12&n=2000&net=64-64"},
		{Title: "checker, 2-64-64-2, 3000 steps", Short: "checker", Link: "data=checker&steps=3000&net=64-64"},
	},
	Rows: []claims.Row{
		{Text: "Matched to A alone by weight matching, B and C are near to one another too (Ito et al., 2402.04051; " +
			"here: a tenth of the barrier without matching)", Shown: []string{"none", "among.wm"},
			Format: "%s → %s (%s to %s)", Holds: func(m claims.Measures) bool { return m["among.wm"] <= m["none"]/10 }},
		{Text: "The straight-through estimator from weight matching's answer finds networks that are nearer to A " +
			"than to one another", Shown: []string{"to.ste", "among.ste"}, Format: "to A %s, among them %s (%s to %s)",
			Holds: func(m claims.Measures) bool { return measure.Lowers(m["among.ste"], m["to.ste"]) }},
		{Text: "… and weight matching's are nearer to one another than its are (Ito et al.)",
			Shown: []string{"among.ste", "among.wm"}, Format: "%s against %s (%s to %s)",
			Holds: func(m claims.Measures) bool { return measure.Lowers(m["among.ste"], m["among.wm"]) }},
		{Text: "Matchings made pair by pair contradict one another round a cycle (C²M³, 2405.17897; here: a tenth of " +
			"the units and more do not come back)", Shown: []string{"cycles"}, Format: "%s (%s to %s)",
			Holds: func(m claims.Measures) bool { return m["cycles"] >= 0.1 }},
		{Text: "MergeMany brings all networks closer than matching to A (Ainsworth et al., 2209.04836): the sum of " +
			"inner products, to A over MergeMany, is below 1", Shown: []string{"objective.toA"},
			Format: "%s (%s to %s)", Holds: func(m claims.Measures) bool { return m["objective.toA"] < 1 }},
		{Text: "Frank–Wolfe does so, too (C²M³): to A over Frank–Wolfe", Shown: []string{"objective.wolfe"},
			Format: "%s (%s to %s)", Holds: func(m claims.Measures) bool { return m["objective.wolfe"] < 1 }},
		{Text: "MergeMany's mean barrier is lower than that of matching to A", Shown: []string{"all.wm", "all.merge"},
			Format: "%s against %s (%s to %s)", Holds: func(m claims.Measures) bool {
				return measure.Lowers(m["all.wm"], m["all.merge"])
			}},
		{Text: "Frank–Wolfe's is", Shown: []string{"all.wm", "all.wolfe"}, Format: "%s against %s (%s to %s)",
			Holds: func(m claims.Measures) bool { return measure.Lowers(m["all.wm"], m["all.wolfe"]) }},
		{Text: "Frank–Wolfe's mean is better than MergeMany's (C²M³): its test loss is lower",
			Shown: []string{"mean.merge", "mean.wolfe"}, Format: "%s against %s (%s to %s)",
			Holds: func(m claims.Measures) bool { return measure.Lowers(m["mean.merge"], m["mean.wolfe"]) }},
		{Text: "After permutations networks lie in one basin (Entezari et al., 2110.06296), many at once (Sharma et " +
			"al., 2404.06498; here: by Frank–Wolfe the loss rises over the triangle by a tenth of what it does " +
			"without)", Shown: []string{"triangle", "triangle.wolfe"}, Format: "%s → %s (%s to %s)",
			Holds: func(m claims.Measures) bool { return m["triangle.wolfe"] <= m["triangle"]/10 }},
		{Text: "**Ours:** the mean of three networks, by MergeMany, is as good as they are (within a point of test " +
			"accuracy)", Shown: []string{"accuracy.single", "accuracy.ensemble", "accuracy.merge"},
			Format: "single %s, ensemble %s, mean %s (%s to %s)", Holds: func(m claims.Measures) bool {
				return m["accuracy.merge"] >= m["accuracy.single"]-0.01
			}},
	}}

// measureMany makes the parts of the study that the claims are about, for one triple.
func measureMany(t *testing.T, link, seeds string, crew lab.Crew) claims.Measures {
	t.Helper()
	r, _ := conduct(t, link+"&seeds="+seeds, crew, true)
	st := newMany(&inquiry{ctx: t.Context(), run: r, crew: crew, pair: r.pairOf("", "wm"),
		progress: func(float64, string) {}, show: func(*chart.Chart) {}})
	st.plan(11)
	for _, part := range []func() error{st.matchToA, st.matchPairs, st.matchJointly, st.rate, st.sketchTriangle} {
		require.NoError(t, part())
	}
	var err error
	st.ste, err = st.estimated("by STE", "1", r.Experiment)
	require.NoError(t, err)

	m := claims.Measures{"none": average(st.none.between(0))}
	for name, w := range map[string]*scheme{"wm": st.toA, "ste": st.ste} {
		m["to."+name], m["among."+name] = average(w.barrier[0][1:]), average(w.between(1))
	}
	m["cycles"] = average(st.cycles(func(q, p int) symmetry.Permutation { return st.pairs[q][p] })[0])
	toA, whole := matching.JointObjective(st.toA.networks), len(st.none.rated.Accuracy)-1
	m["objective.toA"] = toA / matching.JointObjective(st.merge.networks)
	m["objective.wolfe"] = toA / matching.JointObjective(st.frankWolfe.networks)
	for name, w := range map[string]*scheme{"wm": st.toA, "merge": st.merge, "wolfe": st.frankWolfe} {
		m["all."+name] = average(w.between(0))
		m["mean."+name], m["accuracy."+name] = w.rated.Loss[whole], w.rated.Accuracy[whole]
	}
	m["accuracy.single"], m["accuracy.ensemble"] = average(st.none.rated.Accuracy[:3]), st.none.rated.Ensemble[whole]
	m["triangle"], m["triangle.wm"], m["triangle.wolfe"] = st.rises[0], st.rises[1], st.rises[2]
	return m
}
