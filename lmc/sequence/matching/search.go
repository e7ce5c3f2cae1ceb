package matching

import (
	"fmt"
	"slices"

	"onebasin/assign"
	"onebasin/lmc/matching"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// Sequence is pairs of networks: B's units are to be renumbered, in all alike, to fit A's. Train is read by activation
// matching alone.
type Sequence struct {
	Symmetry symmetry.Symmetry
	Model    toynets.MLP
	A, B     [][]float32
	Train    toynets.Data
}

// Search is a search at work, as a stepper.
type Search interface {
	Step() (more bool)                 // once false, it does nothing
	Permutation() symmetry.Permutation // after the last Step
	Objective() float64                // Σ_t ⟨A_t, π(B_t)⟩ of that
	Fraction() float64                 // done so far, 0 to 1
	Err() error                        // why it ended early
}

// Names are the matchers that sequences are matched by, as lmc/matching has them.
func Names() []string { return []string{"wm", "am"} }

// Starts is how many starts a search makes when an experiment asks for that many restarts.
func Starts(name string, restarts int) int {
	m, _ := matching.MatcherNamed(name)
	return m.Starts(restarts)
}

// New returns a search of a name on one pair or more. stream gives the random stream of every start.
func New(name string, s Sequence, restarts int, stream func(start int) *toynets.Rand) (Search, error) {
	if len(s.A) == 0 || len(s.A) != len(s.B) {
		return nil, fmt.Errorf("%d networks cannot be matched to %d", len(s.B), len(s.A))
	}
	switch name {
	case "wm":
		w := &byWeights{stacked: Stacked(s.Symmetry, len(s.A[0]), len(s.A)), a: slices.Concat(s.A...),
			b: slices.Concat(s.B...), starts: Starts(name, restarts), stream: stream}
		w.begin()
		return w, nil
	case "am":
		am := &byActivations{s: s, perm: s.Symmetry.Identity()}
		for _, n := range s.Symmetry.Groups {
			am.similarities = append(am.similarities, make([]float64, n*n))
		}
		am.begin()
		return am, nil
	}
	return nil, fmt.Errorf("sequences are not matched by %q", name)
}

// byWeights is weight matching (Ainsworth et al., 2209.04836, algorithm 1) of networks that are stacked, from several
// starts: the identity, then random permutations. The first of the largest objectives wins.
type byWeights struct {
	stacked symmetry.Symmetry
	a, b    []float32
	starts  int
	stream  func(int) *toynets.Rand
	now     *matching.WeightMatching
	start   int
	best    float64
	perm    symmetry.Permutation
	err     error
}

func (w *byWeights) begin() {
	r := w.stream(w.start)
	w.now = matching.NewWeightMatching(w.stacked, w.a, w.b, matching.StartFrom(w.stacked, w.start, r), r)
}

func (w *byWeights) Step() (more bool) {
	if w.start == w.starts || w.err != nil {
		return false
	}
	if w.now.Step() {
		return true
	}
	if w.err = w.now.Err(); w.err != nil {
		return false
	}
	if f := w.now.Objective(); w.perm == nil || f > w.best {
		w.best, w.perm = f, w.now.Permutation()
	}
	if w.start++; w.start == w.starts {
		return false
	}
	w.begin()
	return true
}

func (w *byWeights) Permutation() symmetry.Permutation { return w.perm }
func (w *byWeights) Objective() float64                { return w.best }
func (w *byWeights) Fraction() float64                 { return float64(w.start) / float64(w.starts) }
func (w *byWeights) Err() error                        { return w.err }

// byActivations is activation matching (the same, section 3.1) of what the units do at all checkpoints:
//
//	P_l = argmax ⟨P, Σ_t Z^A_{l,t} (Z^B_{l,t})ᵀ⟩.
type byActivations struct {
	s            Sequence
	now          *matching.ActivationMatching
	pair         int
	similarities [][]float64 // of each group, summed over the pairs seen
	perm         symmetry.Permutation
	value        float64
	err          error
}

func (m *byActivations) begin() {
	m.now = matching.NewActivationMatching(matching.Pairing{Symmetry: m.s.Symmetry, Model: m.s.Model,
		A: m.s.A[m.pair], B: m.s.B[m.pair], Train: m.s.Train}, false)
}

func (m *byActivations) Step() (more bool) {
	if m.pair == len(m.s.A) || m.err != nil {
		return false
	}
	if m.now.Step() {
		return true
	}
	if m.err = m.now.Err(); m.err != nil {
		return false
	}
	for g, sum := range m.similarities {
		for i, x := range m.now.Similarities(g) {
			sum[i] += x
		}
	}
	if m.pair++; m.pair < len(m.s.A) {
		m.begin()
		return true
	}
	var solver assign.Solver
	for g, n := range m.s.Symmetry.Groups {
		best, err := solver.Maximize(n, m.similarities[g])
		if err != nil {
			m.err = err
			return false
		}
		m.perm[g] = best.Perm
	}
	for t, a := range m.s.A {
		m.value += matching.Objective(a, m.s.Symmetry.Apply(m.s.B[t], m.perm))
	}
	return false
}

func (m *byActivations) Permutation() symmetry.Permutation { return m.perm }
func (m *byActivations) Objective() float64                { return m.value }
func (m *byActivations) Err() error                        { return m.err }

func (m *byActivations) Fraction() float64 {
	done := float64(m.pair)
	if m.pair < len(m.s.A) {
		done += m.now.Fraction()
	}
	return done / float64(len(m.s.A))
}
