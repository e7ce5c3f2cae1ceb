package keys

import (
	"strings"
	"sync"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/settings"
	"onebasin/lmc/link"
	"onebasin/lmc/trees/firstpage"
	"onebasin/lmc/trees/matching"
	"onebasin/toynets/tree"
)

// Help says in one sentence what the laboratory is about.
const Help = "Train ensembles of soft trees, exchange what their function does not see, and walk the line between."

var schema = sync.OnceValue(func() *link.Schema[Link] { return link.NewSchema(experimentFields(), viewFields()) })

// Schema returns the keys of the experiment in canonical order, then those of the view.
func Schema() []link.Spec { return schema().Specs() }

// standards are the defaults of keys that every laboratory has, where they are this laboratory's own.
var standards = map[string]string{"lr": "0.02", "wd": "0"}

func experimentFields() []link.Field[Link] {
	at := func(at func(*Experiment) any) func(*Link) any { return func(l *Link) any { return at(&l.Experiment) } }
	deepest := 0
	for _, a := range tree.Architectures() {
		deepest = max(deepest, a.MaxDepth)
	}
	fields := settings.HeadFields(func(l *Link) *settings.Head { return &l.Experiment.Head }, "trees", "Trees", Help)
	fields = append(fields, settings.TaskFields(func(l *Link) *settings.Task { return &l.Experiment.Task })...)
	fields = append(fields,
		link.Field[Link]{Spec: link.Spec{Key: "scale", Group: "Task", Label: "Features", Kind: link.KindChoice,
			Default: "none", Options: []link.Option{
				{Name: "none", Label: "As they are", Help: "The trees see the features as they are drawn."},
				{Name: "normal", Label: "Normal scores", Help: "Every feature goes through the quantiles of the " +
					"training set to those of a normal distribution."}},
			Help: "Whether features are brought to one scale before trees see them."},
			At: at(func(e *Experiment) any { return &e.Scale })},
		link.Field[Link]{Spec: link.Spec{Key: "split", Group: "Task", Label: "Split", Kind: link.KindNumber,
			Default: "0", Min: 0, Max: 1,
			Help: "0: both models see all training examples. Otherwise A sees this share of the odd-numbered " +
				"classes and the rest of the others, and B what A does not see."},
			At: at(func(e *Experiment) any { return &e.Split })},
		link.Field[Link]{Spec: link.Spec{Key: "tree", Group: "Trees", Label: "Architecture", Kind: link.KindChoice,
			Default: "oblivious", Options: architectures(),
			Help: "How the nodes of a tree hang together, which decides what can be exchanged in it."},
			At: at(func(e *Experiment) any { return &e.Tree })},
		link.Field[Link]{Spec: link.Spec{Key: "trees", Group: "Trees", Label: "Trees", Kind: link.KindInt,
			Default: "64", Min: 1, Max: 1024,
			Help: "Number of trees M, whose answers are added. More are matched better."},
			At: at(func(e *Experiment) any { return &e.Trees })},
		link.Field[Link]{Spec: link.Spec{Key: "depth", Group: "Trees", Label: "Depth", Kind: link.KindInt,
			Default: "2", Min: 1, Max: float64(deepest),
			Help: "Depth D of a tree: at most 8 for perfect trees, 5 for oblivious ones, 16 for lists."},
			At: at(func(e *Experiment) any { return &e.Depth })})
	fields = append(fields, settings.TrainingFields(func(l *Link) *settings.Training {
		return &l.Experiment.Training
	})...)
	fields = append(fields,
		link.Field[Link]{Spec: link.Spec{Key: "match", Group: "Matching", Label: "Searches", Kind: link.KindChoices,
			Default: "wm,am", Options: searches(), MinItems: 1, MaxItems: len(matching.Matchers()),
			Help: "Searches compared on the same pair, each with every set of invariances that the architecture " +
				"has. The path without matching is always shown."},
			At: at(func(e *Experiment) any { return &e.Match })},
		settings.Seed("mseed", "Matching", "Matching seed", "Seed of what is random after training: the second axis "+
			"of a landscape where π(B) lies on the line.", func(l *Link) *int { return &l.Experiment.MatchSeed }),
		link.Field[Link]{Spec: link.Spec{Key: "lambdas", Group: "Matching", Label: "Points on a path",
			Kind: link.KindInt, Default: "25", Min: 3, Max: 401,
			Help: "Number of equidistant λ at which loss and accuracy are computed."},
			At: at(func(e *Experiment) any { return &e.Lambdas })})
	fields = append(fields, settings.OwnDataFields(func(l *Link) *settings.Task { return &l.Experiment.Task })...)
	for k, f := range fields {
		if standard, own := standards[f.Key]; own {
			fields[k].Default = standard
		}
	}
	return fields
}

func architectures() (o []link.Option) {
	for _, a := range tree.Architectures() {
		o = append(o, link.Option{Name: a.Name, Label: a.Title, Help: a.Help})
	}
	return o
}

func searches() (o []link.Option) {
	for _, m := range matching.Matchers() {
		o = append(o, link.Option{Name: m.Name, Label: m.Title, Help: m.Help})
	}
	return o
}

func viewFields() []link.Field[Link] {
	return []link.Field[Link]{
		settings.Study(func(l *Link) *string { return &l.View.Study }, studyOptions()),
		settings.Embed(func(l *Link) *string { return &l.View.Embed }, embedOptions()),
		settings.Theme(func(l *Link) *string { return &l.View.Theme }),
		settings.Title(func(l *Link) *string { return &l.View.Title }),
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
		{Name: "barriers", Title: "Barriers", Help: "by search and set of invariances"},
		{Name: "path", Title: "Paths", Help: "accuracy at each λ"},
		{Name: "landscape", Title: "Landscape", Help: "test loss on the plane through A, B and π(B)"},
		{Name: "merged", Title: "Merged ensemble", Help: "what it does on the path"},
	}
}
