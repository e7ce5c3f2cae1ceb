//go:build !js

package run

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
)

// measures are what is kept of one pair, by name.
type measures map[string]float64

// measure runs an experiment and its study, and reads its charts.
func measured(t *testing.T, link, seeds string, crew lab.Crew) measures {
	t.Helper()
	r, _ := conduct(t, link+"&seeds="+seeds+"&match=wm,am,ste", crew, true)
	charts := studied(t, r, crew, chart.Question{Name: "why", Method: "wm"})
	m := measures{}
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

const claimsData = "testdata/claims.txt"

// write and read the measures of all experiments, a line a pair.
func writeClaims(t *testing.T, all [][]measures, pairs []string) {
	t.Helper()
	var s strings.Builder
	for k, e := range claimed {
		for i, seeds := range pairs {
			fmt.Fprintf(&s, "%s&seeds=%s", e.link, seeds)
			m := all[k][i]
			names := make([]string, 0, len(m))
			for name := range m {
				names = append(names, name)
			}
			slices.Sort(names)
			for _, name := range names {
				fmt.Fprintf(&s, " %s=%.6g", name, m[name])
			}
			s.WriteString("\n")
		}
	}
	require.NoError(t, os.WriteFile(claimsData, []byte(s.String()), 0o644))
}

// readClaims returns the measures of every pair of each experiment, and the pairs' seeds.
func readClaims(t *testing.T) (all [][]measures, seeds []string) {
	t.Helper()
	b, err := os.ReadFile(claimsData)
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	require.Zero(t, len(lines)%len(claimed), "run with -measure")
	pairs := len(lines) / len(claimed)
	for k, e := range claimed {
		all = append(all, nil)
		for i := range pairs {
			words := strings.Fields(lines[k*pairs+i])
			of, ok := strings.CutPrefix(words[0], e.link+"&seeds=")
			require.True(t, ok, "run with -measure")
			if k == 0 {
				seeds = append(seeds, of)
			}
			m := measures{}
			for _, f := range words[1:] {
				name, v, _ := strings.Cut(f, "=")
				m[name], err = strconv.ParseFloat(v, 64)
				require.NoError(t, err)
			}
			all[k] = append(all[k], m)
		}
	}
	return all, seeds
}
