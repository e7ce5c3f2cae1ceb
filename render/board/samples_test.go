package board_test

import (
	"math"

	"onebasin/lmc/lab/chart"
)

var sample = chart.Study{Name: "sample", Title: "A sample", Charts: []chart.Announced{
	{Name: "lines", Title: "Lines", Wide: true}, {Name: "matrix", Title: "A matrix"}, {Name: "table", Title: "A table"},
	{Name: "plane", Title: "A plane"}, {Name: "settings", Title: "Settings"}, {Name: "bars", Title: "Bars"}}}

// samples are charts of every shape, by the names that a study announces.
func samples(study chart.Study) (charts []*chart.Chart) {
	panels := [][]chart.Panel{linePanels(), {matrixPanel()}, {tablePanel()}, {planePanel()}, {settingsPanel()},
		{barsPanel()}}
	for k, announced := range study.Charts {
		charts = append(charts, &chart.Chart{Study: study.Name, Method: "wm", Name: announced.Name,
			Title: "The finding of " + announced.Name, Panels: panels[k%len(panels)],
			Note: "What is drawn, over two pairs of seeds; the null is the same search on untrained networks. " +
				"Our estimate."})
	}
	return charts
}

func ramp(n int, f func(float64) float64) (xs, ys []float64) {
	for i := range n {
		x := float64(i) / float64(n-1)
		xs, ys = append(xs, x), append(ys, f(x))
	}
	return xs, ys
}

func linePanels() []chart.Panel {
	x, up := ramp(21, func(x float64) float64 { return 0.2 + x*x })
	_, down := ramp(21, func(x float64) float64 { return 0.9 - 0.5*x })
	_, low := ramp(21, func(x float64) float64 { return 0.6 - 0.5*x })
	gamma := chart.Axis{Title: "γ", Max: 1}
	rising := chart.Series{Name: "A and π(B)", Shape: chart.ShapeLine, Ink: "piB", X: x, Y: up}
	return []chart.Panel{
		{Title: "layer 1", X: gamma, Y: chart.Axis{Title: "R"}, Series: []chart.Series{
			{Name: "untrained, matched", Shape: chart.ShapeBand, Ink: "null", X: x, Y: down, Low: low}, rising,
			{Name: "A and B", Shape: chart.ShapeDash, Ink: "B", X: x, Y: low}}},
		{Title: "layer 2", X: gamma, Y: chart.Axis{Title: "R", Log: true}, Series: []chart.Series{rising}},
	}
}

func matrixPanel() chart.Panel {
	var matrix []float64
	for j := range 12 {
		for i := range 12 {
			matrix = append(matrix, math.Cos(float64(3*i))*math.Exp(-math.Abs(float64(i-j))))
		}
	}
	return chart.Panel{X: chart.Axis{Title: "singular value of B"}, Y: chart.Axis{Title: "singular value of A"},
		Grid: chart.Grid{Rows: 12, Cols: 12, Values: matrix, Map: chart.MapDiverging, Unit: "product"}}
}

func tablePanel() chart.Panel {
	none := math.NaN()
	names := chart.Axis{Labels: []string{"A", "B", "C"}}
	return chart.Panel{X: names, Y: names, Grid: chart.Grid{Rows: 3, Cols: 3, Map: chart.MapLoss, Unit: "barrier",
		Print: true, Values: []float64{none, 0.03, 1.2, 0.03, none, 0.5, 1.2, 0.5, none}}}
}

func planePanel() chart.Panel {
	var field []float64
	for j := range 24 {
		for i := range 24 {
			u, v := float64(i)/12-1, float64(j)/12-1
			field = append(field, 0.02+2*(u*u-0.4)*(u*u-0.4)+v*v)
		}
	}
	return chart.Panel{X: chart.Axis{Title: "units of ‖B − A‖"}, Equal: true,
		Grid: chart.Grid{Rows: 24, Cols: 24, X0: -1, X1: 1, Y0: -1, Y1: 1, Values: field, Map: chart.MapLoss,
			Field: true, Unit: "test loss"},
		Series: []chart.Series{
			{Shape: chart.ShapeDots, Ink: "A", X: []float64{-0.6}, Y: []float64{0}, Labels: []string{"A"}},
			{Shape: chart.ShapePath, Ink: "merged", X: []float64{-0.6, 0, 0.6}, Y: []float64{0, 0.6, 0}}}}
}

func settingsPanel() chart.Panel {
	return chart.Panel{X: chart.Axis{Title: "width", Log: true}, Y: chart.Axis{Title: "test loss barrier"},
		Series: []chart.Series{
			{Name: "each pair", Shape: chart.ShapeDots, Ink: "1", X: []float64{8, 8, 16, 16, 32, 32},
				Y: []float64{1.2, 1, 0.8, 0.5, 0.2, 0.4}},
			{Name: "mean", Shape: chart.ShapeLine, Ink: "1", X: []float64{8, 16, 32}, Y: []float64{1.1, 0.65, 0.3}}}}
}

func barsPanel() chart.Panel {
	return chart.Panel{X: chart.Axis{Labels: []string{"none", "wm"}}, Y: chart.Axis{Title: "share"},
		Series: []chart.Series{
			{Name: "left, \"quoted\"", Shape: chart.ShapeBars, Ink: "A", X: []float64{0, 1}, Y: []float64{0.5, 0.9}},
			{Name: "right", Shape: chart.ShapeBars, Ink: "2", X: []float64{0, 1}, Y: []float64{-0.2, 0.4}}}}
}

// filmedChart is a plane that can be a surface, on which a path grows.
func filmedChart() *chart.Chart {
	p := planePanel()
	p.Solid = true
	p.Series[1].Moments = []float64{0, 10, 20}
	c := finding(p)
	c.Film = chart.Film{Steps: []float64{0, 10, 20}, Said: []string{"Step 0", "Step 10", "Step 20"}}
	return c
}
