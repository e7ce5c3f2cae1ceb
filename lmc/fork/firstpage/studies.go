package firstpage

import "onebasin/lmc/lab/chart"

// Studies are the laboratory's further questions.
func Studies() []chart.Study {
	return []chart.Study{
		{Name: "hikers", Title: "Two hikers",
			Help: "Of two hundred pairs on the mountain of two parameters, how many end on two sides of the ridge, " +
				"by the step at which they part.",
			Charts: []chart.Announced{
				{Name: "hikers", Title: "How many hikers end on two sides", Wide: true},
			}},
		{Name: "training", Title: "Over training",
			Help: "How the barrier between A and B of the fork shown, their angle and their distance grow while they " +
				"train.",
			Charts: []chart.Announced{
				{Name: "traces", Title: "Losses and barrier over training", Wide: true},
				{Name: "ways", Title: "Angles and distances over training", Wide: true},
			}},
		{Name: "matching", Title: "Matching",
			Help: "Whether renumbering B’s units helps after a fork, and from which step on the identity is the best " +
				"permutation that is found.",
			Charts: []chart.Announced{
				{Name: "matched", Title: "Barriers before and after weight matching", Wide: true},
			}},
		{Name: "butterfly", Title: "Butterfly",
			Help: "The same batches in the same order, but one weight, or all, nudged at the step of the fork: how " +
				"large must a nudge be, and how early, for a barrier?",
			Charts: []chart.Announced{{Name: "nudges", Title: "Barriers after a nudge", Wide: true}}},
		{Name: "knobs", Title: "Knobs",
			Help: "The barrier of the fork shown at other learning rates and batch sizes, and by SGD at other " +
				"momenta.",
			Charts: []chart.Announced{{Name: "rates", Title: "Barriers by learning rate and batch size", Wide: true}}},
	}
}
