package lmc_test

import (
	"fmt"

	"onebasin/lmc/match/keys"
	"onebasin/lmc/matching"
	"onebasin/lmc/path"
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// Two networks learn the two spirals from different seeds. Halfway between them there is none that has learnt anything;
// halfway between A and π(B) there is.
func Example() {
	link, _ := keys.Parse("data=spirals&net=64-64&seeds=1,2")
	e, mlp := link.Experiment, link.Experiment.MLP()
	train, test, _ := toynets.Generate(e.Spec())
	var nets [2][]float32
	for i := range nets {
		t := toynets.NewTrainer(mlp, train, e.Recipe(i))
		for t.Step() {
		}
		nets[i] = t.Theta()
	}
	a, b, symmetry := nets[0], nets[1], symmetry.MLPSymmetry(mlp)
	wm := matching.NewWeightMatching(symmetry, a, b, nil, e.MatchStream("wm", 1, 0))
	for wm.Step() {
	}
	for _, end := range [][]float32{b, symmetry.Apply(b, wm.Permutation())} {
		_, half := path.NewLine(mlp, a, end, train, test).Score(0.5)
		fmt.Printf("distance %.1f, test loss halfway %.3f, accuracy %.3f\n", vector.Distance(a, end), half.Loss,
			half.Accuracy)
	}
	// Output:
	// distance 21.7, test loss halfway 0.922, accuracy 0.637
	// distance 10.7, test loss halfway 0.028, accuracy 0.994
}
