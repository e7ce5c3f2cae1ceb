package run

import (
	"math"

	"onebasin/lmc/fork/job"
	"onebasin/lmc/fork/keys"
	"onebasin/lmc/lab/wire"
)

// A gradient takes about as long as three passes forward, a Hessian product, which gives the gradient too, as two and a
// half gradients, or as one and a half where one layer moves; an estimate takes one at both ends.
const (
	gradientPasses = 3
	estimatePasses = 2 * 2.5 * gradientPasses
	layerPasses    = 2 * 1.5 * gradientPasses
)

// work estimates the multiply-adds of a run.
func work(e keys.Experiment, unseen bool) float64 {
	total := 2 * cost(e, &job.Train{})
	for _, k := range e.Forks {
		total += cost(e, &job.Continue{From: job.Checkpoint{Steps: k}})
	}
	one := cost(e, &job.WalkLine{}) + cost(e, &job.WalkLayer{}) +
		2*float64(e.MLP().Layers())*cost(e, &job.WalkLayer{Layer: 1})
	total += float64(len(e.Forks)+1) * one
	if !unseen {
		n := landscapeSide(e)
		total += float64(len(e.Forks)+1) * (cost(e, &job.EvaluatePlane{N: coarse, Last: coarse}) +
			cost(e, &job.EvaluatePlane{N: n, Last: n}))
	}
	return total
}

// cost estimates the multiply-adds of a job.
func cost(e keys.Experiment, m wire.Message) float64 {
	params := float64(e.MLP().Params())
	step := gradientPasses * (float64(min(e.Batch, e.N)) + 4) * params
	switch j := m.(type) {
	case *job.Train:
		return step * float64(e.Steps)
	case *job.Continue:
		return step * float64(e.Steps-j.From.Steps)
	case *job.WalkLine:
		return float64(e.Lambdas*(e.N+e.NTest)) * params
	case *job.WalkLayer:
		passes := float64(estimatePasses)
		if j.Layer > 0 {
			passes = layerPasses + float64(e.Lambdas)
		}
		return passes * float64(e.N) * params
	case *job.Match:
		per := 0.0
		for _, w := range e.Net {
			per += 8 * (float64(w)*params + 4*math.Pow(float64(w), 3))
		}
		return per
	case *job.EvaluatePlane:
		return float64(j.N*(j.Last-j.First)*e.N) * params
	}
	return 0
}
