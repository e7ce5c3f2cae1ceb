package run

import (
	"fmt"
	"strings"

	"onebasin/lmc/measure"
	"onebasin/lmc/trees/symmetry"
)

// Findings say what the result shows of the first pair, as far as it is known: of each method what its search does, and
// without matching what all do.
func (r *Run) Findings() map[string]string {
	found := map[string]string{}
	for _, name := range r.Experiment.Offered() {
		search, _, _ := strings.Cut(name, "-")
		found[name] = finding(r, search)
	}
	return found
}

func finding(run *Run, search string) string {
	r := run.Result
	pairs := r.Of("B")
	if len(pairs) == 0 || len(pairs[0].Path.Test.Loss) == 0 {
		return ""
	}
	none := pairs[0]
	if none.Note != "" {
		return measure.Capitalized(none.Note) + "."
	}
	if m := r.Models; m[0].Seed == m[1].Seed && pairs[0].Distance.Before == 0 {
		return "A and B are one ensemble: a control, with no barrier and nothing to exchange."
	}
	// With split data a model's own share is not balanced, so that a guess there is better than ln(classes).
	_, classes := run.Experiment.Task.Shape()
	if idle := measure.Guessing(r.Models, classes, none.To, none.From); run.Experiment.Split == 0 && len(idle) > 0 {
		return measure.Unlearnt(idle, classes, "ensembles")
	}
	var s strings.Builder
	fmt.Fprintf(&s, "On the straight line from A to B the test accuracy falls by %s points",
		points(none.Barrier.Test.Accuracy))
	for k, p := range pairs {
		last := k+1 == len(pairs) || pairs[k+1].Method != p.Method
		if p.Method == "none" || p.Note != "" || search != "none" && p.Method != search {
			continue
		}
		switch {
		case len(p.Invariances) == 1 && k > 0 && pairs[k-1].Method != p.Method:
			fmt.Fprintf(&s, "; with trees exchanged by %s, by %s", searchName(p.Method),
				points(p.Barrier.Test.Accuracy))
		case last:
			fmt.Fprintf(&s, ", with %s too, by %s", symmetry.Said(exchanged(p)[1:]), points(p.Barrier.Test.Accuracy))
		}
	}
	s.WriteString(".")
	return s.String()
}

func searchName(method string) string {
	if method == "am" {
		return "their activations"
	}
	return "their weights"
}
