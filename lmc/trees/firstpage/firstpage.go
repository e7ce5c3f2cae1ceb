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
	return []chart.Study{{Name: "inside", Title: "Inside the trees",
		Help: "Which trees of B are like which of A, and what is left of the ensembles when every question is decided.",
		Charts: []chart.Announced{
			{Name: "similarity", Title: "Similarity of trees before and after matching", Wide: true},
			{Name: "hard", Title: "What hard trees keep", Wide: true},
		}}}
}
