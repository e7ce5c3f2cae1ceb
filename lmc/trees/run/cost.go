package run

import (
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/trees/job"
	"onebasin/lmc/trees/keys"
	"onebasin/lmc/trees/matching"
	"onebasin/lmc/trees/symmetry"
)

// nodeCost is about how many multiply-adds take as long as the shares of a node.
const nodeCost = 48

// passCost is what an example takes in an ensemble.
func passCost(e keys.Experiment) float64 {
	m := e.Ensemble()
	return float64(m.Params() + nodeCost*m.Trees*m.Nodes())
}

// work estimates the multiply-adds of a run.
func work(e keys.Experiment, unseen bool) float64 {
	total := float64(len(e.Seeds)) * cost(e, &job.Train{})
	for _, m := range e.Methods() {
		one := cost(e, &job.EvaluateLine{})
		if m.Search != "none" {
			one += cost(e, &job.Match{Search: m.Search, Set: m.Set.Text()})
		}
		total += float64(len(e.Seeds)-1) * one
	}
	if !unseen {
		n := landscapeSide(e)
		total += cost(e, &job.EvaluatePlane{N: n, Last: n})
	}
	return total
}

// cost estimates the multiply-adds of a job.
func cost(e keys.Experiment, m wire.Message) float64 {
	pass := passCost(e)
	switch j := m.(type) {
	case *job.Train:
		return 3 * float64(e.Steps) * (float64(min(e.Batch, e.N)) + 4) * pass
	case *job.Match:
		set, _ := symmetry.SetNamed(j.Set)
		if j.Search == "am" {
			m := e.Ensemble()
			return 2*matching.Rows*pass + float64(m.Trees*m.Trees*matching.Rows*m.Outputs)
		}
		return 4 * matching.Work(e.Ensemble(), set)
	case *job.EvaluateLine:
		return float64(e.Lambdas*(e.N+e.NTest)) * pass
	case *job.EvaluatePlane:
		return float64(j.N*(j.Last-j.First)*e.NTest) * pass
	}
	return 0
}
