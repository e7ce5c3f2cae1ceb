package run

import (
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/measure"
)

// Tables are the result so far: models, forks, and layers.
func (r *Run) Tables() []lab.Table {
	tables := []lab.Table{r.modelTable()}
	if len(r.Result.Forks) > 0 {
		tables = append(tables, r.forkTable(), r.layerTable())
	}
	return tables
}

func (r *Run) modelTable() lab.Table {
	t := lab.Table{Name: "models", Title: "Models", Columns: []lab.Column{
		{Title: "Seed", Help: "Of the first weights and of the order of batches."},
		{Title: "Training loss, nats", Help: "Mean cross-entropy over the training examples."},
		{Title: "Training accuracy, %", Help: "Share of the training examples classified correctly."},
		{Title: "Test loss, nats", Help: "Mean cross-entropy over the test examples."},
		{Title: "Test accuracy, %", Help: "Share of the test examples classified correctly."},
		{Title: "Parameters", Help: "Numbers that training changes."}}, Notes: []string{}}
	row := func(head, ink, seed string, train, test measure.Rating) {
		t.Rows = append(t.Rows, lab.TableRow{Head: head, Ink: ink, Cells: []string{seed, measure.Amount(train.Loss),
			points(train.Accuracy), measure.Amount(test.Loss), points(test.Accuracy), fmt.Sprint(r.model.Params())}})
	}
	for i, m := range r.Result.Models {
		head := "A"
		if i > 0 {
			head = "B, init"
		}
		row(head, m.Name, fmt.Sprint(m.Seed), m.Train, m.Test)
		if m.Note != "" {
			t.Notes = append(t.Notes, m.Name+": "+m.Note+".")
		}
	}
	for i, f := range r.Result.Forks {
		if p := &r.Partings[i]; p.Step >= 0 {
			row(fmt.Sprintf("B, step %d", p.Step), "B", fmt.Sprint(r.Experiment.Seeds[1]), f.B.Train, f.B.Test)
		}
	}
	return t
}

func (r *Run) forkTable() lab.Table {
	t := lab.Table{Name: "forks", Title: "Forks", Columns: []lab.Column{
		{Title: "Training barrier, nats", Help: "Largest rise of the training loss above the chord on the straight " +
			"line from A to B (Entezari et al., 2110.06296)."},
		{Title: "Test barrier, nats", Help: "The same of the test loss."},
		{Title: "Halfway, nats", Help: "How far the training loss halfway lies above the chord."},
		{Title: "Our estimate, nats", Help: "Of the training loss halfway, of the second order: from slopes and " +
			"curvatures at A and B alone."},
		{Title: "Angle at the fork, °", Help: "Between the ways from the fork to A and to B."},
		{Title: "Angle at init, °", Help: "Between the ways from A’s first weights to A and to B."},
		{Title: "‖A − B‖", Help: "Euclidean distance of the parameters."},
		{Title: "‖A − fork‖", Help: "How far A went after the fork."},
		{Title: "‖B − fork‖", Help: "How far B went after the fork."}}, Notes: []string{}}
	for i, f := range r.Result.Forks {
		t.Rows = append(t.Rows, lab.TableRow{Head: heading(&r.Partings[i]), Ink: ink(&r.Partings[i]), Cells: []string{
			measure.Amount(f.Barrier.Train.Loss), measure.Amount(f.Barrier.Test.Loss),
			measure.Amount(f.Midpoint.Train.Loss), measure.Amount(f.Estimate), measure.Amount(f.Angle.Fork),
			measure.Amount(f.Angle.Init), measure.Amount(f.Distance.Ends), measure.Amount(f.Distance.Fork[0]),
			measure.Amount(f.Distance.Fork[1])}})
		if f.Note != "" {
			t.Notes = append(t.Notes, heading(&r.Partings[i])+": "+f.Note+".")
		}
	}
	return t
}

func (r *Run) layerTable() lab.Table {
	t := lab.Table{Name: "layers", Title: "One layer at a time", Columns: []lab.Column{
		{Title: "Barrier from A, nats", Help: "On the straight line from A on which this layer alone goes to B’s " +
			"(Adilova et al., 2307.06966)."},
		{Title: "Our estimate, nats", Help: "Of the training loss halfway there, of the second order."},
		{Title: "Barrier from B, nats", Help: "On the straight line from B on which this layer alone goes to A’s."},
		{Title: "Our estimate, nats", Help: "Of the training loss halfway there, of the second order."}},
		Notes: []string{}}
	for i, f := range r.Result.Forks {
		for _, l := range f.Layers {
			t.Rows = append(t.Rows, lab.TableRow{Head: fmt.Sprintf("%s, layer %d", heading(&r.Partings[i]), l.Layer),
				Ink: ink(&r.Partings[i]), Cells: []string{measure.Amount(l.A), measure.Amount(l.Estimate.A),
					measure.Amount(l.B), measure.Amount(l.Estimate.B)}})
		}
	}
	return t
}

// heading names a parting.
func heading(p *Parting) string {
	if p.Step < 0 {
		return "Other first weights"
	}
	return fmt.Sprintf("Step %d", p.Step)
}

func ink(p *Parting) string {
	if p.Step < 0 {
		return ""
	}
	return "B"
}

// points prints a share in per cent.
func points(x measure.Number) string { return measure.Amount(100 * x) }
