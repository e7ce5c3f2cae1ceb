package link

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// MaxGrid is the most experiments that one sweep may hold.
const MaxGrid = 100_000

// Grid is a sweep: an experiment of which some keys take several values, each with each of the others. Its experiments
// are counted as nested loops would make them, the first axis outermost, so the last varies fastest.
type Grid[S any] struct {
	Base   S
	Axes   []Axis
	schema *Schema[S]
}

// Axis is a key of an experiment with its alternatives, in canonical form.
type Axis struct {
	Key    string
	Values []string
}

// NewGrid returns the grid of axes over base. It refuses a key that is no experiment's, a value that the key does not
// take, a value given twice, and more than MaxGrid experiments.
func NewGrid[S any](s *Schema[S], base S, axes []Axis) (Grid[S], error) {
	g := Grid[S]{Base: base, schema: s}
	count := 1.0
	for _, a := range axes {
		if !s.ofExperiment(a.Key) {
			return Grid[S]{}, fmt.Errorf("there is no key “%s” of an experiment", Shorten(a.Key))
		}
		canonical := Axis{Key: a.Key}
		taken := make(map[string]bool, len(a.Values))
		for _, text := range a.Values {
			if text == "" {
				return Grid[S]{}, fmt.Errorf("%s has an empty alternative", a.Key)
			}
			l := base
			if err := s.Set(&l, a.Key, text); err != nil {
				return Grid[S]{}, fmt.Errorf("%s %v, not “%s”", a.Key, err, Shorten(text))
			}
			value := s.Value(l, a.Key)
			if taken[value] {
				return Grid[S]{}, fmt.Errorf("%s has the alternative %s twice", a.Key, value)
			}
			taken[value] = true
			canonical.Values = append(canonical.Values, value)
		}
		g.Axes = append(g.Axes, canonical)
		count *= float64(len(a.Values))
	}
	if count > MaxGrid {
		return Grid[S]{}, fmt.Errorf("these are %.15g experiments, and a sweep takes at most %d", count, MaxGrid)
	}
	return g, nil
}

func (s *Schema[S]) ofExperiment(key string) bool {
	k, ok := s.index[key]
	return ok && k < s.experiment
}

// ParseGrid reads a fragment in which the keys of the experiment may have alternatives, joined by “|” (or %7C, which is
// what browsers make of it):
//
//	net=16-16|32-32&seeds=1,2|3,4
//
// Axes are the keys with alternatives, in the order in which they stand. View keys are read and have no effect; a
// digest is refused, since it is one experiment's.
func ParseGrid[S any](s *Schema[S], fragment string) (Grid[S], error) {
	var axes []Axis
	parts := strings.Split(strings.TrimPrefix(fragment, "#"), "&")
	for i, part := range parts {
		key, value, _ := strings.Cut(part, "=")
		if key == "digest" {
			return Grid[S]{}, errors.New("a sweep is many experiments and has no one digest; leave the key out")
		}
		if !s.ofExperiment(key) {
			continue // told by Parse, or a view key
		}
		value = strings.ReplaceAll(strings.ReplaceAll(value, "%7C", "|"), "%7c", "|")
		if !strings.Contains(value, "|") {
			continue
		}
		if slices.ContainsFunc(axes, func(a Axis) bool { return a.Key == key }) {
			return Grid[S]{}, fmt.Errorf("%s is given twice", key)
		}
		axes = append(axes, Axis{key, strings.Split(value, "|")})
		parts[i] = key + "=" + s.fields[s.index[key]].Default
	}
	r := s.Parse(strings.Join(parts, "&"))
	if len(r.Problems) > 0 {
		return Grid[S]{}, errors.New(r.Problems[0].Fault())
	}
	return NewGrid(s, r.Link, axes)
}

// ReadGrid reads a sweep as Read reads a link.
func ReadGrid[S any](s *Schema[S], text string) (g Grid[S], notes []string, err error) {
	m := Mend(text, s.names())
	if m.Early != "" {
		return Grid[S]{}, nil, errors.New(m.Early)
	}
	g, err = ParseGrid(s, m.Fragment)
	return g, m.Notes, err
}

// Len returns the number of experiments.
func (g Grid[S]) Len() int {
	n := 1
	for _, a := range g.Axes {
		n *= len(a.Values)
	}
	return n
}

// At returns experiment i. It panics where there is none.
func (g Grid[S]) At(i int) S {
	l := g.Base
	for k, at := range g.digits(i) {
		if err := g.schema.Set(&l, g.Axes[k].Key, g.Axes[k].Values[at]); err != nil {
			panic("link: a grid with a value that its key does not take")
		}
	}
	return l
}

// Label tells experiment i from the others: the keys of the axes with its values. It is empty for a grid of one.
func (g Grid[S]) Label(i int) string {
	var parts []string
	for k, at := range g.digits(i) {
		parts = append(parts, g.Axes[k].Key+"="+g.Axes[k].Values[at])
	}
	return strings.Join(parts, "&")
}

// Shard returns the experiments of part i of n: i, i+n, i+2n, …, so that what is expensive at one end of an axis is
// spread over the parts.
func (g Grid[S]) Shard(i, n int) []int {
	var part []int
	for k := i; k < g.Len(); k += n {
		part = append(part, k)
	}
	return part
}

// digits returns the index into each axis of experiment i.
func (g Grid[S]) digits(i int) []int {
	if i < 0 || i >= g.Len() {
		panic("link: no such experiment in the grid")
	}
	d := make([]int, len(g.Axes))
	for k := len(d) - 1; k >= 0; k-- {
		n := len(g.Axes[k].Values)
		d[k], i = i%n, i/n
	}
	return d
}
