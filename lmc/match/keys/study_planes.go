package keys

import "onebasin/lmc/lab/chart"

func planesStudy() chart.Study {
	return chart.Study{Name: "planes", Title: "Other planes",
		Help: "The same landscape in other planes: the trajectory’s, random directions, the Hessian’s.",
		Charts: []chart.Announced{
			{Name: "plane-pca", Title: "The plane of the trajectories", Wide: true},
			{Name: "plane-random", Title: "Random directions", Wide: true},
			{Name: "hessian", Title: "Largest and smallest curvature", Wide: true},
			{Name: "plane-hessian", Title: "Directions of largest curvature", Wide: true},
		}}
}
