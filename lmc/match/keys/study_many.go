package keys

func manyStudy() Study {
	return Study{Name: "many", Title: "Many models",
		Help: "Three and more networks in one basin: pairwise and joint matchings, cycles, the loss between three.",
		Charts: []StudyChart{
			{"barriers", "The barriers between all networks", true},
			{"simplex", "The test loss between three networks", true},
			{"cycles", "What going round in a cycle loses", false},
			{"merging", "The mean of several networks", false},
			{"wm-ste", "Matched to A, and how near to one another?", true},
			{"joint", "How far the joint searches come", true},
		}}
}
