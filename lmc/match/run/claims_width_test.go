//go:build !js

package run

import (
	"math"
	"testing"

	"onebasin/lmc/lab"
)

// What is claimed of width, over networks 2-h-h-2 on two tasks.
var widthClaims = claimTable{name: "width", head: "task, network", seeds: claimPairs, measure: measureWidth,
	upright: true, complete: compareWidths,
	experiments: []claimed{
		{"spirals, 8-8", "spirals 8", "data=spirals&net=8-8"},
		{"spirals, 16-16", "spirals 16", "data=spirals&net=16-16"},
		{"spirals, 32-32", "spirals 32", "data=spirals&net=32-32"},
		{"spirals, 64-64", "spirals 64", "data=spirals&net=64-64"},
		{"spirals, 128-128", "spirals 128", "data=spirals&net=128-128"},
		{"spirals, 256-256", "spirals 256", "data=spirals&net=256-256"},
		{"checker, 8-8", "checker 8", "data=checker&net=8-8"},
		{"checker, 16-16", "checker 16", "data=checker&net=16-16"},
		{"checker, 32-32", "checker 32", "data=checker&net=32-32"},
		{"checker, 64-64", "checker 64", "data=checker&net=64-64"},
		{"checker, 128-128", "checker 128", "data=checker&net=128-128"},
		{"checker, 256-256", "checker 256", "data=checker&net=256-256"},
	},
	rows: []testedClaim{
		{text: "Weight matching takes three quarters of the barrier away", shown: []string{"none", "wm"},
			format: "%s → %s (%s to %s)", holds: func(m measures) bool { return m["wm"] <= m["none"]/4 }},
		{text: "The barrier after it is lower than at half the width (Entezari et al., 2110.06296; Ainsworth et al., " +
			"2209.04836)", shown: []string{"narrower", "wm"}, format: "%s → %s (%s to %s)",
			holds:   func(m measures) bool { return m["wm"] < m["narrower"] },
			applies: func(m measures) bool { return !math.IsNaN(m["narrower"]) }},
		{text: "R at γ = 0.3 is above its null, the same search before training (Ito et al., 2402.04051)",
			shown: []string{"null", "r"}, format: "null %s, R %s (%s to %s)",
			holds: func(m measures) bool { return m["r"] > m["null"] }},
	}}

func measureWidth(t *testing.T, link, seeds string, crew lab.Crew) measures {
	t.Helper()
	r, _ := conduct(t, link+"&match=wm&seeds="+seeds, crew, true)
	none, _ := r.Result.Find("B", "none")
	wm, _ := r.Result.Find("B", "wm")
	return measures{"none": float64(none.Barrier.Test.Loss), "wm": float64(wm.Barrier.Test.Loss),
		"r": float64(wm.Alignment[1].R), "null": float64(wm.Null.Alignment[1].R)}
}

// compareWidths notes beside each barrier that of the same seeds at half the width.
func compareWidths(all [][]measures) {
	for k := range all {
		for i, m := range all[k] {
			m["narrower"] = math.NaN()
			if k%6 > 0 {
				m["narrower"] = all[k-1][i]["wm"]
			}
		}
	}
}
