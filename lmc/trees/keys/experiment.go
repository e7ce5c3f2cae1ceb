// Package keys holds the keys of the laboratory of trees: what a link says, as values, and the table that reads and
// prints it.
package keys

import (
	"fmt"

	"onebasin/lmc/lab/settings"
	"onebasin/lmc/measure"
	"onebasin/lmc/trees/symmetry"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
	"onebasin/toynets/tree"
)

// Experiment is everything that changes a number. It is a plain value: two equal experiments give the same bits.
type Experiment struct {
	settings.Head
	settings.Task
	Scale string  // of the features: none, normal
	Split float64 // share of the odd-numbered classes that A sees; 0: both see all

	Tree         string // name of the architecture
	Trees, Depth int    // M and D
	settings.Training
	Match     []string
	MatchSeed int
	Lambdas   int
}

// Link is what a link says: the experiment, the view, and the digest that its sender saw ("" when it has none).
type Link struct {
	Experiment Experiment
	View       View
	Digest     string
}

// View is what is looked at: no number depends on it.
type View struct {
	Lambda float64 // where on the path the merged ensemble is shown
	Method string  // by its name, which matching is
	Study  string
	Tree   int       // of A, from 1, whose match is looked at
	Flips  []float64 // nodes of B's tree that are flipped by hand, from 1
	Order  []float64 // its rules in the order in which they are asked, from 1; none for their own
	Beta   float64   // inverse temperature of the questions
	Pairs  int       // pairs of seeds of every size
	Embed  string
	Theme  string
	Title  string
	Names  string // what files are called that are brought
	From   string // where the page finds them
}

// Architecture returns how the trees hang together. It panics for a name that a link could not have given.
func (e Experiment) Architecture() tree.Architecture {
	a, ok := tree.ArchitectureNamed(e.Tree)
	if !ok {
		panic("keys: unknown architecture " + e.Tree)
	}
	return a
}

// Ensemble returns the shape of every model.
func (e Experiment) Ensemble() tree.Ensemble {
	dim, classes := e.Task.Shape()
	return tree.Ensemble{Arch: e.Architecture().Arch, Trees: e.Trees, Depth: e.Depth, Inputs: dim, Outputs: classes}
}

// Perceptron returns the shape of the perceptron that stands beside every model: one hidden layer of as many sigmoids
// as the ensemble has questions.
func (e Experiment) Perceptron() toynets.MLP {
	m := e.Ensemble()
	return toynets.MLP{Widths: []int{m.Inputs, m.Trees * m.Nodes(), m.Outputs}, Act: kernel.Sigmoid}
}

// Method is a matching that is compared: a search with a set of invariances.
type Method struct {
	Search string // "none" without one
	Set    symmetry.Set
}

// Name tells a method from the others: none, wm-perm, am-perm-order-flip.
func (m Method) Name() string {
	if m.Search == "none" {
		return m.Search
	}
	return m.Search + "-" + m.Set.Text()
}

// Methods returns what is compared: none, which is always computed, then every search with every set of invariances
// that the architecture has.
func (e Experiment) Methods() []Method {
	methods := []Method{{Search: "none"}}
	for _, search := range e.Match {
		for _, set := range symmetry.Sets(e.Architecture().Arch) {
			methods = append(methods, Method{search, set})
		}
	}
	return methods
}

// PlaneStream returns the random stream of the second axis of a plane that nothing else spans.
func (e Experiment) PlaneStream(from int) *toynets.Rand {
	return toynets.Stream(uint64(e.MatchSeed), fmt.Sprintf("trees/plane/%s", measure.ModelName(from)))
}
