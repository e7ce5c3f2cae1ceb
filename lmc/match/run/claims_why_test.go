//go:build !js

package run

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/claims"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
)

// The claims of Ito et al. (2402.04051), by the charts of the study of why matching works.
var whyClaims = claims.Table{Name: "why", Head: "claim | chart", Seeds: claims.Pairs, Measure: measureWhy,
	Experiments: []claims.Experiment{
		{Title: "spirals, 2-32-32-2", Short: "spirals 32", Link: "net=32-32"},
		{Title: "spirals, 2-64-64-2", Short: "spirals 64", Link: "net=64-64"},
		{Title: "spirals, 2-128-128-2", Short: "spirals 128", Link: "net=128-128"},
		{Title: "strokes, 256-64-64-10", Short: "strokes", Link: "data=strokes"},
		{Title: "checker, 2-64-64-2", Short: "checker", Link: "data=checker&steps=3000"},
	}, Rows: whyRows}

func removed(method string) func(claims.Measures) bool {
	return func(m claims.Measures) bool { return m["barrier."+method] <= m["barrier.none"]/10 }
}

var whyRows = []claims.Row{
	{Text: "Weight matching takes the barrier away (here: nine tenths of it)",
		Chart: "descent", Shown: []string{"barrier.none", "barrier.wm"}, Format: "barrier %s → %s (%s to %s)",
		Holds: removed("wm")},
	{Text: "It does so without bringing the networks much closer: by 6 to 20 %",
		Chart: "reduction", Shown: []string{"reduction"}, Format: "closer by %s (%s to %s)",
		Holds: func(m claims.Measures) bool { return m["reduction"] <= 0.2 }},
	{Text: "**Ours:** most of the reduction is there between untrained networks too",
		Chart: "reduction", Shown: []string{"reduction.null"}, Format: "untrained %s (%s to %s)",
		Holds: func(m claims.Measures) bool { return m["reduction.null"] > m["reduction"]/2 }},
	{Text: "Permutations leave singular values as they are (to 10⁻⁵ of the largest)",
		Chart: "spectra",
		Holds: func(m claims.Measures) bool { return m["values"] < 1e-5 }},
	{Text: "Theorem 4.1: ⟨Wᵃ, P Wᵇ P′ᵀ⟩ = Σ sᵃᵢ sᵇⱼ (uᵃᵢ·P uᵇⱼ)(vᵃᵢ·P′ vᵇⱼ)",
		Chart: "equality",
		Holds: func(m claims.Measures) bool {
			return m["equality"] < 1e-12
		}},
	{Text: "Weight matching aligns the singular vectors of large singular values: R(A, π(B)) rises from γ = 0 to " +
		"0.3, and is above untrained networks",
		Chart: "gamma", Shown: []string{"r0.wm", "null3", "r3.wm"},
		Format: "R %s at γ = 0; at 0.3 untrained at most %s, trained %s (%s to %s)",
		Holds: func(m claims.Measures) bool {
			return m["r3.wm"] > m["null3"] && m["r3.wm"] > m["r0.wm"]
		}},
	{Text: "So the merged network keeps the large singular vectors of both: R(merged, ·) at γ = 0.3 is above " +
		"untrained networks and above γ = 0",
		Chart: "gamma", Shown: []string{"null3.merged", "merged3"}, Format: "untrained %s, trained %s (%s to %s)",
		Holds: func(m claims.Measures) bool { return m["merged3"] > m["null3.merged"] && m["merged3"] > m["merged0"] }},
	{Text: "Inputs of layers lie on the large right singular vectors (in every layer of which it can be told)",
		Chart: "inputs", Shown: []string{"inputs.layers", "inputs.hold"}, Format: "of %s layers %s (%s to %s)",
		Holds: func(m claims.Measures) bool {
			return m["inputs.hold"] == m["inputs.layers"]
		}},
	{Text: "Activation matching works by the same principle: its R rises with γ too, above untrained networks",
		Chart: "gamma", Shown: []string{"barrier.am", "r0.am", "r3.am"},
		Format: "barrier %s; R %s at γ = 0, %s (%s to %s) at 0.3",
		Holds:  func(m claims.Measures) bool { return m["r3.am"] > m["null3.am"] && m["r3.am"] > m["r0.am"] }},
	{Text: "The straight-through estimator takes the barrier away (nine tenths) …",
		Chart: "restarts", Shown: []string{"barrier.ste"}, Format: "barrier %s (%s to %s)",
		Holds: removed("ste")},
	{Text: "… without aligning the large singular vectors: R ≈ 0 (here: below 0.1 at γ = 0.3)",
		Chart: "restarts", Shown: []string{"r0.ste", "r3.ste"}, Format: "R %s at γ = 0, %s (%s to %s) at 0.3",
		Holds: func(m claims.Measures) bool {
			return m["r3.ste"] < 0.1
		}},
	{Text: "From a random start the straight-through estimator takes the barrier away (nine tenths) …",
		Chart: "searches", Shown: []string{"far.barrier.ste"}, Format: "barrier %s (%s to %s)",
		Holds: func(m claims.Measures) bool {
			return m["far.barrier.ste"] <= m["barrier.none"]/10
		}},
	{Text: "… with little alignment: R at γ = 0.3 below half of weight matching's",
		Chart: "searches", Shown: []string{"far.null3.ste", "far.left.ste", "far.r3.ste"},
		Format: "untrained %s; distance left %s; R %s (%s to %s)",
		Holds:  func(m claims.Measures) bool { return m["far.r3.ste"] < m["r3.wm"]/2 }},
	{Text: "**Ours:** swap descent from a random start takes the barrier away (nine tenths) …",
		Chart: "searches", Shown: []string{"far.barrier.swap"}, Format: "barrier %s (%s to %s)",
		Holds: func(m claims.Measures) bool {
			return m["far.barrier.swap"] <= m["barrier.none"]/10
		}},
	{Text: "… with less alignment than weight matching: R at γ = 0.3 below three quarters of its",
		Chart: "searches", Shown: []string{"far.null3.swap", "far.left.swap", "far.r3.swap"},
		Format: "untrained %s; distance left %s; R %s (%s to %s)",
		Holds:  func(m claims.Measures) bool { return m["far.r3.swap"] < 0.75*m["r3.wm"] }},
	{Text: "**Ours:** the second-order estimate is within a factor of two of the excess halfway without matching",
		Chart: "taylor", Shown: []string{"truth.none", "estimate.none"}, Format: "excess %s, estimate %s (%s to %s)",
		Holds: func(m claims.Measures) bool {
			return twofold(m["estimate.none"], m["truth.none"])
		}},
	{Text: "**Ours:** and after matching",
		Chart: "taylor", Shown: []string{"truth.wm", "estimate.wm"}, Format: "excess %s, estimate %s (%s to %s)",
		Holds: func(m claims.Measures) bool { return twofold(m["estimate.wm"], m["truth.wm"]) }},
	{Text: "**Ours:** along one search the barrier falls as R rises (rank correlation below 0, p ≤ 0.05)",
		Chart: "descent", Shown: []string{"descent"}, Format: "%s (%s to %s)",
		Holds: func(m claims.Measures) bool {
			return m["descent"] < 0 && m["descent.p"] <= 0.05
		}},
	{Text: "**Ours:** restarts of larger R have lower barriers (rank correlation below 0, p ≤ 0.05)",
		Chart: "restarts", Shown: []string{"restarts"}, Format: "%s (%s to %s)",
		Holds: func(m claims.Measures) bool {
			return m["restarts"] < 0 && m["restarts.p"] <= 0.05
		}},
	{Text: "**Ours:** matching the leading singular vectors alone is enough (eight or fewer take nine tenths of what " +
		"weight matching takes away)",
		Chart: "subspace", Shown: []string{"enough"}, Format: "k = %s (%s to %s)",
		Holds: func(m claims.Measures) bool {
			return removed("wm")(m) && m["enough"] <= 8
		}},
	{Text: "**Ours:** without few of them it fails (where it takes nine tenths away: without eight or fewer, half of " +
		"that comes back)",
		Chart: "subspace", Shown: []string{"lost"}, Format: "k = %s (%s to %s)",
		Holds: func(m claims.Measures) bool {
			return removed("wm")(m) && m["lost"] <= 8
		}},
}

func twofold(x, y float64) bool { return x > y/2 && x < 2*y }

// measureWhy runs an experiment and its study, and reads its charts.
func measureWhy(t *testing.T, link, seeds string, crew lab.Crew) claims.Measures {
	t.Helper()
	r, _ := conduct(t, link+"&seeds="+seeds+"&match=wm,am,ste", crew, true)
	charts := studied(t, r, crew, chart.Question{Name: "why", Method: "wm"})
	m := claims.Measures{}
	for _, method := range []string{"none", "wm", "am", "ste"} {
		p, _ := r.Result.Find("B", method)
		m["barrier."+method] = float64(p.Barrier.Test.Loss)
		m["r0."+method], m["r3."+method] = float64(p.Alignment[0].R), float64(p.Alignment[1].R)
		if p.Null != nil { // of the same matcher, on this pair's own first weights
			m["null3."+method] = float64(p.Null.Alignment[1].R)
		}
	}
	far, _ := conduct(t, link+"&seeds="+seeds+"&match=ste,swap&start=random", crew, true)
	for _, method := range []string{"ste", "swap"} {
		p, _ := far.Result.Find("B", method)
		m["far.barrier."+method] = float64(p.Barrier.Test.Loss)
		m["far.r3."+method], m["far.null3."+method] = float64(p.Alignment[1].R), float64(p.Null.Alignment[1].R)
		m["far.left."+method] = float64(p.Distance.After) / float64(p.Distance.Before)
	}
	series := func(chart string, panel, k int) chart.Series { return charts[chart].Panels[panel].Series[k] }

	m["reduction"] = series("reduction", 0, 0).Y[0]
	m["reduction.null"] = average(series("reduction", 0, 1).Y)
	m["null3"] = series("gamma", 0, 0).Y[largeGamma] // the largest
	m["null3.merged"] = series("gamma", 1, 0).Y[largeGamma]
	for k, at := range []int{0, largeGamma} {
		m[[]string{"merged0", "merged3"}[k]] = min(series("gamma", 1, 2).Y[at], series("gamma", 1, 3).Y[at])
	}

	p := r.pairOf("", "wm")
	ask := job.CompareSpectra{Experiment: r.Experiment.Fragment(), A: p.A, B: p.B, Detail: true,
		Permutations: [][][]int{p.Permutation}}
	sides := finished(t, crew, &ask).(*job.ComparedSpectra)
	turned := ask
	turned.A = p.Matched
	same := finished(t, crew, &turned).(*job.ComparedSpectra)
	for l := range same.ValuesA {
		for i, s := range same.ValuesA[l] {
			m["values"] = math.Max(m["values"], math.Abs(s-same.ValuesB[l][i])/same.ValuesA[l][0])
		}
		scale := norm(sides.ValuesA[l]) * norm(sides.ValuesB[l])
		m["equality"] = math.Max(m["equality"], math.Abs(sides.Left[0][l]-sides.Right[0][l])/scale)
	}

	for l, panel := range charts["inputs"].Panels {
		in := float64(r.Experiment.MLP().Widths[l])
		part := float64(len(panel.Series[0].X)) / in
		if part == 1 {
			continue // every direction is large
		}
		var carried float64
		for _, times := range panel.Series[0].Y {
			if !math.IsNaN(times) {
				carried += times * times / in
			}
		}
		m["inputs.layers"]++
		if carried >= mostly && carried >= concentrated*part {
			m["inputs.hold"]++
		}
	}

	truth, ours := series("taylor", 0, 0).Y, series("taylor", 0, 1).Y
	m["truth.none"], m["estimate.none"] = truth[0], ours[0]
	m["truth.wm"], m["estimate.wm"] = truth[1], ours[1]
	restarts, winner := series("restarts", 0, 1), series("restarts", 0, 2)
	ranks := func(name string, x, y []float64) {
		r := rank(x, y)
		if m[name], m[name+".p"] = r.Rho, r.P; !r.told() {
			m[name], m[name+".p"] = math.NaN(), math.NaN()
		}
	}
	ranks("restarts", append(slices.Clone(restarts.X), winner.X[0]), append(slices.Clone(restarts.Y), winner.Y[0]))
	ranks("descent", series("descent", 1, 0).Y, series("descent", 0, 0).Y)

	rest, top := series("subspace", 0, 2), series("subspace", 0, 4)
	m["enough"], m["lost"] = math.NaN(), math.NaN()
	none, whole := m["barrier.none"], top.Y[len(top.Y)-1]
	if k := slices.IndexFunc(top.Y, func(v float64) bool { return v <= none-0.9*(none-whole) }); k >= 0 {
		m["enough"] = top.X[k]
	}
	if k := slices.IndexFunc(rest.Y, func(v float64) bool { return v > (none+whole)/2 }); k >= 0 {
		m["lost"] = rest.X[k]
	}
	return m
}

func finished(t *testing.T, crew lab.Crew, job wire.Message) wire.Message {
	t.Helper()
	out, err := crew.Do(t.Context(), []wire.Message{job}, func(int, float64, string) {})
	require.NoError(t, err)
	return out[0]
}
