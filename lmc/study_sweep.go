package lmc

func sweepStudy() Study {
	return Study{Name: "sweep", Title: "Sweeps",
		Help:   "How the barrier depends on one setting, over several pairs of seeds.",
		Charts: []StudyChart{}}
}
