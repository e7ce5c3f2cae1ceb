package matching

import (
	"onebasin/assign"
	"onebasin/lmc/symmetry"
	"onebasin/toynets/kernel"
)

const (
	// MaxFrankWolfe bounds the iterations of a Frank–Wolfe search.
	MaxFrankWolfe = 100

	// A search ends when a step gains less than this share of F; our choice, as the bound is: from here on F creeps.
	frankWolfeTolerance = 1e-5
)

// FrankWolfe is the cycle-consistent matching of Crisostomi et al. (C²M³, 2405.17897) as a stepper. Every network p has
// permutations P^p from its own units to those of a common universe; they maximise
//
//	F = Σ_{p<q} Σ_l ⟨P^p_l W^p_l P^p_{l−1}ᵀ, P^q_l W^q_l P^q_{l−1}ᵀ⟩ + biases
//
// all at once. A unit of A goes to one of B by way of the universe, so that going A → B → C → A leads back by
// construction.
//
// The permutations are relaxed to doubly stochastic matrices X^p. An iteration moves all of them towards the vertices
// V^p that maximise the linear part of F,
//
//	V^p = argmax ⟨∂F/∂X^p, V⟩ (one linear assignment a network and layer),
//	X ← X + α (V − X),  α = argmax over [0, 1] of F,
//
// where F is a polynomial of degree four in α, whose coefficients are computed, so that the search along the line is
// exact. It ends when α gains less than 1e-5 of F or after MaxFrankWolfe iterations; then every X is rounded to the
// permutation of largest ⟨X, P⟩. F of the relaxation never falls; rounding may lower it.
//
// X and its products with weights are float32, sums over networks and F float64.
type FrankWolfe struct {
	sym     symmetry.Symmetry
	models  [][]float32
	x       [][][]float32 // of each network and group, n×n
	vertex  []symmetry.Permutation
	placed  [][]float32 // X_rows θ X_colsᵀ of each network
	at      int         // network within a pass
	forward bool        // the pass that places networks; the other finds vertices

	sum, slope, bend []float64 // Σ_p of the coefficients of 1, α and α² of the placed networks
	own              quartic   // Σ_p ‖placed(α)‖²

	left, right, others []float32 // X_rows θ, θ X_colsᵀ, Σ_{q≠p} placed
	part                []float32
	gradient            []float64
	ws                  kernel.Workspace
	solver              assign.Solver

	history   []float64
	perms     []symmetry.Permutation
	objective float64
	over      bool
	err       error
}

// NewFrankWolfe starts from the permutations at. It panics unless there are two networks or more.
func NewFrankWolfe(s symmetry.Symmetry, models [][]float32, at []symmetry.Permutation) *FrankWolfe {
	if len(models) < 2 {
		panic("matching: nothing to merge")
	}
	n := len(models[0])
	f := &FrankWolfe{sym: s, models: models, forward: true,
		sum: make([]float64, n), slope: make([]float64, n), bend: make([]float64, n),
		left: make([]float32, n), right: make([]float32, n), others: make([]float32, n)}
	for p := range models {
		var x [][]float32
		for g, n := range s.Groups {
			m := make([]float32, n*n)
			for i, j := range at[p][g] {
				m[i*n+j] = 1
			}
			x = append(x, m)
		}
		f.x = append(f.x, x)
		f.placed = append(f.placed, make([]float32, n))
		f.vertex = append(f.vertex, make(symmetry.Permutation, len(s.Groups)))
		f.perms = append(f.perms, at[p].Clone())
	}
	f.objective = JointObjective(s.Place(models, at))
	return f
}

// Step does the part of one network in an iteration.
func (f *FrankWolfe) Step() (more bool) {
	if f.over {
		return false
	}
	if f.forward {
		f.place(f.at)
	} else if f.err = f.turn(f.at); f.err != nil {
		f.over = true
		return false
	}
	if f.at++; f.at < len(f.models) {
		return true
	}
	f.at = 0
	if f.forward {
		f.gather()
		f.forward = false
		return true
	}
	if f.move() {
		f.forward = true
		return true
	}
	f.over = true
	f.round()
	return false
}

// halves writes X_rows θ to left and θ X_colsᵀ to right, of network p.
func (f *FrankWolfe) halves(p int) {
	for _, t := range f.sym.Tensors {
		theta, left, right := t.Of(f.models[p]), t.Of(f.left), t.Of(f.right)
		if t.RowGroup == symmetry.Fixed {
			copy(left, theta)
		} else {
			kernel.Gemm(false, false, t.Rows, t.Cols, t.Rows, f.x[p][t.RowGroup], theta, left, &f.ws)
		}
		if t.ColGroup == symmetry.Fixed {
			copy(right, theta)
		} else {
			kernel.Gemm(false, true, t.Rows, t.Cols, t.Cols, theta, f.x[p][t.ColGroup], right, &f.ws)
		}
	}
}

// place writes X_rows θ X_colsᵀ of network p.
func (f *FrankWolfe) place(p int) {
	for _, t := range f.sym.Tensors {
		whole, left := t.Of(f.placed[p]), t.Of(f.left)
		switch theta := t.Of(f.models[p]); {
		case t.RowGroup == symmetry.Fixed:
			copy(left, theta)
		default:
			kernel.Gemm(false, false, t.Rows, t.Cols, t.Rows, f.x[p][t.RowGroup], theta, left, &f.ws)
		}
		if t.ColGroup == symmetry.Fixed {
			copy(whole, left)
		} else {
			kernel.Gemm(false, true, t.Rows, t.Cols, t.Cols, left, f.x[p][t.ColGroup], whole, &f.ws)
		}
	}
}

// gather adds up what was placed.
func (f *FrankWolfe) gather() {
	clear(f.sum)
	clear(f.slope)
	clear(f.bend)
	f.own = quartic{}
	for _, m := range f.placed {
		for i, x := range m {
			f.sum[i] += float64(x)
		}
	}
}

// turn finds the vertices of network p and adds its part to the polynomial.
func (f *FrankWolfe) turn(p int) error {
	f.halves(p)
	for i, s := range f.sum {
		f.others[i] = float32(s - float64(f.placed[p][i]))
	}
	for g, n := range f.sym.Groups {
		best, err := f.solver.Maximize(n, f.uphill(g))
		if err != nil {
			return err
		}
		f.vertex[p][g] = best.Perm
	}
	// placed(α) = m₀ + m₁α + m₂α², with what is placed when rows, columns or both stand at the vertices.
	var own quartic
	for _, t := range f.sym.Tensors {
		rows, cols := f.vertex[p].Of(t.RowGroup), f.vertex[p].Of(t.ColGroup)
		theta, placed, left, right := t.Of(f.models[p]), t.Of(f.placed[p]), t.Of(f.left), t.Of(f.right)
		slope, bend := f.slope[t.Offset:], f.bend[t.Offset:]
		for i := range t.Rows {
			r := i
			if rows != nil {
				r = rows[i]
			}
			for j := range t.Cols {
				c := j
				if cols != nil {
					c = cols[j]
				}
				k := i*t.Cols + j
				m0 := float64(placed[k])
				byRows, byCols := float64(right[r*t.Cols+j]), float64(left[i*t.Cols+c])
				m1 := byRows + byCols - float64(2*m0)
				m2 := m0 - byRows - byCols + float64(theta[r*t.Cols+c])
				slope[k] += m1
				bend[k] += m2
				own[0] += float64(m0 * m0)
				own[1] += float64(m0 * m1)
				own[2] += float64(m1*m1) + float64(2*float64(m0*m2))
				own[3] += float64(m1 * m2)
				own[4] += float64(m2 * m2)
			}
		}
	}
	for k := range own {
		f.own[k] += own[k]
	}
	return nil
}

// uphill returns ∂F/∂X of group g of the network whose halves are at hand:
//
//	Σ_{t: rows in g} O_t (θ_t X_colsᵀ)ᵀ + Σ_{t: columns in g} O_tᵀ (X_rows θ_t)
//
// with O the sum of the others as they are placed.
func (f *FrankWolfe) uphill(g int) []float64 {
	n := f.sym.Groups[g]
	f.part, f.gradient = grow(f.part, n*n), grow(f.gradient, n*n)
	clear(f.gradient)
	for _, t := range f.sym.Tensors {
		switch g {
		case t.RowGroup:
			kernel.Gemm(false, true, n, n, t.Cols, t.Of(f.others), t.Of(f.right), f.part, &f.ws)
		case t.ColGroup:
			kernel.Gemm(true, false, n, n, t.Rows, t.Of(f.others), t.Of(f.left), f.part, &f.ws)
		default:
			continue
		}
		for i, x := range f.part {
			f.gradient[i] += float64(x)
		}
	}
	return f.gradient
}

// move goes along the line to where F is largest and reports whether that was worth it.
func (f *FrankWolfe) move() (more bool) {
	all := quartic{}
	for i, s := range f.sum {
		m1, m2 := f.slope[i], f.bend[i]
		all[0] += float64(s * s)
		all[1] += float64(s * m1)
		all[2] += float64(m1*m1) + float64(2*float64(s*m2))
		all[3] += float64(m1 * m2)
		all[4] += float64(m2 * m2)
	}
	// Σ_{p<q} ⟨x_p, x_q⟩ = ½ (‖Σx_p‖² − Σ‖x_p‖²); the odd coefficients were summed without their factor two.
	var line quartic
	for k := range line {
		line[k] = all[k] - f.own[k]
		if k%2 == 0 {
			line[k] /= 2
		}
	}
	if n := len(f.history); n > 0 && line[0] < f.history[n-1] {
		return false // rounding has the last word
	}
	f.history = append(f.history, line[0])
	alpha := line.highest()
	scale := max(line[0], -line[0])
	if !(line.at(alpha)-line[0] > frankWolfeTolerance*scale) || len(f.history) > MaxFrankWolfe {
		return false
	}
	for p := range f.x {
		for g, x := range f.x[p] {
			towards(x, f.vertex[p][g], alpha)
		}
	}
	return true
}

// towards moves x to x + α (V − x), V the matrix of the permutation p; α = 1 gives V to the bit.
func towards(x []float32, p []int, alpha float64) {
	n := len(p)
	keep, add := float32(1-alpha), float32(alpha)
	for i := range x {
		x[i] *= keep
	}
	for i, j := range p {
		x[i*n+j] += add
	}
}

// round replaces every doubly stochastic matrix by a permutation.
func (f *FrankWolfe) round() {
	for p := range f.x {
		for g, n := range f.sym.Groups {
			f.gradient = grow(f.gradient, n*n)
			for i, x := range f.x[p][g] {
				f.gradient[i] = float64(x)
			}
			best, err := f.solver.Maximize(n, f.gradient)
			if err != nil {
				f.err = err
				return
			}
			f.perms[p][g] = best.Perm
		}
	}
	f.objective = JointObjective(f.sym.Place(f.models, f.perms))
}

// Permutations returns those at which the search ended, relative to the first network's; before, those at which it
// began.
func (f *FrankWolfe) Permutations() []symmetry.Permutation { return symmetry.Anchor(f.perms) }

// Objective returns F of those.
func (f *FrankWolfe) Objective() float64 { return f.objective }

// History returns F of the doubly stochastic matrices before the first and after every iteration.
func (f *FrankWolfe) History() []float64 { return f.history }

// Fraction returns how far the search is at least.
func (f *FrankWolfe) Fraction() float64 {
	if f.over {
		return 1
	}
	return float64(len(f.history)) / (MaxFrankWolfe + 1)
}

// Err returns why the search stopped early: parameters that are not finite.
func (f *FrankWolfe) Err() error { return f.err }
