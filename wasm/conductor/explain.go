package conductor

import (
	"onebasin/lmc"
	"onebasin/wasm/wire"
)

// explain compares singular vectors, of every pair and of its null: the same
// search on the networks as they were before training.
func (r *run) explain() error {
	var jobs []wire.Message
	var owner []int
	for i, p := range r.out.Result.Pairs {
		if p.Note != "" {
			continue
		}
		nets := r.out.Pairs[i]
		jobs = append(jobs, &wire.Align{Experiment: r.fragment, A: nets.A, B: nets.B, Permutation: p.Permutation, Gammas: lmc.Gammas})
		owner = append(owner, i)
	}
	outcomes, err := r.do("spectrum", jobs)
	if err != nil {
		return err
	}
	for k, m := range outcomes {
		r.out.Result.Pairs[owner[k]].Alignment = alignments(m.(*wire.Aligned))
	}
	for i, p := range r.out.Result.Pairs {
		if m, _ := lmc.MatcherNamed(p.Method); m.Searches && p.Method != "planted" && p.Note == "" {
			if err := r.null(i); err != nil {
				return err
			}
		}
	}
	r.audience.Stage("spectrum", r.out)
	return nil
}

// null repeats pair i's search on the untrained networks.
func (r *run) null(i int) error {
	from := r.modelOf(i)
	a, b := r.out.Trained[0].Snapshots[0], r.out.Trained[from].Snapshots[0]
	var jobs []wire.Message
	matcher, _ := lmc.MatcherNamed(r.out.Pairs[i].Method)
	for _, chunk := range chunks(matcher.Starts(r.e.Restarts), 2*r.crew.Size()) {
		jobs = append(jobs, &wire.Match{Experiment: r.fragment, Method: "null-" + r.out.Pairs[i].Method, From: from,
			First: chunk[0], Last: chunk[1], A: a, B: b})
	}
	outcomes, err := r.do("null", jobs)
	if err != nil {
		return err
	}
	var parts []*wire.Matched
	for _, m := range outcomes {
		parts = append(parts, m.(*wire.Matched))
	}
	best, _, _ := merge(parts)
	outcomes, err = r.do("null", []wire.Message{&wire.Align{Experiment: r.fragment, A: a, B: b,
		Permutation: best.Permutation, Gammas: lmc.Gammas}})
	if err != nil {
		return err
	}
	r.out.Result.Pairs[i].Null = &lmc.Null{
		Distance: lmc.BeforeAfter{Before: lmc.Number(lmc.Distance(a, b)),
			After: lmc.Number(lmc.Distance(a, r.sym.Apply(b, best.Permutation)))},
		Alignment: alignments(outcomes[0].(*wire.Aligned)),
	}
	return nil
}

func alignments(m *wire.Aligned) []lmc.Alignment {
	out := make([]lmc.Alignment, len(m.R))
	for k, r := range m.R {
		out[k] = lmc.Alignment{Gamma: lmc.Gammas[k], R: lmc.Number(r)}
	}
	return out
}

// modelOf returns the index of the model that pair i renumbers.
func (r *run) modelOf(i int) int {
	for k, m := range r.out.Result.Models {
		if m.Name == r.out.Pairs[i].From {
			return k
		}
	}
	panic("conductor: a pair of no model")
}
