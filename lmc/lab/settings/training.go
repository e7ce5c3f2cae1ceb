package settings

import (
	"onebasin/lmc/link"
	"onebasin/toynets"
)

// Bounds of a network.
const (
	MostWidth, MostHidden = 1024, 6
	MostNetworks          = 8
)

// Network is the shape of a multilayer perceptron between a task's inputs and classes.
type Network struct {
	Net []int // hidden widths
	Act string
}

// MLP returns the network of that shape for a task. It panics for an activation that a link could not have given.
func (n Network) MLP(t Task) toynets.MLP {
	dim, classes := t.Shape()
	widths := append([]int{dim}, n.Net...)
	act, ok := toynets.ActivationNamed(n.Act)
	if !ok {
		panic("settings: unknown activation " + n.Act)
	}
	return toynets.MLP{Widths: append(widths, classes), Act: act.Act}
}

// NetworkFields are the keys of the network.
func NetworkFields[S any](at func(*S) *Network) []link.Field[S] {
	return []link.Field[S]{
		{Spec: link.Spec{Key: "net", Group: "Networks", Label: "Hidden widths", Unit: "units", Kind: link.KindWidths,
			Default: "64-64", Min: 1, Max: MostWidth, MinItems: 1, MaxItems: MostHidden,
			Help: "Number of units of each hidden layer, joined by hyphens. Ainsworth et al. " +
				"(2209.04836) find that wider networks are matched better; the study of sweeps tries it here."},
			At: func(l *S) any { return &at(l).Net }},
		{Spec: link.Spec{Key: "act", Group: "Networks", Label: "Activation", Kind: link.KindChoice, Default: "relu",
			Options: activations(), Help: "Nonlinearity σ of the hidden units."},
			At: func(l *S) any { return &at(l).Act }},
	}
}

// Training is how models are trained, and from which seeds.
type Training struct {
	Opt          string
	LR, Momentum float64
	WeightDecay  float64
	Batch, Steps int
	Seeds        []int // one per model; A is the first
}

// Recipe returns how model i is trained.
func (t Training) Recipe(i int) toynets.Recipe {
	return toynets.Recipe{Opt: t.Opt, LR: t.LR, Momentum: t.Momentum, WeightDecay: t.WeightDecay,
		Batch: t.Batch, Steps: t.Steps, Seed: uint64(t.Seeds[i])}
}

// TrainingFields are the keys of training.
func TrainingFields[S any](at func(*S) *Training) []link.Field[S] {
	return []link.Field[S]{
		{Spec: link.Spec{Key: "opt", Group: "Training", Label: "Optimiser", Kind: link.KindChoice, Default: "adam",
			Options: optimisers(), Help: "Rule that turns gradients into steps."},
			At: func(l *S) any { return &at(l).Opt }},
		{Spec: link.Spec{Key: "lr", Group: "Training", Label: "Learning rate", Kind: link.KindNumber, Default: "0.003",
			Min: 0, MinOpen: true, Max: 10, Help: "Size of a step. Too large and training diverges."},
			At: func(l *S) any { return &at(l).LR }},
		{Spec: link.Spec{Key: "mom", Group: "Training", Label: "Momentum", Kind: link.KindNumber, Default: "0.9",
			Min: 0, Max: 0.999, Help: "Share of the previous step that SGD keeps.", When: link.When("opt", "sgd")},
			At: func(l *S) any { return &at(l).Momentum }},
		{Spec: link.Spec{Key: "wd", Group: "Training", Label: "Weight decay", Kind: link.KindNumber, Default: "0.0001",
			Min: 0, Max: 1, Help: "Pull of every parameter towards zero: in the gradient for sgd and adam, on the " +
				"weights themselves for adamw."},
			At: func(l *S) any { return &at(l).WeightDecay }},
		{Spec: link.Spec{Key: "bs", Group: "Training", Label: "Batch size", Unit: "examples", Kind: link.KindInt,
			Default: "50", Min: 1, Max: 4096, Help: "Examples averaged in one step; all of them if there are fewer."},
			At: func(l *S) any { return &at(l).Batch }},
		{Spec: link.Spec{Key: "steps", Group: "Training", Label: "Steps", Kind: link.KindInt, Default: "1200",
			Min: 0, Max: 200000, Help: "Steps of training of each network."},
			At: func(l *S) any { return &at(l).Steps }},
		{Spec: link.Spec{Key: "seeds", Group: "Training", Label: "Network seeds", Kind: link.KindSeeds, Default: "1,2",
			Min: 0, Max: maxSeed, MinItems: 2, MaxItems: MostNetworks,
			Help: "One seed per network, for its first weights and the order of its batches: what makes A and B " +
				"differ. The first is A, to which the others are matched. The examples come from the data seed, the " +
				"starts of searches from a seed of their own."},
			At: func(l *S) any { return &at(l).Seeds }},
	}
}

func activations() (o []link.Option) {
	for _, a := range toynets.Activations() {
		o = append(o, link.Option{Name: a.Name, Label: a.Title, Help: a.Help})
	}
	return o
}

func optimisers() (o []link.Option) {
	for _, a := range toynets.Optimisers() {
		o = append(o, link.Option{Name: a.Name, Label: a.Title, Help: a.Help})
	}
	return o
}
