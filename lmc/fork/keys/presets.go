package keys

import "onebasin/lmc/lab"

// Presets returns the experiments to begin with, the default first. Their barriers are those of the training loss, in
// nats.
func Presets() []lab.Preset {
	return []lab.Preset{
		{Name: "checker", Title: "When does the ridge arise?", Fragment: "",
			Help: "A checkerboard: a fork at the start leaves a barrier of 1.06, one at step 50 of 0.13, and from " +
				"step 100 on there is none."},
		{Name: "spirals", Title: "Two spirals", Fragment: "data=spirals",
			Help: "A fork at the start leaves a barrier of 0.30 where other first weights leave 0.57; from step 100 " +
				"on there is none."},
		{Name: "strokes", Title: "Handwritten strokes", Fragment: "data=strokes",
			Help: "Images in ten classes: a fork at the start leaves 0.097, other first weights 0.61, and from step " +
				"25 on there is none."},
		{Name: "gentle", Title: "Gentle training", Fragment: "lr=0.003&bs=100",
			Help: "A small rate and large batches: a fork at the start leaves 0.092, and from step 25 on there is no " +
				"barrier."},
		{Name: "control", Title: "The same batches", Fragment: "seeds=1,1",
			Help: "Both seeds are 1, so that A and B see the same batches: the same bits, and no barrier."},
	}
}
