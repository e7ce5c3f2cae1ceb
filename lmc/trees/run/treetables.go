package run

import (
	"fmt"
	"math"
	"strconv"

	"onebasin/lmc/lab/chart"
)

// shownRows bounds the rows of the tables of rules and of leaves.
const shownRows = 32

// rules are the questions' numbers, of both trees.
func (o *one) rules() *chart.Chart {
	names := []string{}
	for f := range o.e.Inputs {
		names = append(names, feature(f))
	}
	return o.tables("rules", "The questions of both trees", "Weights and bias of every question w·x + b.", "node",
		append(names, "b"), o.e.Nodes(), o.row)
}

// leaves are the leaves' numbers, of both trees.
func (o *one) leaves() *chart.Chart {
	names := []string{}
	for k := range o.e.Outputs {
		names = append(names, fmt.Sprintf("class %d", k+1))
	}
	return o.tables("leaves", "The leaves of both trees", "What a leaf adds to the score of each class.", "leaf", names,
		o.e.Leaves(), o.values)
}

func (o *one) tables(name, title, note, of string, columns []string, rows int,
	row func([]float32, int) []float32) *chart.Chart {
	c := &chart.Chart{Name: name, Title: title, Note: note}
	n := min(rows, shownRows)
	labels, most := []string{}, 0.0
	for k := range n {
		labels = append(labels, strconv.Itoa(k+1))
	}
	for k, theta := range [][]float32{o.a, o.byHand} {
		g := chart.Grid{Rows: n, Cols: len(columns), Map: chart.MapDiverging, Print: true}
		for i := range n {
			for _, v := range row(theta, i) {
				g.Values = append(g.Values, float64(v))
				most = max(most, math.Abs(float64(v)))
			}
		}
		c.Panels = append(c.Panels, chart.Panel{Title: []string{"A", "B, by hand"}[k], X: chart.Axis{Labels: columns},
			Y: chart.Axis{Title: of, Labels: labels}, Grid: g})
	}
	for k := range c.Panels {
		c.Panels[k].Grid.Min, c.Panels[k].Grid.Max = -most, most
	}
	if n < rows {
		c.Note += fmt.Sprintf(" The first %d of %d.", n, rows)
	}
	return c
}
