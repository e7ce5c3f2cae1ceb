package lmc

func manyStudy() Study {
	return Study{Name: "many", Title: "Many models",
		Help:   "Three and more networks in one basin: pairwise and joint matchings, cycles, the loss between three.",
		Charts: []StudyChart{}}
}
