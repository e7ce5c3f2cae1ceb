package toynets

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/toynets/kernel"
)

// A training that is interrupted at any step and goes on by its own order has the bits of one that was not; by another
// order it sees, from there on, the batches that a training with that order sees at the same steps.
func TestContinueTraining(t *testing.T) {
	d := small(23) // epochs of five batches, the last one short
	m := MLP{Widths: []int{3, 7, 4}, Act: kernel.Tanh}
	for _, opt := range Optimisers() {
		recipe := Recipe{Opt: opt.Name, LR: 0.01, Momentum: 0.9, WeightDecay: 0.1, Batch: 5, Steps: 17, Seed: 1}
		whole := NewTrainer(m, d, recipe)
		var at []Checkpoint
		for more := true; more; more = whole.Step() {
			at = append(at, whole.Checkpoint())
		}
		at = append(at, whole.Checkpoint())
		assert.Len(t, at, 18)
		other := recipe
		other.Seed = 2
		for k, c := range at {
			name := fmt.Sprintf("%s at %d", opt.Name, k)
			assert.Equal(t, k, c.Steps)
			same := ContinueTraining(m, d, recipe, c)
			for same.Step() {
			}
			assert.Equal(t, whole.Theta(), same.Theta(), name)
			assert.Equal(t, at[17], same.Checkpoint(), name)

			forked := ContinueTraining(m, d, other, c)
			assert.Equal(t, c, forked.Checkpoint(), "nothing has happened yet: "+name)
			judge := NewTrainer(m, d, other) // whose parameters and means are put where they were
			for range k {
				judge.Step()
			}
			judge.theta, judge.first, judge.second = c.Theta, c.First, c.Second
			judge.power1, judge.power2 = c.Power1, c.Power2
			for forked.Step() {
			}
			for judge.Step() {
			}
			require.True(t, slices.Equal(judge.Theta(), forked.Theta()), name)
			assert.Equal(t, k == 17, slices.Equal(whole.Theta(), forked.Theta()), name)
		}
	}
}

func TestContinueTrainingPanics(t *testing.T) {
	d := small(8)
	m := MLP{Widths: []int{3, 4}}
	recipe := Recipe{Opt: "sgd", Batch: 4, Steps: 3}
	c := NewTrainer(m, d, recipe).Checkpoint()
	assert.NotPanics(t, func() { ContinueTraining(m, d, recipe, c) })
	c.Steps = 4
	assert.Panics(t, func() { ContinueTraining(m, d, recipe, c) })
	c.Steps, c.Second = 0, c.Second[1:]
	assert.Panics(t, func() { ContinueTraining(m, d, recipe, c) })
}
