package lmc

func manyStudy() Study {
	return Study{Name: "many", Title: "Many models",
		Help: "Three and more networks in one basin: pairwise and joint matchings, cycles, the loss between three.",
		Charts: []StudyChart{
			{"barriers", "The barriers between all networks", true},
			{"cycles", "What going round in a cycle loses", false},
			{"joint", "How far the joint searches come", false},
			{"merging", "The mean of several networks", false},
			{"wm-ste", "Matched to A, and how near to one another?", false},
			{"simplex", "The test loss between three networks", true},
		}}
}
