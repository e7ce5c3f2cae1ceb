package keys

import "onebasin/lmc/lab/chart"

func sweepStudy() chart.Study {
	return chart.Study{Name: "sweep", Title: "Sweeps",
		Help: "How the barrier depends on one setting, over several pairs of seeds.",
		Charts: []chart.Announced{
			{Name: "sweep-barrier", Title: "Barrier over the setting"},
			{Name: "sweep-accuracy", Title: "Accuracy over the setting"},
			{Name: "sweep-alignment", Title: "Singular vectors and distance over the setting", Wide: true},
			{Name: "sweep-paths", Title: "Every path", Wide: true},
		}}
}
