//go:build !js

package run

import (
	"testing"

	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/claims"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
)

// What is asked of the curvature at merged networks, by what the study "Other planes" computes.
var planesClaims = claims.Table{Name: "planes", Head: "claim | chart", Seeds: claims.Pairs, Measure: measurePlanes,
	Experiments: []claims.Experiment{
		{Title: "spirals, 2-64-64-2, relu", Short: "relu", Link: "net=64-64"},
		{Title: "spirals, 2-64-64-2, tanh", Short: "tanh", Link: "act=tanh&net=64-64"},
	},
	Rows: []claims.Row{
		{Text: "**Ours:** the merged network lies in a basin as flat as its ends': the largest eigenvalue of the " +
			"training loss's Hessian at ½(A + π(B)) is at most a quarter above the larger of theirs",
			Chart: "hessian", Shown: []string{"A", "piB", "merged"},
			Format: "A %s, π(B) %s, merged %s (%s to %s)", Holds: func(m claims.Measures) bool {
				return m["merged"] <= moreCurved*max(m["A"], m["piB"])
			}},
		{Text: "**Ours:** it is flatter than ½(A + B), by a fifth at least", Chart: "hessian",
			Shown: []string{"unmatched", "merged"}, Format: "½(A + B) %s, merged %s (%s to %s)",
			Holds: func(m claims.Measures) bool { return m["merged"] < flatter*m["unmatched"] }},
		{Text: "**Ours:** a trained network is flatter than before its training, by a fifth at least",
			Chart: "hessian", Shown: []string{"untrained", "A"}, Format: "untrained %s, A %s (%s to %s)",
			Holds: func(m claims.Measures) bool { return m["A"] < flatter*m["untrained"] }},
	}}

// measurePlanes looks for the largest curvature at the ends, halfway, and before training.
func measurePlanes(t *testing.T, link, seeds string, crew lab.Crew) claims.Measures {
	t.Helper()
	r, _ := conduct(t, link+"&match=wm&seeds="+seeds, crew, true)
	m := claims.Measures{}
	st := newPlanes(&inquiry{ctx: t.Context(), run: r, crew: crew, pair: r.pairOf("", "wm"),
		progress: func(float64, string) {}, parts: 1, show: func(c *chart.Chart) {
			for k, name := range []string{"A", "unmatched", "merged", "piB", "untrained"} {
				m[name] = c.Panels[0].Series[2*k].Y[0]
			}
		}})
	require.NoError(t, st.curvature())
	return m
}
