package run

import (
	"context"
	"fmt"
	"math"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// The pictures of decision regions: at most so many squares a side and at least so few, as many as the budget of
// multiply-adds allows, since λ follows a hand; so many test examples among them.
const (
	regionSide   = 64
	regionLeast  = 20
	regionBudget = 1e8
	shownPoints  = 100
)

// end is a path of the first page: to B, or to π(B).
type end struct {
	to   string
	pair *Pair
}

// ends are the paths without matching and of the method that is looked at, where that is another.
func (r *Run) ends() []end {
	all := []end{{"A to B", r.pair("none")}}
	if p := r.pair(r.look.method); p != nil && r.look.method != "none" {
		all = append(all, end{"A to π(B)", p})
	}
	return all
}

// merged is what the ensembles at λ do: decision regions where the task is in a plane, else accuracy by class.
func (r *Run) merged(ctx context.Context) (*chart.Chart, error) {
	if r.Experiment.Planar() {
		return r.regions(ctx)
	}
	return r.byClass(ctx)
}

// on returns the ensemble at λ on a path.
func (r *Run) on(p *Pair, lambda float64) []float32 {
	d := r.Data.Test
	return path.NewLine(r.model, r.Models[0], p.Matched, d, d).At(lambda)
}

// answers returns the outputs of an ensemble for the test examples, and the share that it is right in.
func (r *Run) answers(ctx context.Context, theta []float32) (logits []float32, right float64, err error) {
	d := r.Data.Test
	logits = make([]float32, d.N*d.Classes)
	for o := toynets.NewEvaluator(r.model).BeginLogits(logits, theta, d.X, d.N); o.Step(); {
		if err := r.yield(ctx); err != nil {
			return nil, 0, err
		}
	}
	hits := 0
	for i, y := range d.Y {
		if largest(logits[i*d.Classes:(i+1)*d.Classes]) == int(y) {
			hits++
		}
	}
	return logits, float64(hits) / float64(d.N), nil
}

// rightAtLambda says how much of the test examples the merged ensembles classify correctly.
func (r *Run) rightAtLambda(right []float64) string {
	said := fmt.Sprintf("At λ = %.2f the merged ensemble is right in ", r.look.lambda)
	if len(right) > 1 {
		said += points(measure.Number(right[1])) + " % of the test examples with π(B), "
		return said + points(measure.Number(right[0])) + " % with B"
	}
	return said + points(measure.Number(right[0])) + " % of the test examples with B"
}

// regions are decision regions at λ on the two paths.
func (r *Run) regions(ctx context.Context) (*chart.Chart, error) {
	c := &chart.Chart{Name: "merged", Note: "What the ensemble at θ(λ) answers over the plane of the features as the " +
		"trees see them, with the first test examples"}
	if r.look.method != "none" {
		c.Note += ": without matching, and with " + titled(r.look.method)
	}
	c.Note += "."
	var right []float64
	for _, e := range r.ends() {
		theta := r.on(e.pair, r.look.lambda)
		panel, err := r.region(ctx, e.to, theta)
		if err != nil {
			return nil, err
		}
		_, share, err := r.answers(ctx, theta)
		if err != nil {
			return nil, err
		}
		right, c.Panels = append(right, share), append(c.Panels, panel)
	}
	c.Title = r.rightAtLambda(right)
	return c, nil
}

// region is the decision regions of an ensemble.
func (r *Run) region(ctx context.Context, title string, theta []float32) (panel chart.Panel, err error) {
	side := min(regionSide, max(regionLeast, int(math.Sqrt(regionBudget/(2*passCost(r.Experiment))))))
	x0, x1, y0, y1 := bounds(r.Data.Test)
	grid := make([]float32, 0, 2*side*side)
	at := func(from, to float64, k int) float32 { return float32(from + (to-from)*(float64(k)+0.5)/float64(side)) }
	for j := range side {
		for i := range side {
			grid = append(grid, at(x0, x1, i), at(y0, y1, j))
		}
	}
	classes := r.model.Outputs
	p := make([]float32, side*side*classes)
	for o := toynets.NewEvaluator(r.model).BeginProbabilities(p, theta, grid, side*side); o.Step(); {
		if err := r.yield(ctx); err != nil {
			return panel, err
		}
	}
	panel = chart.Panel{Title: title, X: chart.Axis{Title: "x₁", Min: x0, Max: x1},
		Y: chart.Axis{Title: "x₂", Min: y0, Max: y1}, Equal: true,
		Grid: chart.Grid{Rows: side, Cols: side, X0: x0, X1: x1, Y0: y0, Y1: y1,
			Values: classesOf(p, classes), Min: 0, Max: max(1, float64(classes-1)),
			Map: chart.MapDiverging, Field: true, Unit: "probability of class 2"}}
	if classes > 2 { // between two of them there is no third
		panel.Grid.Map, panel.Grid.Field = chart.MapSequential, false
		panel.Grid.Unit = "most likely class"
	}
	panel.Series = examples(r.Data.Test)
	return panel, nil
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

// classInk is the hue of a class.
func classInk(class, classes int) string {
	if classes == 2 {
		return fmt.Sprint(2 - class)
	}
	return fmt.Sprint(class + 1)
}

// examples are the first test examples, a series a class; of two classes each has the colour of its region.
func examples(d toynets.Data) (series []chart.Series) {
	for class := range d.Classes {
		s := chart.Series{Shape: chart.ShapeDots, Ink: classInk(class, d.Classes)}
		for i := range min(d.N, shownPoints) {
			if int(d.Y[i]) == class {
				s.X, s.Y = append(s.X, float64(d.X[2*i])), append(s.Y, float64(d.X[2*i+1]))
			}
		}
		series = append(series, s)
	}
	return series
}

// byClass are bars of the test accuracy within each class, of A, of B and at λ.
func (r *Run) byClass(ctx context.Context) (*chart.Chart, error) {
	d := r.Data.Test
	c := &chart.Chart{Name: "merged", Note: "Share of the test examples of a class that are classified correctly, by " +
		"A, by B, and by the ensembles at λ on the straight line."}
	panel := chart.Panel{X: chart.Axis{Title: "class"}, Y: chart.Axis{Title: "test accuracy, %", Min: 0, Max: 100}}
	for k := range d.Classes {
		panel.X.Labels = append(panel.X.Labels, fmt.Sprint(k+1))
	}
	add := func(name, ink string, theta []float32) (right float64, err error) {
		logits, right, err := r.answers(ctx, theta)
		if err != nil {
			return 0, err
		}
		s := chart.Series{Name: name, Ink: ink, Shape: chart.ShapeBars}
		for k, share := range within(logits, d) {
			s.X, s.Y = append(s.X, float64(k)), append(s.Y, 100*share)
		}
		panel.Series = append(panel.Series, s)
		return right, nil
	}
	if _, err := add("A", "A", r.Models[0]); err != nil {
		return nil, err
	}
	if _, err := add("B", "B", r.Models[1]); err != nil {
		return nil, err
	}
	var right []float64
	for k, e := range r.ends() {
		share, err := add("at λ, "+e.to, []string{"null", "merged"}[k], r.on(e.pair, r.look.lambda))
		if err != nil {
			return nil, err
		}
		right = append(right, share)
	}
	c.Title, c.Panels = r.rightAtLambda(right), []chart.Panel{panel}
	return c, nil
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
