package run

import (
	"onebasin/lmc/alignment"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/result"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// explain compares singular vectors, of every pair and of its null: the same search on the networks as they were before
// training.
func (r *run) explain() error {
	if err := r.compare(); err != nil {
		return err
	}
	if err := r.nulls(); err != nil {
		return err
	}
	r.audience.Stage("spectrum", r.out)
	return nil
}

// compare fills in R of every pair. Each network is decomposed once, whatever the number of methods; A and the first B
// together, so that the crew is busy.
func (r *run) compare() error {
	var a []alignment.Polar
	for from := 1; from < r.e.Models(); from++ {
		var wanted []int
		bWanted := false
		for i, p := range r.out.Result.Pairs {
			if p.Note == "" && r.modelOf(i) == from {
				wanted = append(wanted, i)
				bWanted = bWanted || p.Method != "planted" && r.out.Pairs[i].Element.Alone()
			}
		}
		if len(wanted) == 0 {
			continue
		}
		var thetas [][]float32
		if a == nil {
			thetas = append(thetas, r.out.Models[0])
		}
		if bWanted {
			thetas = append(thetas, r.out.Models[from])
		}
		polars, _, err := r.decompose("spectrum", thetas, nil)
		if err != nil {
			return err
		}
		if a == nil {
			a = polars[0]
		}
		for _, i := range wanted {
			var b []alignment.Polar
			switch {
			case r.out.Pairs[i].Method == "planted":
				b = r.planted(a, from)
			case !r.out.Pairs[i].Element.Alone(): // units are negated or scaled, a network of its own
				own, _, err := r.decompose("spectrum", [][]float32{r.out.Pairs[i].Base}, nil)
				if err != nil {
					return err
				}
				b = own[0]
			default:
				b = polars[len(polars)-1]
			}
			if r.out.Result.Pairs[i].Alignment, err = r.align(a, b, r.out.Pairs[i].Permutation); err != nil {
				return err
			}
		}
	}
	return nil
}

// planted returns the polar factors of the copy of A that stands for B: they are renumbered as A is.
func (r *run) planted(a []alignment.Polar, from int) []alignment.Polar {
	plant := r.sym.Random(r.e.MatchStream("plant", from, 0))
	b := make([]alignment.Polar, len(a))
	for k := range a {
		b[k] = alignment.Polar{Factor: r.sym.Apply(a[k].Factor, plant), Kept: a[k].Kept}
	}
	return b
}

// align returns R for every γ.
func (r *run) align(a, b []alignment.Polar, p symmetry.Permutation) ([]alignment.Alignment, error) {
	out := make([]alignment.Alignment, len(alignment.Gammas))
	for k, gamma := range alignment.Gammas {
		out[k] = alignment.Alignment{Gamma: gamma, R: alignment.Align(r.sym, a[k], b[k], p)}
		if err := r.out.yield(r.ctx); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// decompose returns the polar factors of networks for every γ, one job a layer, and what other jobs give that are done
// with them.
func (r *run) decompose(stage string, thetas [][]float32, others []wire.Message) (polars [][]alignment.Polar,
	rest []wire.Message, err error) {
	var jobs []wire.Message
	layers := r.model.Layers()
	for _, theta := range thetas {
		for l := 1; l <= layers; l++ {
			jobs = append(jobs,
				&job.Decompose{Out: r.model.Widths[l], In: r.model.Widths[l-1], Weight: r.model.Weight(theta, l),
					Gammas: alignment.Gammas})
		}
	}
	outcomes, err := r.do(stage, append(jobs, others...))
	if err != nil {
		return nil, nil, err
	}
	for range thetas {
		polars = append(polars, assemble(r.model, outcomes[:layers]))
		outcomes = outcomes[layers:]
	}
	return polars, outcomes, nil
}

// assemble puts the layers of a network together.
func assemble(m toynets.MLP, layers []wire.Message) []alignment.Polar {
	polars := make([]alignment.Polar, len(alignment.Gammas))
	for k := range polars {
		polars[k].Factor = make([]float32, m.Params())
		for l, outcome := range layers {
			d := outcome.(*job.Decomposed)
			copy(m.Weight(polars[k].Factor, l+1), d.Factors[k])
			polars[k].Kept = append(polars[k].Kept, d.Kept[k])
		}
	}
	return polars
}

// nulls repeats the searches of every pair on the untrained networks.
func (r *run) nulls() error {
	if r.e.Foreign() { // how they were before training is not known
		return nil
	}
	r.out.nulls = map[int]symmetry.Element{}
	var a []alignment.Polar
	untrained := func(model int) []float32 { return r.out.Trained[model].Snapshots[0] }
	for from := 1; from < r.e.Models(); from++ {
		var jobs []wire.Message
		var owner []int
		for i, p := range r.out.Result.Pairs {
			matcher, _ := matching.MatcherNamed(p.Method)
			if r.modelOf(i) != from || !matcher.Searches || p.Method == "planted" || p.Note != "" {
				continue
			}
			for _, chunk := range lab.Chunks(r.e.Starts(matcher), 2*r.crew.Size()) {
				jobs = append(jobs, &job.Match{Experiment: r.fragment, Method: "null-" + p.Method, From: from,
					First: chunk[0], Last: chunk[1], A: untrained(0), B: untrained(from)})
				owner = append(owner, i)
			}
		}
		if len(jobs) == 0 {
			continue
		}
		thetas := [][]float32{untrained(from)}
		if a == nil {
			thetas = append(thetas, untrained(0))
		}
		polars, outcomes, err := r.decompose("null", thetas, jobs)
		if err != nil {
			return err
		}
		if a == nil {
			a = polars[1]
		}
		for len(owner) > 0 {
			i, parts := owner[0], []*job.Matched(nil)
			for len(owner) > 0 && owner[0] == i {
				parts = append(parts, outcomes[0].(*job.Matched))
				owner, outcomes = owner[1:], outcomes[1:]
			}
			best := Pair{B: untrained(from)}
			best.settle(r.sym, merge(parts).element)
			b := polars[0]
			if !best.Element.Alone() {
				own, _, err := r.decompose("null", [][]float32{best.Base}, nil)
				if err != nil {
					return err
				}
				b = own[0]
			}
			null := &result.Null{Distance: result.BeforeAfter{
				Before: measure.Number(vector.Distance(untrained(0), untrained(from))),
				After:  measure.Number(vector.Distance(untrained(0), best.Matched))}}
			if null.Alignment, err = r.align(a, b, best.Permutation); err != nil {
				return err
			}
			r.out.Result.Pairs[i].Null = null
			r.out.nulls[i] = best.Element
		}
	}
	return nil
}

// modelOf returns the index of the model that pair i renumbers.
func (r *run) modelOf(i int) int { return r.out.model(r.out.Pairs[i].From) }
