package toynets_test

import (
	"fmt"

	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// Two networks learn the two spirals from different seeds. Halfway along the straight line between them lies a network
// that has not.
func Example() {
	train, test, err := toynets.Generate(toynets.Spec{Task: "spirals", N: 1000, NTest: 1000, Noise: 0.1, Seed: 1})
	if err != nil {
		panic(err)
	}
	net := toynets.MLP{Widths: []int{2, 64, 64, 2}, Act: kernel.Relu}
	score := toynets.NewEvaluator(net)
	var ends [2][]float32
	for i := range ends {
		t := toynets.NewTrainer(net, train, toynets.Recipe{
			Opt: "adam", LR: 3e-3, WeightDecay: 1e-4, Batch: 50, Steps: 1200, Seed: uint64(i + 1),
		})
		for t.Step() {
		}
		ends[i] = t.Theta()
		s := score.Score(ends[i], test)
		fmt.Printf("seed %d: test loss %.3f, accuracy %.3f\n", i+1, s.Loss, s.Accuracy)
	}
	middle := make([]float32, net.Params())
	kernel.Lerp(middle, ends[0], ends[1], 0.5)
	s := score.Score(middle, test)
	fmt.Printf("between: test loss %.3f, accuracy %.3f\n", s.Loss, s.Accuracy)
	// Output:
	// seed 1: test loss 0.009, accuracy 0.998
	// seed 2: test loss 0.009, accuracy 0.998
	// between: test loss 0.977, accuracy 0.577
}
