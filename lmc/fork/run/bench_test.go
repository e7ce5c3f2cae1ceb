package run

import (
	"testing"
	"time"

	"onebasin/lmc/fork/job"
	"onebasin/lmc/lab"
)

// BenchmarkEightForks measures how many times as long as one training the default experiment takes on two workers:
// until all of its ten networks are trained, and until its result is whole.
func BenchmarkEightForks(b *testing.B) {
	l := experiment(b, "")
	var one, trained, whole time.Duration
	for range b.N {
		begin := time.Now()
		lead := job.NewWorker().Start(&job.Train{Experiment: l.Experiment.Fragment(), Model: 1})
		for lead.Step() {
		}
		one += time.Since(begin)
		begin = time.Now()
		r, err := Conduct(b.Context(), l.Experiment, "0", lab.NewLocal(2, job.NewWorker), new(listener),
			lab.Options{Seconds: func() float64 { return time.Since(begin).Seconds() }, Unseen: true})
		if err != nil {
			b.Fatal(err)
		}
		whole += time.Since(begin)
		trained += time.Duration(float64(r.Result.Seconds.Train) * float64(time.Second))
	}
	b.ReportMetric(float64(trained)/float64(one), "trained/training")
	b.ReportMetric(float64(whole)/float64(one), "whole/training")
}
