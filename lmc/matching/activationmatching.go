package matching

import (
	"math"
	"slices"

	"onebasin/assign"
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// activationRows is how many examples a step looks at.
const activationRows = 128

// ActivationMatching pairs units that do the same on the training data, by Ainsworth et al. (2209.04836, section 3.1):
// for every hidden layer by itself,
//
//	P_l = argmax ⟨P, Z^A_l (Z^B_l)ᵀ⟩
//
// where Z_l holds the values of layer l after the activation, units × examples. With correlation it maximises the sum
// of the pairs' Pearson correlations instead (Li et al., 1511.07543); a unit whose value never changes, such as a dead
// relu, has correlation 0 with every other. Layers do not see one another, so there is nothing to iterate and no start
// to choose.
type ActivationMatching struct {
	p           Pairing
	correlation bool
	evals       *toynets.Evaluator
	row         int // examples seen
	layer       int // hidden layers that have seen the next ones, too
	a, b        toynets.Outputs
	begun       bool // the next layer
	cut         kernel.Cut
	layers      []pairedMoments
	za, zb      []float32
	product     []float32
	ws          kernel.Workspace
	perm        symmetry.Permutation
	value       float64
	over        bool
	err         error
}

// pairedMoments are sums over the examples seen, of one hidden layer: of the values of A's and B's units minus a shift,
// of their squares, and of the products of every unit of A with every unit of B.
type pairedMoments struct {
	shiftA, shiftB   []float32 // nil for none
	sumA, sumB       []float64
	squareA, squareB []float64
	products         []float64
}

// NewActivationMatching begins to look at the training data of p.
func NewActivationMatching(p Pairing, correlation bool) *ActivationMatching {
	m := &ActivationMatching{p: p, correlation: correlation, evals: toynets.NewEvaluator(p.Model),
		perm: p.Symmetry.Identity()}
	for _, n := range p.Symmetry.Groups {
		m.layers = append(m.layers, pairedMoments{sumA: make([]float64, n), sumB: make([]float64, n),
			squareA: make([]float64, n), squareB: make([]float64, n), products: make([]float64, n*n)})
	}
	m.value = vector.Dot(p.A, p.B)
	return m
}

func searchActivations(p Pairing, _ int, _ *toynets.Rand) Search {
	return NewActivationMatching(p, false)
}

func searchCorrelations(p Pairing, _ int, _ *toynets.Rand) Search {
	return NewActivationMatching(p, true)
}

// Step looks at the next examples, or does a few milliseconds of that, or, after the last, solves the assignments.
func (m *ActivationMatching) Step() (more bool) {
	switch {
	case m.over:
		return false
	case m.row == m.p.Train.N:
		m.over = true
		m.assign()
		return false
	}
	d := m.p.Train
	rows := min(activationRows, d.N-m.row)
	x := d.X[m.row*d.Dim : (m.row+rows)*d.Dim]
	for ; m.layer < len(m.layers); m.layer++ {
		if !m.look(m.layer, x, rows) {
			return true
		}
	}
	m.row, m.layer = m.row+rows, 0
	return true
}

// look adds some examples to the moments of a layer; it is called until it is done.
func (m *ActivationMatching) look(g int, x []float32, rows int) (done bool) {
	n, s := m.p.Symmetry.Groups[g], &m.layers[g]
	if !m.begun {
		m.begun = true
		m.za, m.zb, m.product = grow(m.za, rows*n), grow(m.zb, rows*n), grow(m.product, n*n)
		m.a = m.evals.BeginHidden(m.za, m.p.A, x, rows, g+1)
		m.b = m.evals.BeginHidden(m.zb, m.p.B, x, rows, g+1)
	}
	if m.a.Step() || m.b.Step() {
		return false
	}
	m.cut.Begin(kernel.PieceWork())
	for m.correlation && m.cut.More(1, 0) {
		// Deviations from the first examples' mean lose nothing to cancellation, and are exactly 0 where a unit is
		// constant.
		if s.shiftA == nil {
			s.shiftA, s.shiftB = vector.ColumnMeans(m.za, n), vector.ColumnMeans(m.zb, n)
		}
		vector.CentreColumns(m.za, s.shiftA, s.sumA, s.squareA)
		vector.CentreColumns(m.zb, s.shiftB, s.sumB, s.squareB)
	}
	if !m.cut.Gemm(true, false, n, n, rows, m.za, m.zb, m.product, &m.ws) {
		return false
	}
	for m.cut.More(n*n, 2) {
		i, j := m.cut.Range()
		for k, v := range m.product[i:j] {
			s.products[i+k] += float64(v)
		}
	}
	if m.cut.Paused() {
		return false
	}
	m.cut.End()
	m.begun = false
	return true
}

// assign solves every layer.
func (m *ActivationMatching) assign() {
	var solver assign.Solver
	for g, n := range m.p.Symmetry.Groups {
		s := &m.layers[g]
		if m.correlation {
			s.correlate(float64(m.row))
		}
		best, err := solver.Maximize(n, s.products)
		if err != nil {
			m.err = err
			return
		}
		m.perm[g] = best.Perm
		if m.p.Ordered {
			orderSilent(m.perm[g], s.products)
		}
	}
	m.value = vector.Dot(m.p.A, m.p.Symmetry.Apply(m.p.B, m.perm))
}

// orderSilent puts those partners in order that nothing else decides. A unit that is silent on all examples, such as a
// dead relu, is as good a partner of any unit as of another one: which of several silent units of B stand where, and
// which units of B are left for those of A that are silent, is up to the solver. R depends on it (by up to .15 on
// untrained networks of sixteen units). Here units of A that speak and have a silent partner get B's silent units in
// the order of their numbers, and A's silent units get what is left in that order.
//
// Matchings of trained networks, which are in the digests of links, keep the solver's.
func orderSilent(perm []int, products []float64) {
	n := len(perm)
	silent := func(first, step int) bool {
		for k := range n {
			if products[first+k*step] != 0 {
				return false
			}
		}
		return true
	}
	var ofA, ofB, left []int
	for i, j := range perm {
		if silent(i, n) {
			ofB = append(ofB, i)
		}
		if silent(i*n, 1) {
			ofA = append(ofA, i)
			if !silent(j, n) {
				left = append(left, j)
			}
		}
	}
	for i, j := range perm {
		if silent(j, n) && !silent(i*n, 1) {
			perm[i], ofB = ofB[0], ofB[1:]
		}
	}
	left = append(left, ofB...)
	slices.Sort(left)
	for k, i := range ofA {
		perm[i] = left[k]
	}
}

// correlate turns the sums over n examples into correlations,
//
//	(Σab − Σa Σb/n) / √((Σa² − (Σa)²/n) (Σb² − (Σb)²/n)),
//
// 0 where either unit is constant.
func (s *pairedMoments) correlate(n float64) {
	spread := func(square, sum []float64) []float64 {
		d := make([]float64, len(sum))
		for i := range d {
			d[i] = math.Sqrt(max(0, square[i]-float64(sum[i]*sum[i])/n))
		}
		return d
	}
	a, b := spread(s.squareA, s.sumA), spread(s.squareB, s.sumB)
	for i := range a {
		row := s.products[i*len(b) : (i+1)*len(b)]
		for j := range row {
			if d := float64(a[i] * b[j]); d > 0 {
				row[j] = (row[j] - float64(s.sumA[i]*s.sumB[j])/n) / d
			} else if d == 0 {
				row[j] = 0
			}
		}
	}
}

// Permutation returns the identity until the data have been seen, then π.
func (m *ActivationMatching) Permutation() symmetry.Permutation { return m.perm }

// Similarities returns, once all has been seen, the matrix of a layer that its assignment maximises the sum over.
func (m *ActivationMatching) Similarities(layer int) []float64 { return m.layers[layer].products }

// Objective returns ⟨A, π(B)⟩, which the method does not look at.
func (m *ActivationMatching) Objective() float64 { return m.value }

// Fraction returns how far the search is, from 0 to 1.
func (m *ActivationMatching) Fraction() float64 { return float64(m.row) / float64(m.p.Train.N) }

// Sweeps returns 1 when the layers have been assigned.
func (m *ActivationMatching) Sweeps() int {
	if m.over && m.err == nil {
		return 1
	}
	return 0
}

// Err returns why there is no π: activations that are not finite.
func (m *ActivationMatching) Err() error { return m.err }
