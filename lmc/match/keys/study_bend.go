package keys

import "onebasin/lmc/lab/chart"

func bendStudy() chart.Study {
	return chart.Study{Name: "bend", Title: "Repair and bend",
		Help: "What else may lower a barrier: rescaled activations, and a trained curve.",
		Charts: []chart.Announced{
			{Name: "repair", Title: "REPAIR on the path", Wide: true},
			{Name: "variance", Title: "Variance of hidden units", Wide: true},
			{Name: "curve", Title: "A trained curve", Wide: true},
			{Name: "curve-plane", Title: "The plane of the trained curve", Wide: true},
		}}
}
