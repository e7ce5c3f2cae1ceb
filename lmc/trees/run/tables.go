package run

import (
	"fmt"
	"strings"

	"onebasin/lmc/lab"
	"onebasin/lmc/measure"
	"onebasin/lmc/trees/result"
	"onebasin/lmc/trees/symmetry"
)

// Tables are the result so far: models, pairs, and with split data what merging gives.
func (r *Run) Tables() []lab.Table {
	tables := []lab.Table{r.modelTable()}
	if len(r.Result.Pairs) > 0 {
		tables = append(tables, r.pairTable())
	}
	if r.Experiment.Split > 0 && len(r.Result.Pairs) > 0 {
		tables = append(tables, r.splitTable())
	}
	return tables
}

func (r *Run) modelTable() lab.Table {
	seen := "over all training examples"
	if r.Experiment.Split > 0 {
		seen = "over the model’s own share of the training examples"
	}
	t := lab.Table{Name: "models", Title: "Models", Columns: []lab.Column{
		{Title: "Seed", Help: "Of the first parameters and of the order of batches."},
		{Title: "Training loss, nats", Help: "Mean cross-entropy " + seen + "."},
		{Title: "Training accuracy, %", Help: "Share of examples classified correctly, " + seen + "."},
		{Title: "Test loss, nats", Help: "Mean cross-entropy over the test examples."},
		{Title: "Test accuracy, %", Help: "Share of the test examples classified correctly."},
		{Title: "Parameters", Help: "Numbers that training changes."}}, Notes: []string{}}
	for _, m := range r.Result.Models {
		ink := m.Name
		if ink != "A" && ink != "B" {
			ink = ""
		}
		t.Rows = append(t.Rows, lab.TableRow{Head: m.Name, Ink: ink, Cells: []string{fmt.Sprint(m.Seed),
			measure.Amount(m.Train.Loss), points(m.Train.Accuracy), measure.Amount(m.Test.Loss),
			points(m.Test.Accuracy), fmt.Sprint(m.Parameters)}})
		if m.Note != "" {
			t.Notes = append(t.Notes, m.Name+": "+m.Note+".")
		}
	}
	return t
}

func (r *Run) pairTable() lab.Table {
	t := lab.Table{Name: "pairs", Title: "Matchings", Columns: []lab.Column{
		{Title: "Test barrier, points", Help: "Largest fall of the test accuracy below the chord on the path, in per " +
			"cent of the examples (Entezari et al., 2110.06296)."},
		{Title: "Training barrier, points", Help: "The same of the training accuracy."},
		{Title: "Test loss barrier, nats", Help: "Largest rise of the test loss above the chord on the path."},
		{Title: "Distance", Help: "‖A − π(B)‖, the Euclidean distance of the parameters."},
		{Title: "⟨A, π(B)⟩", Help: "Inner product in which a node counts as many times as it affects leaves (Kanoh, " +
			"Sugiyama, 2405.14596)."},
		{Title: "max |Δ logit|", Help: "Largest difference of an output of π(B) from B’s over the test examples: " +
			"rounding, if what is exchanged keeps the function."},
		{Title: "Trees moved", Help: "How many trees of B stand at another place in π(B)."}}, Notes: []string{}}
	for k := range r.Result.Pairs {
		p := &r.Result.Pairs[k]
		moved := 0
		for i, from := range p.Trees {
			if i != from {
				moved++
			}
		}
		t.Rows = append(t.Rows, lab.TableRow{Head: heading(r.Result, p), Ink: ink(p), Cells: []string{
			points(p.Barrier.Test.Accuracy), points(p.Barrier.Train.Accuracy), measure.Amount(p.Barrier.Test.Loss),
			measure.Amount(p.Distance.After), measure.Amount(p.Objective), measure.Rounding(p.FunctionError),
			fmt.Sprint(moved)}})
		if p.Note != "" {
			t.Notes = append(t.Notes, heading(r.Result, p)+": "+p.Note+".")
		}
	}
	return t
}

func (r *Run) splitTable() lab.Table {
	t := lab.Table{Name: "split", Title: "Split data", Columns: []lab.Column{
		{Title: "Training accuracy, %", Help: "Over all training examples, also those that a model did not see."},
		{Title: "Test accuracy, %", Help: "Over the test examples."},
		{Title: "Test loss, nats", Help: "Mean cross-entropy over the test examples."}}, Notes: []string{}}
	row := func(head, ink string, train, test, loss measure.Number) {
		t.Rows = append(t.Rows, lab.TableRow{Head: head, Ink: ink,
			Cells: []string{points(train), points(test), measure.Amount(loss)}})
	}
	for k := range r.Result.Pairs {
		p := &r.Result.Pairs[k]
		if p.Merged == nil {
			continue
		}
		if p.Method == "none" {
			last := len(p.Path.Lambda) - 1
			for _, end := range []struct {
				name string
				at   int
			}{{"A", 0}, {p.From, last}} {
				row(end.name, end.name, p.Path.Train.Accuracy[end.at], p.Path.Test.Accuracy[end.at],
					p.Path.Test.Loss[end.at])
			}
			row("Mean of both outputs", "", p.Ensemble.Train.Accuracy, p.Ensemble.Test.Accuracy, p.Ensemble.Test.Loss)
		}
		row("Merged at λ = ½: "+heading(r.Result, p), "merged", p.Merged.Train.Accuracy, p.Merged.Test.Accuracy,
			p.Merged.Test.Loss)
	}
	return t
}

// heading names a pair: by what was searched, and by the model where there are several.
func heading(r *result.Result, p *result.Pair) string {
	name := "No matching"
	if p.Method != "none" {
		name = strings.ToUpper(p.Method) + ": " + symmetry.Said(exchanged(p))
	}
	if len(r.Models) > 2 {
		name = p.From + ", " + name
	}
	return name
}

// exchanged says in words what a pair's search may exchange.
func exchanged(p *result.Pair) []string {
	set, _ := symmetry.SetNamed(strings.Join(p.Invariances, "-"))
	return set.Words()
}

func ink(p *result.Pair) string {
	if p.Method == "none" {
		return "B"
	}
	return "piB"
}

// points prints a share in per cent.
func points(x measure.Number) string { return measure.Amount(100 * x) }
