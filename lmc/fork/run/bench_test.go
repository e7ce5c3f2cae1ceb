package run

import (
	"testing"
	"time"

	"onebasin/lmc/fork/job"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
)

// BenchmarkEightForks measures, of the default experiment on two workers, what training its ten networks takes, which
// share what they share, and what the whole result takes, with the paths, single layers and estimates of nine partings;
// beside one training.
func BenchmarkEightForks(b *testing.B) {
	l := experiment(b, "")
	fragment := l.Experiment.Fragment()
	do := func(jobs ...wire.Message) []wire.Message {
		out, err := lab.Unfailed(lab.NewLocal(2, job.NewWorker).Do(b.Context(), jobs, func(int, float64, string) {}))
		if err != nil {
			b.Fatal(err)
		}
		return out
	}
	var one, forks, whole time.Duration
	timed := func(sum *time.Duration, what func()) {
		begin := time.Now()
		what()
		*sum += time.Since(begin)
	}
	for range b.N {
		timed(&one, func() { do(&job.Train{Experiment: fragment, Model: 1}) })
		timed(&forks, func() {
			ends := do(&job.Train{Experiment: fragment, Model: 0}, &job.Train{Experiment: fragment, Model: 1})
			var parted []wire.Message
			for _, from := range ends[0].(*job.Trained).Checkpoints {
				parted = append(parted, &job.Continue{Experiment: fragment, Order: 1, From: from})
			}
			if len(do(parted...)) != len(l.Experiment.Forks) {
				b.Fatal("there are not as many forks as were asked for")
			}
		})
		timed(&whole, func() {
			if _, err := Conduct(b.Context(), l.Experiment, "0", lab.NewLocal(2, job.NewWorker), new(listener),
				lab.Options{Seconds: func() float64 { return 0 }, Unseen: true}); err != nil {
				b.Fatal(err)
			}
		})
	}
	µs := func(d time.Duration) float64 { return float64(d.Microseconds()) / float64(b.N) }
	b.ReportMetric(µs(one), "one-µs")
	b.ReportMetric(µs(forks), "forks-µs")
	b.ReportMetric(µs(whole), "whole-µs")
}
