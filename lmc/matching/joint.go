package matching

import (
	"fmt"

	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// JointSearch looks for permutations of several networks at once, as a stepper: those that make
//
//	F = Σ_{p<q} ⟨π_p(θ_p), π_q(θ_q)⟩
//
// large. Σ‖π_p(θ_p)‖² does not depend on the permutations, so a larger F is a larger norm of the mean and a smaller Σ
// ‖π_p(θ_p) − π_q(θ_q)‖². For two networks it is what weight matching maximises.
type JointSearch interface {
	Step() (more bool)                    // once false, it does nothing
	Permutations() []symmetry.Permutation // of each network, the first's the identity, after the last Step
	Objective() float64                   // F of those
	History() []float64                   // F over the iterations; for what an iteration is, see the search
	Fraction() float64                    // done so far, 0 to 1
	Err() error                           // why it ended early
}

// The joint searches by name.
const (
	JointMergeMany  = "mergemany"
	JointFrankWolfe = "frankwolfe"
)

// JointStarts returns how many independent starts a joint search of k networks makes when an experiment asks for that
// many restarts. One of Frank–Wolfe takes about as long as four of MergeMany, and wide networks get fewer of either, so
// that all starts together stay near jointBudget.
func JointStarts(name string, s symmetry.Symmetry, k, restarts int) int {
	if name == JointFrankWolfe {
		restarts = (restarts + 3) / 4
	}
	work := 0
	for _, t := range s.Tensors {
		work += k * t.Rows * t.Cols * (t.Rows + t.Cols)
	}
	return max(1, min(restarts, jointBudget/max(1, work)))
}

// jointBudget is in multiply-adds of one pass over all networks: twelve starts for three networks of 2-128-128-2, one
// for those of 784-512-512-512-10.
const jointBudget = 400_000_000

// NewJointSearch returns start number `start` of the named search on two or more networks: the first from where they
// stand, the others from random permutations of all but the first. It reads models and keeps them.
func NewJointSearch(name string, s symmetry.Symmetry, models [][]float32, start int,
	r *toynets.Rand) (JointSearch, error) {
	if len(models) < 2 {
		return nil, fmt.Errorf("%d networks cannot be matched to one another", len(models))
	}
	at := make([]symmetry.Permutation, len(models))
	for p := range at {
		at[p] = s.Identity()
		if start > 0 && p > 0 {
			at[p] = s.Random(r)
		}
	}
	switch name {
	case JointMergeMany:
		return NewMergeMany(s, models, at, r), nil
	case JointFrankWolfe:
		return NewFrankWolfe(s, models, at), nil
	}
	return nil, fmt.Errorf("%q is no search for the permutations of several networks", name)
}

// JointObjective returns F of networks as they stand, in float64, pair after pair.
func JointObjective(models [][]float32) (f float64) {
	for p := range models {
		for q := p + 1; q < len(models); q++ {
			f += vector.Dot(models[p], models[q])
		}
	}
	return f
}
