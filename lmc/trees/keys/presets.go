package keys

import "onebasin/lmc/lab"

// Presets returns the experiments to begin with, the default first. Their barriers are those of the test accuracy, in
// per cent of the examples; activation matching with trees alone is worse than nothing for some, and is there to be
// seen.
func Presets() []lab.Preset {
	return []lab.Preset{
		{Name: "oblivious", Title: "What can be exchanged", Fragment: "",
			Help: "Oblivious trees on two spirals: the barrier is 45.75 points, 16.68 with trees exchanged, and 2.72 " +
				"with rules and subtrees too."},
		{Name: "gauss", Title: "Four classes in eight features",
			Help: "Gaussian clusters: the barrier falls from 34.22 points to 0.60 by trees alone, and to 0 with " +
				"rules and subtrees too.",
			Fragment: "data=gauss&n=2000&nt=2000&noise=0.5&dim=8&bs=200&steps=600"},
		{Name: "perfect", Title: "Perfect trees",
			Help: "A question at every node: the barrier is 44.81 points, 29.50 with trees exchanged, and 2.81 with " +
				"subtrees too.",
			Fragment: "tree=perfect"},
		{Name: "deep", Title: "Deeper trees",
			Help: "Perfect trees of depth 3, by their activations with trees alone: 44.28 points where no matching " +
				"leaves 35.99.",
			Fragment: "tree=perfect&depth=3"},
		{Name: "list", Title: "Decision lists",
			Help: "Questions in a row: the barrier falls from 43.75 points to 10.35 by trees, and to 9.85 where the " +
				"last two leaves may change places.",
			Fragment: "tree=list&depth=4"},
		{Name: "modified", Title: "Nothing to exchange but trees",
			Help:     "Lists whose last leaf is fixed at zero: the barrier falls from 39.35 points to 14.74.",
			Fragment: "tree=modified&depth=4"},
		{Name: "split", Title: "Split data",
			Help: "A sees four fifths of one class and a fifth of the other, B the rest: on all test examples they " +
				"are right in 94.80 and 94.20 per cent, merged in 95.90.",
			Fragment: "data=gauss&n=2000&nt=2000&noise=0.5&dim=8&classes=2&split=0.8&bs=200&steps=600"},
	}
}
