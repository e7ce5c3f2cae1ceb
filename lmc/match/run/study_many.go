package run

import (
	"errors"
	"math"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
)

// manyStudy is the study of that name: several networks, and the ways to renumber them all.
type manyStudy struct {
	*inquiry
	sym    symmetry.Symmetry
	models [][]float32 // those that did not diverge; A is the first
	index  []int       // in the experiment
	names  []string
	starts int // of a search for a pair that the run did not make, and of MergeMany

	none, toA, pairwise *scheme // pairwise: every pair by itself, which gives no one permutation of a network
	merge, frankWolfe   *scheme
	ste, far            *scheme                  // STE, and from a random start; nil where they are not compared
	pairs               [][]symmetry.Permutation // of every pair: p matched to q at [q][p]
	joined              map[*scheme][]job.JointStart
	rises               []float64 // of the loss over the triangle: unmatched, matched to A, by Frank–Wolfe
}

// scheme is a way to renumber the networks, with what was measured of it.
type scheme struct {
	title    string // in a sentence: “matched to A”
	file     string // of files of its networks, if they are kept
	ink      string
	perms    []symmetry.Permutation
	networks [][]float32
	paths    [][]*job.EvaluatedLine // of every pair q < p, at [q][p]
	barrier  [][]float64            // test loss; NaN on the diagonal and where it does not exist
	rated    job.EvaluatedMeans
}

func studyMany(i *inquiry) error {
	st := newMany(i)
	parts := []func() error{st.matchToA, st.matchPairs, st.matchJointly, st.rate, st.sketchTriangle, st.straightThrough,
		st.drawTriangle}
	st.plan(13)
	for _, part := range parts {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

func newMany(i *inquiry) *manyStudy {
	e := i.run.Experiment
	st := &manyStudy{inquiry: i, sym: e.Symmetry(), joined: map[*scheme][]job.JointStart{},
		none: &scheme{title: "unmatched", ink: "B"}, toA: &scheme{title: "matched to A", ink: "piB"},
		pairwise:   &scheme{title: "every pair by itself", ink: "3"},
		merge:      &scheme{title: "by MergeMany", file: "mergemany", ink: "1"},
		frankWolfe: &scheme{title: "by Frank–Wolfe", file: "frankwolfe", ink: "2"}}
	for k, model := range i.run.Result.Models {
		if model.Note == "" {
			st.models, st.index, st.names = append(st.models, i.run.Models[k]), append(st.index, k),
				append(st.names, model.Name)
		}
	}
	st.starts = matching.JointStarts(matching.JointMergeMany, st.sym, len(st.models), e.Restarts)
	for range st.models {
		st.pairs = append(st.pairs, make([]symmetry.Permutation, len(st.models)))
		st.none.perms = append(st.none.perms, st.sym.Identity())
	}
	st.place(st.none)
	return st
}

// doPart has the crew do the jobs of one of the study's parts.
func (st *manyStudy) doPart(text string, jobs []wire.Message) ([]wire.Message, error) {
	if err := st.next(text); err != nil || len(jobs) == 0 {
		return nil, err
	}
	return st.do(jobs)
}

// place renumbers the networks by a scheme's permutations.
func (st *manyStudy) place(w *scheme) { w.networks = st.sym.Place(st.models, w.perms) }

// matchToA renumbers every network to fit A by weight matching, as the run did if it was asked to.
func (st *manyStudy) matchToA() error {
	perms, err := st.matchAllToA("wm", st.run.Experiment)
	if err != nil {
		return err
	}
	st.toA.perms = perms
	for p := range st.models {
		st.pairs[0][p] = perms[p]
	}
	st.place(st.toA)
	if err := st.evaluateLines(st.none, st.toA); err != nil {
		return err
	}
	st.showBarriers()
	return nil
}

// matchAllToA returns how a matcher renumbers every network to fit A, with the settings of e, which is the experiment
// but for those.
func (st *manyStudy) matchAllToA(method string, e keys.Experiment) ([]symmetry.Permutation, error) {
	perms := []symmetry.Permutation{st.sym.Identity()}
	var missing [][2]int
	for p := 1; p < len(st.models); p++ {
		if pair, ok := st.run.Result.Find(st.names[p], method); ok && e.Fragment() == st.run.Result.Experiment {
			perms = append(perms, pair.Permutation)
			continue
		}
		perms, missing = append(perms, nil), append(missing, [2]int{0, p})
	}
	matcher, _ := matching.MatcherNamed(method)
	found, err := st.search("Matching to A by "+abbreviated(method), method, e, e.Starts(matcher), missing)
	for k, pair := range missing {
		if err == nil {
			perms[pair[1]] = found[k]
		}
	}
	return perms, err
}

// search renumbers network p to fit network q by a matcher, for every pair (q, p).
func (st *manyStudy) search(text, method string, e keys.Experiment, starts int,
	pairs [][2]int) ([]symmetry.Permutation, error) {
	var jobs []wire.Message
	parts := lab.Chunks(starts, 2*st.crew.Size())
	for _, pair := range pairs {
		for _, part := range parts {
			jobs = append(jobs,
				&job.Match{Experiment: e.Fragment(), Method: method, From: st.index[pair[1]],
					To:    st.index[pair[0]],
					First: part[0], Last: part[1], A: st.models[pair[0]], B: st.models[pair[1]]})
		}
	}
	out, err := st.doPart(text, jobs)
	if err != nil {
		return nil, err
	}
	var found []symmetry.Permutation
	for k := range pairs {
		var matched []*job.Matched
		for _, o := range out[k*len(parts) : (k+1)*len(parts)] {
			m := o.(*job.Matched)
			if m.Note != "" {
				return nil, errors.New("networks cannot be matched: " + m.Note)
			}
			matched = append(matched, m)
		}
		found = append(found, merge(matched).element.Permutation)
	}
	return found, nil
}

// matchPairs matches all other pairs, each by itself.
func (st *manyStudy) matchPairs() error {
	var others [][2]int
	for q := 1; q < len(st.models); q++ {
		for p := q + 1; p < len(st.models); p++ {
			others = append(others, [2]int{q, p})
		}
	}
	if len(st.models) == 2 {
		others = [][2]int{{1, 0}} // the way back, for a cycle of two
	}
	found, err := st.search("Matching every pair by itself", "wm", st.run.Experiment, st.starts, others)
	if err != nil {
		return err
	}
	for k, pair := range others {
		st.pairs[pair[0]][pair[1]] = found[k]
	}
	if err := st.evaluateLines(st.pairwise); err != nil {
		return err
	}
	st.showBarriers()
	st.showCycles()
	return nil
}

// evaluateLines evaluates the lines between all networks as the schemes renumber them.
func (st *manyStudy) evaluateLines(schemes ...*scheme) error {
	var jobs []wire.Message
	identity := st.sym.Identity()
	for _, w := range schemes {
		for q := range st.models {
			for p := q + 1; p < len(st.models); p++ {
				job := &job.EvaluateLine{Experiment: st.run.Result.Experiment, TestOnly: true}
				if w == st.pairwise {
					job.A, job.B, job.Permutation = st.models[q], st.models[p], st.pairs[q][p]
				} else {
					job.A, job.B, job.Permutation = w.networks[q], w.networks[p], identity
				}
				jobs = append(jobs, job)
			}
		}
	}
	out, err := st.doPart("Walking between all", jobs)
	if err != nil {
		return err
	}
	lambdas := measure.Lambdas(st.run.Experiment.Lambdas)
	for _, w := range schemes {
		w.paths, w.barrier = nil, nil
		for range st.models {
			w.paths = append(w.paths, make([]*job.EvaluatedLine, len(st.models)))
			row := make([]float64, len(st.models))
			for p := range row {
				row[p] = math.NaN()
			}
			w.barrier = append(w.barrier, row)
		}
		for q := range st.models {
			for p := q + 1; p < len(st.models); p++ {
				walked := out[0].(*job.EvaluatedLine)
				out = out[1:]
				curve := measure.NewCurve(walked.TestLoss, walked.TestAccuracy)
				b := float64(curve.Barrier(lambdas).Loss)
				w.paths[q][p], w.barrier[q][p], w.barrier[p][q] = walked, b, b
			}
		}
	}
	return nil
}

// between returns the barriers between networks of index first or more.
func (w *scheme) between(first int) (all []float64) {
	for q := first; q < len(w.barrier); q++ {
		all = append(all, w.barrier[q][q+1:]...)
	}
	return all
}
