package run

import (
	"testing"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/sequence/job"
	"onebasin/lmc/sequence/pruning"
)

// What a heat map of ten checkpoints, and ten levels of pruning two networks, take on one worker, at width 64, beside
// the two trainings, and one.
func BenchmarkShares(b *testing.B) {
	e := parsed(b, "seeds=1,2&match=wm").Experiment
	f, points := e.Fragment(), e.Lambdas
	worker := job.NewWorker()
	do := func(jobs ...wire.Message) (out []wire.Message, seconds float64) {
		start := b.Elapsed()
		for _, m := range jobs {
			s := worker.Start(m)
			for s.Step() {
			}
			out = append(out, s.Outcome())
		}
		return out, (b.Elapsed() - start).Seconds()
	}
	do(&job.Train{Experiment: f}) // draws the data
	var trained, mapped, pruned float64
	for b.Loop() {
		both, seconds := do(&job.Train{Experiment: f}, &job.Train{Experiment: f, Model: 1})
		trained += seconds
		as, bs := both[0].(*job.Trained).Thetas, both[1].(*job.Trained).Thetas
		jobs := []wire.Message{&job.Match{Experiment: f, Search: "wm", A: as, B: bs}}
		for t := range as {
			jobs = append(jobs, &job.Match{Experiment: f, Search: "wm", A: as[t : t+1], B: bs[t : t+1]})
		}
		found, seconds := do(jobs...)
		mapped += seconds
		jobs = []wire.Message{&job.EvaluateLines{Experiment: f, A: as, B: bs, Points: points}}
		for _, m := range found {
			jobs = append(jobs, &job.EvaluateLines{Experiment: f, A: as, B: bs, Permutation: permutation(m),
				Points: points})
		}
		_, seconds = do(jobs...)
		mapped += seconds
		last := len(as) - 1
		jobs = nil
		for range 10 {
			for model := range 2 {
				jobs = append(jobs, &job.Retrain{Experiment: f, Model: model, Mask: pruning.All(e.MLP())})
			}
			jobs = append(jobs, &job.Match{Experiment: f, Search: "wm", A: as[last:], B: bs[last:]})
			for range 3 {
				jobs = append(jobs, &job.EvaluateLines{Experiment: f, A: as[last:], B: bs[last:], Points: points})
			}
		}
		_, seconds = do(jobs...)
		pruned += seconds
	}
	n := float64(b.N)
	for name, seconds := range map[string]float64{"trainings": trained, "training": trained / 2, "map": mapped,
		"levels": pruned} {
		b.ReportMetric(1e6*seconds/n, name+"-µs")
	}
}
