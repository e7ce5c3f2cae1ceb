package keys

import "onebasin/lmc/lab/chart"

func manyStudy() chart.Study {
	return chart.Study{Name: "many", Title: "Many models",
		Help: "Do three and more networks lie in one basin? Pairwise and joint matchings, cycles, the loss between " +
			"three.",
		Charts: []chart.Announced{
			{Name: "barriers", Title: "The barriers between all networks", Wide: true},
			{Name: "simplex", Title: "The test loss between three networks", Wide: true},
			{Name: "cycles", Title: "What going round in a cycle loses"},
			{Name: "merging", Title: "The mean of several networks"},
			{Name: "wm-ste", Title: "Matched to A, and how near to one another?", Wide: true},
			{Name: "joint", Title: "How far the joint searches come", Wide: true},
		}}
}
