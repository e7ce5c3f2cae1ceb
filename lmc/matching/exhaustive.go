package matching

import (
	"onebasin/assign"
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// exhaustiveStep is about how many multiply-adds a step makes.
const exhaustiveStep = 400_000

// Exhaustive finds the π of largest ⟨A, π(B)⟩ there is. It tries every permutation of some groups, the tried ones,
// chosen so that no tensor couples two of the others. Given those, the others do not see one another and each is a
// linear assignment, solved exactly: two hidden layers of 7 units take 7! = 5040 assignments, not 7!² evaluations. Sums
// are float64 over the parameters.
type Exhaustive struct {
	sym       symmetry.Symmetry
	a, b      []float32
	tried     []int // groups
	others    []int
	couplings []coupling
	own       [][]float64
	now       symmetry.Permutation // tried groups in lexicographic order, others as solved
	perStep   int
	rounds    float64
	done      bool
	count     int
	solver    assign.Solver
	gram      []float64
	best      symmetry.Permutation
	value     float64
	err       error
}

// NewExhaustive begins the search. It panics for a network that does not fit.
func NewExhaustive(s symmetry.Symmetry, a, b []float32) *Exhaustive {
	tried, work := cover(s)
	if work > exhaustiveWork {
		panic("matching: too many orders to try them all")
	}
	e := &Exhaustive{sym: s, a: a, b: b, now: s.Identity(), best: s.Identity(), value: vector.Dot(a, b)}
	rounds := 1.0
	for g, n := range s.Groups {
		if tried&(1<<g) != 0 {
			e.tried = append(e.tried, g)
			rounds *= factorial(n)
		} else {
			e.others = append(e.others, g)
		}
		e.own = append(e.own, make([]float64, n*n))
	}
	for _, t := range s.Tensors {
		switch {
		case t.RowGroup != symmetry.Fixed && t.ColGroup != symmetry.Fixed:
			e.couplings = append(e.couplings, coupling{t, t.Of(a), t.Of(b)})
		case t.RowGroup != symmetry.Fixed:
			addOwn(e.own[t.RowGroup], t.Of(a), t.Of(b), t.Cols, 1, t.Cols)
		case t.ColGroup != symmetry.Fixed:
			addOwn(e.own[t.ColGroup], t.Of(a), t.Of(b), 1, t.Cols, t.Rows)
		}
	}
	e.rounds = rounds
	e.perStep = max(1, int(exhaustiveStep*rounds/work))
	return e
}

func searchExhaustive(p Pairing, _ int, _ *toynets.Rand) Search {
	return NewExhaustive(p.Symmetry, p.A, p.B)
}

// addOwn adds to gram[i,j] the inner product of unit i of a and unit j of b: of length numbers, next apart, each unit's
// unit apart.
func addOwn(gram []float64, a, b []float32, unit, next, length int) {
	n := len(a) / length
	for i := range n {
		for j := range n {
			var sum float64
			for k := range length {
				sum += float64(a[i*unit+k*next]) * float64(b[j*unit+k*next])
			}
			gram[i*n+j] += sum
		}
	}
}

// Step tries some permutations, for a few milliseconds.
func (e *Exhaustive) Step() (more bool) {
	for range e.perStep {
		if e.done || e.err != nil {
			return false
		}
		if e.err = e.try(); e.err != nil {
			return false
		}
		e.count++
		e.done = !e.next()
	}
	return !e.done
}

// try solves the other groups given the tried ones, and keeps the best.
func (e *Exhaustive) try() error {
	var value float64
	for _, g := range e.tried {
		n := e.sym.Groups[g]
		for i, j := range e.now[g] {
			value += e.own[g][i*n+j]
		}
	}
	for _, g := range e.others {
		best, err := e.solver.Maximize(e.sym.Groups[g], e.similarities(g))
		if err != nil {
			return err
		}
		e.now[g] = best.Perm
		value += best.Value
	}
	for _, t := range e.couplings {
		if e.isTried(t.RowGroup) && e.isTried(t.ColGroup) {
			value += t.inner(e.now[t.RowGroup], e.now[t.ColGroup])
		}
	}
	if value > e.value {
		e.value, e.best = value, e.now.Clone()
	}
	return nil
}

func (e *Exhaustive) isTried(g int) bool {
	for _, t := range e.tried {
		if t == g {
			return true
		}
	}
	return false
}

// similarities returns those of a group whose neighbours are all tried.
func (e *Exhaustive) similarities(g int) []float64 {
	n := e.sym.Groups[g]
	e.gram = append(e.gram[:0], e.own[g]...)
	for _, t := range e.couplings {
		switch g {
		case t.RowGroup:
			for k, q := range e.now[t.ColGroup] {
				addOuter(e.gram, n, t.a[k:], t.b[q:], t.Cols)
			}
		case t.ColGroup:
			for k, q := range e.now[t.RowGroup] {
				addOuter(e.gram, n, t.a[k*n:], t.b[q*n:], 1)
			}
		}
	}
	return e.gram
}

// addOuter adds a[i·step]·b[j·step] to gram[i,j].
func addOuter(gram []float64, n int, a, b []float32, step int) {
	for i := range n {
		x, row := float64(a[i*step]), gram[i*n:(i+1)*n]
		for j := range row {
			row[j] += x * float64(b[j*step])
		}
	}
}

// inner returns Σ_ik a[i,k] b[p(i),q(k)].
func (t coupling) inner(p, q []int) (sum float64) {
	for i, r := range p {
		a, b := t.a[i*t.Cols:(i+1)*t.Cols], t.b[r*t.Cols:(r+1)*t.Cols]
		for k, c := range q {
			sum += float64(a[k]) * float64(b[c])
		}
	}
	return sum
}

// next goes on to the next permutations of the tried groups, the last group's first, and reports whether there is one.
func (e *Exhaustive) next() bool {
	for k := len(e.tried) - 1; k >= 0; k-- {
		if nextPermutation(e.now[e.tried[k]]) {
			return true
		}
	}
	return false
}

// nextPermutation goes on in lexicographic order; after the last comes the first, and it returns false.
func nextPermutation(p []int) bool {
	i := len(p) - 2
	for i >= 0 && p[i] > p[i+1] {
		i--
	}
	for l, r := i+1, len(p)-1; l < r; l, r = l+1, r-1 {
		p[l], p[r] = p[r], p[l]
	}
	if i < 0 {
		return false
	}
	j := i + 1
	for p[j] < p[i] {
		j++
	}
	p[i], p[j] = p[j], p[i]
	return true
}

// Permutation returns the best π so far.
func (e *Exhaustive) Permutation() symmetry.Permutation { return e.best }

// Objective returns ⟨A, π(B)⟩ of the best π so far.
func (e *Exhaustive) Objective() float64 { return vector.Dot(e.a, e.sym.Apply(e.b, e.best)) }

// Fraction returns how far the search is, from 0 to 1.
func (e *Exhaustive) Fraction() float64 { return float64(e.count) / e.rounds }

// Sweeps returns the number of permutations tried.
func (e *Exhaustive) Sweeps() int { return e.count }

// Err returns why the search stopped early: parameters that are not finite.
func (e *Exhaustive) Err() error { return e.err }
