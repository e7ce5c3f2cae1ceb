package run

import (
	"math"

	"context"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/lmc/trees/job"
	"onebasin/lmc/trees/keys"
)

// Sides of the landscape: first coarse, then as fine as the budget of multiply-adds allows.
const (
	coarse          = 11
	fine            = 41
	landscapeBudget = 2e10
	margin          = 0.35 // around A, B and π(B), in units of ‖B − A‖
	aspect          = 1.25
)

// landscapeSide is how many points a side the landscape of e has in the end.
func landscapeSide(e keys.Experiment) int {
	n := int(math.Sqrt(landscapeBudget / (passCost(e) * float64(e.NTest))))
	return max(coarse, min(fine, n))
}

// landscape is the test loss on the plane through A, B and π(B) of a method.
type landscape struct {
	method  string
	points  [3][2]float64 // A, B, π(B)
	window  path.Window
	unit    float64 // ‖B − A‖
	spanned bool    // π(B) does not lie on the line from A to B
	n       int     // points a side
	loss    []float64
}

// draw computes the landscape of what is looked at, coarsely and then finely, unless it is known; do has a crew of size
// workers do jobs.
func (r *Run) draw(ctx context.Context, look looked, do func([]wire.Message) ([]wire.Message, error), size int,
	show func(wire.Message)) error {
	pair := r.pair(look.plane)
	if pair == nil {
		return nil
	}
	last := landscapeSide(r.Experiment)
	if known := r.plane; known != nil && known.method == look.plane && known.n == last {
		return nil
	}
	a, b := r.Models[0], r.Models[pair.From]
	plane, spanned, err := path.NewPlane(a, b, pair.Matched, r.Experiment.PlaneStream(pair.From))
	if err != nil {
		return nil // A and B are one: there is no plane
	}
	made := landscape{method: look.plane, unit: plane.Unit, spanned: spanned}
	for k, theta := range [][]float32{a, b, pair.Matched} {
		made.points[k][0], made.points[k][1], _ = plane.Project(theta)
	}
	made.window = path.WindowAround(made.points[:], margin, aspect)
	for _, n := range []int{coarse, last} {
		w := made.window
		var jobs []wire.Message
		for _, rows := range lab.Chunks(n, 4*size) {
			jobs = append(jobs, &job.EvaluatePlane{Experiment: r.Result.Experiment, Origin: plane.Origin, E1: plane.E1,
				E2: plane.E2, U0: w.U0, U1: w.U1, V0: w.V0, V1: w.V1, N: n, First: rows[0], Last: rows[1]})
		}
		outcomes, err := do(jobs)
		if err != nil {
			return err
		}
		now := made
		now.n = n
		for _, m := range outcomes {
			now.loss = append(now.loss, m.(*job.EvaluatedPlane).Loss...)
		}
		r.plane = &now
		show(now.chart(r.look))
	}
	return nil
}

// pictures draws the landscape.
func (c *conductor) pictures() error {
	err := c.out.draw(c.ctx, c.out.look, func(jobs []wire.Message) ([]wire.Message, error) {
		return c.do("plane", jobs)
	}, c.crew.Size(), c.audience.Show)
	if err == nil {
		c.audience.Stage("plane", c.out)
	}
	return err
}

// chart is the landscape with the straight paths and where λ stands on them.
func (l *landscape) chart(look looked) *chart.Chart {
	w, a := l.window, l.points[0]
	marks := chart.Series{Shape: chart.ShapeDots, Ink: "ink", Labels: []string{"A", "B", "π(B)"}}
	for _, p := range l.points {
		marks.X, marks.Y = append(marks.X, p[0]), append(marks.Y, p[1])
	}
	var lines, merged []chart.Series
	for _, end := range []struct {
		at        [2]float64
		ink, name string
	}{{l.points[1], "B", "to B"}, {l.points[2], "piB", "to π(B)"}} {
		between := func(k int) float64 { return float64((1-look.lambda)*a[k]) + float64(look.lambda*end.at[k]) }
		lines = append(lines, chart.Series{Name: end.name, Shape: chart.ShapePath, Ink: end.ink,
			X: []float64{a[0], end.at[0]}, Y: []float64{a[1], end.at[1]}})
		merged = append(merged, chart.Series{Shape: chart.ShapeDots, Ink: end.ink, X: []float64{between(0)},
			Y: []float64{between(1)}})
	}
	merged[0].Name, merged[0].Ink, merged[1].Ink = "merged at λ", "merged", "merged"
	second := "the second axis leads to π(B)"
	if !l.spanned {
		second = "π(B) lies on the line from A to B, so the second axis is random"
	}
	return &chart.Chart{Name: "landscape", Title: "Test loss on the plane through A, B and π(B)",
		Note: "Test loss of the ensembles A + u·e₁ + v·e₂. e₁ = B − A is " + measure.Amount(measure.Number(l.unit)) +
			" long, and " + second + ". π(B) is that of " + titled(l.method) + ".",
		Panels: []chart.Panel{{X: chart.Axis{Title: "u, in units of ‖B − A‖", Min: w.U0, Max: w.U1},
			Y: chart.Axis{Title: "v, in the same units", Min: w.V0, Max: w.V1}, Equal: true,
			Grid: chart.Grid{Rows: l.n, Cols: l.n, X0: w.U0, X1: w.U1, Y0: w.V0, Y1: w.V1, Values: l.loss,
				Unit: "test loss, nats", Map: chart.MapLoss, Field: true},
			Series: append(append(lines, merged...), marks)}}}
}
