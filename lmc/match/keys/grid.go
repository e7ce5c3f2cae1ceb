package keys

import (
	"fmt"
	"slices"
	"strings"
)

// MaxGrid is the most experiments that one sweep may hold.
const MaxGrid = 100_000

// Grid is a sweep: an experiment of which some keys take several values, each
// with each of the others. Its experiments are counted as nested loops would
// make them, the first axis outermost, so the last varies fastest.
type Grid struct {
	Base Experiment
	Axes []GridAxis
}

// GridAxis is a key of an experiment with its alternatives, in canonical form.
type GridAxis struct {
	Key    string
	Values []string
}

// NewGrid returns the grid of axes over base. It refuses a key that is no
// experiment's, a value that the key does not take, a value given twice, and more
// than MaxGrid experiments.
func NewGrid(base Experiment, axes []GridAxis) (Grid, error) {
	g := Grid{Base: base}
	count := 1.0
	for _, a := range axes {
		f, ok := experimentField(a.Key)
		if !ok {
			return Grid{}, fmt.Errorf("there is no key “%s” of an experiment", shorten(a.Key))
		}
		canonical := GridAxis{Key: a.Key}
		taken := make(map[string]bool, len(a.Values))
		for _, text := range a.Values {
			if text == "" {
				return Grid{}, fmt.Errorf("%s has an empty alternative", a.Key)
			}
			l := Link{Experiment: base}
			if err := f.set(&l, text); err != nil {
				return Grid{}, fmt.Errorf("%s %v, not “%s”", a.Key, err, shorten(text))
			}
			value := f.get(&l)
			if taken[value] {
				return Grid{}, fmt.Errorf("%s has the alternative %s twice", a.Key, value)
			}
			taken[value] = true
			canonical.Values = append(canonical.Values, value)
		}
		g.Axes = append(g.Axes, canonical)
		count *= float64(len(a.Values))
	}
	if count > MaxGrid {
		return Grid{}, fmt.Errorf("these are %.15g experiments, and a sweep takes at most %d", count, MaxGrid)
	}
	return g, nil
}

// ParseGrid reads a fragment in which the keys of the experiment may have
// alternatives, joined by “|” (or %7C, which is what browsers make of it):
//
//	net=16-16|32-32&seeds=1,2|3,4
//
// Axes are the keys with alternatives, in the order in which they stand. View keys
// are read and have no effect; a digest is refused, since it is one experiment's.
func ParseGrid(fragment string) (Grid, error) {
	var axes []GridAxis
	parts := strings.Split(strings.TrimPrefix(fragment, "#"), "&")
	for i, part := range parts {
		key, value, _ := strings.Cut(part, "=")
		if key == "digest" {
			return Grid{}, fmt.Errorf("a sweep is many experiments and has no one digest; leave the key out")
		}
		f, ok := experimentField(key)
		if !ok {
			continue // told by Parse, or a view key
		}
		value = strings.NewReplacer("%7C", "|", "%7c", "|").Replace(value)
		if !strings.Contains(value, "|") {
			continue
		}
		if slices.ContainsFunc(axes, func(a GridAxis) bool { return a.Key == key }) {
			return Grid{}, fmt.Errorf("%s is given twice", key)
		}
		axes = append(axes, GridAxis{key, strings.Split(value, "|")})
		parts[i] = key + "=" + f.Default
	}
	l, problems := Parse(strings.Join(parts, "&"))
	if len(problems) > 0 {
		return Grid{}, fmt.Errorf("%s", problems[0].Fault())
	}
	return NewGrid(l.Experiment, axes)
}

// Len returns the number of experiments.
func (g Grid) Len() int {
	n := 1
	for _, a := range g.Axes {
		n *= len(a.Values)
	}
	return n
}

// At returns experiment i. It panics where there is none.
func (g Grid) At(i int) Experiment {
	l := Link{Experiment: g.Base}
	digits := g.digits(i)
	for _, f := range experimentFields() {
		k := slices.IndexFunc(g.Axes, func(a GridAxis) bool { return a.Key == f.Key })
		if k < 0 {
			continue
		}
		if err := f.set(&l, g.Axes[k].Values[digits[k]]); err != nil {
			panic("keys: a grid with a value that its key does not take")
		}
	}
	return l.Experiment
}

// Label tells experiment i from the others: the keys of the axes with its values.
// It is empty for a grid of one.
func (g Grid) Label(i int) string {
	var parts []string
	for k, at := range g.digits(i) {
		parts = append(parts, g.Axes[k].Key+"="+g.Axes[k].Values[at])
	}
	return strings.Join(parts, "&")
}

// Shard returns the experiments of part i of n: i, i+n, i+2n, …, so that what is
// expensive at one end of an axis is spread over the parts.
func (g Grid) Shard(i, n int) []int {
	var part []int
	for k := i; k < g.Len(); k += n {
		part = append(part, k)
	}
	return part
}

// digits returns the index into each axis of experiment i.
func (g Grid) digits(i int) []int {
	if i < 0 || i >= g.Len() {
		panic("keys: no such experiment in the grid")
	}
	d := make([]int, len(g.Axes))
	for k := len(d) - 1; k >= 0; k-- {
		n := len(g.Axes[k].Values)
		d[k], i = i%n, i/n
	}
	return d
}

func experimentField(key string) (Field, bool) {
	fields := experimentFields()
	k := slices.IndexFunc(fields, func(f Field) bool { return f.Key == key })
	if k < 0 {
		return Field{}, false
	}
	return fields[k], true
}
