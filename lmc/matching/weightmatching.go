package matching

import (
	"onebasin/assign"
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// MaxSweeps bounds the coordinate descent of weight matching.
const MaxSweeps = 100

// gainTolerance is the smallest rise of the objective that counts, as in the authors' code.
const gainTolerance = 1e-12

// WeightMatching is the coordinate descent of Ainsworth et al. (2209.04836, Algorithm 1) as a stepper: it maximises
//
//	⟨A, π(B)⟩ = Σ_l ⟨W^A_l, P_l W^B_l P_{l−1}ᵀ⟩ + Σ_l ⟨b^A_l, P_l b^B_l⟩,
//
// which is to minimise ‖A − π(B)‖², over one group's permutation at a time by linear assignment, visiting groups in a
// fresh random order every sweep, until a sweep gains nothing. It is a local search: what it finds depends on the
// start. The objective is evaluated in float64 on the parameters themselves and a step that does not raise it is not
// taken, so it never falls.
//
// Most of a long search repeats itself, and what it has computed before it does not compute again: a layer is passed
// over whose neighbours have not moved since it was solved; products are kept (see gramCache); and an assignment starts
// from the layer's last one where it is proved that there is but one answer. None of this changes a bit of what is
// found.
type WeightMatching struct {
	sym    symmetry.Symmetry
	a      []float32
	pb     []float32 // π(B) under perm
	next   []float32 // the same, but while a move is tried
	moved  []int     // units that it moves
	perm   symmetry.Permutation
	random *toynets.Rand

	grams  *gramCache
	solver assign.Solver
	solved []solved  // of each group
	dots   []float64 // of each tensor: ⟨A_t, π(B)_t⟩

	order     []int
	at        int  // position in order
	begun     bool // the assignment there
	gained    bool // in this sweep
	done      bool
	sweeps    int
	objective float64
	history   []float64
	last      Move
	err       error
}

// solved is a group's last assignment, in terms of π(B) as it stands now.
type solved struct {
	perm   []int
	duals  []float64
	only   bool // it was proved to have no rival
	stands bool // it would only be found again
}

// Move is what one assignment did.
type Move struct {
	Group         int     // whose units were assigned
	Chosen        []int   // unit i of A goes with unit Chosen[i] of π(B) as it stood
	Before, After float64 // objective
	Moved         int     // units that changed their place; 0 when the move was not taken
}

// NewWeightMatching starts from the permutation start, or from the identity when start is nil. It reads a and b and
// keeps a.
func NewWeightMatching(s symmetry.Symmetry, a, b []float32, start symmetry.Permutation,
	r *toynets.Rand) *WeightMatching {
	if start == nil {
		start = s.Identity()
	}
	w := &WeightMatching{sym: s, a: a, pb: s.Apply(b, start), next: s.Apply(b, start),
		perm: start.Clone(), random: r, grams: newGramCache(s), solved: make([]solved, len(s.Groups))}
	for _, t := range s.Tensors {
		w.dots = append(w.dots, vector.Dot(t.Of(a), t.Of(w.pb)))
	}
	w.objective = vector.Dot(a, w.pb)
	w.history = []float64{w.objective}
	w.order = r.Perm(len(s.Groups))
	return w
}

// Step solves one assignment, or does a few milliseconds of that, and reports whether there is more to do; when there
// is not, it does nothing.
func (w *WeightMatching) Step() (more bool) {
	if w.done {
		return false
	}
	if len(w.order) > 0 {
		if w.begun = !w.improve(w.order[w.at]); w.begun {
			return true
		}
		w.at++
	}
	if w.err != nil {
		w.done = true
		return false
	}
	if w.at < len(w.order) {
		return true
	}
	w.sweeps++
	w.history = append(w.history, w.objective)
	if !w.gained || w.sweeps == MaxSweeps {
		w.done = true
		return false
	}
	w.at, w.gained = 0, false
	w.order = w.random.Perm(len(w.sym.Groups))
	return true
}

// improve replaces the permutation of one group by the best one given the others, if that raises the objective; it is
// called until it is done.
func (w *WeightMatching) improve(group int) (done bool) {
	w.last = Move{Group: group, Chosen: w.sym.Identity()[group], Before: w.objective, After: w.objective}
	if w.solved[group].stands {
		return true
	}
	gram, done := w.grams.Of(group, w.a, w.pb)
	if !done {
		return false
	}
	best, err := w.assign(group, gram)
	if err != nil {
		w.err = err
		return true
	}
	if w.take(group, best) {
		w.last.Chosen, w.last.After, w.last.Moved = best, w.objective, len(w.moved)
	}
	return true
}

// assign returns the best permutation of a group, against π(B) as it stands, so it is relative: unit i of the new π(B)
// is unit best[i] of the present one.
//
// Where several are best, the one that is found from nothing is the one that counts; a start from the last assignment
// only gives the same sooner if there is no other.
func (w *WeightMatching) assign(group int, gram []float64) (best []int, err error) {
	n, s := w.sym.Groups[group], &w.solved[group]
	var found assign.Assignment
	if s.only {
		if found, err = w.solver.Again(n, gram, s.perm, s.duals); err != nil {
			return nil, err
		}
		s.only = w.solver.Unique(n, gram, found)
	}
	if !s.only {
		if found, err = w.solver.Maximize(n, gram); err != nil {
			return nil, err
		}
		s.only = w.solver.Unique(n, gram, found)
	}
	s.perm, s.duals = found.Perm, found.V
	return found.Perm, nil
}

// take renumbers a group, unless that does not raise the objective.
func (w *WeightMatching) take(group int, best []int) bool {
	s := &w.solved[group]
	s.stands = true
	w.moved = moved(w.moved[:0], best)
	if len(w.moved) == 0 {
		return false
	}
	var before, after float64
	dots := make([]float64, len(w.dots))
	for k, t := range w.sym.Tensors {
		if t.RowGroup != group && t.ColGroup != group {
			continue
		}
		copyUnits(t, w.next, w.pb, t.RowGroup == group, w.moved, best)
		dots[k] = vector.Dot(t.Of(w.a), t.Of(w.next))
		before += w.dots[k]
		after += dots[k]
	}
	raised := after > before+gainTolerance
	for k, t := range w.sym.Tensors {
		if t.RowGroup != group && t.ColGroup != group {
			continue
		}
		if raised {
			copyUnits(t, w.pb, w.next, t.RowGroup == group, w.moved, nil)
			w.dots[k] = dots[k]
		} else {
			copyUnits(t, w.next, w.pb, t.RowGroup == group, w.moved, nil)
		}
	}
	if !raised {
		return false
	}
	move := w.sym.Identity()
	move[group] = best
	w.perm = w.perm.Compose(move)
	w.objective = vector.Dot(w.a, w.pb)
	w.gained = true
	// The group's next assignment finds it in its place, if it can find no other.
	s.stands = s.only
	duals := make([]float64, len(best))
	for i, j := range best {
		duals[i] = s.duals[j]
	}
	s.perm, s.duals = w.sym.Identity()[group], duals
	w.grams.moved(group, w.moved, best)
	for _, t := range w.sym.Tensors {
		switch group {
		case t.RowGroup:
			w.unsettle(t.ColGroup)
		case t.ColGroup:
			w.unsettle(t.RowGroup)
		}
	}
	return true
}

// moved appends the i that by[i] puts elsewhere.
func moved(list, by []int) []int {
	for i, from := range by {
		if i != from {
			list = append(list, i)
		}
	}
	return list
}

// unsettle has a group solved again.
func (w *WeightMatching) unsettle(group int) {
	if group != symmetry.Fixed {
		w.solved[group].stands = false
	}
}

// Begun reports whether the last Step was a piece of an assignment that is not solved.
func (w *WeightMatching) Begun() bool { return w.begun }

// Last returns what the last Step did; nothing before the first.
func (w *WeightMatching) Last() Move { return w.last }

// Matched returns π(B) as it stands; the caller must not change it.
func (w *WeightMatching) Matched() []float32 { return w.pb }

// Permutation returns π as it stands; the caller must not change it.
func (w *WeightMatching) Permutation() symmetry.Permutation { return w.perm }

// Objective returns ⟨A, π(B)⟩ as it stands.
func (w *WeightMatching) Objective() float64 { return w.objective }

// Sweeps returns the number of finished sweeps, the last of which gained nothing unless MaxSweeps was reached.
func (w *WeightMatching) Sweeps() int { return w.sweeps }

// History returns the objective before the first and after every sweep.
func (w *WeightMatching) History() []float64 { return w.history }

// Err returns why the search stopped early: parameters that are not finite.
func (w *WeightMatching) Err() error { return w.err }

// Objective returns ⟨A, π(B)⟩.
func Objective(a, pb []float32) float64 { return vector.Dot(a, pb) }

// copyUnits copies the moved rows, or columns, of t from src to dst: number i from number by[i] or, without by, from
// its own.
func copyUnits(t symmetry.Tensor, dst, src []float32, byRows bool, moved, by []int) {
	to, from := t.Of(dst), t.Of(src)
	source := func(i int) int {
		if by == nil {
			return i
		}
		return by[i]
	}
	if byRows {
		for _, i := range moved {
			k := source(i)
			copy(to[i*t.Cols:(i+1)*t.Cols], from[k*t.Cols:(k+1)*t.Cols])
		}
		return
	}
	for r := 0; r < len(to); r += t.Cols {
		to, from := to[r:r+t.Cols], from[r:r+t.Cols]
		for _, i := range moved {
			to[i] = from[source(i)]
		}
	}
}
