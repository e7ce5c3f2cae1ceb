package keys

func sweepStudy() Study {
	return Study{Name: "sweep", Title: "Sweeps",
		Help: "How the barrier depends on one setting, over several pairs of seeds.",
		Charts: []StudyChart{
			{Name: "sweep-barrier", Title: "Barrier over the setting"},
			{Name: "sweep-accuracy", Title: "Accuracy over the setting"},
			{Name: "sweep-alignment", Title: "Singular vectors and distance over the setting", Wide: true},
			{Name: "sweep-paths", Title: "Every path", Wide: true},
		}}
}
