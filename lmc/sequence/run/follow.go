package run

import (
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/job"
	"onebasin/lmc/sequence/result"
)

// checkpointEnds are the test ratings of A and B at every checkpoint.
func (r *Run) checkpointEnds() (of []ends) {
	a, b := r.Result.Checkpoints.A.Test, r.Result.Checkpoints.B.Test
	for t := range r.Result.Checkpoints.Steps {
		of = append(of, ends{measure.Rating{Loss: a.Loss[t], Accuracy: a.Accuracy[t]},
			measure.Rating{Loss: b.Loss[t], Accuracy: b.Accuracy[t]}})
	}
	return of
}

// follow finds a permutation at every checkpoint, and one for all, by every search, and uses each at every checkpoint.
func (c *conductor) follow() error {
	if !c.whole() {
		return nil
	}
	start := c.options.Seconds()
	r, steps := &c.out.Result.Checkpoints, len(c.out.Result.Checkpoints.Steps)
	as, bs := c.out.Checkpoints[0], c.out.Checkpoints[1]
	jobs := []wire.Message{&job.EvaluateLines{Experiment: c.fragment, A: as, B: bs, Points: c.e.Lambdas}}
	for _, search := range c.e.Match {
		for t := steps - 1; t >= 0; t-- { // the end is asked about most, and is shown first
			jobs = append(jobs, &job.Match{Experiment: c.fragment, Search: search, A: as[t : t+1], B: bs[t : t+1]})
		}
		jobs = append(jobs, &job.Match{Experiment: c.fragment, Search: search, A: as, B: bs})
	}
	outcomes, err := c.do("match", jobs)
	if err != nil {
		return err
	}
	c.out.lines.none = lines(outcomes[0], c.e.Lambdas, c.out.checkpointEnds())
	r.None = row(barriers(c.out.lines.none, c.e.Lambdas))
	searches := []*result.Search{&r.Search}
	r.Beside = make([]result.Search, len(c.e.Match)-1)
	for k := range r.Beside {
		searches = append(searches, &r.Beside[k])
	}
	next := outcomes[1:]
	for k, s := range searches {
		s.Method = c.e.Match[k]
		for t := range steps {
			s.Found = append(s.Found, permutation(next[steps-1-t]))
			s.Barrier.Loss = append(s.Barrier.Loss, unknownRow(steps).Loss)
			s.Barrier.Accuracy = append(s.Barrier.Accuracy, unknownRow(steps).Accuracy)
		}
		s.ForAll, s.Stacked = permutation(next[steps]), unknownRow(steps)
		next = next[steps+1:]
	}
	c.out.Result.Seconds.Match = measure.Number(c.options.Seconds() - start)
	c.show(c.out.heatMaps())
	for _, s := range searches {
		if err := c.use(s); err != nil {
			return err
		}
		c.show(c.out.heatMaps())
	}
	c.audience.Answering(c.out)
	c.show(c.out.path())
	c.show(c.out.claims())
	c.audience.Stage("followed", c.out)
	return nil
}

// use walks the lines at every checkpoint with every permutation that a search found.
func (c *conductor) use(s *result.Search) error {
	var jobs []wire.Message
	var rows []int // of each job; −1 for the one permutation for all
	add := func(t int, p [][]int) {
		if p != nil {
			jobs = append(jobs, &job.EvaluateLines{Experiment: c.fragment, A: c.out.Checkpoints[0],
				B: c.out.Checkpoints[1], Permutation: p, Points: c.e.Lambdas})
			rows = append(rows, t)
		}
	}
	for t, p := range s.Found {
		add(t, p)
	}
	add(-1, s.ForAll)
	outcomes, err := c.do("path", jobs)
	if err != nil {
		return err
	}
	walked := found{byRow: make([][]measure.Curve, len(s.Found))}
	for k, m := range outcomes {
		at := lines(m, c.e.Lambdas, c.out.checkpointEnds())
		of := row(barriers(at, c.e.Lambdas))
		if t := rows[k]; t >= 0 {
			s.Barrier.Loss[t], s.Barrier.Accuracy[t], walked.byRow[t] = of.Loss, of.Accuracy, at
		} else {
			s.Stacked, walked.forAll = of, at
		}
	}
	c.out.lines.found = append(c.out.lines.found, walked)
	return nil
}
