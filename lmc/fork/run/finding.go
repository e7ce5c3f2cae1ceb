package run

import (
	"fmt"
	"strings"

	"onebasin/lmc/fork/result"
	"onebasin/lmc/measure"
)

// Findings say of every parting what the result shows, as far as it is known.
func (r *Run) Findings() map[string]string {
	all := map[string]string{}
	for i, p := range r.Partings {
		all[p.Name] = r.finding(i)
	}
	return all
}

func (r *Run) finding(i int) string {
	p, f := &r.Partings[i], &r.Result.Forks[i]
	switch _, classes := r.Experiment.Task.Shape(); {
	case f.Note != "":
		return measure.Capitalized(f.Note) + "."
	case len(f.Path.Train.Loss) == 0:
		return ""
	case f.Distance.Ends == 0:
		return same(r, p)
	default:
		if idle := measure.Guessing(r.Result.Models, classes, "A", "B"); len(idle) > 0 {
			return measure.Unlearnt(idle, classes, "networks")
		}
	}
	var s strings.Builder
	height := f.Barrier.Train.Loss
	switch {
	case p.Step < 0:
		s.WriteString("A and B start from different weights and see their batches in different orders")
	case p.Step == 0:
		s.WriteString("A and B start from the same weights and see their batches in different orders")
	default:
		fmt.Fprintf(&s, "A and B share the first %d of %d steps, then see their batches in different orders", p.Step,
			r.Experiment.Steps)
	}
	if measure.IsBarrier(float64(height)) {
		fmt.Fprintf(&s, ": on the straight line between them the training loss rises by %s.", measure.Amount(height))
	} else {
		fmt.Fprintf(&s, ": there is no barrier between them, %s.", measure.Amount(height))
	}
	s.WriteString(r.since())
	return s.String()
}

// same says why A and B are one network.
func same(r *Run, p *Parting) string {
	if s := r.Experiment.Seeds; s[0] == s[1] {
		return "A and B see the same batches in the same order and are one network: a control, with no barrier."
	}
	if p.Step == r.Experiment.Steps {
		return "A and B part after the last step and are one network: a control, with no barrier."
	}
	return "A and B are one network: there is no barrier."
}

// since says from which fork on there is no barrier; nothing while one is not known.
func (r *Run) since() string {
	first := -1
	for i := len(r.Experiment.Forks) - 1; i >= 0; i-- {
		if !r.known(i) {
			return ""
		}
		if measure.IsBarrier(float64(r.barrier(i))) {
			break
		}
		first = i
	}
	last := r.Experiment.Forks[len(r.Experiment.Forks)-1]
	switch {
	case first < 0:
		return fmt.Sprintf(" Of the forks compared, even that at step %d leaves a barrier.", last)
	case first == 0:
		return " None of the forks compared leaves a barrier."
	}
	return fmt.Sprintf(" Forks from step %d on leave none.", r.Experiment.Forks[first])
}

// barrier is that of the training loss.
func (r *Run) barrier(i int) measure.Number { return r.Result.Forks[i].Barrier.Train.Loss }

// of returns the entry of init.
func (r *Run) init() *result.Fork { return &r.Result.Forks[len(r.Result.Forks)-1] }
