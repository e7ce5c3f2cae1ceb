package keys

import "onebasin/lmc/lab"

// Presets returns the experiments to begin with, the default first. Their barriers are of the test loss, in nats.
func Presets() []lab.Preset {
	return []lab.Preset{
		{Name: "spirals", Title: "One permutation for all steps", Fragment: "",
			Help: "Two spirals: one permutation for all steps leaves at most 0.031 of a barrier of up to 0.91; one " +
				"for each of three networks 0.026 of 2.03."},
		{Name: "narrow", Title: "Too narrow for one basin", Fragment: "net=16-16&levels=0",
			Help: "With 16 units a layer no claim holds: one permutation for all steps leaves 1.00 where there was " +
				"0.62, one for each network 1.31 of 1.62."},
		{Name: "wide", Title: "Wide networks", Fragment: "net=128-128&match=wm&levels=0",
			Help: "With 128 units a layer one permutation for each network leaves 0.0054 of 1.18, one for all steps " +
				"0.024 of 1.30."},
		{Name: "five", Title: "Five networks", Fragment: "seeds=1,2,3,4,5&match=wm&levels=0",
			Help: "One permutation for each of five networks leaves 0.18 of 2.03, where one for each pair leaves " +
				"0.11."},
		{Name: "pruned", Title: "Pruned ten times",
			Fragment: "seeds=1,2&match=wm&levels=10&prune=0.3&rewind=100",
			Help: "With 2.8 % of the weights B reaches 99.50 % under its own mask, 90.70 under A’s moved by the " +
				"level’s permutation, 83.40 under A’s as it is."},
		{Name: "strokes", Title: "Handwritten strokes", Fragment: "data=strokes&n=2000&side=12",
			Help: "Ten digits: one permutation for all steps leaves at most 0.12 of a barrier of up to 0.91."},
	}
}
