package keys

import (
	"strings"
	"sync"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/settings"
	"onebasin/lmc/link"
	lmc "onebasin/lmc/matching"
	"onebasin/lmc/sequence/firstpage"
	"onebasin/lmc/sequence/matching"
)

// Help says in one sentence what the laboratory is about.
const Help = "Ask whether one permutation joins two networks throughout their training, pruned, and with a third."

var schema = sync.OnceValue(func() *link.Schema[Link] { return link.NewSchema(experimentFields(), viewFields()) })

// Schema returns the keys of the experiment in canonical order, then those of the view.
func Schema() []link.Spec { return schema().Specs() }

// standards are the defaults of keys that other laboratories have, too, where they are this laboratory's own.
var standards = map[string]string{"seeds": "1,2,3"}

// MaxCheckpoints is the most checkpoints a link may name.
const MaxCheckpoints = 20

func experimentFields() []link.Field[Link] {
	at := func(at func(*Experiment) any) func(*Link) any { return func(l *Link) any { return at(&l.Experiment) } }
	fields := settings.HeadFields(func(l *Link) *settings.Head { return &l.Experiment.Head }, "sequence", "Sequence",
		Help)
	fields = append(fields, settings.TaskFields(func(l *Link) *settings.Task { return &l.Experiment.Task })...)
	fields = append(fields, settings.NetworkFields(func(l *Link) *settings.Network { return &l.Experiment.Network })...)
	fields = append(fields, settings.TrainingFields(func(l *Link) *settings.Training {
		return &l.Experiment.Training
	})...)
	fields = append(fields,
		link.Field[Link]{Spec: link.Spec{Key: "checkpoints", Group: "Sequence", Label: "Checkpoints", Unit: "steps",
			Kind: link.KindSteps, Default: "0,5,10,20,40,80,160,320,640,1200", Min: 0, Max: 200000, MinItems: 1,
			MaxItems: MaxCheckpoints,
			Help: "Steps at which both networks are kept, joined by commas. Those that training does not reach are " +
				"left out; the last step is always one."},
			At: at(func(e *Experiment) any { return &e.Checkpoints })},
		link.Field[Link]{Spec: link.Spec{Key: "match", Group: "Sequence", Label: "Searches", Kind: link.KindChoices,
			Default: "wm,am", Options: searches(), MinItems: 1, MaxItems: len(matching.Names()),
			Help: "Searches compared on the same trainings. The first one's permutations are also those of pruning " +
				"and of the strong claim."},
			At: at(func(e *Experiment) any { return &e.Match })},
		link.Field[Link]{Spec: link.Spec{Key: "restarts", Group: "Sequence", Label: "Restarts", Kind: link.KindInt,
			Default: "4", Min: 1, Max: 1000, When: link.When("match", "wm", "wm,am", "am,wm"),
			Help: "Starts of weight matching, the first from the identity; the closest weights win."},
			At: at(func(e *Experiment) any { return &e.Restarts })},
		settings.Seed("mseed", "Sequence", "Matching seed", "Seed of what is random after training: starts and order "+
			"of the searches, random masks.", func(l *Link) *int { return &l.Experiment.MatchSeed }),
		link.Field[Link]{Spec: link.Spec{Key: "lambdas", Group: "Sequence", Label: "Points on a path",
			Kind: link.KindInt, Default: "9", Min: 3, Max: 401,
			Help: "Number of equidistant λ of which a barrier is the worst. There are many paths, so there are fewer " +
				"points on each than elsewhere."},
			At: at(func(e *Experiment) any { return &e.Lambdas })},
		link.Field[Link]{Spec: link.Spec{Key: "levels", Group: "Pruning", Label: "Levels", Kind: link.KindInt,
			Default: "5", Min: 0, Max: 30,
			Help: "How often weights are pruned and the network trained again. With 0 nothing is."},
			At: at(func(e *Experiment) any { return &e.Levels })},
		link.Field[Link]{Spec: link.Spec{Key: "prune", Group: "Pruning", Label: "Pruned at each", Kind: link.KindNumber,
			Default: "0.5", Min: 0, MinOpen: true, Max: 0.95,
			Help: "Share of the weights left that a level takes away: those of smallest magnitude, over all layers " +
				"at once (Frankle and Carbin, 1803.03635). Biases stay."},
			At: at(func(e *Experiment) any { return &e.Prune })},
		link.Field[Link]{Spec: link.Spec{Key: "rewind", Group: "Pruning", Label: "Rewound to", Unit: "step",
			Kind: link.KindInt, Default: "40", Min: 0, Max: 200000,
			Help: "Step to which the weights that are left are put back before a level trains (Frankle et al., " +
				"1912.05671): all goes on from there as it did."},
			At: at(func(e *Experiment) any { return &e.Rewind })})
	for k, f := range fields {
		if standard, own := standards[f.Key]; own {
			fields[k].Default = standard
		}
	}
	return append(fields, settings.OwnDataFields(func(l *Link) *settings.Task { return &l.Experiment.Task })...)
}

func searches() (o []link.Option) {
	for _, name := range matching.Names() {
		m, _ := lmc.MatcherNamed(name)
		o = append(o, link.Option{Name: m.Name, Label: m.Title, Help: m.Help, Source: m.Source})
	}
	return o
}

func viewFields() []link.Field[Link] {
	view := func(spec link.Spec, at func(*Link) any) link.Field[Link] {
		spec.Group, spec.View = "View", true
		return link.Field[Link]{Spec: spec, At: at}
	}
	return []link.Field[Link]{
		settings.Study(func(l *Link) *string { return &l.View.Study }, studyOptions()),
		view(link.Spec{Key: "view.found", Label: "Permutation found at", Unit: "step", Kind: link.KindInt,
			Default: "-1", Min: -3, Max: 200000, When: link.When("view.study", "", "cell"),
			Help: "The row of the heat map whose path is shown: a step; −1 for the last, −2 for the one permutation " +
				"for all, −3 for none."},
			func(l *Link) any { return &l.View.Found }),
		view(link.Spec{Key: "view.used", Label: "Used at", Unit: "step", Kind: link.KindInt, Default: "-1", Min: -1,
			Max: 200000, When: link.When("view.study", "", "cell"),
			Help: "The column of the heat map whose path is shown: a step; −1 for the last."},
			func(l *Link) any { return &l.View.Used }),
		view(link.Spec{Key: "view.widths", Label: "Widths", Unit: "units", Kind: link.KindValues, Default: "", Min: 1,
			Max: 1024, MaxItems: 12, When: link.When("view.study", "strong"),
			Help: "Widths of the hidden layers at which all networks are compared, joined by commas; if there are " +
				"none, 8 to 512 with the experiment’s own among them."},
			func(l *Link) any { return &l.View.Widths }),
		settings.Embed(func(l *Link) *string { return &l.View.Embed }, embedOptions()),
		settings.Theme(func(l *Link) *string { return &l.View.Theme }),
		settings.Title(func(l *Link) *string { return &l.View.Title }),
		settings.Names(func(l *Link) *string { return &l.View.Names }),
		settings.From(func(l *Link) *string { return &l.View.From }),
	}
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
		{Name: "claims", Title: "Three claims", Help: "weak, simultaneous, strong"},
		{Name: "barriers", Title: "Heat map", Help: "barriers by the step where a permutation was found and is used"},
		{Name: "path", Title: "Path", Help: "loss and accuracy between A and B at the step that is looked at"},
		{Name: "learning", Title: "Learning curves", Help: "loss and accuracy over steps"},
		{Name: "pruning", Title: "Pruning", Help: "barriers between pruned networks"},
		{Name: "transport", Title: "Mask transport", Help: "accuracy of B under masks of A"},
	}
}
