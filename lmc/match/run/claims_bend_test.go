//go:build !js

package run

import (
	"testing"

	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/claims"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
)

// What is claimed of REPAIR and of trained paths, by what the study "Repair and bend" computes.
var bendClaims = claims.Table{Name: "bend", Head: "claim | chart", Seeds: claims.Pairs, Measure: measureBend,
	Experiments: []claims.Experiment{
		{Title: "spirals, 64-64", Short: "spirals 2", Link: "net=64-64"},
		{Title: "spirals, 64-64-64-64", Short: "spirals 4", Link: "net=64-64-64-64"},
		{Title: "strokes, 64", Short: "strokes 1", Link: "data=strokes&side=12&n=2000&net=64"},
		{Title: "strokes, 64-64-64", Short: "strokes 3", Link: "data=strokes&side=12&n=2000&net=64-64-64"},
		{Title: "strokes, 64-64-64-64-64", Short: "strokes 5", Link: "data=strokes&side=12&n=2000&net=64-64-64-64-64"},
	},
	Rows: []claims.Row{
		{Text: "Variance collapses halfway (REPAIR, Jordan et al., 2211.08403): units of the last hidden layer keep " +
			"less than nine tenths of their deviation", Chart: "variance", Shown: []string{"last.none"},
			Format: "%s (%s to %s)", Holds: func(m claims.Measures) bool { return m["last.none"] < 0.9 }},
		{Text: "… the more the deeper the layer: the last keeps less than the first", Chart: "variance",
			Shown: []string{"first.none", "last.none"}, Format: "first %s, last %s (%s to %s)",
			Holds: func(m claims.Measures) bool { return m["last.none"] < m["first.none"] }, Applies: deep},
		{Text: "Weight matching leaves part of the collapse (REPAIR): the last layer keeps less than all",
			Chart: "variance", Shown: []string{"last.wm"}, Format: "%s (%s to %s)",
			Holds: func(m claims.Measures) bool { return m["last.wm"] < 1 }},
		{Text: "Activation matching does", Chart: "variance", Shown: []string{"last.am"}, Format: "%s (%s to %s)",
			Holds: func(m claims.Measures) bool { return m["last.am"] < 1 }},
		repaired("REPAIR improves networks matched by activation matching (REPAIR): the test accuracy halfway", "am"),
		soothed("… and the test loss, which is called lower from a tenth on", "am"),
		repaired("It improves networks matched by weight matching: the accuracy", "wm"),
		soothed("… and the loss", "wm"),
		repaired("**Ours:** it improves networks that are not matched: the accuracy", "none"),
		soothed("… and the loss", "none"),
		{Text: "**Ours:** … and makes them as good as the ends (within a point)", Chart: "repair",
			Shown: []string{"accuracy.ends", "accuracy.repaired.none"}, Format: "ends %s, %s (%s to %s)",
			Holds: func(m claims.Measures) bool { return m["accuracy.repaired.none"] >= m["accuracy.ends"]-0.01 }},
		joins("A curve joins two networks without a barrier, where the straight line has one (Garipov et al., "+
			"1802.10026; here: a tenth of the rise is left, and the accuracy falls by less than a point)", "curve"),
		joins("… and so does a chain of two lines", "chain"),
	}}

func deep(m claims.Measures) bool { return m["first.none"] != m["last.none"] }

func repaired(text, method string) claims.Row {
	before, after := "accuracy."+method, "accuracy.repaired."+method
	return claims.Row{Text: text, Chart: "repair", Shown: []string{before, after}, Format: "%s → %s (%s to %s)",
		Holds: func(m claims.Measures) bool { return m[after] > m[before] }}
}

func soothed(text, method string) claims.Row {
	before, after := "loss."+method, "loss.repaired."+method
	return claims.Row{Text: text, Chart: "repair", Shown: []string{before, after}, Format: "%s → %s (%s to %s)",
		Holds: func(m claims.Measures) bool { return measure.Lowers(m[before], m[after]) }}
}

func joins(text, path string) claims.Row {
	return claims.Row{Text: text, Chart: "curve", Shown: []string{"line", path},
		Format:  "line %s, path %s (%s to %s)",
		Holds:   func(m claims.Measures) bool { return m[path] <= m["line"]/10 && m["falls."+path] < 0.01 },
		Applies: func(m claims.Measures) bool { return measure.IsBarrier(m["line"]) }}
}

// measureBend repairs the networks halfway without matching, by weight matching and by activation matching, and trains
// paths between the networks as they are.
func measureBend(t *testing.T, link, seeds string, crew lab.Crew) claims.Measures {
	t.Helper()
	r, _ := conduct(t, link+"&match=wm,am&seeds="+seeds, crew, true)
	m := claims.Measures{}
	for _, method := range []string{"none", "wm", "am"} {
		s := &curveStudy{
			inquiry: &inquiry{ctx: t.Context(), run: r, crew: crew, pair: r.pairOf("", method),
				progress: func(float64, string) {}, show: func(*chart.Chart) {}, parts: 1},
			fragment: r.Result.Experiment, work: float64(r.Experiment.MLP().Params()), lambda: []float64{0, 0.5, 1}}
		s.targets = []*target{{end: s.pair.Matched}}
		require.NoError(t, s.repair())
		at := s.targets[0].straight
		m["accuracy.ends"] = (at.PlainAccuracy[0] + at.PlainAccuracy[2]) / 2
		m["accuracy."+method], m["accuracy.repaired."+method] = at.PlainAccuracy[1], at.Accuracy[1]
		m["loss."+method], m["loss.repaired."+method] = at.PlainLoss[1], at.Loss[1]
		m["first."+method], m["last."+method] = at.Before[1][0], at.Before[1][len(at.Before[1])-1]
		if method != "none" {
			continue
		}
		p, _ := r.Result.Find("B", "none")
		m["line"] = float64(p.Barrier.Test.Loss)
		require.NoError(t, s.train())
		lambda := measure.Lambdas(bendPoints)
		for path, c := range map[string]*measure.Excess{
			"curve": excessOf(lambda, s.targets[0].curve.Loss, s.targets[0].curve.Accuracy),
			"chain": excessOf(lambda, s.targets[0].chain.Loss, s.targets[0].chain.Accuracy)} {
			m[path], m["falls."+path] = float64(c.Loss), float64(c.Accuracy)
		}
	}
	return m
}

func excessOf(lambda, loss, accuracy []float64) *measure.Excess {
	e := measure.NewCurve(loss, accuracy).Barrier(lambda)
	return &e
}
