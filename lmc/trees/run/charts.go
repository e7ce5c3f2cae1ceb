package run

import (
	"fmt"
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
	"onebasin/lmc/trees/matching"
	"onebasin/lmc/trees/result"
)

// first are the pairs of B, which figures are about.
func (r *Run) first() []*result.Pair { return r.Result.Of("B") }

// searches are the methods of pairs but none, each once.
func searches(pairs []*result.Pair) (names []string) {
	for _, p := range pairs {
		if p.Method != "none" && (len(names) == 0 || names[len(names)-1] != p.Method) {
			names = append(names, p.Method)
		}
	}
	return names
}

// of returns the pair without matching and those of a search, in their order.
func of(pairs []*result.Pair, search string) (some []*result.Pair) {
	for _, p := range pairs {
		if p.Method == "none" || p.Method == search {
			some = append(some, p)
		}
	}
	return some
}

// label says in a word or two what a pair's search may exchange.
func label(p *result.Pair, most int) string {
	switch n := len(p.Invariances); {
	case n == 0:
		return "none"
	case n == 1:
		return "trees"
	case n == most && most > 2:
		return "all"
	}
	return "+ " + exchanged(p)[len(p.Invariances)-1]
}

// barriers are bars of the accuracy barrier by search and set of invariances.
func (r *Run) barriers() *chart.Chart {
	pairs := r.first()
	c := &chart.Chart{Name: "barriers", Title: "Barriers by what is exchanged",
		Note: "Barrier of the accuracy on the straight line from A to π(B): the largest distance below the chord, in " +
			"per cent of the examples. Without matching, and with what a search may exchange: trees, rules (the " +
			"splitting order), subtrees (flips). Searches and invariances after Kanoh and Sugiyama, 2405.14596."}
	if p := best(pairs); p != nil {
		m, _ := matching.MatcherNamed(p.Method)
		c.Title = fmt.Sprintf("By %s of %s the test barrier goes from %s points to %s", strings.ToLower(m.Title),
			and(exchanged(p)), points(pairs[0].Barrier.Test.Accuracy), points(p.Barrier.Test.Accuracy))
	}
	for _, search := range searches(pairs) {
		m, _ := matching.MatcherNamed(search)
		some := of(pairs, search)
		most := len(some[len(some)-1].Invariances)
		panel := chart.Panel{Title: m.Title, X: chart.Axis{Title: "exchanged"},
			Y: chart.Axis{Title: "barrier, points", Min: 0, Max: r.highest()}}
		train := chart.Series{Name: "training", Shape: chart.ShapeBars, Ink: "null"}
		test := chart.Series{Name: "test", Shape: chart.ShapeBars, Ink: "piB"}
		for k, p := range some {
			panel.X.Labels = append(panel.X.Labels, label(p, most))
			for _, s := range []struct {
				series *chart.Series
				value  measure.Number
			}{{&train, p.Barrier.Train.Accuracy}, {&test, p.Barrier.Test.Accuracy}} {
				s.series.X, s.series.Y = append(s.series.X, float64(k)), append(s.series.Y, 100*float64(s.value))
			}
		}
		panel.Series = []chart.Series{train, test}
		c.Panels = append(c.Panels, panel)
	}
	return c
}

// highest is where the axes of all bars end, so that searches can be compared.
func (r *Run) highest() (top float64) {
	for _, p := range r.first() {
		for _, x := range []measure.Number{p.Barrier.Train.Accuracy, p.Barrier.Test.Accuracy} {
			if x.Exists() {
				top = max(top, 105*float64(x))
			}
		}
	}
	return max(top, 1)
}

// best is the pair of the first search with all invariances, nil if there is none.
func best(pairs []*result.Pair) (p *result.Pair) {
	names := searches(pairs)
	if len(names) == 0 {
		return nil
	}
	some := of(pairs, names[0])
	if p = some[len(some)-1]; p.Note != "" {
		return nil
	}
	return p
}

// paths are curves of the test accuracy over λ, a panel a search.
func (r *Run) paths() *chart.Chart {
	pairs := r.first()
	c := &chart.Chart{Name: "path", Title: "Accuracy along the paths",
		Note: "Accuracy at θ(λ) = (1−λ)·A + λ·π(B), of the test and of the training examples, for what each search " +
			"may exchange."}
	data := []struct {
		name string
		of   func(*result.Pair) measure.Curve
	}{{"test", func(p *result.Pair) measure.Curve { return p.Path.Test }},
		{"training", func(p *result.Pair) measure.Curve { return p.Path.Train }}}
	for _, search := range searches(pairs) {
		m, _ := matching.MatcherNamed(search)
		some := of(pairs, search)
		most := len(some[len(some)-1].Invariances)
		for _, d := range data {
			panel := chart.Panel{Title: m.Title + ", " + d.name, X: chart.Axis{Title: "λ", Min: 0, Max: 1},
				Y: chart.Axis{Title: d.name + " accuracy, %"}}
			for k, p := range some {
				s := chart.Series{Name: label(p, most), Shape: chart.ShapeLine, Ink: fmt.Sprint(k), X: p.Path.Lambda}
				switch {
				case p.Method == "none":
					s.Ink = "B"
				case k+1 == len(some):
					s.Ink = "piB"
				}
				for _, a := range d.of(p).Accuracy {
					s.Y = append(s.Y, 100*float64(a))
				}
				panel.Series = append(panel.Series, s)
			}
			c.Panels = append(c.Panels, panel)
		}
	}
	return c
}
