//go:build !js

package run

import (
	"math"
	"testing"

	"onebasin/lmc/internal/claims"
	"onebasin/lmc/lab"
)

// What is claimed of width, over networks 2-h-h-2 on two tasks.
var widthClaims = claims.Table{Name: "width", Head: "task, network", Seeds: claims.Pairs, Measure: measureWidth,
	Upright: true, Complete: compareWidths,
	Experiments: []claims.Experiment{
		{Title: "spirals, 8-8", Short: "spirals 8", Link: "data=spirals&net=8-8"},
		{Title: "spirals, 16-16", Short: "spirals 16", Link: "data=spirals&net=16-16"},
		{Title: "spirals, 32-32", Short: "spirals 32", Link: "data=spirals&net=32-32"},
		{Title: "spirals, 64-64", Short: "spirals 64", Link: "data=spirals&net=64-64"},
		{Title: "spirals, 128-128", Short: "spirals 128", Link: "data=spirals&net=128-128"},
		{Title: "spirals, 256-256", Short: "spirals 256", Link: "data=spirals&net=256-256"},
		{Title: "checker, 8-8", Short: "checker 8", Link: "data=checker&net=8-8"},
		{Title: "checker, 16-16", Short: "checker 16", Link: "data=checker&net=16-16"},
		{Title: "checker, 32-32", Short: "checker 32", Link: "data=checker&net=32-32"},
		{Title: "checker, 64-64", Short: "checker 64", Link: "data=checker&net=64-64"},
		{Title: "checker, 128-128", Short: "checker 128", Link: "data=checker&net=128-128"},
		{Title: "checker, 256-256", Short: "checker 256", Link: "data=checker&net=256-256"},
	},
	Rows: []claims.Row{
		{Text: "Weight matching takes three quarters of the barrier away", Shown: []string{"none", "wm"},
			Format: "%s → %s (%s to %s)", Holds: func(m claims.Measures) bool { return m["wm"] <= m["none"]/4 }},
		{Text: "The barrier after it is lower than at half the width (Entezari et al., 2110.06296; Ainsworth et al., " +
			"2209.04836)", Shown: []string{"narrower", "wm"}, Format: "%s → %s (%s to %s)",
			Holds:   func(m claims.Measures) bool { return m["wm"] < m["narrower"] },
			Applies: func(m claims.Measures) bool { return !math.IsNaN(m["narrower"]) }},
		{Text: "R at γ = 0.3 is above its null, the same search before training (Ito et al., 2402.04051)",
			Shown: []string{"null", "r"}, Format: "null %s, R %s (%s to %s)",
			Holds: func(m claims.Measures) bool { return m["r"] > m["null"] }},
	}}

func measureWidth(t *testing.T, link, seeds string, crew lab.Crew) claims.Measures {
	t.Helper()
	r, _ := conduct(t, link+"&match=wm&seeds="+seeds, crew, true)
	none, _ := r.Result.Find("B", "none")
	wm, _ := r.Result.Find("B", "wm")
	return claims.Measures{"none": float64(none.Barrier.Test.Loss), "wm": float64(wm.Barrier.Test.Loss),
		"r": float64(wm.Alignment[1].R), "null": float64(wm.Null.Alignment[1].R)}
}

// compareWidths notes beside each barrier that of the same seeds at half the width.
func compareWidths(all [][]claims.Measures) {
	for k := range all {
		for i, m := range all[k] {
			m["narrower"] = math.NaN()
			if k%6 > 0 {
				m["narrower"] = all[k-1][i]["wm"]
			}
		}
	}
}
