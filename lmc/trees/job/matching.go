package job

import (
	"fmt"
	"strings"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/trees/matching"
	"onebasin/lmc/trees/symmetry"
	"onebasin/toynets/tree"
)

// tooLarge is told in place of the search's own error, which names an entry of a similarity matrix: the reader of a
// page knows of no such matrix.
const tooLarge = "the parameters are too large for the computer’s numbers"

// matchJob runs one search.
type matchJob struct {
	in     instance
	a, b   []float32
	note   string
	search *matching.Search
}

func (m *Match) Begin(in instance) (lab.Stepper, error) {
	if err := in.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	matcher, ok := matching.MatcherNamed(m.Search)
	if !ok {
		return nil, fmt.Errorf("there is no search %q", m.Search)
	}
	set, ok := symmetry.SetNamed(m.Set)
	if all := symmetry.All(in.model.Arch); !ok || set.Order && !all.Order || set.Flip && !all.Flip {
		return nil, fmt.Errorf("there is no set of invariances %q", m.Set)
	}
	s := &matchJob{in: in, a: m.A, b: m.B, note: fmt.Sprintf("%s with %s", matcher.Title,
		strings.Join(set.Names(), ", "))}
	if m.Search == "am" {
		d := in.data.Train
		n := min(matching.Rows, d.N)
		s.search = matching.ByActivations(in.model, m.A, m.B, set, d.X[:n*d.Dim], n)
	} else {
		s.search = matching.ByWeights(in.model, m.A, m.B, set)
	}
	return s, nil
}

func (s *matchJob) Step() bool        { return s.search.Step() }
func (s *matchJob) Fraction() float64 { return s.search.Fraction() }
func (s *matchJob) Note() string      { return s.note }

func (s *matchJob) Outcome() wire.Message {
	if s.search.Err() != nil {
		return &Matched{Note: tooLarge}
	}
	g := s.search.Element()
	out := &Matched{Objective: matching.Product(s.in.model, s.a, symmetry.Apply(s.in.model, s.b, g))}
	for _, t := range g {
		out.Trees, out.Orders = append(out.Trees, t.From), append(out.Orders, t.Order...)
		for _, flip := range t.Flip {
			k := 0
			if flip {
				k = 1
			}
			out.Flips = append(out.Flips, k)
		}
	}
	return out
}

// Element returns what was found, as an element of the group. It is not one where the message is no answer of Match to
// an ensemble of that shape, which symmetry.Check tells.
func (m *Matched) Element(e tree.Ensemble) (g symmetry.Element) {
	nodes, rules := e.Nodes(), len(m.Orders)/max(1, len(m.Trees))
	if len(m.Flips) != len(m.Trees)*nodes || len(m.Orders) != len(m.Trees)*rules {
		return nil
	}
	for i, from := range m.Trees {
		t := symmetry.Tree{From: from, Flip: make([]bool, nodes)}
		if rules > 0 {
			t.Order = m.Orders[i*rules : (i+1)*rules]
		}
		for n := range t.Flip {
			t.Flip[n] = m.Flips[i*nodes+n] == 1
		}
		g = append(g, t)
	}
	return g
}
