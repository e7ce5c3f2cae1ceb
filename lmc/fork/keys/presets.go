package keys

import "onebasin/lmc/lab"

// Presets returns the experiments to begin with, the default first.
func Presets() []lab.Preset {
	return []lab.Preset{
		{Name: "spirals", Title: "When does the ridge arise?", Fragment: "",
			Help: "Two spirals: partings from the first step to the last quarter of the training."},
	}
}
