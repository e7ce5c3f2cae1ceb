package run

import (
	"errors"
	"math"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
)

// many is the study of that name: several networks, and the ways to renumber them
// all.
type many struct {
	*inquiry
	sym    symmetry.Symmetry
	models [][]float32 // those that did not diverge; A is the first
	index  []int       // in the experiment
	names  []string
	starts int // of a search for a pair that the run did not make, and of MergeMany

	none, toA, own *way // own: every pair by itself, which gives no places
	merge, wolfe   *way
	ste            *way                     // nil where it is not compared
	pairs          [][]symmetry.Permutation // of every pair: p matched to q at [q][p]
	joined         map[*way][]job.JoinedStart
	rises          []float64 // of the loss over the triangle: unmatched, matched to A, by Frank–Wolfe
}

// way is a way to renumber the networks, with what was measured of it.
type way struct {
	title   string // in a sentence: “matched to A”
	ink     string
	perms   []symmetry.Permutation
	placed  [][]float32
	paths   [][]*job.Walked // of every pair q < p, at [q][p]
	barrier [][]float64     // test loss; NaN on the diagonal and where it does not exist
	rated   job.Rated
}

func studyMany(i *inquiry) error {
	m := newMany(i)
	parts := []func() error{m.matchToA, m.matchPairs, m.matchJointly, m.rate, m.sketchTriangle, m.straight, m.drawTriangle}
	m.plan(11)
	for _, part := range parts {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

func newMany(i *inquiry) *many {
	e := i.run.Experiment
	m := &many{inquiry: i, sym: symmetry.MLPSymmetry(e.MLP()), joined: map[*way][]job.JoinedStart{},
		none: &way{title: "unmatched", ink: "B"}, toA: &way{title: "matched to A", ink: "piB"}, own: &way{title: "every pair by itself", ink: "3"},
		merge: &way{title: "by MergeMany", ink: "1"}, wolfe: &way{title: "by Frank–Wolfe", ink: "2"}}
	for k, model := range i.run.Result.Models {
		if model.Note == "" {
			m.models, m.index, m.names = append(m.models, i.run.Models[k]), append(m.index, k), append(m.names, model.Name)
		}
	}
	m.starts = matching.JointStarts(matching.JointMergeMany, m.sym, len(m.models), e.Restarts)
	for range m.models {
		m.pairs = append(m.pairs, make([]symmetry.Permutation, len(m.models)))
		m.none.perms = append(m.none.perms, m.sym.Identity())
	}
	m.put(m.none)
	return m
}

// work has the crew do the jobs of one of the study's eleven parts.
func (m *many) work(text string, jobs []wire.Message) ([]wire.Message, error) {
	if err := m.next(text); err != nil || len(jobs) == 0 {
		return nil, err
	}
	return m.do(jobs)
}

// put places the networks as a way's permutations say.
func (m *many) put(w *way) { w.placed = m.sym.Place(m.models, w.perms) }

// matchToA renumbers every network to fit A by weight matching, as the run did if
// it was asked to.
func (m *many) matchToA() error {
	perms, err := m.reach("wm")
	if err != nil {
		return err
	}
	m.toA.perms = perms
	for p := range m.models {
		m.pairs[0][p] = perms[p]
	}
	m.put(m.toA)
	if err := m.walk(m.none, m.toA); err != nil {
		return err
	}
	m.showBarriers()
	return nil
}

// reach returns how a matcher renumbers every network to fit A.
func (m *many) reach(method string) ([]symmetry.Permutation, error) {
	perms := []symmetry.Permutation{m.sym.Identity()}
	var missing [][2]int
	for p := 1; p < len(m.models); p++ {
		if pair, ok := m.run.Result.Find(m.names[p], method); ok {
			perms = append(perms, pair.Permutation)
			continue
		}
		perms, missing = append(perms, nil), append(missing, [2]int{0, p})
	}
	matcher, _ := matching.MatcherNamed(method)
	found, err := m.search("Matching to A by "+short(method), method, matcher.Starts(m.run.Experiment.Restarts), missing)
	for k, pair := range missing {
		if err == nil {
			perms[pair[1]] = found[k]
		}
	}
	return perms, err
}

// search renumbers network p to fit network q by a matcher, for every pair (q, p).
func (m *many) search(text, method string, starts int, pairs [][2]int) ([]symmetry.Permutation, error) {
	var jobs []wire.Message
	parts := lab.Chunks(starts, 2*m.crew.Size())
	for _, pair := range pairs {
		for _, part := range parts {
			jobs = append(jobs, &job.Match{Experiment: m.run.Result.Experiment, Method: method, From: m.index[pair[1]], To: m.index[pair[0]],
				First: part[0], Last: part[1], A: m.models[pair[0]], B: m.models[pair[1]]})
		}
	}
	out, err := m.work(text, jobs)
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
		best, _, _ := merge(matched)
		found = append(found, best.Permutation)
	}
	return found, nil
}

// matchPairs matches all other pairs, each by itself.
func (m *many) matchPairs() error {
	var others [][2]int
	for q := 1; q < len(m.models); q++ {
		for p := q + 1; p < len(m.models); p++ {
			others = append(others, [2]int{q, p})
		}
	}
	if len(m.models) == 2 {
		others = [][2]int{{1, 0}} // the way back, for a cycle of two
	}
	found, err := m.search("Matching every pair by itself", "wm", m.starts, others)
	if err != nil {
		return err
	}
	for k, pair := range others {
		m.pairs[pair[0]][pair[1]] = found[k]
	}
	if err := m.walk(m.own); err != nil {
		return err
	}
	m.showBarriers()
	m.showCycles()
	return nil
}

// walk walks the lines between all networks as the ways place them.
func (m *many) walk(ways ...*way) error {
	var jobs []wire.Message
	identity := m.sym.Identity()
	for _, w := range ways {
		for q := range m.models {
			for p := q + 1; p < len(m.models); p++ {
				job := &job.Walk{Experiment: m.run.Result.Experiment, TestOnly: true}
				if w == m.own {
					job.A, job.B, job.Permutation = m.models[q], m.models[p], m.pairs[q][p]
				} else {
					job.A, job.B, job.Permutation = w.placed[q], w.placed[p], identity
				}
				jobs = append(jobs, job)
			}
		}
	}
	out, err := m.work("Walking between all", jobs)
	if err != nil {
		return err
	}
	lambdas := measure.Lambdas(m.run.Experiment.Lambdas)
	for _, w := range ways {
		w.paths, w.barrier = nil, nil
		for range m.models {
			w.paths = append(w.paths, make([]*job.Walked, len(m.models)))
			row := make([]float64, len(m.models))
			for p := range row {
				row[p] = math.NaN()
			}
			w.barrier = append(w.barrier, row)
		}
		for q := range m.models {
			for p := q + 1; p < len(m.models); p++ {
				walked := out[0].(*job.Walked)
				out = out[1:]
				curve := measure.Curve{Loss: numbers(walked.TestLoss), Accuracy: numbers(walked.TestAccuracy)}
				b := float64(curve.Barrier(lambdas).Loss)
				w.paths[q][p], w.barrier[q][p], w.barrier[p][q] = walked, b, b
			}
		}
	}
	return nil
}

// between returns the barriers between networks of index first or more.
func (w *way) between(first int) (all []float64) {
	for q := first; q < len(w.barrier); q++ {
		all = append(all, w.barrier[q][q+1:]...)
	}
	return all
}
