package keys

import (
	"strconv"
	"strings"
	"sync"

	"onebasin/lmc/fork/firstpage"
	"onebasin/lmc/fork/hikers"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/settings"
	"onebasin/lmc/link"
)

// Help says in one sentence what the laboratory is about.
const Help = "Let two trainings share their first steps, part them, and see when a barrier arises between their ends."

var schema = sync.OnceValue(func() *link.Schema[Link] { return link.NewSchema(experimentFields(), viewFields()) })

// Schema returns the keys of the experiment in canonical order, then those of the view.
func Schema() []link.Spec { return schema().Specs() }

// maxForks is how many forks a link may name.
const maxForks = 16

// standards are the defaults of keys that every laboratory has, where they are this laboratory's own: a task and a rate
// at which partings matter over many steps.
var standards = map[string]string{"data": "checker", "lr": "0.02", "bs": "20"}

func experimentFields() []link.Field[Link] {
	fields := settings.HeadFields(func(l *Link) *settings.Head { return &l.Experiment.Head }, "fork", "Fork", Help)
	fields = append(fields, settings.TaskFields(func(l *Link) *settings.Task { return &l.Experiment.Task })...)
	fields = append(fields, settings.NetworkFields(func(l *Link) *settings.Network { return &l.Experiment.Network })...)
	steps := 0.0
	for _, f := range settings.TrainingFields(func(l *Link) *settings.Training { return &l.Experiment.Training }) {
		switch f.Key {
		case "steps":
			steps = f.Max
		case "seeds":
			f.MaxItems = 2
			f.Help = "The first is A’s, for its first weights and the order of its batches. The second is that of " +
				"the order in which B sees the batches after the fork; of “init” also that of its first weights."
		}
		fields = append(fields, f)
	}
	for k, f := range fields {
		if standard, own := standards[f.Key]; own {
			fields[k].Default = standard
		}
	}
	fields = append(fields,
		link.Field[Link]{Spec: link.Spec{Key: "forks", Group: "Forks", Label: "Forks", Unit: "steps",
			Kind: link.KindSteps, Default: "0,25,50,100,200,400,600,900", Max: steps, MinItems: 1, MaxItems: maxForks,
			Help: "Steps after which B leaves A’s training and sees its own batches, in rising order. B with other " +
				"first weights is always computed beside them."},
			At: func(l *Link) any { return &l.Experiment.Forks }},
		settings.Seed("mseed", "Forks", "Matching seed", "Seed of what is random after training: the order in which "+
			"weight matching visits layers, which weight is nudged and how, the second axis of a plane where there is "+
			"none.", func(l *Link) *int { return &l.Experiment.MatchSeed }),
		link.Field[Link]{Spec: link.Spec{Key: "lambdas", Group: "Forks", Label: "Points on a path",
			Kind: link.KindInt, Default: "25", Min: 3, Max: 401,
			Help: "Number of equidistant λ at which loss and accuracy are computed."},
			At: func(l *Link) any { return &l.Experiment.Lambdas }})
	return append(fields, settings.OwnDataFields(func(l *Link) *settings.Task { return &l.Experiment.Task })...)
}

func viewFields() []link.Field[Link] {
	fields := []link.Field[Link]{
		{Spec: link.Spec{Key: "view.fork", Group: "View", Label: "Fork", Unit: "steps", Kind: link.KindInt,
			Default: "0", Min: -1, Max: 200000, View: true,
			Help: "Which fork the figures show: the one nearest to this step. −1 stands for init: other first " +
				"weights."},
			At: func(l *Link) any { return &l.View.Fork }},
		settings.Mode(func(l *Link) *string { return &l.View.Mode }),
		settings.Turn(func(l *Link) *float64 { return &l.View.Turn }),
		settings.Tilt(func(l *Link) *float64 { return &l.View.Tilt }),
		{Spec: link.Spec{Key: "view.step", Group: "View", Label: "Steps shown", Unit: "steps", Kind: link.KindInt,
			Default: "-1", Min: -1, Max: 200000, View: true,
			Help: "After how many steps of training the descents are shown, and marked in the traces; −1 is the end."},
			At: func(l *Link) any { return &l.View.Step }},
	}
	fields = append(fields, hikersFields()...)
	return append(fields,
		settings.Study(func(l *Link) *string { return &l.View.Study }, studyOptions()),
		settings.Embed(func(l *Link) *string { return &l.View.Embed }, embedOptions()),
		settings.Theme(func(l *Link) *string { return &l.View.Theme }),
		settings.Title(func(l *Link) *string { return &l.View.Title }),
		settings.Names(func(l *Link) *string { return &l.View.Names }),
		settings.From(func(l *Link) *string { return &l.View.From }))
}

// hikersFields are what can be moved of the picture that the laboratory opens on.
func hikersFields() (fields []link.Field[Link]) {
	opening := link.When("view.study", "")
	whole := func(key, label, unit string, standard, least, most int, help string, at func(*Link) *int) {
		fields = append(fields, link.Field[Link]{Spec: link.Spec{Key: key, Group: "View", Label: label, Unit: unit,
			Kind: link.KindInt, Default: strconv.Itoa(standard), Min: float64(least), Max: float64(most), Step: 1,
			When: opening, View: true, Help: help}, At: func(l *Link) any { return at(l) }})
	}
	place := func(key, label string, standard, least, most float64, at func(*Link) *float64) {
		fields = append(fields, link.Field[Link]{Spec: link.Spec{Key: key, Group: "View", Label: label,
			Kind: link.KindNumber, Default: strconv.FormatFloat(standard, 'f', -1, 64), Min: least, Max: most,
			Step: 0.01, When: opening, View: true,
			Help: "Where both hikers start. Their start can be dragged on the mountain, too."},
			At: func(l *Link) any { return at(l) }})
	}
	whole("view.early", "Early parting", "step", 0, 0, hikers.Steps, "After which step the hikers of the first "+
		"mountain part. The ring can be dragged along A’s way, too.",
		func(l *Link) *int { return &l.View.Hikers.Early })
	whole("view.late", "Late parting", "step", 200, 0, hikers.Steps, "After which step the hikers of the second "+
		"mountain part. The ring can be dragged along A’s way, too.",
		func(l *Link) *int { return &l.View.Hikers.Late })
	place("view.x", "Start, x", hikers.Top.X, -HikersX, HikersX, func(l *Link) *float64 { return &l.View.Hikers.X })
	place("view.y", "Start, y", hikers.Top.Y, HikersLow, HikersHigh,
		func(l *Link) *float64 { return &l.View.Hikers.Y })
	whole("view.hikers", "Pair", "", 3, 1, maxPair, "Which pair goes down: another one has other noise, and may end "+
		"otherwise. The study of two hikers counts how many do.",
		func(l *Link) *int { return &l.View.Hikers.Pair })
	return fields
}

func studyOptions() []link.Option {
	o := []link.Option{{Name: "", Label: firstpage.Study().Title, Help: firstpage.Study().Help}}
	for _, s := range firstpage.Studies() {
		o = append(o, link.Option{Name: s.Name, Label: s.Title, Help: s.Help})
	}
	return o
}

func embedOptions() []link.Option {
	o := []link.Option{{Name: "", Label: "The whole page"}, {Name: "all", Label: "All figures"}}
	for _, f := range Figures() {
		o = append(o, link.Option{Name: f.Name, Label: "The " + strings.ToLower(f.Title)})
	}
	for _, s := range firstpage.Studies() {
		for _, c := range s.Charts {
			o = append(o, link.Option{Name: c.Name, Label: c.Title})
		}
	}
	return o
}

// Figures are the figures of the first page, in the order in which they are read.
func Figures() []lab.Figure {
	return []lab.Figure{
		{Name: "mountain", Title: "Mountain", Help: "two hikers who part early and late, and what lies between them"},
		{Name: "ridge", Title: "Ridge", Help: "training loss on the plane through the fork, A and B"},
		{Name: "barriers", Title: "Barriers", Help: "by the step of the fork"},
		{Name: "path", Title: "Path", Help: "loss on the straight line from A to B"},
		{Name: "parts", Title: "Parts", Help: "what the barrier is made of"},
		{Name: "carriers", Title: "Carriers", Help: "the training examples that make up half of the barrier"},
		{Name: "layers", Title: "Layers", Help: "barriers where one layer alone moves, and our estimates"},
	}
}
