//go:build !js

package run

import (
	"testing"

	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
)

// What is asked of the curvature at merged networks, by what the study "Other planes" computes.
var planesClaims = claimTable{name: "planes", head: "claim | chart", seeds: claimPairs, measure: measurePlanes,
	experiments: []claimed{
		{"spirals, 2-64-64-2, relu", "relu", "net=64-64"},
		{"spirals, 2-64-64-2, tanh", "tanh", "act=tanh&net=64-64"},
	},
	rows: []testedClaim{
		{text: "**Ours:** the merged network lies in a basin as flat as its ends': the largest eigenvalue of the " +
			"training loss's Hessian at ½(A + π(B)) is at most a quarter above the larger of theirs",
			chart: "hessian", shown: []string{"A", "piB", "merged"},
			format: "A %s, π(B) %s, merged %s (%s to %s)", holds: func(m measures) bool {
				return m["merged"] <= moreCurved*max(m["A"], m["piB"])
			}},
		{text: "**Ours:** it is flatter than ½(A + B), by a fifth at least", chart: "hessian",
			shown: []string{"unmatched", "merged"}, format: "½(A + B) %s, merged %s (%s to %s)",
			holds: func(m measures) bool { return m["merged"] < flatter*m["unmatched"] }},
		{text: "**Ours:** a trained network is flatter than before its training, by a fifth at least",
			chart: "hessian", shown: []string{"untrained", "A"}, format: "untrained %s, A %s (%s to %s)",
			holds: func(m measures) bool { return m["A"] < flatter*m["untrained"] }},
	}}

// measurePlanes looks for the largest curvature at the ends, halfway, and before training.
func measurePlanes(t *testing.T, link, seeds string, crew lab.Crew) measures {
	t.Helper()
	r, _ := conduct(t, link+"&match=wm&seeds="+seeds, crew, true)
	m := measures{}
	st := newPlanes(&inquiry{ctx: t.Context(), run: r, crew: crew, pair: r.pairOf("", "wm"),
		progress: func(float64, string) {}, parts: 1, show: func(c *chart.Chart) {
			for k, name := range []string{"A", "unmatched", "merged", "piB", "untrained"} {
				m[name] = c.Panels[0].Series[2*k].Y[0]
			}
		}})
	require.NoError(t, st.curvature())
	return m
}
