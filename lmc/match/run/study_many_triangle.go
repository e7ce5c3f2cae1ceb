package run

import (
	"fmt"
	"math"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
)

// The window of a triangle, whose side is 1: its margin, and how fine it is drawn at most.
const (
	triangleMargin = 0.12
	triangleFine   = 56

	// triangleBudget bounds points × parameters × test examples of the fine picture.
	triangleBudget = 30e9
)

func (st *manyStudy) sketchTriangle() error { return st.triangles(coarse, "Sketching the triangle") }

func (st *manyStudy) drawTriangle() error {
	// of three triangles, half their windows
	perPoint := 1.5 * float64(len(st.models[0])) * float64(st.run.Experiment.NTest)
	n := int(math.Sqrt(triangleBudget / perPoint))
	if n <= coarse {
		return nil
	}
	return st.triangles(min(n, triangleFine), "Drawing the triangle")
}

// triangles draws the test loss over A, B, C for three schemes, n×n points a window; of two networks, the lines between
// them.
func (st *manyStudy) triangles(n int, text string) error {
	if len(st.models) == 2 {
		st.showLines()
		return nil
	}
	schemes := []*scheme{st.none, st.toA, st.frankWolfe}
	w := path.Window{U0: -triangleMargin, U1: 1 + triangleMargin, V0: -triangleMargin, V1: path.TriangleHeight +
		triangleMargin}
	var jobs []wire.Message
	rows := lab.Chunks(n, 2*st.crew.Size())
	for _, s := range schemes {
		t := path.NewTriangle(s.networks[0], s.networks[1], s.networks[2])
		for _, part := range rows {
			jobs = append(jobs, &job.EvaluatePlane{Experiment: st.run.Result.Experiment, Origin: t.Origin,
				E1: t.E1, E2: t.E2,
				U0: w.U0, U1: w.U1, V0: w.V0, V1: w.V1, N: n, First: part[0], Last: part[1], Triangle: true})
		}
	}
	out, err := st.doPart(text, jobs)
	if err != nil {
		return err
	}
	c := &chart.Chart{Name: "simplex"}
	var above []float64 // of each scheme
	for k, s := range schemes {
		grid := chart.Grid{Rows: n, Cols: n, X0: w.U0, X1: w.U1, Y0: w.V0, Y1: w.V1, Map: chart.MapLoss,
			Unit: "test loss, nats", Field: true}
		for _, o := range out[k*len(rows) : (k+1)*len(rows)] {
			grid.Values = append(grid.Values, o.(*job.EvaluatedPlane).Loss...)
		}
		above = append(above, st.excess(w, n, grid.Values))
		c.Panels = append(c.Panels,
			chart.Panel{Title: s.title, Equal: true, Bare: true, Grid: grid, Series: st.corners(k > 0),
				X: chart.Axis{Title: "share of B + ½ share of C"}, Y: chart.Axis{Title: "share of C × √3/2"}})
	}
	st.rises = above
	verdict := "matched, little of it is left"
	better, worse := measure.Judge(above[0], math.Min(above[1], above[2])),
		measure.Judge(above[0], math.Max(above[1], above[2]))
	switch {
	case worse == measure.Unknown:
		verdict = "somewhere it is not finite"
	case worse == measure.NoBarrier:
		verdict = "there is hardly anything to lower"
	case better == measure.NotHelped:
		verdict = "here matching does not lower it"
	case worse < measure.MostlyGone:
		verdict = "matching does not remove it here"
	}
	c.Title = fmt.Sprintf("Between %s, %s and %s the test loss rises by up to %s unmatched, %s matched to A, %s by "+
		"Frank–Wolfe: %s",
		st.names[0], st.names[1], st.names[2], amount(above[0]), amount(above[1]), amount(above[2]), verdict)
	c.Note = fmt.Sprintf("The means of three networks with all shares, %d×%d points a window; a point is the mean "+
		"of the corners with the shares that it has in the picture, a third each in the middle. The rise is over "+
		"the mean, with the same shares, of the corners’ losses. Straight lines are straight, lengths are not those "+
		"of parameter space.", n, n)
	st.show(c)
	return nil
}

// excess returns the largest excess of the loss over the mean of the corners' with the same shares, within the
// triangle; NaN where a loss is not finite.
func (st *manyStudy) excess(w path.Window, n int, loss []float64) float64 {
	worst, corner := 0.0, st.none.rated.Loss
	for k, l := range loss {
		u, v := w.At(n, k%n, k/n)
		if path.OutsideTriangle(u, v) > 0 {
			continue
		}
		a, b, c := path.Barycentric(u, v)
		worst = math.Max(worst, l-(float64(a*corner[0])+float64(b*corner[1])+float64(c*corner[2])))
	}
	return worst
}

// corners are the outline of the triangle and the networks at its corners.
func (st *manyStudy) corners(matched bool) []chart.Series {
	series := []chart.Series{
		{Shape: chart.ShapePath, Ink: "ink", X: []float64{0, 1, .5, 0}, Y: []float64{0, 0, path.TriangleHeight, 0}}}
	for k, at := range [][2]float64{{0, 0}, {1, 0}, {.5, path.TriangleHeight}} {
		name, ink := st.names[k], []string{"A", "B", "4"}[k]
		if matched && k > 0 {
			name = "π(" + name + ")"
		}
		if matched && k == 1 {
			ink = "piB"
		}
		series = append(series, chart.Series{Shape: chart.ShapeDots, Ink: ink, X: at[:1], Y: at[1:],
			Labels: []string{name}})
	}
	return series
}

// showLines draws what two networks have instead of a triangle.
func (st *manyStudy) showLines() {
	p := chart.Panel{X: chart.Axis{Title: "λ", Max: 1}, Y: chart.Axis{Title: "test loss, nats"}}
	for _, w := range []*scheme{st.none, st.toA, st.frankWolfe} {
		p.Series = append(p.Series, chart.Series{Name: w.title, Shape: chart.ShapeLine, Ink: w.ink,
			X: measure.Lambdas(st.run.Experiment.Lambdas), Y: w.paths[0][1].TestLoss})
	}
	st.show(&chart.Chart{Name: "simplex", Panels: []chart.Panel{p},
		Title: fmt.Sprintf("Two networks span a line, no triangle: the barrier on it is %s unmatched, %s matched to "+
			"A, %s by Frank–Wolfe", amount(st.none.barrier[0][1]), amount(st.toA.barrier[0][1]),
			amount(st.frankWolfe.barrier[0][1])),
		Note: "The test loss between A and B, as trained and renumbered." + st.needsThree()})
}
