package lab

import (
	"context"
	"sync"

	"onebasin/lmc/lab/wire"
)

// Local is a crew of goroutines in this program.
type Local struct{ workers []Worker }

// NewLocal returns a crew of n ≥ 1 goroutines, each with a worker of its own.
func NewLocal(n int, worker func() Worker) *Local {
	l := &Local{make([]Worker, n)}
	for i := range l.workers {
		l.workers[i] = worker()
	}
	return l
}

// Size returns the number of goroutines.
func (l *Local) Size() int { return len(l.workers) }

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
	for _, w := range l.workers {
		wg.Go(func() {
			for i := range next {
				if ctx.Err() != nil {
					return
				}
				s := w.Start(jobs[i])
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
