package lab

import (
	"context"
	"reflect"
	"sync"

	"onebasin/lmc/lab/wire"
)

// Local is a crew of goroutines in this program. Several callers may have jobs done at once: whoever comes gets workers
// as they come free.
type Local struct {
	size    int
	free    chan Worker
	another func() Worker
}

// NewLocal returns a crew of n ≥ 1 workers.
func NewLocal(n int, worker func() Worker) *Local {
	l := &Local{n, make(chan Worker, n), worker}
	for range n {
		l.free <- worker()
	}
	return l
}

// Size returns the number of workers.
func (l *Local) Size() int { return l.size }

// told hears how far a job is, and what is being done.
type told = func(job int, fraction float64, note string)

// reportSteps is how many steps of a job pass between two reports.
const reportSteps = 32

// Do does jobs in order of their index as workers come free. When ctx ends it returns at once: a worker inside a step
// that cannot be cut is left to it, and another takes its place.
func (l *Local) Do(ctx context.Context, jobs []wire.Message, report told) ([]wire.Message, error) {
	next := make(chan int, len(jobs))
	for i := range jobs {
		next <- i
	}
	close(next)
	d := &doing{ctx: ctx, crew: l, jobs: jobs, next: next, out: make([]wire.Message, len(jobs)), report: report}
	var wg sync.WaitGroup
	for range min(l.size, len(jobs)) {
		wg.Go(d.work)
	}
	all := make(chan struct{})
	go func() { wg.Wait(); close(all) }()
	select {
	case <-all:
	case <-ctx.Done():
	}
	if d.end() {
		return nil, ctx.Err()
	}
	return d.out, nil
}

// doing is one call of Do.
type doing struct {
	ctx    context.Context
	crew   *Local
	jobs   []wire.Message
	next   <-chan int
	out    []wire.Message
	report told

	mu   sync.Mutex
	held int  // workers inside a job
	over bool // nobody hears reports any more, and who was inside a job has been replaced
}

// work does jobs while there are any, each with the worker that comes free first.
func (d *doing) work() {
	for i := range d.next {
		select {
		case <-d.ctx.Done():
			return
		case w := <-d.crew.free:
			if d.take(w) {
				d.do(w, i)
				d.give(w)
			}
		}
	}
}

// take notes that a worker is inside a job, unless all is over: then it is given back.
func (d *doing) take(w Worker) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.over {
		d.crew.free <- w
		return false
	}
	d.held++
	return true
}

// give gives a worker back, unless another has taken its place.
func (d *doing) give(w Worker) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.over {
		d.held--
		d.crew.free <- w
	}
}

func (d *doing) do(w Worker, i int) {
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
	d.out[i] = detached(s.Outcome())
	d.tell(i, 1, s)
}

// detached returns a message of its own: outcomes are often part of the stepper that made them, and would keep alive
// all that it computed with.
func detached(m wire.Message) wire.Message {
	from := reflect.ValueOf(m)
	if from.Kind() != reflect.Pointer || from.IsNil() {
		return m
	}
	to := reflect.New(from.Type().Elem())
	to.Elem().Set(from.Elem())
	return to.Interface().(wire.Message)
}

// tell reports how far a job is, while somebody listens.
func (d *doing) tell(job int, fraction float64, s Stepper) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.over {
		d.report(job, fraction, s.Note())
	}
}

// end ends the reports, replaces the workers that are still inside a job, and reports whether the jobs were stopped.
func (d *doing) end() (stopped bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.over = true
	for range d.held {
		d.crew.free <- d.crew.another()
	}
	return d.ctx.Err() != nil
}
