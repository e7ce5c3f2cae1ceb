package lab

import (
	"context"
	"sync"

	"onebasin/lmc/lab/wire"
)

// Together runs n experiments of about equal length on one crew, which serves one caller at a time: once each of them
// waits for jobs or has ended, the jobs of all are done in one call. A pair of networks trains on two workers; several
// pairs keep a larger crew busy. Outcomes are told apart by whose they are, so nothing depends on who asked first.
func Together(ctx context.Context, crew Crew, n int, work func(member int, crew Crew)) {
	orders, ended := make(chan *order), make(chan struct{})
	for k := range n {
		go func() {
			work(k, &sharing{crew, n, orders})
			ended <- struct{}{}
		}()
	}
	var waiting []*order
	for active := n; active > 0; {
		select {
		case o := <-orders:
			waiting = append(waiting, o)
		case <-ended:
			active--
		}
		if active > 0 && len(waiting) == active {
			serve(ctx, crew, waiting)
			waiting = nil
		}
	}
}

// order is the jobs of one experiment.
type order struct {
	jobs   []wire.Message
	report Report
	out    []wire.Message
	err    error
	done   sync.WaitGroup
}

// serve does the jobs of all orders in one call.
func serve(ctx context.Context, crew Crew, orders []*order) {
	var jobs []wire.Message
	var whose, first []int
	for k, o := range orders {
		first = append(first, len(jobs))
		for _, j := range o.jobs {
			jobs, whose = append(jobs, j), append(whose, k)
		}
	}
	out, err := crew.Do(ctx, jobs, func(job int, fraction float64, note string) {
		k := whose[job]
		orders[k].report(job-first[k], fraction, note)
	})
	for k, o := range orders {
		if o.err = err; err == nil {
			o.out = out[first[k] : first[k]+len(o.jobs)]
		}
		o.done.Done()
	}
}

// sharing is the crew as one of n experiments sees it.
type sharing struct {
	crew   Crew
	n      int
	orders chan<- *order
}

func (s *sharing) Size() int { return max(1, s.crew.Size()/s.n) }

// Do waits for its turn; that it is not given up when ctx ends is no loss, since every caller then ends soon.
func (s *sharing) Do(_ context.Context, jobs []wire.Message, report Report) ([]wire.Message, error) {
	o := &order{jobs: jobs, report: report}
	o.done.Add(1)
	s.orders <- o
	o.done.Wait()
	return o.out, o.err
}
