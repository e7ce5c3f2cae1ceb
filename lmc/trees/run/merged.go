package run

import (
	"fmt"
	"math"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// The pictures of decision regions: so many squares a side, so many test examples among them.
const (
	regionSide  = 64
	shownPoints = 100
)

// merged is what ensembles on the paths do: decision regions where the task is in a plane, else accuracy by class. The
// paths are those without matching and of the first search with all invariances.
func (c *conductor) merged() (*chart.Chart, error) {
	none, all := c.out.pairOf("none"), c.out.pairOf("")
	if none == nil || all == nil {
		return nil, nil
	}
	if c.e.Planar() {
		return c.regions(none, all)
	}
	return c.byClass(none, all)
}

// pairOf returns B's pair of a search with all invariances; of "" the first search's. It is nil where there is no path.
func (r *Run) pairOf(search string) (p *Pair) {
	for k := range r.Pairs {
		pair := &r.Pairs[k]
		if pair.From != 1 || r.Result.Pairs[k].Note != "" {
			continue
		}
		name := pair.Method.Search
		if search == "" && name != "none" {
			search = name
		}
		if name == search {
			p = pair
		}
	}
	return p
}

// regions are decision regions at five λ of two paths.
func (c *conductor) regions(none, all *Pair) (*chart.Chart, error) {
	chartOf := &chart.Chart{Name: "merged", Title: "Decision regions along the two paths",
		Note: "What the ensemble at θ(λ) answers over the plane of the features as the trees see them, with the " +
			"first test examples: above without matching, below with all invariances of the first search."}
	d := c.out.Data.Test
	x0, x1, y0, y1 := bounds(d)
	grid := make([]float32, 0, 2*regionSide*regionSide)
	for j := range regionSide {
		for i := range regionSide {
			grid = append(grid, float32(x0+(x1-x0)*(float64(i)+0.5)/regionSide),
				float32(y0+(y1-y0)*(float64(j)+0.5)/regionSide))
		}
	}
	eval := toynets.NewEvaluator(c.out.model)
	classes := c.out.model.Outputs
	p := make([]float32, regionSide*regionSide*classes)
	for k, pair := range []*Pair{none, all} {
		to := []string{"A to B", "A to π(B)"}[k]
		line := path.NewLine(c.out.model, c.out.Models[0], pair.Matched, d, d)
		for _, lambda := range []float64{0, 0.25, 0.5, 0.75, 1} {
			for o := eval.BeginProbabilities(p, line.At(lambda), grid, regionSide*regionSide); o.Step(); {
				if err := c.out.yield(c.ctx); err != nil {
					return nil, err
				}
			}
			panel := chart.Panel{Title: fmt.Sprintf("%s, λ = %g", to, lambda),
				X: chart.Axis{Title: "x₁", Min: x0, Max: x1}, Y: chart.Axis{Title: "x₂", Min: y0, Max: y1}, Equal: true,
				Grid: chart.Grid{Rows: regionSide, Cols: regionSide, X0: x0, X1: x1, Y0: y0, Y1: y1,
					Values: classesOf(p, classes), Min: 0, Max: max(1, float64(classes-1)),
					Map: chart.MapDiverging, Field: true, Unit: "probability of class 2"}}
			if classes > 2 { // between two of them there is no third
				panel.Grid.Map, panel.Grid.Field = chart.MapSequential, false
				panel.Grid.Unit = "most likely class"
			}
			panel.Series = examples(d)
			chartOf.Panels = append(chartOf.Panels, panel)
		}
	}
	return chartOf, nil
}

// bounds is a square window around the examples.
func bounds(d toynets.Data) (x0, x1, y0, y1 float64) {
	x0, x1, y0, y1 = math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for i := range d.N {
		x, y := float64(d.X[2*i]), float64(d.X[2*i+1])
		x0, x1, y0, y1 = min(x0, x), max(x1, x), min(y0, y), max(y1, y)
	}
	half := 0.53 * max(x1-x0, y1-y0)
	cx, cy := (x0+x1)/2, (y0+y1)/2
	return cx - half, cx + half, cy - half, cy + half
}

// classesOf is, of two classes, the second one's probability, else the number of the most likely one.
func classesOf(p []float32, classes int) (values []float64) {
	for i := 0; i < len(p); i += classes {
		if classes == 2 {
			values = append(values, float64(p[i+1]))
			continue
		}
		values = append(values, float64(largest(p[i:i+classes])))
	}
	return values
}

// examples are the first test examples, a series a class; of two classes each has the colour of its region.
func examples(d toynets.Data) (series []chart.Series) {
	for class := range d.Classes {
		s := chart.Series{Shape: chart.ShapeDots, Ink: fmt.Sprint(class + 1)}
		if d.Classes == 2 {
			s.Ink = fmt.Sprint(2 - class)
		}
		for i := range min(d.N, shownPoints) {
			if int(d.Y[i]) == class {
				s.X, s.Y = append(s.X, float64(d.X[2*i])), append(s.Y, float64(d.X[2*i+1]))
			}
		}
		series = append(series, s)
	}
	return series
}

// byClass are bars of the test accuracy within each class, of A, of B and halfway between.
func (c *conductor) byClass(none, all *Pair) (*chart.Chart, error) {
	d := c.out.Data.Test
	half := func(p *Pair) []float32 { return path.NewLine(c.out.model, c.out.Models[0], p.Matched, d, d).At(0.5) }
	panel := chart.Panel{X: chart.Axis{Title: "class"}, Y: chart.Axis{Title: "test accuracy, %", Min: 0, Max: 100}}
	for k := range d.Classes {
		panel.X.Labels = append(panel.X.Labels, fmt.Sprint(k+1))
	}
	eval := toynets.NewEvaluator(c.out.model)
	logits := make([]float32, d.N*d.Classes)
	for _, of := range []struct {
		name, ink string
		theta     []float32
	}{{"A", "A", c.out.Models[0]}, {"B", "B", c.out.Models[1]}, {"λ = ½, no matching", "null", half(none)},
		{"λ = ½, all exchanged", "merged", half(all)}} {
		for o := eval.BeginLogits(logits, of.theta, d.X, d.N); o.Step(); {
			if err := c.out.yield(c.ctx); err != nil {
				return nil, err
			}
		}
		s := chart.Series{Name: of.name, Ink: of.ink, Shape: chart.ShapeBars}
		for k, share := range within(logits, d) {
			s.X, s.Y = append(s.X, float64(k)), append(s.Y, 100*share)
		}
		panel.Series = append(panel.Series, s)
	}
	return &chart.Chart{Name: "merged", Title: "The merged ensemble, class by class", Panels: []chart.Panel{panel},
		Note: "Share of the test examples of a class that are classified correctly, by A, by B, and by the ensembles " +
			"halfway on the straight line without matching and with all invariances of the first search."}, nil
}

// within returns the accuracy within each class, NaN for an empty one.
func within(logits []float32, d toynets.Data) []float64 {
	right, all := make([]float64, d.Classes), make([]float64, d.Classes)
	for i, y := range d.Y {
		all[y]++
		if largest(logits[i*d.Classes:(i+1)*d.Classes]) == int(y) {
			right[y]++
		}
	}
	for k := range right {
		right[k] /= all[k]
	}
	return right
}
