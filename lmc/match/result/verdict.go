package result

import "onebasin/lmc/measure"

// Verdict says what p's matching did to the barrier between its two networks, on test data. Without a matching it says
// no more than whether there is a barrier to speak of. Networks tell apart that many classes.
func (r *Result) Verdict(p *Pair, classes int) measure.Verdict {
	if p.Method == "planted" { // a network and its copy, which have no barrier to lower
		return measure.Unknown
	}
	none, ok := r.find(p.To, p.From, "none")
	if !ok {
		return measure.Unknown
	}
	if len(r.guessing(p, classes)) > 0 {
		return measure.Unlearned
	}
	v := measure.Judge(float64(none.Barrier.Test.Loss), float64(p.Barrier.Test.Loss))
	if p.Method == "none" && v != measure.NoBarrier {
		return measure.Unknown
	}
	return v
}

// Verdicts are those of all pairs, in their order.
func (r *Result) Verdicts(classes int) []measure.Verdict {
	var all []measure.Verdict
	for i := range r.Pairs {
		all = append(all, r.Verdict(&r.Pairs[i], classes))
	}
	return all
}

// guessing returns the networks of p that learnt nothing.
func (r *Result) guessing(p *Pair, classes int) []measure.Model {
	return measure.Guessing(r.Models, classes, p.To, p.From)
}

// lowest returns the matching of model from with the lowest barrier, and how many there are to compare.
func (r *Result) lowest(from string) (best *Pair, of int) {
	for i := range r.Pairs {
		p := &r.Pairs[i]
		if p.From != from || p.Method == "none" || p.Method == "planted" || !p.Barrier.Test.Loss.Exists() ||
			len(p.Path.Test.Loss) == 0 {
			continue
		}
		of++
		if best == nil || p.Barrier.Test.Loss < best.Barrier.Test.Loss {
			best = p
		}
	}
	return best, of
}

func (r *Result) find(to, from, method string) (*Pair, bool) {
	for i := range r.Pairs {
		if p := &r.Pairs[i]; p.To == to && p.From == from && p.Method == method {
			return p, true
		}
	}
	return nil, false
}

// oneNetwork returns the model from, and reports whether it is A: trained from one seed, or brought in one file.
func (r *Result) oneNetwork(from string) (m measure.Model, one bool) {
	for _, m := range r.Models[min(1, len(r.Models)):] {
		if m.Name == from {
			return m, m.Same(r.Models[0])
		}
	}
	return m, false
}
