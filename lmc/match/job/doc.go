// Package job does the work of one message: it turns a job of package wire into
// a stepper, and the finished stepper into the outcome to send back.
//
//	s := job.Start(&wire.Train{Experiment: "…", Model: 0}, cache)
//	for s.Step() {
//		// yield, report s.Fraction(), stop when asked to
//	}
//	outcome := s.Outcome()
//
// A step takes a few milliseconds at most wherever the work can be cut (the
// exception is a wide singular value decomposition). Jobs are pure functions of
// their message, so the same bits come out of any worker.
package job

import (
	"fmt"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// Stepper is a job under way.
type Stepper interface {
	Step() (more bool)
	Fraction() float64     // done so far, 0 to 1
	Note() string          // what is being done, in words; may be empty
	Outcome() wire.Message // after Step returned false
}

// Cache keeps what jobs of one experiment share: the data. The zero value is
// ready; it is not for concurrent use.
type Cache struct {
	fragment    string
	experiment  keys.Experiment
	train, test toynets.Data
}

// bench is what a job finds on its table.
type bench struct {
	experiment  keys.Experiment
	model       toynets.MLP
	sym         symmetry.Symmetry
	train, test toynets.Data
}

// bench returns the table for a fragment whose data are at hand.
func (c *Cache) bench() bench {
	m := c.experiment.MLP()
	return bench{c.experiment, m, symmetry.MLPSymmetry(m), c.train, c.test}
}

// Start begins a job. A job that cannot be begun is a stepper too, whose
// outcome is wire.Failed.
func Start(m wire.Message, c *Cache) Stepper {
	s, err := start(m, c)
	if err != nil {
		return failure{err.Error()}
	}
	return s
}

func start(m wire.Message, c *Cache) (Stepper, error) {
	switch m := m.(type) {
	case *Train:
		return open(c, m.Experiment, func(b bench) (Stepper, error) { return newTraining(b, m) })
	case *Match:
		return open(c, m.Experiment, func(b bench) (Stepper, error) { return newMatching(b, m) })
	case *Walk:
		return open(c, m.Experiment, func(b bench) (Stepper, error) { return newWalk(b, m) })
	case *Decompose:
		return newDecomposition(m)
	case *Map:
		return open(c, m.Experiment, func(b bench) (Stepper, error) { return newMapping(b, m) })
	case *Spectra:
		return open(c, m.Experiment, func(b bench) (Stepper, error) { return newSpectra(b, m) })
	case *Estimate:
		return open(c, m.Experiment, func(b bench) (Stepper, error) { return newEstimate(b, m) })
	case *Descend:
		return open(c, m.Experiment, func(b bench) (Stepper, error) { return newDescent(b, m) })
	case *MatchParts:
		return open(c, m.Experiment, func(b bench) (Stepper, error) { return newParts(b, m) })
	case *Join:
		return open(c, m.Experiment, func(b bench) (Stepper, error) { return newJoining(b, m) })
	case *Rate:
		return open(c, m.Experiment, func(b bench) (Stepper, error) { return newRating(b, m) })
	case *Repair:
		return open(c, m.Experiment, func(b bench) (Stepper, error) { return newRepairing(b, m) })
	case *Bend:
		return open(c, m.Experiment, func(b bench) (Stepper, error) { return newBending(b, m) })
	case *Curvature:
		return open(c, m.Experiment, func(b bench) (Stepper, error) { return newCurvature(b, m) })
	}
	return nil, fmt.Errorf("%T is not a job", m)
}

// checkParameters refuses vectors that do not fit the model.
func (b bench) checkParameters(thetas ...[]float32) error {
	for _, t := range thetas {
		if len(t) != b.model.Params() {
			return fmt.Errorf("%d parameters where the network has %d", len(t), b.model.Params())
		}
	}
	return nil
}

// checkPermutation refuses what is no permutation of the model's units.
func (b bench) checkPermutation(p [][]int) error {
	if len(p) != len(b.sym.Groups) {
		return fmt.Errorf("a permutation of %d layers where the network has %d", len(p), len(b.sym.Groups))
	}
	for g, perm := range p {
		seen := make([]bool, b.sym.Groups[g])
		if len(perm) != len(seen) {
			return fmt.Errorf("a permutation of %d units where layer %d has %d", len(perm), g+1, len(seen))
		}
		for _, i := range perm {
			if i < 0 || i >= len(seen) || seen[i] {
				return fmt.Errorf("layer %d: not a permutation", g+1)
			}
			seen[i] = true
		}
	}
	return nil
}

// failure is a job that could not be begun.
type failure struct{ reason string }

func (failure) Step() bool              { return false }
func (failure) Fraction() float64       { return 1 }
func (failure) Note() string            { return "" }
func (f failure) Outcome() wire.Message { return &wire.Failed{Reason: f.reason} }
