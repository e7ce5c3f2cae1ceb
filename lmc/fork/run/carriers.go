package run

import (
	"fmt"

	"onebasin/lmc/excess"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
)

// carriers are the training examples that make up half of the barrier: in their place where inputs are points, and by
// class.
func (r *Run) carriers(i int) *chart.Chart {
	p := &r.Partings[i]
	whole := excess.Mean(p.excess)
	c := &chart.Chart{Name: "carriers", Method: p.Name, Title: measure.Capitalized(said(p.Step)) +
		", there is no barrier to carry",
		Note: "Training examples that make up half of the excess at the λ where it is largest, those of the largest " +
			"excess first; an example’s excess is how much its cross-entropy lies above the mean of those at A and " +
			"at B, with shares 1−λ and λ. Bars: the part of each class in the whole excess, which may be below none."}
	rows := excess.Half(p.excess)
	if measure.IsBarrier(whole) {
		c.Title = fmt.Sprintf("%s, half of the barrier lies in %d of %d training examples",
			measure.Capitalized(said(p.Step)), len(rows), r.Train.N)
	} else {
		rows = nil
	}
	if r.Train.Dim == 2 {
		c.Panels = append(c.Panels, chart.Panel{Title: "Where they are", X: chart.Axis{Title: "x₁"},
			Y: chart.Axis{Title: "x₂"}, Equal: true, Series: r.inPlace(rows)})
	}
	bars := chart.Series{Shape: chart.ShapeBars, Ink: "merged"}
	x := chart.Axis{Title: "class"}
	for k := range r.Train.Classes {
		bars.X, bars.Y = append(bars.X, float64(k)), append(bars.Y, 0)
		x.Labels = append(x.Labels, fmt.Sprint(k))
	}
	if rows != nil {
		for k, y := range r.Train.Y {
			bars.Y[y] += 100 * p.excess[k] / (whole * float64(r.Train.N))
		}
	}
	c.Panels = append(c.Panels, chart.Panel{Title: "By class", X: x, Y: chart.Axis{Title: "share of the excess, %"},
		Series: []chart.Series{bars}})
	return c
}

// inPlace are the carriers by class, above all others.
func (r *Run) inPlace(rows []int) []chart.Series {
	carry := make([]bool, r.Train.N)
	for _, k := range rows {
		carry[k] = true
	}
	series := []chart.Series{{Name: "others", Shape: chart.ShapeDots, Ink: "faint"}}
	for k := range r.Train.Classes {
		series = append(series, chart.Series{Name: fmt.Sprintf("class %d", k), Shape: chart.ShapeDots,
			Ink: fmt.Sprint(k + 1)})
	}
	for k, y := range r.Train.Y {
		s := &series[0]
		if carry[k] {
			s = &series[y+1]
		}
		s.X, s.Y = append(s.X, float64(r.Train.X[2*k])), append(s.Y, float64(r.Train.X[2*k+1]))
	}
	var some []chart.Series
	for _, s := range series {
		if len(s.X) > 0 {
			some = append(some, s)
		}
	}
	return some
}
