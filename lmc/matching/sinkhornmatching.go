package matching

import (
	"errors"

	"onebasin/assign"
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// The settings of the authors' code (2212.12042) but for the number of steps, which is ours: by then the permutations
// had ceased to change on the networks tried.
const (
	sinkhornRate  = 0.1
	sinkhornNoise = 0.1
	sinkhornSteps = 100
)

// sinkhornRestarts is the number of restarts of weight matching in whose place one of Sinkhorn matching is made, which
// takes longer than those.
const sinkhornRestarts = 6

// SinkhornMatching is Sinkhorn re-basin (Peña et al., 2212.12042), which Ito et al. (2402.04051) use as weight
// matching. Every layer's permutation is relaxed to the doubly stochastic P_l = Sinkhorn(X_l), and
//
//	loss = ‖A − π(B)‖² / number of parameters
//
// is minimised over all X_l at once by Adam, rate 0.1, with the gradient taken through the iterations; X_l starts at
// I + 0.1·N(0, 1). The permutation is the assignment on X_l. It is read off after every step, and the one of largest
// ⟨A, π(B)⟩ is kept.
//
// Where it fails. The number of steps is for layers of up to about a hundred units: at width 512 the objective still
// rises at the last of them.
type SinkhornMatching struct {
	sym            symmetry.Symmetry
	a, b           []float32
	x, p           [][]float32 // of each group
	first, second  [][]float32 // Adam's means
	power1, power2 float64
	pbar, xbar     [][]float32
	soft           []*sinkhorn
	solver         assign.Solver
	last           []assign.Assignment
	wide           []float64

	ws                kernel.Workspace
	rows, cols, whole []float32
	product           []float32

	task *relaxedLoss // what is minimised; nil for the distance
	end  int          // steps
	rate float64

	part  int // of a step
	steps int
	sum   float64 // of the loss so far
	loss  float64
	best  symmetry.Permutation
	value float64
	err   error
}

var errSinkhorn = errors.New("the relaxed matching is not finite")

// NewSinkhornMatching begins a search. It reads a and b and keeps both.
func NewSinkhornMatching(s symmetry.Symmetry, a, b []float32, r *toynets.Rand) *SinkhornMatching {
	m := &SinkhornMatching{sym: s, a: a, b: b, end: sinkhornSteps, rate: sinkhornRate, power1: 1, power2: 1,
		best: s.Identity(), value: vector.Dot(a, b), last: make([]assign.Assignment, len(s.Groups))}
	for _, n := range s.Groups {
		x := make([]float32, n*n)
		for i := range x {
			x[i] = float32(sinkhornNoise * r.Normal())
			if i%(n+1) == 0 {
				x[i]++
			}
		}
		m.x = append(m.x, x)
		m.soft = append(m.soft, newSinkhorn(n))
		for _, list := range []*[][]float32{&m.p, &m.pbar, &m.xbar, &m.first, &m.second} {
			*list = append(*list, make([]float32, n*n))
		}
	}
	return m
}

func searchSinkhorn(p Pairing, _ int, r *toynets.Rand) Search {
	return NewSinkhornMatching(p.Symmetry, p.A, p.B, r)
}

// Step does a part of a step of Adam: one layer's iterations, or a tensor's part of the loss, or the way back through a
// layer's iterations, or one assignment.
func (m *SinkhornMatching) Step() (more bool) {
	if m.err != nil || m.steps == m.end {
		return false
	}
	groups, tensors := len(m.x), len(m.sym.Tensors)
	switch k := m.part; {
	case k < groups:
		m.soft[k].forward(m.p[k], m.x[k])
		clear(m.pbar[k])
	case k < groups+tensors:
		m.compare(k - groups)
	case k < 2*groups+tensors:
		m.err = m.descend(k - groups - tensors)
	default:
		m.err = m.harden(k - 2*groups - tensors)
	}
	if m.part++; m.part == 3*groups+tensors && m.err == nil {
		m.judge()
		m.steps++
		m.part = 0
	}
	return m.err == nil && m.steps < m.end
}

// compare adds what tensor k gives to the loss at P and to ∂loss/∂P. With M = P B P'ᵀ and R = M − A,
//
//	∂loss/∂P = 2/N R (B P'ᵀ)ᵀ,  ∂loss/∂P' = 2/N Rᵀ (P B)
func (m *SinkhornMatching) compare(k int) {
	if m.task != nil && k == 0 {
		if m.err = m.relax(); m.err != nil {
			return
		}
	}
	m.sum += m.tensor(m.sym.Tensors[k], 2/float32(len(m.a)))
	if k+1 < len(m.sym.Tensors) {
		return
	}
	if m.loss, m.sum = m.sum/float64(len(m.a)), 0; m.task != nil {
		m.loss = m.task.loss
	}
	m.power1, m.power2 = float64(m.power1*0.9), float64(m.power2*0.999)
}

// descend moves X of group g.
func (m *SinkhornMatching) descend(g int) error {
	m.soft[g].backward(m.xbar[g], m.pbar[g])
	kernel.Adam(kernel.AdamStep{LR: float32(m.rate), Beta1: 0.9, Beta2: 0.999, Eps: 1e-8,
		Correct1: float32(1 - m.power1), Correct2: float32(1 - m.power2)}, m.x[g], m.xbar[g], m.first[g], m.second[g])
	if !finiteMatrix(m.x[g]) {
		return errSinkhorn
	}
	return nil
}

// tensor adds what one tensor gives to ∂loss/∂P and returns its ‖R‖².
func (m *SinkhornMatching) tensor(t symmetry.Tensor, scale float32) (sum float64) {
	byCols, byRows, residual := m.soften(t)
	if m.task != nil {
		copy(residual, t.Of(m.task.grad))
	} else {
		for i, x := range t.Of(m.a) {
			d := residual[i] - x
			sum += float64(d) * float64(d)
			residual[i] = scale * d
		}
	}
	if g := t.RowGroup; g != symmetry.Fixed {
		m.add(g, false, t.Rows, t.Cols, residual, byCols)
	}
	if g := t.ColGroup; g != symmetry.Fixed {
		m.add(g, true, t.Cols, t.Rows, residual, byRows)
	}
	return sum
}

// soften returns B P'ᵀ, P B and P B P'ᵀ of a tensor, in buffers; the last may be written to.
func (m *SinkhornMatching) soften(t symmetry.Tensor) (byCols, byRows, both []float32) {
	b, size := t.Of(m.b), t.Rows*t.Cols
	byCols, byRows = b, b
	if t.ColGroup != symmetry.Fixed {
		m.cols = grow(m.cols, size)
		kernel.Gemm(false, true, t.Rows, t.Cols, t.Cols, b, m.p[t.ColGroup], m.cols, &m.ws)
		byCols = m.cols
	}
	if t.RowGroup == symmetry.Fixed {
		m.whole = append(m.whole[:0], byCols...)
		return byCols, byRows, m.whole
	}
	m.rows, m.whole = grow(m.rows, size), grow(m.whole, size)
	kernel.Gemm(false, false, t.Rows, t.Cols, t.Rows, m.p[t.RowGroup], b, m.rows, &m.ws)
	kernel.Gemm(false, false, t.Rows, t.Cols, t.Rows, m.p[t.RowGroup], byCols, m.whole, &m.ws)
	return byCols, m.rows, m.whole
}

// add adds r·xᵀ, or rᵀ·x, to ∂loss/∂P of group g.
func (m *SinkhornMatching) add(g int, transposed bool, n, k int, r, x []float32) {
	m.product = grow(m.product, n*n)
	kernel.Gemm(transposed, !transposed, n, n, k, r, x, m.product, &m.ws)
	pbar := m.pbar[g][:len(m.product)]
	for i, v := range m.product {
		pbar[i] += v
	}
}

// harden reads off the permutation of group g.
func (m *SinkhornMatching) harden(g int) (err error) {
	n := m.sym.Groups[g]
	m.wide = grow(m.wide, n*n)
	for i, v := range m.x[g] {
		m.wide[i] = float64(v)
	}
	if m.steps == 0 {
		m.last[g], err = m.solver.Maximize(n, m.wide)
	} else {
		m.last[g], err = m.solver.Again(n, m.wide, m.last[g].Perm, m.last[g].V)
	}
	return err
}

// judge keeps the permutation if it is the best.
func (m *SinkhornMatching) judge() {
	p := make(symmetry.Permutation, len(m.x))
	for g := range p {
		p[g] = m.last[g].Perm
	}
	if m.task != nil {
		if m.task.judge(p) {
			m.value, m.best = vector.Dot(m.a, m.task.rated.pb), p
		}
		return
	}
	if v := vector.Dot(m.a, m.sym.Apply(m.b, p)); v > m.value {
		m.value, m.best = v, p
	}
}

// Permutation returns the best π so far.
func (m *SinkhornMatching) Permutation() symmetry.Permutation { return m.best }

// Objective returns ⟨A, π(B)⟩ of the best π so far.
func (m *SinkhornMatching) Objective() float64 { return m.value }

// Loss returns the relaxed loss before the last step.
func (m *SinkhornMatching) Loss() float64 { return m.loss }

// Fraction returns how far the search is, from 0 to 1.
func (m *SinkhornMatching) Fraction() float64 { return float64(m.steps) / float64(m.end) }

// Sweeps returns the number of steps of Adam.
func (m *SinkhornMatching) Sweeps() int { return m.steps }

// Err returns why the search stopped early: numbers that are not finite.
func (m *SinkhornMatching) Err() error { return m.err }
