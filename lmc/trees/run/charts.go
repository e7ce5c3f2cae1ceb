package run

import (
	"fmt"
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
	"onebasin/lmc/trees/matching"
	"onebasin/lmc/trees/result"
	"onebasin/lmc/trees/symmetry"
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
	words := exchanged(p)
	return "+ " + words[len(words)-1]
}

// barriers are bars of the accuracy barrier by search and set of invariances.
func (r *Run) barriers() *chart.Chart {
	pairs := r.first()
	c := &chart.Chart{Name: "barriers", Title: "Barriers by what is exchanged",
		Note: "Barrier of the accuracy on the straight line from A to π(B): the largest distance below the chord, in " +
			"per cent of the examples. Without matching, and with what a search may exchange: trees, rules (the " +
			"splitting order), subtrees (flips). Searches and invariances after Kanoh and Sugiyama, 2405.14596."}
	c.Title = fmt.Sprintf("Without matching the test barrier is %s points", points(pairs[0].Barrier.Test.Accuracy))
	if p := r.shown(); p.Method != "none" {
		c.Title = fmt.Sprintf("By %s the test barrier goes from %s points to %s", titled(r.look.method),
			points(pairs[0].Barrier.Test.Accuracy), points(p.Barrier.Test.Accuracy))
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

// shown is the pair of what is looked at, or the one without matching where there is no path to its π(B).
func (r *Run) shown() *result.Pair {
	for _, p := range r.first() {
		if name(p) == r.look.method && p.Note == "" {
			return p
		}
	}
	return r.first()[0]
}

// name is that of a pair's method.
func name(p *result.Pair) string {
	return strings.Join(append([]string{p.Method}, p.Invariances...), "-")
}

// titled says in words which method has a name.
func titled(method string) string {
	search, set, _ := strings.Cut(method, "-")
	m, _ := matching.MatcherNamed(search)
	s, _ := symmetry.SetNamed(set)
	return fmt.Sprintf("%s of %s", strings.ToLower(m.Title), symmetry.Said(s.Words()))
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
	_, shown, _ := strings.Cut(r.look.method, "-")
	for _, search := range searches(pairs) {
		m, _ := matching.MatcherNamed(search)
		some := of(pairs, search)
		most := len(some[len(some)-1].Invariances)
		for _, d := range data {
			panel := chart.Panel{Title: m.Title + ", " + d.name, X: chart.Axis{Title: "λ", Min: 0, Max: 1},
				Y: chart.Axis{Title: d.name + " accuracy, %"}}
			low, high := 100.0, 0.0
			for k, p := range some {
				s := chart.Series{Name: label(p, most), Shape: chart.ShapeLine, Ink: fmt.Sprint(k), X: p.Path.Lambda}
				switch strings.Join(p.Invariances, "-") {
				case "":
					s.Ink = "B"
				case shown: // by either search, as the legend has one colour for it
					s.Ink = "piB"
				}
				for _, a := range d.of(p).Accuracy {
					s.Y = append(s.Y, 100*float64(a))
					if a.Exists() {
						low, high = min(low, 100*float64(a)), max(high, 100*float64(a))
					}
				}
				panel.Series = append(panel.Series, s)
			}
			panel.Series = append(panel.Series, chart.Series{Name: "λ", Shape: chart.ShapePath, Ink: "merged",
				X: []float64{r.look.lambda, r.look.lambda}, Y: []float64{low, high}})
			c.Panels = append(c.Panels, panel)
		}
	}
	return c
}
