package lmc

func bendStudy() Study {
	return Study{Name: "bend", Title: "Repair and bend",
		Help:   "What else removes a barrier: rescaled activations, and a trained curve.",
		Charts: []StudyChart{}}
}
