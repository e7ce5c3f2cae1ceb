// Package firstpage names the charts of the laboratory of partings, those that it opens on and those of its studies,
// for whoever draws them: apart from what reads links, so that the program that draws carries no schema.
package firstpage

import "onebasin/lmc/lab/chart"

// Study is the first page: charts about the fork that is shown.
func Study() chart.Study {
	return chart.Study{Title: "The forks",
		Help: "Two hikers who part on a mountain; the ridge between two trainings that part, their barrier by the " +
			"step of the fork, and what it is made of.",
		Charts: []chart.Announced{
			{Name: "mountain", Title: "Is there a ridge between two hikers?", Wide: true},
			{Name: "ridge", Title: "Training loss on the plane through the fork, A and B", Wide: true},
			{Name: "barriers", Title: "Barriers by the step of the fork", Wide: true},
			{Name: "path", Title: "Along the straight line from A to B"},
			{Name: "parts", Title: "What the barrier is made of"},
			{Name: "carriers", Title: "Which examples carry it", Wide: true},
			{Name: "layers", Title: "One layer at a time", Wide: true},
		}}
}
