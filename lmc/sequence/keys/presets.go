package keys

import "onebasin/lmc/lab"

// Presets returns the experiments to begin with, the default first.
func Presets() []lab.Preset {
	return []lab.Preset{
		{Name: "spirals", Title: "One permutation for all steps", Fragment: "",
			Help: "Two spirals: one permutation for all steps leaves at most 0.031 nats of a barrier of up to 0.91."},
	}
}
