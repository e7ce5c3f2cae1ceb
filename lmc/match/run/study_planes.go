package run

import (
	"math"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/path"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// otherPlanes is the study of planes that do not go through A, B and π(B), under
// way.
type otherPlanes struct {
	*inquiry
	net      toynets.MLP
	fragment string
	unit     float64 // ‖B − A‖
	side     int     // of a field
	stands   []stand
}

// stand is a network at which the landscape is looked at.
type stand struct {
	name, ink string
	theta     []float32
	curved    *job.Curvatures
}

// fieldBudget bounds the multiply-adds of one field, whose side follows from it.
const (
	fieldBudget   = 1.5e11
	narrow, broad = 12, 40
)

func newPlanes(i *inquiry) *otherPlanes {
	o := &otherPlanes{inquiry: i, net: i.run.Experiment.MLP(), fragment: i.run.Experiment.Fragment(), unit: vector.Distance(i.pair.A, i.pair.B)}
	o.side = i.fieldSide()
	half := func(theta []float32) []float32 {
		return append([]float32(nil), path.NewLine(o.net, i.pair.A, theta, i.run.Train, i.run.Test).At(0.5)...)
	}
	o.stands = []stand{{name: "A", ink: "A", theta: i.pair.A}, {name: "½(A + B)", ink: "merged", theta: half(i.pair.B)}}
	if i.pair.Method != "none" { // then B as it is stands nowhere else
		o.stands[1].ink = "B"
		o.stands = append(o.stands, stand{name: "½(A + π(B))", ink: "merged", theta: half(i.pair.Matched)})
	}
	return o
}

func planes(i *inquiry) error {
	o := newPlanes(i)
	i.plan(4)
	for _, part := range []struct {
		text string
		do   func() error
	}{
		{"Mapping the plane of the trajectories", o.trajectories},
		{"Mapping random planes", o.random},
		{"Looking for the largest curvature", o.curvature},
		{"Mapping the directions of largest curvature", o.curved},
	} {
		if err := i.next(part.text); err != nil {
			return err
		}
		if err := part.do(); err != nil {
			return err
		}
	}
	return nil
}

// fieldSide returns the side of a field, coarser where networks are wide or test
// data many.
func (i *inquiry) fieldSide() int {
	cost := float64(i.run.Experiment.MLP().Params()) * float64(i.run.Test.N)
	return int(max(narrow, min(broad, math.Sqrt(fieldBudget/cost))))
}

// frame is a field that is wanted.
type frame struct {
	origin, e1, e2 []float32
	window         path.Window
}

// fields has the crew compute several fields at once, n×n.
func (i *inquiry) fields(frames []frame, n int) (panels []chart.Panel, err error) {
	var jobs []wire.Message
	for _, f := range frames {
		jobs = append(jobs, i.mapJobs(f.origin, f.e1, f.e2, f.window, n)...)
	}
	out, err := i.do(jobs)
	if err != nil {
		return nil, err
	}
	each := len(out) / max(1, len(frames))
	for k, f := range frames {
		panels = append(panels, mapped(out[k*each:(k+1)*each], f.window, n))
	}
	return panels, nil
}

// oneScale gives all panels the same colours.
func oneScale(panels []chart.Panel) {
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range panels {
		for _, v := range p.Grid.Values {
			if !math.IsInf(v, 0) && !math.IsNaN(v) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	for k := range panels {
		panels[k].Grid.Min, panels[k].Grid.Max = low, high
	}
}

// mark is a labelled point.
func mark(name, ink string, u, v float64) chart.Series {
	return chart.Series{Shape: chart.ShapeDots, Ink: ink, X: []float64{u}, Y: []float64{v}, Labels: []string{name}}
}
