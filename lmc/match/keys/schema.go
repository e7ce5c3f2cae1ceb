package keys

import (
	"sync"

	"onebasin/lmc/lab/settings"
	"onebasin/lmc/link"
	"onebasin/lmc/matching"
)

var (
	table     *link.Schema[Link]
	makeTable sync.Once
)

// schema is the table of the laboratory's keys. It is made once, since links are read while a finger is on a slider,
// and when it is asked for, since settings of sweeps, which it lists, read it.
func schema() *link.Schema[Link] {
	makeTable.Do(func() { table = link.NewSchema(experimentFields(), viewFields()) })
	return table
}

// Schema returns the keys of the experiment in canonical order, then those of the view.
func Schema() []link.Spec { return schema().Specs() }

func experimentFields() []link.Field[Link] {
	fields := settings.HeadFields(func(l *Link) *settings.Head { return &l.Experiment.Head },
		"match", "Match", "Train from several seeds, renumber, and walk the line between.")
	fields = append(fields, settings.TaskFields(func(l *Link) *settings.Task { return &l.Experiment.Task })...)
	fields = append(fields, settings.NetworkFields(func(l *Link) *settings.Network { return &l.Experiment.Network })...)
	training := func(l *Link) *settings.Training { return &l.Experiment.Training }
	fields = append(fields, settings.TrainingFields(training)...)
	return append(fields,
		link.Field[Link]{Spec: link.Spec{Key: "match", Group: "Matching", Label: "Matchers", Kind: link.KindChoices,
			Default: "wm", Options: matchers(), MinItems: 1, MaxItems: len(matching.Matchers()),
			Help: "Ways of choosing the permutation, compared on the same pair. The path without renumbering " +
				"is always shown."},
			At: func(l *Link) any { return &l.Experiment.Match }},
		link.Field[Link]{Spec: link.Spec{Key: "restarts", Group: "Matching", Label: "Restarts", Kind: link.KindInt,
			Default: "12", Min: 1, Max: 200,
			Help: "Weight matching is a local search: it starts once from the identity and otherwise from random " +
				"permutations. The best objective wins. Searches whose starts take longer make fewer of them."},
			At: func(l *Link) any { return &l.Experiment.Restarts }},
		settings.Seed("mseed", "Matching", "Matching seed",
			"Seed of the random starts and of the order in which layers are visited.",
			func(l *Link) *int { return &l.Experiment.MatchSeed }),
		link.Field[Link]{Spec: link.Spec{Key: "lambdas", Group: "Matching", Label: "Points on a path",
			Kind: link.KindInt, Default: "25", Min: 3, Max: 401,
			Help: "Number of equidistant λ at which loss and accuracy are computed."},
			At: func(l *Link) any { return &l.Experiment.Lambdas }},
	)
}

func matchers() (o []link.Option) {
	for _, m := range matching.Matchers() {
		o = append(o, link.Option{Name: m.Name, Label: m.Title, Help: m.Help, Source: m.Source})
	}
	return o
}
