package keys

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/settings"
	"onebasin/lmc/link"
	"onebasin/lmc/trees/firstpage"
	"onebasin/lmc/trees/matching"
	"onebasin/lmc/trees/symmetry"
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

// methodOptions are all methods that any experiment compares: none, then each search with all invariances and with ever
// fewer.
func methodOptions() []link.Option {
	o := []link.Option{{Name: "none", Label: "No matching", Help: "B as it is."}}
	for _, m := range matching.Matchers() {
		for _, set := range slices.Backward(symmetry.Sets(tree.Oblivious)) { // which have every invariance
			o = append(o, link.Option{Name: Method{m.Name, set}.Name(),
				Label: fmt.Sprintf("%s: %s", strings.ToUpper(m.Name), symmetry.Said(set.Words())),
				Help:  fmt.Sprintf("%s that may exchange %s.", m.Title, symmetry.Said(set.Words()))})
		}
	}
	return o
}

// setting is a key of the view.
func setting(spec link.Spec, at func(*View) any) link.Field[Link] {
	spec.Group, spec.View = "View", true
	return link.Field[Link]{Spec: spec, At: func(l *Link) any { return at(&l.View) }}
}

func viewFields() []link.Field[Link] {
	return []link.Field[Link]{
		settings.Lambda(func(l *Link) *float64 { return &l.View.Lambda },
			"How far from A towards B, or towards π(B), the merged ensemble stands."),
		setting(link.Spec{Key: "view.method", Label: "Matching shown", Kind: link.KindChoice,
			Default: methodOptions()[1].Name, Options: methodOptions(),
			Help: "Which search, with which invariances, the landscape, the merged ensemble and the studies show; " +
				"the first search with all, where the experiment has none of that name."},
			func(v *View) any { return &v.Method }),
		settings.Study(func(l *Link) *string { return &l.View.Study }, studyOptions()),
		setting(link.Spec{Key: "view.tree", Label: "Tree of A", Kind: link.KindInt, Default: "1", Min: 1, Max: 1024,
			When: link.When("view.study", "one"), Help: "Which tree of A is shown with the tree of B matched to it."},
			func(v *View) any { return &v.Tree }),
		setting(link.Spec{Key: "view.flip", Label: "Flipped nodes", Kind: link.KindValues, Default: "", Min: 1,
			Max: 255, MaxItems: 255, Empty: "none", When: link.When("view.study", "one"),
			Help: "Nodes of the tree of B whose question is negated and whose subtrees have changed places."},
			func(v *View) any { return &v.Flips }),
		setting(link.Spec{Key: "view.order", Label: "Order of rules", Kind: link.KindValues, Default: "", Min: 1,
			Max: 16, MaxItems: 16, Empty: "their own", When: link.When("view.study", "one"),
			Help: "Of an oblivious tree: its rules in the order in which they are asked, such as 2,1."},
			func(v *View) any { return &v.Order }),
		setting(link.Spec{Key: "view.beta", Label: "β", Kind: link.KindNumber, Default: "1", Min: 0.25, Max: 32,
			Step: 0.25, When: link.When("view.study", "hard"),
			Help: "Inverse temperature: every σ(z) becomes σ(β·z)."},
			func(v *View) any { return &v.Beta }),
		setting(link.Spec{Key: "view.pairs", Label: "Pairs of seeds", Kind: link.KindInt, Default: "3", Min: 1, Max: 20,
			When: link.When("view.study", "sizes"),
			Help: "How many pairs of ensembles are trained for each size: the experiment’s own pair of seeds, then " +
				"the pairs of the smallest others."},
			func(v *View) any { return &v.Pairs }),
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
		{Name: "barriers", Title: "Barriers", Help: "by search and set of invariances"},
		{Name: "path", Title: "Paths", Help: "accuracy at each λ"},
		{Name: "landscape", Title: "Landscape", Help: "test loss on the plane through A, B and π(B)"},
		{Name: "merged", Title: "Merged ensemble", Help: "what it does on the path"},
	}
}
