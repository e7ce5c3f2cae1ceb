// Package firstpage names the charts of the laboratory of trees, those that it opens on and those of its studies, for
// whoever draws them: apart from what reads links, so that the program that draws carries no schema.
package firstpage

import "onebasin/lmc/lab/chart"

// Study is the first page: charts, which need no page of their own.
func Study() chart.Study {
	return chart.Study{Title: "The barriers",
		Help: "The barriers by what is exchanged, the paths, the landscape, the merged ensemble.",
		Charts: []chart.Announced{
			{Name: "barriers", Title: "Barriers by what is exchanged", Wide: true},
			{Name: "path", Title: "Along the paths", Wide: true},
			{Name: "landscape", Title: "Test loss on the plane through A, B and π(B)", Wide: true},
			{Name: "merged", Title: "The merged ensemble", Wide: true},
		}}
}

// Studies are the laboratory's further questions.
func Studies() []chart.Study {
	return []chart.Study{
		{Name: "one", Title: "One tree",
			Help: "A tree of A and the tree of B that was matched to it. Flip its nodes and reorder its rules by " +
				"hand: what it answers stays, how far it is from A’s tree does not.",
			Charts: []chart.Announced{
				{Name: "tree", Title: "A tree of A and one of B", Wide: true},
				{Name: "rules", Title: "Their rules"},
				{Name: "leaves", Title: "Their leaves"},
			}},
		{Name: "inside", Title: "Inside the trees",
			Help: "Which trees of B are like which of A, and which features the ensembles ask about.",
			Charts: []chart.Announced{
				{Name: "similarity", Title: "Similarity of trees before and after matching", Wide: true},
				{Name: "importance", Title: "Features by what is asked about them", Wide: true},
			}},
		{Name: "hard", Title: "Hard trees",
			Help: "What is left of the ensembles when their questions are decided more and more, up to hard trees.",
			Charts: []chart.Announced{
				{Name: "hard", Title: "What hard trees keep", Wide: true},
				{Name: "sharpened", Title: "The ensembles at β", Wide: true},
			}},
		{Name: "sizes", Title: "Sizes",
			Help: "The barriers of ensembles of more trees, of deeper trees, and of every architecture, over several " +
				"pairs of seeds.",
			Charts: []chart.Announced{
				{Name: "over-trees", Title: "Barrier over the number of trees"},
				{Name: "over-depth", Title: "Barrier over the depth"},
				{Name: "architectures", Title: "Barriers of every architecture", Wide: true},
			}},
		{Name: "beside", Title: "A perceptron beside",
			Help: "A multilayer perceptron with as many sigmoids as the ensemble has questions, on the same data.",
			Charts: []chart.Announced{
				{Name: "beside", Title: "The paths of perceptrons and of ensembles", Wide: true},
			}},
		{Name: "split", Title: "Split data",
			Help: "What both parents, the merged ensembles and the mean of both outputs are worth on all data, where " +
				"each parent saw a share.",
			Charts: []chart.Announced{
				{Name: "split", Title: "Parents, merged and mean on all data", Wide: true},
			}},
	}
}
