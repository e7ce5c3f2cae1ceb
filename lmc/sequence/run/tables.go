package run

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/measure"
)

// Tables are the result so far: the claims, the models, pruning and mask transport.
func (r *Run) Tables() (tables []lab.Table) {
	if claims := r.claimsOf(); len(claims) > 0 {
		tables = append(tables, claimTable(claims))
	}
	tables = append(tables, r.modelTable())
	if len(r.Result.Pruning) > 0 {
		tables = append(tables, r.pruningTable())
	}
	if len(r.Result.Transport) > 0 {
		tables = append(tables, r.transportTable())
	}
	return tables
}

// claimSymbols are the claims with their quantifiers, which only the page's own typeface can write.
var claimSymbols = map[string]string{
	claimNames[0]: "∀ A, B ∃ P: B(A, P B) ≤ ε",
	claimNames[1]: "∀ (Aₜ), (Bₜ) ∃ P ∀ t: B(Aₜ, P Bₜ) ≤ ε",
	claimNames[2]: "∃ A ↦ P_A ∀ A, B: B(P_A A, P_B B) ≤ ε",
}

func claimTable(claims []claim) lab.Table {
	const source = " (Sharma, Kwok et al., 2404.06498)."
	t := lab.Table{Name: "claims", Title: "The three claims", Columns: []lab.Column{
		{Title: "In symbols", Help: "The claim with its quantifiers" + source},
		{Title: "Barrier without", Help: "Largest barrier of the test loss without permutations, in nats, over all " +
			"that the claim speaks of."},
		{Title: "Barrier with", Help: "The same with the permutations that were found."},
		{Title: "Here", Help: "What came of the barrier; gone is what leaves a twentieth of it, or " +
			"a quarter that is below 0.01 nats (our thresholds)."},
		{Title: "Permutations", Help: "Which permutations those are. A search may miss better ones: a barrier that " +
			"stays does not refute the claim."}}, Notes: []string{}}
	for _, c := range claims {
		t.Rows = append(t.Rows, lab.TableRow{Head: c.name, Cells: []string{claimSymbols[c.name],
			measure.Amount(c.without), measure.Amount(c.with), c.verdict.String(), c.permuted}})
		t.Notes = append(t.Notes, c.name+": "+c.said)
	}
	return t
}

func (r *Run) modelTable() lab.Table {
	t := lab.Table{Name: "models", Title: "Models", Columns: []lab.Column{
		{Title: "Seed", Help: "Of the first weights and of the order of batches."},
		{Title: "Training loss, nats", Help: "Mean cross-entropy over the training examples."},
		{Title: "Training accuracy, %", Help: "Share of the training examples classified correctly."},
		{Title: "Test loss, nats", Help: "Mean cross-entropy over the test examples."},
		{Title: "Test accuracy, %", Help: "Share of the test examples classified correctly."},
		{Title: "Parameters", Help: "Numbers that training changes."}}, Notes: []string{}}
	for _, m := range r.Result.Models {
		ink := ""
		if m.Name == "A" || m.Name == "B" {
			ink = m.Name
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

func (r *Run) pruningTable() lab.Table {
	barrier := func(which string) lab.Column {
		return lab.Column{Title: "Barrier, " + which, Help: "Barrier of the test loss between A and B at this level, " +
			"in nats: without a permutation, with that of the dense networks, with that found at the level."}
	}
	t := lab.Table{Name: "pruning", Title: "Pruning", Columns: []lab.Column{
		{Title: "Weights left, %", Help: "Share of the weights that are not pruned; biases never are."},
		{Title: "A, test accuracy, %", Help: "Share of the test examples that A classifies correctly at this level."},
		{Title: "B, test accuracy, %", Help: "Share of the test examples that B classifies correctly at this level."},
		barrier("no permutation"), barrier("the dense one"), barrier("the level’s"),
		{Title: "Mask of A in B’s", Help: "Share of the weights that both masks leave of those that either leaves: " +
			"A’s mask as it is / by the dense permutation / by the level’s / by chance."}}, Notes: []string{}}
	for _, l := range r.Result.Pruning {
		t.Rows = append(t.Rows, lab.TableRow{Head: level(l.Level), Cells: []string{points(measure.Number(l.Left)),
			points(l.A.Test.Accuracy), points(l.B.Test.Accuracy), measure.Amount(l.Barrier.None.Loss),
			measure.Amount(l.Barrier.Dense.Loss), measure.Amount(l.Barrier.Level.Loss),
			measure.Amount(l.Agreement.None) + " / " + measure.Amount(l.Agreement.Dense) + " / " +
				measure.Amount(l.Agreement.Sparse) + " / " + measure.Amount(l.Agreement.Random)}})
		if l.Note != "" {
			t.Notes = append(t.Notes, level(l.Level)+": "+l.Note+".")
		}
	}
	return t
}

func level(k int) string {
	if k == 0 {
		return "Dense"
	}
	return fmt.Sprintf("Level %d", k)
}

// maskWords are the masks of mask transport, in the order in which they are told.
var maskWords = []struct{ name, title, ink, help string }{
	{"own", "B’s own", "B", "of B’s own iterative pruning"},
	{"sparse", "A’s, level’s P", "piB", "of A, transported by the permutation found at the level"},
	{"dense", "A’s, dense P", "1", "of A, transported by the permutation of the dense networks"},
	{"oneshot", "one shot", "2", "of the largest weights of the trained B, pruned at once"},
	{"none", "A’s, no P", "A", "of A as it is, without a permutation"},
	{"random", "random", "null", "of A with its places drawn anew within every layer"},
}

func (r *Run) transportTable() lab.Table {
	t := lab.Table{Name: "transport", Title: "B under masks: test accuracy, %", Notes: []string{}}
	t.Columns = append(t.Columns, lab.Column{Title: "Weights left, %", Help: "The same under every mask."})
	for _, m := range maskWords {
		t.Columns = append(t.Columns, lab.Column{Title: m.title, Help: "Test accuracy of B, trained from the step of " +
			"rewinding on under the mask " + m.help + "."})
	}
	for k := range r.Result.Transport {
		e := &r.Result.Transport[k]
		cells := []string{points(measure.Number(e.Left))}
		for _, m := range maskWords {
			cells = append(cells, points(e.Of(m.name).Accuracy))
		}
		t.Rows = append(t.Rows, lab.TableRow{Head: level(e.Level), Cells: cells})
	}
	return t
}

// points prints a share in per cent.
func points(x measure.Number) string { return measure.Amount(100 * x) }
