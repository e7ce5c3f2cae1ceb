package matching

import (
	"strings"

	"onebasin/lmc/symmetry"
	"onebasin/toynets/registry"
)

// Matcher is a way of choosing π, as the registry describes it.
type Matcher struct {
	Name, Title, Help string
	Source            string // where the method comes from
	Searches          bool   // computes a permutation, see NewSearch

	// Stepwise says that the search goes by single assignments, or exchanges, which can be shown one after the other.
	Stepwise bool

	// Cost is about how long a start takes, in restarts of weight matching. Only progress bars depend on it.
	Cost float64

	// Held is how many bytes a search holds for every two units of a layer, in all layers at once. Only the estimate of
	// memory depends on it.
	Held int

	// Loss says that the search is for the permutation of smallest loss: a LossSearch says how it goes.
	Loss bool

	// Every is for how many restarts of weight matching a start stands: an experiment that asks for r restarts gets ⌈r
	// / Every⌉ starts. A search with 0 makes one, whatever is asked: nothing in it is left to chance.
	Every int
}

// Aim says what the matcher's permutations are the best at, "" for none: a heading in long lists.
func (m Matcher) Aim() string {
	switch {
	case m.Name == "planted":
		return "Control"
	case m.Name == "am", m.Name == "amc":
		return "For like activations"
	case m.Loss:
		return "For a low loss"
	case m.Searches:
		return "For close weights"
	}
	return ""
}

// Starts returns how many independent starts the matcher makes when an experiment asks for that many restarts: none has
// one that computes nothing by chance.
func (m Matcher) Starts(restarts int) int {
	if m.Every == 0 {
		return 1
	}
	return (restarts + m.Every - 1) / m.Every
}

// Phrase is the title as it stands within a sentence.
func (m Matcher) Phrase() string {
	switch m.Name {
	case "sinkhorn": // a person's name
		return m.Title
	case "ste", "ste-random": // an estimator; the others are activities
		return "the " + strings.ToLower(m.Title)
	}
	return strings.ToLower(m.Title)
}

// Fits returns an error, in words for a page, if the matcher cannot be used on a network of that symmetry.
func (m Matcher) Fits(s symmetry.Symmetry) error {
	if m.Name == "exact" {
		return FitsExhaustive(s)
	}
	return nil
}

// Matchers returns the matchers in the order in which they are shown.
func Matchers() []Matcher {
	return []Matcher{
		{Name: "none", Title: "No matching", Source: "the identity",
			Help: "B as it was trained: the straight line from A to B."},
		{Name: "wm", Title: "Weight matching", Source: "Ainsworth et al., 2209.04836", Searches: true,
			Cost: 1, Held: 12,
			Help: "Renumber B's units so that its weights come closest to A's, one layer at a time, by linear " +
				"assignment.", Every: 1, Stepwise: true},
		{Name: "ours", Title: "Iterated weight matching",
			Source: "this laboratory, after Ainsworth et al., 2209.04836, and Lourenço et al., Iterated local " +
				"search, 2003", Searches: true, Cost: ChainRestarts, Held: 24,
			Help: "Our own search for the closest weights: where weight matching begins again from nothing, it " +
				"shuffles a few units of the best order found and climbs from there.", Every: ChainRestarts},
		{Name: "climbs", Title: "Weight matching, then kicks", Source: "this laboratory, after Ainsworth et al., " +
			"2209.04836, and Lourenço et al., Iterated local search, 2003",
			Searches: true, Cost: climbRestarts, Held: 24,
			Help: "Our own search for the closest weights: the restarts of weight matching, in less time; the time " +
				"left goes into shuffling a few units of the best and climbing from there.",
			Every: climbRestarts},
		{Name: "group", Title: "Weight matching, whole group",
			Source: "after Ainsworth et al., 2209.04836; signs and scales are our derivation", Searches: true, Cost: 3,
			Held: 48, Every: 1,
			Help: "Weight matching that may also do with a unit whatever else leaves the function as it is: " +
				"negate it (tanh, sigmoid) or scale it (ReLU)."},
		{Name: "sinkhorn", Title: "Sinkhorn matching", Source: "Peña et al., 2212.12042", Searches: true,
			Cost: 40, Held: 40,
			Help: "Let every unit of B be a mixture of units at first, so that all layers can be improved at once " +
				"by gradient descent; round to a permutation at the end.", Every: sinkhornRestarts},
		{Name: "am", Title: "Activation matching", Source: "Ainsworth et al., 2209.04836", Searches: true,
			Cost: 2, Held: 8,
			Help: "Pair the units that give the largest values on the same training examples; every layer by " +
				"itself, weights unseen."},
		{Name: "amc", Title: "Activation matching by correlation", Source: "Li et al., 1511.07543", Searches: true,
			Cost: 2, Held: 8,
			Help: "Pair the units whose values rise and fall together over the training examples, however large " +
				"they are."},
		{Name: "ste", Title: "Straight-through estimator", Source: "Ainsworth et al., 2209.04836",
			Loss: true, Searches: true, Cost: 80, Held: 16,
			Help: "Choose the order by what it is for: gradient descent on the loss of the network halfway between " +
				"A and the renumbered B."},
		{Name: "ste-random", Title: "Straight-through estimator, random λ",
			Source: "Ainsworth et al., 2209.04836, with the first author's later variant", Loss: true, Searches: true,
			Cost: 80, Held: 16,
			Help: "The straight-through estimator with the networks merged at random places of the line instead of " +
				"halfway."},
		{Name: "swap", Title: "Swap descent", Source: "this laboratory", Searches: true, Cost: 150, Held: 16,
			Loss: true, Every: swapRestarts, Stepwise: true,
			Help: "Exchange two units of B that are drawn at random, and keep that if the training loss halfway " +
				"between A and B falls; from a random order, without a look at the weights."},
		{Name: "sinkhorn-mid", Title: "Sinkhorn matching on the loss halfway",
			Source: "Peña et al., 2212.12042 (L_mid)", Searches: true, Cost: 200, Held: 48, Loss: true,
			Help: "Sinkhorn matching that minimises the loss of the network halfway between A and the mixture of B’s " +
				"units, rather than their distance."},
		{Name: "sinkhorn-rand", Title: "Sinkhorn matching on the loss at random λ",
			Source: "Peña et al., 2212.12042 (L_rand)", Searches: true, Cost: 200, Held: 48, Loss: true,
			Help: "The same with networks merged at random places of the line instead of halfway."},
		{Name: "exact", Title: "Exhaustive search", Source: "every permutation", Searches: true, Cost: 4,
			Help: "The closest weights there are, by trying every order: for layers of up to 7 units, to see what " +
				"the other matchers miss."},
		{Name: "planted", Title: "Planted copy", Source: "a control with a known answer", Searches: true,
			Cost: 1, Held: 12,
			Help:  "A control: B is replaced by a randomly renumbered copy of A, and weight matching has to undo it.",
			Every: 1, Stepwise: true},
	}
}

// MatcherNamed returns the registry's entry; ok is false when there is none.
func MatcherNamed(name string) (m Matcher, ok bool) {
	return registry.Find(Matchers(), func(m Matcher) bool { return m.Name == name })
}
