package run

import (
	"context"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/trees/keys"
)

// looked is what is looked at of a run.
type looked struct {
	method string // by its name
	plane  string // likewise: on whose plane the landscape lies
	lambda float64
}

func lookedAt(l keys.Link) looked {
	return looked{method: l.Shown(), plane: l.Plane(), lambda: l.View.Lambda}
}

// at reads view keys.
func (r *Run) at(view string) looked {
	l, _ := keys.Parse(view) // what is wrong in it has its default
	l.Experiment = r.Experiment
	return lookedAt(l)
}

// Answer answers a question without a name with the charts of the first page that follow what is looked at, and with
// the question.
func (r *Run) Answer(m wire.Message) []wire.Message {
	q, ok := m.(*chart.Question)
	if !ok || q.Name != "" {
		return nil
	}
	if now := r.at(q.View); now != r.look || r.drawn == nil {
		r.look, r.drawn = now, nil
		// What is asked here is not stopped: it takes some milliseconds.
		if drawn, err := r.follow(context.Background()); err == nil && now == r.look {
			r.drawn = drawn
		}
	}
	answer := append([]wire.Message{}, r.drawn...)
	if r.plane != nil {
		answer = append(answer, r.plane.chart(r.look))
	}
	return append(answer, q)
}

// follow returns the charts that follow what is looked at and take no crew, none where there is no path.
func (r *Run) follow(ctx context.Context) (all []wire.Message, err error) {
	if r.pair("none") == nil {
		return nil, nil
	}
	all = append(all, r.barriers(), r.paths())
	merged, err := r.merged(ctx)
	if err != nil || merged == nil {
		return all, err
	}
	return append(all, merged), nil
}

// Picture draws the landscape anew where it is another method's than the last one.
func (r *Run) Picture(ctx context.Context, crew lab.Crew, m wire.Message, show func(wire.Message)) error {
	q, ok := m.(*chart.Picture)
	if !ok {
		return nil
	}
	return r.draw(ctx, r.at(q.View), func(jobs []wire.Message) ([]wire.Message, error) {
		return lab.Unfailed(crew.Do(ctx, jobs, func(int, float64, string) {}))
	}, crew.Size(), show)
}

// pair returns B's pair of a method's name, nil where there is no path.
func (r *Run) pair(name string) *Pair {
	for k := range r.Pairs {
		if p := &r.Pairs[k]; p.From == 1 && p.Method.Name() == name && r.Result.Pairs[k].Note == "" {
			return p
		}
	}
	return nil
}
