package job

import (
	"testing"

	"onebasin/lmc/lab/labtest"
)

// Whatever a message says of the small experiment, it is begun or refused.
func FuzzStart(f *testing.F) {
	small := fragment(f, small)
	a, b := trained(f, small)
	id := [][]int{{0, 1, 2, 3, 4, 5}, {0, 1, 2, 3, 4}}
	labtest.Jobs(f, NewWorker(), Messages(), small,
		&Train{Experiment: small, Model: 1}, &Match{Experiment: small, Method: "wm", From: 1, Last: 2, A: a, B: b},
		&Match{Experiment: small, Method: "null-am", From: 1, Last: 1, A: a, B: b},
		&EvaluateLine{Experiment: small, A: a, B: b, Permutation: id},
		&EvaluatePlane{Experiment: small, Origin: a, E1: b, E2: b, N: 4, Last: 4, U1: 1, V1: 1},
		&CompareSpectra{Experiment: small, A: a, B: b, Permutations: [][][]int{id}},
		&EstimateExcess{Experiment: small, Rows: 9, A: a, B: b, Permutation: id},
		&TraceDescent{Experiment: small, Method: "wm", From: 1, A: a, B: b, Start: id},
		&MatchParts{Experiment: small, From: 1, Ranks: []int{1, -1}, Rest: []int{0, 1}, Restarts: 2, A: a, B: b},
		&MatchJointly{Experiment: small, Method: "many", Models: [][]float32{a, b, a}, Last: 1},
		&EvaluateMeans{Experiment: small, Models: [][]float32{a, b}, Sets: [][]int{{0, 1}}},
		&Repair{Experiment: small, Rows: 9, A: a, B: b, Lambda: []float64{0, .5}},
		&TrainCurve{Experiment: small, Name: "bend", A: a, B: b, Steps: 3, N: 3},
		&FindCurvature{Experiment: small, Name: "hessian", Theta: a, Rows: 9, Top: 1, Products: 9},
		&Decompose{Out: 2, In: 3, Weight: a[:6], Gammas: []float64{0, .3}})
}
