package run

import (
	"math"
	"strings"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/matching"
)

// newMeter returns what tells an audience how far a run of e is.
func newMeter(e keys.Experiment, o Options, a lab.Audience) *lab.Meter {
	return lab.NewMeter(work(e, o), func(m wire.Message) float64 { return cost(e, m) }, o.Seconds, a)
}

// work estimates the multiply-adds of a run.
func work(e keys.Experiment, o Options) float64 {
	m := e.MLP()
	total := 0.0
	if !e.Foreign() {
		total = float64(e.Models()) * cost(e, &job.Train{})
	}
	pairs := float64(e.Models() - 1)
	searched := false
	for _, method := range e.Methods() {
		total += pairs * cost(e, &job.EvaluateLine{})
		if m, _ := matching.MatcherNamed(method); m.Searches {
			search := cost(e, &job.Match{Method: method, Last: e.Starts(m)})
			total += pairs * search
			if method != "planted" && !e.Foreign() {
				total += pairs * search // the null's
				searched = true
			}
			if shown, _, _ := strings.Cut(o.Shown, "."); !o.Unseen && (shown == "" || shown == method) {
				total += cost(e, &job.EvaluatePlane{N: coarse, Last: coarse}) +
					cost(e, &job.EvaluatePlane{N: fine, Last: fine})
			}
		}
	}
	networks := float64(e.Models())
	if searched {
		networks *= 2 // the untrained ones
	}
	for k := 1; k <= m.Layers(); k++ {
		total += networks * cost(e, &job.Decompose{Out: m.Widths[k], In: m.Widths[k-1]})
	}
	return total
}

// cost estimates the multiply-adds of a job.
func cost(e keys.Experiment, m wire.Message) float64 {
	params := float64(e.MLP().Params())
	switch j := m.(type) {
	case *job.Train:
		return 3 * float64(e.Steps) * (float64(min(e.Batch, e.N)) + 4) * params
	case *job.Match:
		// About eight sweeps, each a Gram matrix and an assignment a layer.
		per := 0.0
		for _, w := range e.Net {
			per += 8 * (float64(w)*params + 4*math.Pow(float64(w), 3))
		}
		m, _ := matching.MatcherNamed(strings.TrimPrefix(j.Method, "null-"))
		return m.Cost * per * float64(j.Last-j.First)
	case *job.EvaluateLine:
		return float64(e.Lambdas*(e.N+e.NTest)) * params
	case *job.Decompose:
		long, short := float64(max(j.Out, j.In)), float64(min(j.Out, j.In))
		return 20 * long * short * short
	case *job.EvaluatePlane:
		return float64(j.N*(j.Last-j.First)*e.NTest) * params
	}
	return 0
}
