package toynets

import "slices"

// Checkpoint is where a training stands between two steps: all that its next steps depend on but the data, the recipe
// and the order of the batches.
type Checkpoint struct {
	Steps          int       // that were made
	Theta          []float32 // parameters
	First, Second  []float32 // the optimiser's running means
	Power1, Power2 float64   // β₁ᵗ, β₂ᵗ of Adam
}

// Checkpoint returns a copy of where the training stands. It panics while a step is half made.
func (t *Trainer) Checkpoint() Checkpoint {
	if t.rows != nil {
		panic("toynets: a checkpoint inside a step")
	}
	return Checkpoint{Steps: t.steps, Theta: slices.Clone(t.theta), First: slices.Clone(t.first),
		Second: slices.Clone(t.second), Power1: t.power1, Power2: t.power2}
}

// ContinueTraining returns a trainer that goes on from a checkpoint: its step t sees batch t of r.Seed's order, as if
// it had made the steps before, whoever made them. With the seed of the training that c is of, it makes that training's
// steps to the bit. It panics where NewTrainer does, and if c does not fit the network or the number of steps.
func ContinueTraining(m Model, d Data, r Recipe, c Checkpoint) *Trainer {
	t := NewTrainer(m, d, r)
	if len(c.Theta) != len(t.theta) || len(c.First) != len(t.first) || len(c.Second) != len(t.second) {
		panic("toynets: a checkpoint of another network")
	}
	if c.Steps < 0 || c.Steps > r.Steps {
		panic("toynets: a checkpoint after the last step")
	}
	copy(t.theta, c.Theta)
	copy(t.first, c.First)
	copy(t.second, c.Second)
	t.power1, t.power2, t.steps = c.Power1, c.Power2, c.Steps
	for range c.Steps {
		t.nextBatch()
	}
	return t
}
