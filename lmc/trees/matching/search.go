package matching

import (
	"onebasin/assign"
	"onebasin/lmc/trees/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets/registry"
	"onebasin/toynets/tree"
)

// Matcher is one entry of the registry of searches.
type Matcher struct {
	Name, Title, Help string
}

// Matchers returns the searches in the order of a menu.
func Matchers() []Matcher {
	return []Matcher{
		{Name: "wm", Title: "Weight matching",
			Help: "Chooses which trees of B go with those of A by the inner product of their parameters, and flips " +
				"and orders of each pair with it."},
		{Name: "am", Title: "Activation matching",
			Help: "Chooses which trees of B go with those of A by the inner product of their answers to training " +
				"examples, and flips and orders of each pair by their parameters."},
	}
}

// MatcherNamed returns the search of that name and whether there is one.
func MatcherNamed(name string) (Matcher, bool) {
	return registry.Find(Matchers(), func(m Matcher) bool { return m.Name == name })
}

// Rows is how many training examples activation matching looks at, as in the paper.
const Rows = 512

// stepWork is about how many multiply-adds a step makes.
const stepWork = 2_000_000

// Search is a matching under way.
type Search struct {
	e          tree.Ensemble
	choose     chooser
	responses  [2]*tree.Responses // of A and B, for activation matching
	similarity []float64          // M × M, row by tree of A
	at         int                // of the similarities: the first that is to be computed
	perm       []int
	element    symmetry.Element
	err        error
}

// ByWeights begins the search that maximises ⟨A, π(B)⟩ over a set of invariances: for every pair of trees the best that
// flips and order make of it, and the assignment of largest sum. The maximum is exact. Without the permutation of trees
// each tree of A goes with the tree of B of its own number.
func ByWeights(e tree.Ensemble, a, b []float32, set symmetry.Set) *Search {
	return newSearch(newPair(e, a, b), set)
}

// ByActivations begins the search that assigns trees by the inner product of their answers to the n rows of x, which no
// invariance changes, and then chooses flips and order of each pair as ByWeights does.
func ByActivations(e tree.Ensemble, a, b []float32, set symmetry.Set, x []float32, n int) *Search {
	s := newSearch(newPair(e, a, b), set)
	s.responses = [2]*tree.Responses{e.NewResponses(a, x, n), e.NewResponses(b, x, n)}
	return s
}

func newSearch(p pair, set symmetry.Set) *Search {
	s := &Search{e: p.e, choose: newChooser(p, set), similarity: make([]float64, p.e.Trees*p.e.Trees)}
	if !set.Perm {
		for t := range p.e.Trees {
			s.perm = append(s.perm, t)
		}
	}
	return s
}

// Step does some milliseconds of it, an assignment at once, and reports whether there is more to do.
func (s *Search) Step() (more bool) {
	switch m := s.e.Trees; {
	case s.err != nil:
		return false
	case s.perm != nil:
		for last := min(m, len(s.element)+max(1, stepWork/s.choose.work())); len(s.element) < last; {
			t := len(s.element)
			s.element = append(s.element, s.choose.choice(t, s.perm[t]))
		}
		return len(s.element) < m
	case s.responses[0] != nil && (s.responses[0].Step() || s.responses[1].Step()):
		return true
	case s.at < m*m:
		work := s.choose.work()
		if s.responses[0] != nil {
			work = len(s.responses[0].Of(0))
		}
		for last := min(m*m, s.at+max(1, stepWork/work)); s.at < last; s.at++ {
			s.similarity[s.at] = s.similar(s.at/m, s.at%m)
		}
		return true
	default:
		found, err := assign.Maximize(m, s.similarity)
		if s.err = err; err != nil {
			return false
		}
		s.perm = found.Perm
		return true
	}
}

func (s *Search) similar(i, j int) float64 {
	if s.responses[0] != nil {
		return vector.Dot(s.responses[0].Of(i), s.responses[1].Of(j))
	}
	return s.choose.best(i, j)
}

// Fraction is how much of the search is done.
func (s *Search) Fraction() float64 { return float64(s.at) / float64(len(s.similarity)) }

// Element returns what was found, once Step has returned false; it is not whole where Err is not nil.
func (s *Search) Element() symmetry.Element { return s.element }

// Similarity returns what the assignment maximised the sum of, M × M, a row by tree of A.
func (s *Search) Similarity() []float64 { return s.similarity }

// Err says which similarity is not a number that can be compared, nil if all can.
func (s *Search) Err() error { return s.err }

// Work estimates the multiply-adds of a search by weights.
func Work(e tree.Ensemble, set symmetry.Set) float64 {
	p := pair{e: e}
	per := 0
	switch {
	case e.Arch == tree.Perfect && set.Flip:
		per = (&descent{pair: p}).work()
	default:
		made := 1
		if set.Flip {
			made = 2
		}
		if e.Arch == tree.Oblivious {
			made = 1
			for d := 1; d <= e.Depth && set.Order; d++ {
				made *= d
			}
			if set.Flip {
				made <<= e.Depth
			}
		}
		per = (&patterns{pair: p, made: make([]symmetry.Tree, made)}).work()
	}
	return float64(e.Trees) * float64(e.Trees) * float64(per)
}
