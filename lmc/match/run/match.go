package run

import (
	"fmt"
	"slices"

	"onebasin/lmc/alignment"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/result"
	"onebasin/lmc/match/stage"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
)

// match compares every method on every pair (A, other model): the search for a permutation, then the path. Pairs with a
// diverged network have no numbers.
func (r *run) match() error {
	start := r.seconds()
	var jobs []wire.Message
	var owner []int // pair of each job
	for from := 1; from < r.e.Models(); from++ {
		for _, method := range r.e.Methods() {
			jobs, owner = r.openPair(from, method, jobs, owner)
		}
	}
	outcomes, err := r.do("match", jobs)
	if err != nil {
		return err
	}
	r.reveal()
	// Lines without renumbering are evaluated already; those to what the searches found come next.
	for i := range r.out.Pairs {
		var found []*job.Matched
		var search []wire.Message
		for k, m := range outcomes {
			if owner[k] != i {
				continue
			}
			switch m := m.(type) {
			case *job.Matched:
				found, search = append(found, m), append(search, jobs[k])
			case *job.EvaluatedLine:
				r.notePath(i, m)
			}
		}
		if len(found) > 0 {
			if err := r.matched(i, found); err != nil {
				return err
			}
			r.out.Result.Pairs[i].Seconds = measure.Number(r.meter.Seconds(search))
		}
	}
	for _, p := range r.out.Result.Pairs {
		if p.Note != "" {
			r.audience.Show(&stage.Curves{From: p.From, Method: p.Method, Note: p.Note})
		}
	}
	r.out.Result.Seconds.Match = measure.Number(r.seconds() - start)
	r.audience.Stage("matched", r.out)
	return r.evaluateLines()
}

// openPair adds a pair to the result and its first jobs to the list.
func (r *run) openPair(from int, method string, jobs []wire.Message, owner []int) ([]wire.Message, []int) {
	models := r.out.Result.Models
	a, b := r.out.Models[0], r.out.Models[from]
	pair := result.Pair{To: "A", From: models[from].Name, Method: method, Permutation: r.sym.Identity(),
		Objective: measure.Missing, Seconds: measure.Number(0), FunctionError: measure.Missing,
		Distance:  result.BeforeAfter{Before: measure.Missing, After: measure.Missing},
		Path:      measure.Path{Lambda: measure.Lambdas(r.e.Lambdas), Train: unknown, Test: unknown},
		Barrier:   measure.TrainTest{Train: missing, Test: missing},
		Midpoint:  measure.TrainTest{Train: missing, Test: missing},
		Alignment: []alignment.Alignment{}}
	index := len(r.out.Pairs)
	matcher, _ := matching.MatcherNamed(method)
	why := firstNote(models[0], models[from])
	if method == "planted" && models[0].Note == "" {
		why = ""
		b = r.sym.Apply(a, r.sym.Random(r.e.MatchStream("plant", from, 0)))
	}
	if err := matcher.Fits(r.sym); err != nil && why == "" {
		why = err.Error()
	}
	if why != "" {
		r.pathless(&pair, why)
	} else if matcher.Searches {
		for _, chunk := range lab.Chunks(r.e.Starts(matcher), 2*r.crew.Size()) {
			jobs = append(jobs, &job.Match{Experiment: r.fragment, Method: method, From: from,
				First: chunk[0], Last: chunk[1], A: a, B: b})
			owner = append(owner, index)
		}
	} else {
		jobs = append(jobs, &job.EvaluateLine{Experiment: r.fragment, A: a, B: b, Permutation: pair.Permutation})
		owner = append(owner, index)
	}
	if why == "" {
		d := measure.Number(vector.Distance(a, b))
		pair.Distance = result.BeforeAfter{Before: d, After: d}
		pair.Objective = measure.Number(matching.Objective(a, b))
	}
	r.out.Result.Pairs = append(r.out.Result.Pairs, pair)
	r.out.Pairs = append(r.out.Pairs, Pair{From: pair.From, Method: method, A: a, B: b, Base: b, Matched: b,
		Permutation: pair.Permutation, Element: pair.Permutation.Element()})
	return jobs, owner
}

// pathless notes why a pair has no path; it has no numbers on it.
func (r *run) pathless(pair *result.Pair, why string) {
	pair.Note = "there is no path: " + why
	none := make([]measure.Number, r.e.Lambdas)
	for i := range none {
		none[i] = measure.Missing
	}
	curve := measure.Curve{Loss: none, Accuracy: none}
	pair.Path.Train, pair.Path.Test = curve, curve
}

// unknown and missing stand where a path has not been evaluated yet, or never will be: not even the stages that are
// told on the way hold a number that was not computed.
var (
	unknown = measure.Curve{Loss: []measure.Number{}, Accuracy: []measure.Number{}}
	missing = measure.Excess{Loss: measure.Missing, Accuracy: measure.Missing}
)

func firstNote(models ...measure.Model) string {
	for _, m := range models {
		if m.Note != "" {
			return "of " + m.Name + ", " + m.Note
		}
	}
	return ""
}

// matched merges the parts of a search, in the order of the restarts.
func (r *run) matched(i int, parts []*job.Matched) error {
	pair, nets := &r.out.Result.Pairs[i], &r.out.Pairs[i]
	for _, p := range parts {
		if p.Note != "" {
			r.pathless(pair, p.Note)
			pair.Objective, pair.Distance.After = measure.Missing, measure.Missing
			return nil
		}
	}
	best := merge(parts)
	pair.Permutation, pair.Signs, pair.Scales = best.element.Permutation, best.element.Signs, best.element.Scales
	pair.Restart = best.restart
	pair.Objective = best.all[best.restart].Objective
	pair.Sweeps = best.all[best.restart].Sweeps
	pair.Restarts = best.all
	for k, e := range best.elements {
		r.out.Variants = append(r.out.Variants, Variant{Pair: i, Restart: k, Permutation: e.Permutation, Element: e})
	}
	nets.settle(r.sym, best.element)
	pair.Distance.After = measure.Number(vector.Distance(nets.A, nets.Matched))
	if pair.Method == "planted" {
		recovery := measure.Number(r.recovered(i))
		pair.Recovery = &recovery
	}
	return r.out.similarities(r.ctx, r.out.Pairs[i], r.audience.Show)
}

// merged is how the restarts of a search ended, and which of them won.
type merged struct {
	restart  int
	element  symmetry.Element
	all      []result.Restart
	elements []symmetry.Element
}

// merge puts the parts of a search together, in the order of the restarts; the first of equal merits wins.
func merge(parts []*job.Matched) (m merged) {
	var merit float64
	for _, p := range parts {
		for k, o := range p.Objectives {
			if len(m.all) == 0 || p.Merits[k] > merit {
				m.restart, m.element, merit = len(m.all), p.Element(k), p.Merits[k]
			}
			m.all = append(m.all,
				result.Restart{Objective: measure.Number(o), Sweeps: p.Sweeps[k], Barrier: measure.Missing})
			m.elements = append(m.elements, p.Element(k))
		}
	}
	return m
}

// recovered returns the share of planted units that were put back.
func (r *run) recovered(i int) float64 {
	truth := r.sym.Random(r.e.MatchStream("plant", r.modelOf(i), 0)).Inverse()
	good, all := 0, 0
	for g, p := range r.out.Result.Pairs[i].Permutation {
		for k := range p {
			all++
			if p[k] == truth[g][k] {
				good++
			}
		}
	}
	return float64(good) / float64(all)
}

// evaluateLines evaluates the lines to the renumbered networks, and on the test data those of every restart.
func (r *run) evaluateLines() error {
	var jobs []wire.Message
	var owner []int
	for i, p := range r.out.Result.Pairs {
		if m, _ := matching.MatcherNamed(p.Method); m.Searches && p.Note == "" {
			jobs = append(jobs, r.out.Pairs[i].line(r.fragment))
			owner = append(owner, i)
		}
	}
	for _, v := range r.out.Variants {
		nets := r.out.Pairs[v.Pair]
		nets.settle(r.sym, v.Element)
		jobs = append(jobs, &job.EvaluateLine{Experiment: r.fragment, A: nets.A, B: nets.Base,
			Permutation: v.Permutation, TestOnly: true})
	}
	outcomes, err := r.do("path", jobs)
	if err != nil {
		return err
	}
	for k, m := range outcomes[:len(owner)] {
		r.notePath(owner[k], m.(*job.EvaluatedLine))
	}
	for k, m := range outcomes[len(owner):] {
		if v := r.out.Variants[k]; !r.out.Pairs[v.Pair].Unlike {
			r.noteRestart(v, m.(*job.EvaluatedLine))
		}
	}
	r.out.Variants = slices.DeleteFunc(r.out.Variants, func(v Variant) bool { return r.out.Pairs[v.Pair].Unlike })
	r.audience.Answering(r.out)
	r.audience.Stage("path", r.out)
	return nil
}

// noteRestart notes the barrier of a restart.
func (r *run) noteRestart(v Variant, w *job.EvaluatedLine) {
	p := &r.out.Result.Pairs[v.Pair]
	curve := measure.NewCurve(w.TestLoss, w.TestAccuracy)
	l := p.Path.Lambda
	p.Restarts[v.Restart].Barrier = curve.Barrier(l).Loss
	r.audience.Show(&stage.Curves{From: p.From, Method: v.name(p.Method), Lambda: l, TestLoss: w.TestLoss,
		TestAccuracy: w.TestAccuracy, Barrier: float64(p.Restarts[v.Restart].Barrier), Peak: curve.Peak(l)})
}

// sameFunction is how far logits of π(B) and of B may be apart, relative to the largest: sums of float32 in another
// order differ by about a thousandth of that.
const sameFunction = 1e-3

// unlike says why a matching of networks that somebody brought is not to be used: π(B) must be the function that B is.
// Those that are trained here are known to be; how far they are apart is told of them, too.
func (r *run) unlike(w *job.EvaluatedLine) string {
	if !r.e.Foreign() || w.FunctionError <= sameFunction*(1+w.Largest) {
		return ""
	}
	return fmt.Sprintf("π(B) is not the function that B is: outputs of up to %.3g differ by up to %.3g", w.Largest,
		w.FunctionError)
}

// notePath fills in the path of pair i.
func (r *run) notePath(i int, w *job.EvaluatedLine) {
	p := &r.out.Result.Pairs[i]
	if why := r.unlike(w); why != "" {
		p.FunctionError = measure.Number(w.FunctionError)
		r.out.Pairs[i].Unlike = true
		r.pathless(p, why)
		r.audience.Show(&stage.Curves{From: p.From, Method: p.Method, Note: p.Note})
		return
	}
	p.Path.Train = measure.NewCurve(w.TrainLoss, w.TrainAccuracy)
	p.Path.Test = measure.NewCurve(w.TestLoss, w.TestAccuracy)
	p.FunctionError = measure.Number(w.FunctionError)
	l := p.Path.Lambda
	p.Barrier = measure.TrainTest{Train: p.Path.Train.Barrier(l), Test: p.Path.Test.Barrier(l)}
	var train, test []float64
	if len(w.Middle) == 4 {
		train, test = w.Middle[:2], w.Middle[2:]
	}
	p.Midpoint = measure.TrainTest{Train: p.Path.Train.Midpoint(l, train...), Test: p.Path.Test.Midpoint(l, test...)}
	if !p.Barrier.Train.Loss.Exists() || !p.Barrier.Test.Loss.Exists() {
		p.Note = "the loss on the path is too large for the computer’s numbers"
	}
	r.audience.Show(&stage.Curves{From: p.From, Method: p.Method, Lambda: l, TrainLoss: w.TrainLoss,
		TrainAccuracy: w.TrainAccuracy, TestLoss: w.TestLoss, TestAccuracy: w.TestAccuracy,
		Barrier: float64(p.Barrier.Test.Loss), Peak: p.Path.Test.Peak(l)})
}
