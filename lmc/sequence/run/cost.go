package run

import (
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/sequence/job"
	"onebasin/lmc/sequence/keys"
	"onebasin/lmc/sequence/matching"
)

// updateCost is about how many multiply-adds of a forward pass take as long as moving a parameter.
const updateCost = 8

// cost estimates the multiply-adds of a job.
func cost(e keys.Experiment, m wire.Message) float64 {
	pass := float64(e.MLP().Params())
	train := float64(e.Steps) * pass * (3*float64(min(e.Batch, e.N)) + updateCost)
	switch j := m.(type) {
	case *job.Train, *job.Retrain:
		return train
	case *job.Rate:
		return float64(len(j.Thetas)*(e.N+e.NTest)) * pass
	case *job.Match:
		return float64(len(j.A)) * matchCost(e, j.Search)
	case *job.MatchJointly:
		return float64(len(j.Models)) * 3 * matchCost(e, "wm")
	case *job.EvaluateLines:
		rows := e.NTest
		if j.Train {
			rows += e.N
		}
		return float64(len(j.A)*(j.Points-2)*rows) * pass
	}
	return 0
}

// sweepsGuess is how many sweeps weight matching makes, mostly.
const sweepsGuess = 5

// matchCost is that of matching one pair.
func matchCost(e keys.Experiment, search string) float64 {
	products := 0.0
	for _, t := range e.Symmetry().Tensors {
		products += float64(t.Rows * t.Cols * (t.Rows + t.Cols))
	}
	if search == "am" {
		squares := 0.0
		for _, n := range e.Net {
			squares += float64(n * n)
		}
		return float64(e.N) * (2*float64(e.MLP().Params()) + squares)
	}
	return sweepsGuess * products * float64(matching.Starts(search, e.Restarts))
}

// work estimates the multiply-adds of a run.
func work(e keys.Experiment) float64 {
	kept, n := len(e.Kept()), len(e.Seeds)
	line := cost(e, &job.EvaluateLines{A: make([][]float32, 1), Points: e.Lambdas})
	match := func(search string) float64 { return cost(e, &job.Match{Search: search, A: make([][]float32, 1)}) }
	total := float64(e.Trainings()) * cost(e, &job.Train{})
	total += float64((2*kept + n - 2) * (e.N + e.NTest) * e.MLP().Params())
	total += float64(kept) * line
	for _, search := range e.Match {
		total += float64(2*kept)*match(search) + float64(kept*(kept+1))*line
	}
	if n > 2 {
		pairs := float64(n * (n - 1) / 2)
		total += pairs*match(e.Match[0]) + 2*cost(e, &job.MatchJointly{Models: make([][]float32, n)}) + 4*pairs*line
	}
	return total + float64(e.Levels)*match(e.Match[0]) + float64(3*(e.Levels+1))*line
}
