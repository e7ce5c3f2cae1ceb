package app

import (
	"fmt"

	"onebasin/render/chart"
	"onebasin/render/table"
)

// csv returns the numbers behind a figure, a line each, the first naming the
// columns.
func (a *App) csv(figure string) []byte {
	t := table.New()
	switch figure {
	case "landscape":
		a.landscapeTable(t)
	case "path":
		a.pathTable(t)
	case "merged":
		a.mergedTable(t)
	case "units":
		a.unitsTable(t)
	default:
		if a.frames.sheet != nil {
			if f := a.frames.sheet.Named(figure); f != nil {
				chart.Table(t, f.Chart)
				break
			}
		}
		a.pathTable(t)
	}
	return t.Bytes()
}

func (a *App) landscapeTable(t *table.Table) {
	t.Row("u", "v", "test loss", "place")
	l := a.landscape()
	if l == nil {
		return
	}
	step := float64(l.N - 1)
	for k, z := range l.Loss {
		t.Row(l.U0+(l.U1-l.U0)*float64(k%l.N)/step, l.V0+(l.V1-l.V0)*float64(k/l.N)/step, z, "grid")
	}
	for k, name := range a.names(l.Method) {
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

func (a *App) pathTable(t *table.Table) {
	t.Row("matching", "lambda", "train loss", "train accuracy", "test loss", "test accuracy")
	for _, c := range a.drawn() {
		for k, lambda := range c.Lambda {
			train := []any{"", ""}
			if len(c.TrainLoss) > 0 {
				train = []any{c.TrainLoss[k], c.TrainAccuracy[k]}
			}
			t.Row(append(append([]any{c.Method, lambda}, train...), c.TestLoss[k], c.TestAccuracy[k])...)
		}
	}
}

func (a *App) mergedTable(t *table.Table) {
	s := a.run.setup
	switch {
	case s.Planar:
		t.Row("matching", "lambda", "x", "y", "class", "probability", "test loss", "test accuracy")
	default:
		t.Row("matching", "lambda", "example", "label", "class", "probability", "test loss", "test accuracy")
	}
	for _, sq := range a.squares() {
		m := a.run.merged[sq.method]
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

func (a *App) unitsTable(t *table.Table) {
	t.Row("layer", "unit of A", "unit of the other", "cosine before", "cosine after")
	m := a.pairing()
	if m == nil {
		return
	}
	for k := range m.before {
		t.Row(m.layer, k/len(m.order), k%len(m.order), m.before[k], m.after[k])
	}
}
