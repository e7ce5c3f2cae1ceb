package lmc

func planesStudy() Study {
	return Study{Name: "planes", Title: "Other planes",
		Help:   "The same landscape in other planes: the trajectory’s, random directions, the Hessian’s.",
		Charts: []StudyChart{}}
}
