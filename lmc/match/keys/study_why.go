package keys

import "onebasin/lmc/lab/chart"

func whyStudy() chart.Study {
	return chart.Study{Name: "why", Title: "Why it works",
		Help: "What weight matching aligns, and what it does not: distances, spectra, singular vectors, each " +
			"beside its null.",
		Charts: []chart.Announced{
			{Name: "made-of", Title: "What the barrier is made of", Wide: true},
			{Name: "carriers", Title: "Examples that carry half of the barrier", Wide: true},
			{Name: "searches", Title: "All matchings side by side", Wide: true},
			{Name: "reduction", Title: "How much closer matching brings B"},
			{Name: "equality", Title: "Theorem 4.1 as an equality"},
			{Name: "gamma", Title: "Alignment of singular vectors over γ", Wide: true},
			{Name: "spectra", Title: "Singular values", Wide: true},
			{Name: "overlap", Title: "Singular vectors in pairs", Wide: true},
			{Name: "inputs", Title: "Inputs along the singular vectors", Wide: true},
			{Name: "taylor", Title: "The barrier from its ends’ curvature", Wide: true},
			{Name: "descent", Title: "Barrier and alignment along one search", Wide: true},
			{Name: "restarts", Title: "Barrier against alignment"},
			{Name: "subspace", Title: "Matching a part of the singular vectors"},
		}}
}
