package keys

import (
	"fmt"
	"slices"

	"onebasin/lmc/measure"
	"onebasin/toynets"
)

// Experiment is everything that changes a number. It is a plain value: two
// equal experiments give the same bits. The schema (schema.go) is the single
// source of its keys, defaults and bounds; Parse and Fragment are its codec.
type Experiment struct {
	Version int    // of the link's meaning
	Lab     string // laboratory

	Data         string // task
	N, NTest     int    // training and test examples
	Noise        float64
	DataSeed     int
	Dim, Classes int // of gauss
	Side         int // of strokes, pixels
	Net          []int
	Act          string
	Opt          string
	LR, Momentum float64
	WeightDecay  float64
	Batch, Steps int
	Seeds        []int // one per model; A is the first
	Match        []string
	Restarts     int
	MatchSeed    int
	Lambdas      int
}

// Methods returns the methods to compare: none, which is always computed,
// then the experiment's matchers in their order.
func (e Experiment) Methods() []string {
	methods := []string{"none"}
	for _, m := range e.Match {
		if !slices.Contains(methods, m) {
			methods = append(methods, m)
		}
	}
	return methods
}

// Spec returns what the data generator is asked for.
func (e Experiment) Spec() toynets.Spec {
	return toynets.Spec{Task: e.Data, N: e.N, NTest: e.NTest, Noise: e.Noise,
		Seed: uint64(e.DataSeed), Dim: e.Dim, Classes: e.Classes, Side: e.Side}
}

// MLP returns the architecture of every model: the task's inputs, the hidden
// widths, the task's classes.
func (e Experiment) MLP() toynets.MLP {
	dim, classes := e.Shape()
	widths := append([]int{dim}, e.Net...)
	act, ok := toynets.ActivationNamed(e.Act)
	if !ok {
		panic("keys: unknown activation " + e.Act)
	}
	return toynets.MLP{Widths: append(widths, classes), Act: act.Act}
}

// Shape returns the number of inputs and of classes of the task. It panics for
// an experiment that Parse could not have given.
func (e Experiment) Shape() (dim, classes int) {
	dim, classes, err := e.Spec().Shape()
	if err != nil {
		panic("keys: " + err.Error())
	}
	return dim, classes
}

// Recipe returns how model i is trained.
func (e Experiment) Recipe(i int) toynets.Recipe {
	return toynets.Recipe{Opt: e.Opt, LR: e.LR, Momentum: e.Momentum, WeightDecay: e.WeightDecay,
		Batch: e.Batch, Steps: e.Steps, Seed: uint64(e.Seeds[i])}
}

// MatchStream returns the random stream of one restart of a matcher on the
// pair (A, model `from`).
func (e Experiment) MatchStream(method string, from, restart int) *toynets.Rand {
	return toynets.Stream(uint64(e.MatchSeed), fmt.Sprintf("%s/%s/%d", method, measure.ModelName(from), restart))
}
