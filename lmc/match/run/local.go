package run

import (
	"context"
	"sync"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
)

// Local is a crew of goroutines in this program.
type Local struct{ caches []job.Cache }

// NewLocal returns a crew of n ≥ 1 goroutines.
func NewLocal(n int) *Local { return &Local{make([]job.Cache, n)} }

// Size returns the number of goroutines.
func (l *Local) Size() int { return len(l.caches) }

// reportSteps is how many steps of a job pass between two reports.
const reportSteps = 32

// Do does jobs in order of their index as goroutines come free.
func (l *Local) Do(ctx context.Context, jobs []wire.Message, report func(int, float64, string)) ([]wire.Message, error) {
	out := make([]wire.Message, len(jobs))
	next := make(chan int, len(jobs))
	for i := range jobs {
		next <- i
	}
	close(next)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := range l.caches {
		wg.Go(func() {
			for i := range next {
				if ctx.Err() != nil {
					return
				}
				s := job.Start(jobs[i], &l.caches[w])
				tell := func(f float64) {
					mu.Lock()
					defer mu.Unlock()
					report(i, f, s.Note())
				}
				tell(0)
				for n := 1; s.Step(); n++ {
					if ctx.Err() != nil {
						return
					}
					if n%reportSteps == 0 {
						tell(s.Fraction())
					}
				}
				out[i] = s.Outcome()
				tell(1)
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return out, nil
}
