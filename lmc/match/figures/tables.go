package figures

import (
	"fmt"

	"onebasin/render/table"
)

// Table lists the numbers behind a figure, those of the path for all.
func (p *page) Table(figure string, t *table.Table) {
	switch figure {
	case "landscape":
		p.landscapeTable(t)
	case "merged":
		p.mergedTable(t)
	case "units":
		p.unitsTable(t)
	default:
		p.pathTable(t)
	}
}

func (p *page) landscapeTable(t *table.Table) {
	t.Row("u", "v", "test loss", "place")
	l := p.landscape()
	if l == nil {
		return
	}
	step := float64(l.N - 1)
	for k, z := range l.Loss {
		t.Row(l.U0+(l.U1-l.U0)*float64(k%l.N)/step, l.V0+(l.V1-l.V0)*float64(k/l.N)/step, z, "grid")
	}
	for k, name := range p.known.names(l.Method) {
		if k == 2 && l.Method == "none" {
			break // nothing is renumbered
		}
		t.Row(l.Marks[2*k], l.Marks[2*k+1], "", name)
	}
	for k, line := range l.Trajectories {
		for i := 0; i+1 < len(line); i += 2 {
			t.Row(line[i], line[i+1], "", fmt.Sprintf("training %d", k+1))
		}
	}
}

func (p *page) pathTable(t *table.Table) {
	t.Row("matching", "lambda", "train loss", "train accuracy", "test loss", "test accuracy")
	for _, c := range p.drawn() {
		for k, lambda := range c.Lambda {
			train := []any{"", ""}
			if len(c.TrainLoss) > 0 {
				train = []any{c.TrainLoss[k], c.TrainAccuracy[k]}
			}
			t.Row(append(append([]any{c.Method, lambda}, train...), c.TestLoss[k], c.TestAccuracy[k])...)
		}
	}
}

func (p *page) mergedTable(t *table.Table) {
	s := p.known.setup
	switch {
	case s.Planar:
		t.Row("matching", "lambda", "x", "y", "class", "probability", "test loss", "test accuracy")
	default:
		t.Row("matching", "lambda", "example", "label", "class", "probability", "test loss", "test accuracy")
	}
	for _, sq := range p.squares() {
		m := p.mergedShown(sq.matching)
		if m == nil {
			continue
		}
		for k, p := range m.Probabilities {
			i, class := k/s.Classes, k%s.Classes
			if s.Planar {
				t.Row(m.Method, m.Lambda, m.X0+(m.X1-m.X0)*(float64(i%m.G)+0.5)/float64(m.G),
					m.Y0+(m.Y1-m.Y0)*(float64(i/m.G)+0.5)/float64(m.G), class, p, m.TestLoss, m.TestAcc)
				continue
			}
			t.Row(m.Method, m.Lambda, i, int(s.Y[i]), class, p, m.TestLoss, m.TestAcc)
		}
	}
	if s.Planar {
		for i, y := range s.Y {
			t.Row("test example", "", s.X[2*i], s.X[2*i+1], int(y), "", "", "")
		}
	}
}

func (p *page) unitsTable(t *table.Table) {
	t.Row("layer", "unit of A", "unit of the other", "cosine before", "cosine after")
	m := p.pairing()
	if m == nil {
		return
	}
	for k := range m.before {
		t.Row(m.layer, k/len(m.order), k%len(m.order), m.before[k], m.after[k])
	}
}
