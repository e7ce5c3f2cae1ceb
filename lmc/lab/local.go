package lab

import (
	"context"
	"sync"

	"onebasin/lmc/lab/wire"
)

// Local is a crew of goroutines in this program.
type Local struct {
	workers []Worker
	another func() Worker
}

// NewLocal returns a crew of n ≥ 1 goroutines, each with a worker of its own.
func NewLocal(n int, worker func() Worker) *Local {
	l := &Local{make([]Worker, n), worker}
	for i := range l.workers {
		l.workers[i] = worker()
	}
	return l
}

// Size returns the number of goroutines.
func (l *Local) Size() int { return len(l.workers) }

// told hears how far a job is, and what is being done.
type told = func(job int, fraction float64, note string)

// reportSteps is how many steps of a job pass between two reports.
const reportSteps = 32

// Do does jobs in order of their index as goroutines come free. When ctx ends it returns at once: a worker inside a
// step that cannot be cut is left to it, and another takes its place.
func (l *Local) Do(ctx context.Context, jobs []wire.Message, report told) ([]wire.Message, error) {
	next := make(chan int, len(jobs))
	for i := range jobs {
		next <- i
	}
	close(next)
	d := &doing{ctx: ctx, jobs: jobs, next: next, out: make([]wire.Message, len(jobs)), report: report}
	var wg sync.WaitGroup
	for _, w := range l.workers {
		wg.Go(func() { d.work(w) })
	}
	all := make(chan struct{})
	go func() { wg.Wait(); close(all) }()
	select {
	case <-all:
	case <-ctx.Done():
		for i := range l.workers {
			l.workers[i] = l.another()
		}
	}
	if d.end() {
		return nil, ctx.Err()
	}
	return d.out, nil
}

// doing is one call of Do.
type doing struct {
	ctx    context.Context
	jobs   []wire.Message
	next   <-chan int
	out    []wire.Message
	report told

	mu   sync.Mutex
	over bool // nobody hears reports any more
}

// work does jobs while there are any.
func (d *doing) work(w Worker) {
	for i := range d.next {
		if d.ctx.Err() != nil {
			return
		}
		s := w.Start(d.jobs[i])
		d.tell(i, 0, s)
		for n := 1; s.Step(); n++ {
			if d.ctx.Err() != nil {
				return
			}
			if n%reportSteps == 0 {
				d.tell(i, s.Fraction(), s)
			}
		}
		d.out[i] = s.Outcome()
		d.tell(i, 1, s)
	}
}

// tell reports how far a job is, while somebody listens.
func (d *doing) tell(job int, fraction float64, s Stepper) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.over {
		d.report(job, fraction, s.Note())
	}
}

// end ends the reports, and reports whether the jobs were stopped.
func (d *doing) end() (stopped bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.over = true
	return d.ctx.Err() != nil
}
