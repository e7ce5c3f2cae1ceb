package run

import (
	"math"

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

// draw hands on the charts of the first page that take no crew.
func (c *conductor) draw() error {
	if c.out.Result.Pairs[0].Note != "" {
		return nil
	}
	c.audience.Show(c.out.barriers())
	c.audience.Show(c.out.paths())
	merged, err := c.merged()
	if err != nil || merged == nil {
		return err
	}
	c.audience.Show(merged)
	return nil
}

// pictures draws the landscape, coarsely and then finely.
func (c *conductor) pictures() error {
	all := c.out.pairOf("")
	if all == nil {
		return nil
	}
	a, b := c.out.Models[0], c.out.Models[all.From]
	plane, spanned, err := path.NewPlane(a, b, all.Matched, c.e.PlaneStream(all.From))
	if err != nil {
		return nil // A and B are one: there is no plane
	}
	var points [][2]float64
	marks := chart.Series{Shape: chart.ShapeDots, Ink: "ink", Labels: []string{"A", "B", "π(B)"}}
	for _, theta := range [][]float32{a, b, all.Matched} {
		u, v, _ := plane.Project(theta)
		points = append(points, [2]float64{u, v})
		marks.X, marks.Y = append(marks.X, u), append(marks.Y, v)
	}
	w := path.WindowAround(points, margin, aspect)
	for _, n := range []int{coarse, landscapeSide(c.e)} {
		loss, err := c.losses(plane, w, n)
		if err != nil {
			return err
		}
		c.audience.Show(landscape(loss, w, n, marks, spanned, plane.Unit))
	}
	c.audience.Stage("plane", c.out)
	return nil
}

// losses are the test losses over a window of a plane, N×N.
func (c *conductor) losses(p *path.Plane, w path.Window, n int) (loss []float64, err error) {
	var jobs []wire.Message
	for _, rows := range lab.Chunks(n, 4*c.crew.Size()) {
		jobs = append(jobs, &job.EvaluatePlane{Experiment: c.fragment, Origin: p.Origin, E1: p.E1, E2: p.E2,
			U0: w.U0, U1: w.U1, V0: w.V0, V1: w.V1, N: n, First: rows[0], Last: rows[1]})
	}
	outcomes, err := c.do("plane", jobs)
	if err != nil {
		return nil, err
	}
	for _, m := range outcomes {
		loss = append(loss, m.(*job.EvaluatedPlane).Loss...)
	}
	return loss, nil
}

func landscape(loss []float64, w path.Window, n int, marks chart.Series, spanned bool, unit float64) *chart.Chart {
	line := func(k int, ink, name string) chart.Series {
		return chart.Series{Name: name, Shape: chart.ShapePath, Ink: ink, X: []float64{marks.X[0], marks.X[k]},
			Y: []float64{marks.Y[0], marks.Y[k]}}
	}
	second := "the second axis leads to π(B)"
	if !spanned {
		second = "π(B) lies on the line from A to B, so the second axis is random"
	}
	return &chart.Chart{Name: "landscape", Title: "Test loss on the plane through A, B and π(B)",
		Note: "Test loss of the ensembles A + u·e₁ + v·e₂. e₁ = B − A is " + measure.Amount(measure.Number(unit)) +
			" long, and " + second + ". π(B) is that of the first search with all invariances.",
		Panels: []chart.Panel{{X: chart.Axis{Title: "u, in units of ‖B − A‖", Min: w.U0, Max: w.U1},
			Y: chart.Axis{Title: "v, in the same units", Min: w.V0, Max: w.V1}, Equal: true,
			Grid: chart.Grid{Rows: n, Cols: n, X0: w.U0, X1: w.U1, Y0: w.V0, Y1: w.V1, Values: loss,
				Unit: "test loss, nats", Map: chart.MapLoss, Field: true},
			Series: []chart.Series{line(1, "B", "to B"), line(2, "piB", "to π(B)"), marks}}}}
}
