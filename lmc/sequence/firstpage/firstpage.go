// Package firstpage names the charts of the laboratory of sequences, those that it opens on and those of its studies,
// for whoever draws them: apart from what reads links, so that the program that draws carries no schema.
package firstpage

import "onebasin/lmc/lab/chart"

// Study is the first page: charts, which need no page of their own.
func Study() chart.Study {
	return chart.Study{Title: "The three claims",
		Help: "The three claims, the barriers of every permutation at every step, the learning curves, pruning.",
		Charts: []chart.Announced{
			{Name: "claims", Title: "Weak, simultaneous, strong", Wide: true},
			{Name: "barriers", Title: "Where a permutation was found, and where it is used", Wide: true},
			{Name: "path", Title: "The path at the step that is looked at", Wide: true},
			{Name: "learning", Title: "Learning curves", Wide: true},
			{Name: "pruning", Title: "Barriers between pruned networks", Wide: true},
			{Name: "transport", Title: "Masks transported from A to B", Wide: true},
		}}
}

// Studies are the laboratory's further questions.
func Studies() []chart.Study {
	return []chart.Study{
		{Name: "cell", Title: "One permutation at one step",
			Help: "The path of one cell of the heat map, and where its ends are on their learning curves.",
			Charts: []chart.Announced{
				{Name: "cell-path", Title: "The path", Wide: true},
			}},
		{Name: "maps", Title: "Accuracy and training data",
			Help: "The heat maps of the accuracy, and of loss and accuracy over the training data.",
			Charts: []chart.Announced{
				{Name: "maps-test", Title: "Barriers of the test accuracy", Wide: true},
				{Name: "maps-training", Title: "Barriers over the training data", Wide: true},
			}},
		{Name: "strong", Title: "Many networks, many widths",
			Help: "Barriers between networks matched to one another, through a third, and jointly, over width.",
			Charts: []chart.Announced{
				{Name: "strong-pairs", Title: "Every pair", Wide: true},
				{Name: "strong-cycles", Title: "There and back", Wide: true},
				{Name: "strong-simplex", Title: "The loss between three networks", Wide: true},
				{Name: "strong-width", Title: "Over width", Wide: true},
			}},
		{Name: "masks", Title: "Masks",
			Help: "The masks of the last level as pictures of the layers, before and after they are transported.",
			Charts: []chart.Announced{
				{Name: "masks-pictures", Title: "Masks of the layers", Wide: true},
				{Name: "masks-seeds", Title: "Masks over several pairs of seeds", Wide: true},
			}},
		{Name: "layers", Title: "Layer by layer",
			Help: "The permutations of some layers from an early step, those of the others from the end.",
			Charts: []chart.Announced{
				{Name: "layers-barriers", Title: "Barriers at the end", Wide: true},
			}},
	}
}
