package matching

import (
	"math"

	"onebasin/assign"
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// GroupMatching is weight matching over the whole group of an architecture, as a stepper: it minimises ‖A − g(B)‖ over
// all g that leave the function of B as it is, by the coordinate descent of Ainsworth et al. (2209.04836, Algorithm 1).
// For one group of units, the others standing,
//
//	permutations  P = argmax Σ_i G[i, p(i)], as WeightMatching does
//	signs         the same of |G|; the sign of unit i is that of G[i, p(i)], sign(0) = +1
//	scales        the same of max_c w(c), with w and the best c of every two units as scaleMatch has them
//
// so that every step is the best there is for its group (signs and scales: derived here). Where units have a shift, as
// the sigmoid's, lengths are those of symmetry.Centre, in which the whole group keeps them.
//
// The first search starts from B as it was trained. The others start from a random element of the canonical B (see
// symmetry.Canonical): they are the same whichever network of B's orbit is given.
type GroupMatching struct {
	sym, flat symmetry.Symmetry // as it is, and without shifts
	a, b      []float32         // centred
	random    *toynets.Rand
	start     int
	gauge     *symmetry.Gauge // under way; nil when done

	e          symmetry.Element
	gb         []float32 // g(B), centred
	fixed      float64   // ½‖B‖², of which the scaled objective takes ½‖g(B)‖²
	tolerance  float64
	objective  float64
	in, out    symmetry.Symmetry // what comes in, what goes out
	sums       Gram
	gramIn     []float64
	weights    []float64
	factors    []float64 // best c of every two units
	norms      [4][]float64
	row        int // of the weights, under way
	order      []int
	at, sweeps int
	gained     bool
	moved      bool // a permutation, in this sweep
	settling   bool // scales alone, until they stand
	over       bool
	solver     assign.Solver
	err        error
}

// rowsAtOnce is how many pairs of units are given their best scale in one step.
const rowsAtOnce = 4096

// NewGroupMatching begins search number start. It reads a and b.
func NewGroupMatching(s symmetry.Symmetry, a, b []float32, start int, r *toynets.Rand) *GroupMatching {
	m := &GroupMatching{sym: s, flat: s.Centred(), a: s.Centre(a), b: s.Centre(b), random: r, start: start,
		in: symmetry.Symmetry{Groups: s.Groups}, out: symmetry.Symmetry{Groups: s.Groups}, tolerance: gainTolerance,
		e: s.Identity().Element()}
	for _, t := range s.Tensors {
		in, out := t, t
		in.ColGroup, out.RowGroup = symmetry.Fixed, symmetry.Fixed
		m.in.Tensors, m.out.Tensors = append(m.in.Tensors, in), append(m.out.Tensors, out)
	}
	if s.Scaled() {
		// What coordinate descent still wins below this is rounding of float32.
		m.tolerance = 1e-7 * math.Sqrt(vector.Dot(m.a, m.a)) * math.Sqrt(vector.Dot(m.b, m.b))
		m.fixed = vector.Dot(m.b, m.b) / 2
	}
	m.gb = m.flat.Move(m.b, m.e)
	m.objective = m.level(m.gb)
	if s.Scaled() && start > 0 {
		m.gauge = symmetry.NewGauge(m.flat, m.b)
		return m
	}
	m.begin(nil)
	return m
}

func searchGroup(p Pairing, start int, r *toynets.Rand) Search {
	return NewGroupMatching(p.Symmetry, p.A, p.B, start, r)
}

// begin places g(B) where the search starts.
func (m *GroupMatching) begin(scales [][]float64) {
	if m.start > 0 {
		e := m.flat.RandomElement(m.random)
		e.Scales = nil
		m.e = m.flat.Canonical(m.b, scales).Compose(e)
		m.gb = m.flat.Move(m.b, m.e)
		m.objective = m.level(m.gb)
	}
	m.order = m.random.Perm(len(m.sym.Groups))
}

// level returns the objective of g(B): ½ (‖A‖² + ‖B‖² − ‖A − g(B)‖²), which is ⟨A, g(B)⟩ where g keeps lengths.
func (m *GroupMatching) level(gb []float32) float64 {
	v := vector.Dot(m.a, gb)
	if m.sym.Scaled() {
		v += m.fixed - vector.Dot(gb, gb)/2
	}
	return v
}

// Step does a piece of an assignment, or of bringing B to its canonical gauge.
func (m *GroupMatching) Step() (more bool) {
	switch {
	case m.over || m.err != nil:
		return false
	case m.gauge != nil:
		if !m.gauge.Step() {
			scales := m.gauge.Element().Scales
			m.gauge = nil
			m.begin(scales)
		}
		return true
	}
	if m.at < len(m.order) {
		if m.weigh(m.order[m.at]) {
			m.improve(m.order[m.at])
			m.at++
		}
		return m.err == nil
	}
	m.sweeps++
	if !m.gained && !m.settling || m.sweeps == MaxSweeps {
		m.over = true
		return false
	}
	m.settling = m.sym.Scaled() && m.gained && !m.moved
	m.at, m.gained, m.moved, m.order = 0, false, false, m.random.Perm(len(m.order))
	return true
}

// weigh fills in the weights of a group's assignment; it is called until it is done.
func (m *GroupMatching) weigh(g int) (done bool) {
	n := m.sym.Groups[g]
	free := m.sym.Freedom(g)
	if !free.Scale {
		m.weights = append(m.weights[:0], m.sums.Of(m.flat, g, m.a, m.gb)...)
		if free.Sign {
			m.gramIn = append(m.gramIn[:0], m.weights...)
			for k, x := range m.weights {
				m.weights[k] = math.Abs(x)
			}
		}
		return true
	}
	if m.settling {
		return true
	}
	if m.row == 0 {
		m.gramIn = append(m.gramIn[:0], m.sums.Of(m.in, g, m.a, m.gb)...)
		m.weights = append(m.weights[:0], m.sums.Of(m.out, g, m.a, m.gb)...)
		m.factors = grow(m.factors, n*n)
		m.norms[0], m.norms[1] = squares(m.in, g, m.gb), squares(m.out, g, m.gb)
	}
	last := min(n, m.row+max(1, rowsAtOnce/n))
	for ; m.row < last; m.row++ {
		for j := range n {
			k := m.row*n + j
			pair := scaleMatch{in: m.gramIn[k], out: m.weights[k], b2: m.norms[0][j], o2: m.norms[1][j]}
			m.factors[k] = pair.best()
			m.weights[k] = pair.weight(m.factors[k])
		}
	}
	if m.row < n {
		return false
	}
	m.row = 0
	return true
}

// squares returns |·|² of what of s touches each unit of group g.
func squares(s symmetry.Symmetry, g int, theta []float32) []float64 {
	sum := make([]float64, s.Groups[g])
	for _, t := range s.Tensors {
		for k, x := range t.Of(theta) {
			switch g {
			case t.RowGroup:
				sum[k/t.Cols] += float64(float64(x) * float64(x))
			case t.ColGroup:
				sum[k%t.Cols] += float64(float64(x) * float64(x))
			}
		}
	}
	return sum
}

// improve moves a group to the best element given the others, if that raises the objective.
func (m *GroupMatching) improve(g int) {
	step := m.sym.Identity().Element()
	if m.settling {
		step.Scales = m.sym.Ones()
		m.settle(g, step.Scales[g])
	} else if m.err = m.assign(g, &step); m.err != nil {
		return
	}
	e := m.e.Compose(step)
	gb := m.flat.Move(m.b, e)
	if level := m.level(gb); level > m.objective+m.tolerance {
		m.moved = m.moved || !e.Permutation.Equal(m.e.Permutation)
		m.e, m.gb, m.objective, m.gained = e, gb, level, true
	}
}

// assign writes to step what the assignment gives group g.
func (m *GroupMatching) assign(g int, step *symmetry.Element) error {
	n := m.sym.Groups[g]
	best, err := m.solver.Maximize(n, m.weights)
	if err != nil {
		return err
	}
	step.Permutation[g] = best.Perm
	switch free := m.sym.Freedom(g); {
	case free.Scale:
		step.Scales = m.sym.Ones()
		for i, j := range best.Perm {
			step.Scales[g][i] = m.factors[i*n+j]
		}
	case free.Sign:
		step.Signs = m.sym.Positive()
		for i, j := range best.Perm {
			if m.gramIn[i*n+j] < 0 {
				step.Signs[g][i] = -1
			}
		}
	}
	return nil
}

// settle writes the best scale of every unit of group g in its place.
func (m *GroupMatching) settle(g int, scales []float64) {
	pairs := make([]scaleMatch, len(scales))
	for _, t := range m.sym.Tensors {
		a, b := t.Of(m.a), t.Of(m.gb)
		for k := range a {
			switch x, y := float64(a[k]), float64(b[k]); g {
			case t.RowGroup:
				pairs[k/t.Cols].in += float64(x * y)
				pairs[k/t.Cols].b2 += float64(y * y)
			case t.ColGroup:
				pairs[k%t.Cols].out += float64(x * y)
				pairs[k%t.Cols].o2 += float64(y * y)
			}
		}
	}
	for i := range scales {
		scales[i] = pairs[i].best()
	}
}

// Element returns g so far; the caller must not change it.
func (m *GroupMatching) Element() symmetry.Element { return m.e }

// Permutation returns g's permutation.
func (m *GroupMatching) Permutation() symmetry.Permutation { return m.e.Permutation }

// Objective returns ½ (‖A‖² + ‖B‖² − ‖A − g(B)‖²), centred: the larger, the closer.
func (m *GroupMatching) Objective() float64 { return m.objective }

// Sweeps returns the number of finished sweeps.
func (m *GroupMatching) Sweeps() int { return m.sweeps }

// Err returns why the search stopped early: parameters that are not finite.
func (m *GroupMatching) Err() error { return m.err }
