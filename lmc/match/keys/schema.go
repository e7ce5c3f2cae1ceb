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
	fields = append(fields,
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
			"Where the search starts and in which order it visits layers. It changes neither data nor networks: "+
				"another one shows how much the permutation found depends on luck.",
			func(l *Link) *int { return &l.Experiment.MatchSeed }),
		link.Field[Link]{Spec: link.Spec{Key: "lambdas", Group: "Matching", Label: "Points on a path",
			Kind: link.KindInt, Default: "25", Min: 3, Max: 401,
			Help: "Number of equidistant λ at which loss and accuracy are computed."},
			At: func(l *Link) any { return &l.Experiment.Lambdas }},
		// Older links lack what follows.
		shake(),
		link.Field[Link]{Spec: link.Spec{Key: "start", Group: "Searches for the loss", Label: "Start",
			Kind: link.KindChoice, Default: matching.StartOwn, Later: true, When: link.When("match", lossSearches()...),
			Options: []link.Option{
				{Name: matching.StartOwn, Label: "each its own", Help: "The estimators where weight matching ends, " +
					"Sinkhorn matching at the identity, swap descent at a random permutation."},
				{Name: matching.StartWeights, Label: "weight matching’s answer", Help: "The closest weights."},
				{Name: matching.StartIdentity, Label: "the identity", Help: "B as it was trained."},
				{Name: matching.StartRandom, Label: "random", Help: "A random permutation."}},
			Help: "Where searches for the permutation of smallest loss start."},
			At: func(l *Link) any { return &l.Experiment.LossStart }},
		later("starts", "Starts", 200, "How many starts of each are made, of which the lowest training loss halfway "+
			"wins. 0: one, or what the restarts stand for.", func(l *Link) *int { return &l.Experiment.LossStarts }),
		later("searchsteps", "Steps of a search", 1000000, "Steps of the optimiser, or exchanges tried. 0: 250 for an "+
			"estimator that starts at weight matching’s answer, 4000 from elsewhere; 500 for Sinkhorn matching on the "+
			"loss; 10000 for swap descent.", func(l *Link) *int { return &l.Experiment.LossSteps }),
		link.Field[Link]{Spec: link.Spec{Key: "searchrate", Group: "Searches for the loss", Label: "Rate of a search",
			Kind: link.KindNumber, Default: "0", Max: 10, Later: true, When: link.When("match", lossSearches()...),
			Help: "Learning rate of the search’s optimiser. 0: 0.01 for estimators (0.001 with random λ from weight " +
				"matching’s answer), 0.1 for Sinkhorn matching."},
			At: func(l *Link) any { return &l.Experiment.LossRate }},
	)
	task := func(l *Link) *settings.Task { return &l.Experiment.Task }
	fields = append(fields, settings.OwnDataFields(task)...)
	return append(fields, settings.NetworksFields(func(l *Link) *settings.Networks { return &l.Experiment.Brought })...)
}

// later is a number among the settings of searches for the loss.
func later(key, label string, most float64, help string, at func(*Link) *int) link.Field[Link] {
	return link.Field[Link]{Spec: link.Spec{Key: key, Group: "Searches for the loss", Label: label, Kind: link.KindInt,
		Default: "0", Max: most, Help: help, Later: true, When: link.When("match", lossSearches()...)},
		At: func(l *Link) any { return at(l) }}
}

// shake is the key that replaces networks by others of the same function.
func shake() link.Field[Link] {
	f := settings.Seed("shake", "Matching", "Shake",
		"Any number but 0 replaces every network but A, once trained, by a random one of the same function: units "+
			"renumbered and, as the activation allows, negated or scaled.",
		func(l *Link) *int { return &l.Experiment.Shake })
	f.Later = true
	return f
}

func lossSearches() (names []string) {
	for _, m := range matching.Matchers() {
		if m.Loss {
			names = append(names, m.Name)
		}
	}
	return names
}

func matchers() (o []link.Option) {
	for _, m := range matching.Matchers() {
		o = append(o, link.Option{Name: m.Name, Label: m.Title, Help: m.Help, Source: m.Source, Group: m.Aim()})
	}
	return o
}
