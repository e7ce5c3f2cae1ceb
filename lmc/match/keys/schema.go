package keys

import (
	"slices"
	"sync"

	"onebasin/lmc/matching"
	"onebasin/toynets"
)

// Kind says how a field's text is read.
type Kind string

// The kinds of fields.
const (
	KindInt     Kind = "int"     // a whole number
	KindNumber  Kind = "number"  // a decimal number
	KindChoice  Kind = "choice"  // one name of a list
	KindChoices Kind = "choices" // names of a list, joined by commas
	KindWidths  Kind = "widths"  // whole numbers joined by hyphens
	KindSeeds   Kind = "seeds"   // whole numbers joined by commas
	KindValues  Kind = "values"  // decimal numbers joined by commas, or nothing
	KindText    Kind = "text"    // percent-encoded text (view.title alone)
)

// Field is one key of a link: a row of the schema. The codec, the page's
// controls, the native command's help, the messages of validation and the
// README's key list are all made from it.
type Field struct {
	Key, Group, Label, Help string
	Kind                    Kind
	Unit                    string
	Default                 string
	Min, Max                float64 // bounds of a number, of each item of a list
	MinItems, MaxItems      int     // of a list
	MinOpen                 bool    // Min itself is excluded
	Options                 []Option
	When                    *Condition
	View                    bool

	at func(*Experiment) any // where an experiment keeps the value
	v  func(*View) any       // where a view keeps it
}

// Option is one name that a choice takes.
type Option struct{ Name, Label, Help string }

// Condition says when a field has a meaning: when key's value is one of In.
type Condition struct {
	Key string
	In  []string
}

// Schema returns the fields of the experiment in canonical order, then those
// of the view.
func Schema() []Field { return slices.Clone(schema()) }

// The tables are made once, since links are read while a finger is on a slider,
// and never changed.
var (
	experimentFields = sync.OnceValue(newExperimentFields)
	viewFields       = sync.OnceValue(newViewFields)
	schema           = sync.OnceValue(func() []Field { return slices.Concat(experimentFields(), viewFields()) })
)

func newExperimentFields() []Field {
	return []Field{
		{Key: "v", Group: "Link", Label: "Version", Kind: KindInt, Default: "1", Min: 1, Max: 1,
			Help: "Version of the link: what its keys mean never changes under one version.",
			at:   func(e *Experiment) any { return &e.Version }},
		{Key: "lab", Group: "Link", Label: "Laboratory", Kind: KindChoice, Default: "match", Options: labs(),
			Help: "Which laboratory the link opens.",
			at:   func(e *Experiment) any { return &e.Lab }},

		{Key: "data", Group: "Task", Label: "Task", Kind: KindChoice, Default: "spirals", Options: tasks(),
			Help: "What the networks learn to classify. All data are made by the program from the data seed.",
			at:   func(e *Experiment) any { return &e.Data }},
		{Key: "n", Group: "Task", Label: "Training examples", Kind: KindInt, Default: "1000", Min: 10, Max: 60000,
			Help: "How many examples both networks are trained on.",
			at:   func(e *Experiment) any { return &e.N }},
		{Key: "nt", Group: "Task", Label: "Test examples", Kind: KindInt, Default: "1000", Min: 10, Max: 60000,
			Help: "How many unseen examples losses and accuracies are measured on.",
			at:   func(e *Experiment) any { return &e.NTest }},
		{Key: "noise", Group: "Task", Label: "Noise", Kind: KindNumber, Default: "0.1", Min: 0, Max: 2,
			Help: "Standard deviation of the noise added to every example, in the task's own units.",
			at:   func(e *Experiment) any { return &e.Noise }},
		{Key: "dseed", Group: "Task", Label: "Data seed", Kind: KindInt, Default: "0", Min: 0, Max: maxSeed,
			Help: "Seed of the data: the same for all networks.",
			at:   func(e *Experiment) any { return &e.DataSeed }},
		{Key: "dim", Group: "Task", Label: "Dimensions", Kind: KindInt, Default: "16", Min: 2, Max: 1024,
			Help: "Number of inputs of the Gaussian clusters.", When: when("data", "gauss"),
			at: func(e *Experiment) any { return &e.Dim }},
		{Key: "classes", Group: "Task", Label: "Classes", Kind: KindInt, Default: "4", Min: 2, Max: 32,
			Help: "Number of classes of the Gaussian clusters.", When: when("data", "gauss"),
			at: func(e *Experiment) any { return &e.Classes }},
		{Key: "side", Group: "Task", Label: "Image side", Unit: "pixels", Kind: KindInt, Default: "16", Min: 8, Max: 28,
			Help: "Side of the square images of handwritten strokes.", When: when("data", "strokes"),
			at: func(e *Experiment) any { return &e.Side }},

		{Key: "net", Group: "Networks", Label: "Hidden widths", Unit: "units", Kind: KindWidths, Default: "64-64",
			Min: 1, Max: 1024, MinItems: 1, MaxItems: 6,
			Help: "Number of units of each hidden layer, joined by hyphens. Wider networks are matched better.",
			at:   func(e *Experiment) any { return &e.Net }},
		{Key: "act", Group: "Networks", Label: "Activation", Kind: KindChoice, Default: "relu", Options: activations(),
			Help: "Nonlinearity σ of the hidden units.",
			at:   func(e *Experiment) any { return &e.Act }},

		{Key: "opt", Group: "Training", Label: "Optimiser", Kind: KindChoice, Default: "adam", Options: optimisers(),
			Help: "Rule that turns gradients into steps.",
			at:   func(e *Experiment) any { return &e.Opt }},
		{Key: "lr", Group: "Training", Label: "Learning rate", Kind: KindNumber, Default: "0.003", Min: 0, MinOpen: true, Max: 10,
			Help: "Size of a step. Too large and training diverges.",
			at:   func(e *Experiment) any { return &e.LR }},
		{Key: "mom", Group: "Training", Label: "Momentum", Kind: KindNumber, Default: "0.9", Min: 0, Max: 0.999,
			Help: "Share of the previous step that SGD keeps.", When: when("opt", "sgd"),
			at: func(e *Experiment) any { return &e.Momentum }},
		{Key: "wd", Group: "Training", Label: "Weight decay", Kind: KindNumber, Default: "0.0001", Min: 0, Max: 1,
			Help: "Pull of every parameter towards zero: in the gradient for sgd and adam, on the weights themselves for adamw.",
			at:   func(e *Experiment) any { return &e.WeightDecay }},
		{Key: "bs", Group: "Training", Label: "Batch size", Unit: "examples", Kind: KindInt, Default: "50", Min: 1, Max: 4096,
			Help: "Examples averaged in one step; all of them if there are fewer.",
			at:   func(e *Experiment) any { return &e.Batch }},
		{Key: "steps", Group: "Training", Label: "Steps", Kind: KindInt, Default: "1200", Min: 0, Max: 200000,
			Help: "Steps of training of each network.",
			at:   func(e *Experiment) any { return &e.Steps }},
		{Key: "seeds", Group: "Training", Label: "Seeds", Kind: KindSeeds, Default: "1,2", Min: 0, Max: maxSeed, MinItems: 2, MaxItems: 8,
			Help: "One seed per network, for its first weights and the order of its batches. The first is A, to which the others are matched.",
			at:   func(e *Experiment) any { return &e.Seeds }},

		{Key: "match", Group: "Matching", Label: "Matchers", Kind: KindChoices, Default: "wm", Options: matchers(), MinItems: 1, MaxItems: len(matching.Matchers()),
			Help: "Ways of choosing the permutation, compared on the same pair. The path without renumbering is always shown.",
			at:   func(e *Experiment) any { return &e.Match }},
		{Key: "restarts", Group: "Matching", Label: "Restarts", Kind: KindInt, Default: "12", Min: 1, Max: 200,
			Help: "Weight matching is a local search: it starts once from the identity and otherwise from random permutations. The best objective wins. Searches whose starts take longer make fewer of them.",
			at:   func(e *Experiment) any { return &e.Restarts }},
		{Key: "mseed", Group: "Matching", Label: "Matching seed", Kind: KindInt, Default: "0", Min: 0, Max: maxSeed,
			Help: "Seed of the random starts and of the order in which layers are visited.",
			at:   func(e *Experiment) any { return &e.MatchSeed }},
		{Key: "lambdas", Group: "Matching", Label: "Points on a path", Kind: KindInt, Default: "25", Min: 3, Max: 401,
			Help: "Number of equidistant λ at which loss and accuracy are computed.",
			at:   func(e *Experiment) any { return &e.Lambdas }},
	}
}

// maxSeed keeps seeds exact in JavaScript's numbers.
const maxSeed = 1 << 53

func when(key string, in ...string) *Condition { return &Condition{Key: key, In: in} }

func labs() []Option {
	return []Option{{"match", "Match", "Train from several seeds, renumber, and walk the line between."}}
}

func tasks() (o []Option) {
	for _, t := range toynets.Tasks() {
		o = append(o, Option{t.Name, t.Title, t.Help})
	}
	return o
}

func activations() (o []Option) {
	for _, a := range toynets.Activations() {
		o = append(o, Option{a.Name, a.Title, a.Help})
	}
	return o
}

func optimisers() (o []Option) {
	for _, a := range toynets.Optimisers() {
		o = append(o, Option{a.Name, a.Title, a.Help})
	}
	return o
}

func matchers() (o []Option) {
	for _, m := range matching.Matchers() {
		o = append(o, Option{m.Name, m.Title, m.Help})
	}
	return o
}
