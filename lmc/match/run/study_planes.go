package run

import (
	"math"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// planesStudy is the study of planes that do not go through A, B and π(B), under way.
type planesStudy struct {
	*inquiry
	net      toynets.MLP
	fragment string
	unit     float64 // ‖B − A‖
	side     int     // of a field
	centres  []centre
}

// centre is a network at which the landscape is looked at.
type centre struct {
	name, ink string
	theta     []float32
	curvature *job.FoundCurvature
}

// fieldBudget bounds the multiply-adds of one field, whose side follows from it.
const (
	fieldBudget      = 1.5e11
	minSide, maxSide = 12, 40
)

func newPlanes(i *inquiry) *planesStudy {
	st := &planesStudy{inquiry: i, net: i.run.Experiment.MLP(), fragment: i.run.Experiment.Fragment(),
		unit: vector.Distance(i.pair.A, i.pair.B)}
	st.side = i.fieldSide()
	half := func(theta []float32) []float32 {
		return append([]float32(nil), path.NewLine(st.net, i.pair.A, theta, i.run.Train, i.run.Test).At(0.5)...)
	}
	st.centres = []centre{{name: "A", ink: "A", theta: i.pair.A},
		{name: "½(A + B)", ink: "merged", theta: half(i.pair.B)}}
	if i.pair.Method != "none" {
		st.centres[1].ink = "B"
		st.centres = append(st.centres, centre{name: "½(A + π(B))", ink: "merged", theta: half(i.pair.Matched)})
	}
	return st
}

func studyPlanes(i *inquiry) error {
	st := newPlanes(i)
	i.plan(4)
	for _, part := range []struct {
		text string
		do   func() error
	}{
		{"Mapping the plane of the trajectories", st.trajectories},
		{"Mapping random planes", st.random},
		{"Looking for the largest curvature", st.curvature},
		{"Mapping the directions of largest curvature", st.mapCurvature},
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

// fieldSide returns the side of a field, coarser where networks are wide or test data many.
func (i *inquiry) fieldSide() int {
	cost := float64(i.run.Experiment.MLP().Params()) * float64(i.run.Test.N)
	return int(max(minSide, min(maxSide, math.Sqrt(fieldBudget/cost))))
}

// fieldSpec is a field that is wanted.
type fieldSpec struct {
	origin, e1, e2 []float32
	window         path.Window
}

// fields has the crew compute several fields at once, n×n.
func (i *inquiry) fields(specs []fieldSpec, n int) (panels []chart.Panel, err error) {
	var jobs []wire.Message
	for _, f := range specs {
		jobs = append(jobs, i.fieldJobs(f.origin, f.e1, f.e2, f.window, n)...)
	}
	out, err := i.do(jobs)
	if err != nil {
		return nil, err
	}
	each := len(out) / max(1, len(specs))
	for k, f := range specs {
		panels = append(panels, fieldPanel(out[k*each:(k+1)*each], f.window, n))
	}
	return panels, nil
}

// shareColours gives all panels the same colours.
func shareColours(panels []chart.Panel) {
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range panels {
		for _, v := range p.Grid.Values {
			if measure.Finite(v) {
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
