package run

import (
	"fmt"
	"math"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/path"
)

// How the Hessian's ends are looked for. A product costs about eight multiply-adds a parameter and example; the vectors
// of a search are held at once.
const (
	curvatureBudget = 1e11
	productCost     = 8
	vectorFloats    = 2e7
	largestShown    = 10
	smallestShown   = 5
)

// A merged network is called more curved, or flatter, than its ends by these shares of the larger, or smaller, of
// theirs.
const (
	moreCurved = 1.25
	flatter    = 0.8
)

// curvature finds the extreme curvatures at the ends, at the merged networks, and at A before its training, which is
// the null.
func (st *planesStudy) curvature() error {
	params := float64(st.net.Params())
	products := int(max(12, min(60, vectorFloats/params)))
	train := float64(st.run.Train.N)
	rows := int(max(min(train, 200), min(train, curvatureBudget/(productCost*params*float64(products)))))
	centres := append([]centre(nil), st.centres...)
	b := st.pair.B
	name, ink := "B", "B"
	if st.pair.Method != "none" {
		b, name, ink = st.pair.Matched, "π(B)", "piB"
	}
	centres = append(centres, centre{name: name, ink: ink, theta: b})
	if !st.run.Experiment.Foreign() {
		centres = append(centres, centre{name: "A untrained", ink: "null", theta: st.run.Trained[0].Snapshots[0]})
	}
	var jobs []wire.Message
	for k, s := range centres {
		job := &job.FindCurvature{Experiment: st.fragment, Name: "lanczos", Theta: s.theta, Rows: rows,
			Products: products, Top: largestShown, Bottom: smallestShown}
		if k < len(st.centres) {
			job.Directions = 2
		}
		jobs = append(jobs, job)
	}
	out, err := st.do(jobs)
	if err != nil {
		return err
	}
	for k := range centres {
		centres[k].curvature = out[k].(*job.FoundCurvature)
	}
	copy(st.centres, centres)
	st.showCurvature(centres, rows, products)
	return nil
}

// showCurvature draws the largest and the smallest eigenvalues.
func (st *planesStudy) showCurvature(centres []centre, rows, products int) {
	axis := chart.Axis{Title: "eigenvalue, nats"}
	top := chart.Panel{Title: "Largest", X: chart.Axis{Title: "rank"}, Y: axis}
	bottom := chart.Panel{Title: "Smallest", X: chart.Axis{Title: "rank from below"}, Y: axis}
	for k := range largestShown {
		top.X.Labels = append(top.X.Labels, fmt.Sprint(k+1))
	}
	bottom.X.Labels = top.X.Labels[:smallestShown]
	worst := 0.0
	for _, s := range centres {
		size := math.Max(s.curvature.Top[0], -s.curvature.Bottom[0])
		shape := chart.ShapeLine
		if s.ink == "null" {
			shape = chart.ShapeDash
		}
		for _, end := range []struct {
			p                 *chart.Panel
			values, residuals []float64
			name              string
		}{{&top, s.curvature.Top, s.curvature.TopResidual, s.name},
			{&bottom, s.curvature.Bottom, s.curvature.BottomResidual, ""}} {
			line := chart.Series{Name: end.name, Shape: shape, Ink: s.ink}
			for k, v := range end.values {
				line.X, line.Y = append(line.X, float64(k)), append(line.Y, v)
				if size > 0 {
					worst = max(worst, end.residuals[k]/size)
				}
			}
			dots := chart.Series{Shape: chart.ShapeDots, Ink: s.ink, X: line.X, Y: line.Y}
			end.p.Series = append(end.p.Series, line, dots)
		}
	}
	other := centres[len(st.centres)] // the end that is not A
	ends := []float64{st.largest(centres, "A"), other.curvature.Top[0]}
	high, low := max(ends[0], ends[1]), min(ends[0], ends[1])
	merged := st.centres[len(st.centres)-1]
	v := merged.curvature.Top[0]
	verdict := "about as curved as the ends"
	switch {
	case v > moreCurved*high:
		verdict = "more curved than the ends"
	case v < flatter*low:
		verdict = "flatter than the ends"
	}
	title := fmt.Sprintf("%s is %s: its largest curvature is %s, that of A %s, of %s %s", merged.name, verdict,
		amount(v), amount(ends[0]), other.name, amount(ends[1]))
	if len(st.centres) > 2 {
		title += fmt.Sprintf(", of ½(A + B) %s", amount(st.centres[1].curvature.Top[0]))
	}
	null := "Null: A before training."
	if st.run.Experiment.Foreign() {
		null = "There is no null: how A was before its training is not known."
	}
	st.show(&chart.Chart{Name: "hessian", Title: title, Panels: []chart.Panel{top, bottom},
		Note: fmt.Sprintf("Eigenvalues of the Hessian of the training loss over %d examples, by Lanczos’ method "+
			"with full reorthogonalisation and exact products, %d of them; no residual ‖Hv − λv‖ of those drawn is "+
			"above %s of the network’s largest curvature. Of ReLU networks it is the Hessian inside a linear piece. "+
			"%s Renumbering changes no eigenvalue.", rows, products, amount(worst), null)})
}

func (st *planesStudy) largest(centres []centre, name string) float64 {
	for _, s := range centres {
		if s.name == name {
			return s.curvature.Top[0]
		}
	}
	panic("run: no such network")
}

// mapCurvature maps the planes of the two directions of largest curvature.
func (st *planesStudy) mapCurvature() error {
	// Where the parabola of A's largest curvature has risen by half a nat, but no farther than the other network.
	const rise = 0.5
	half := 1.0
	if l := st.centres[0].curvature.Top[0]; l > 0 {
		half = min(1, math.Sqrt(2*rise/l)/st.unit)
	}
	var specs []fieldSpec
	for _, s := range st.centres {
		if len(s.curvature.Directions) < 2 {
			return st.flat()
		}
		p := path.PlaneAlong(s.theta, widen(s.curvature.Directions[0]), widen(s.curvature.Directions[1]), st.unit)
		specs = append(specs, fieldSpec{p.Origin, p.E1, p.E2, path.Window{U0: -half, U1: half, V0: -half, V1: half}})
	}
	side := st.side - 1 + st.side%2
	panels, err := st.fields(specs, side)
	if err != nil {
		return err
	}
	shareColours(panels)
	title, parabolas := "Along the largest curvatures the loss rises by", "; the parabolas say"
	for k := range panels {
		p, s := &panels[k], st.centres[k]
		p.Title = fmt.Sprintf("%s: λ = %s, %s", s.name, amount(s.curvature.Top[0]), amount(s.curvature.Top[1]))
		p.X.Title, p.Y.Title = "along v₁, in ‖B − A‖", "along v₂, in ‖B − A‖"
		p.Series = []chart.Series{mark(s.name, s.ink, 0, 0)}
		middle := p.Grid.Values[side*side/2]
		comma := []string{"", ","}[min(k, 1)]
		title += fmt.Sprintf("%s %s around %s", comma, amount(circleMean(p.Grid, 0.5)-middle), s.name)
		parabolas += comma + " " + amount((s.curvature.Top[0]+s.curvature.Top[1])*square(half/2*st.unit)/4)
	}
	st.show(&chart.Chart{Name: "plane-hessian", Title: title + parabolas, Panels: panels,
		Note: fmt.Sprintf("Test loss over each network’s own two leading eigenvectors of the Hessian of the "+
			"training loss, λ their eigenvalues; all in the same window, in units of ‖B − A‖ = %s, and on one "+
			"colour scale. The rise is our estimate, the mean over a circle of radius r = %s ‖B − A‖, where that of "+
			"the parabola is ¼(λ₁ + λ₂)r².", amount(st.unit), amount(half/2))})
	return nil
}

// flat says that there are no two directions.
func (st *planesStudy) flat() error {
	st.show(&chart.Chart{Name: "plane-hessian", Title: "The loss has no two directions of curvature here",
		Panels: []chart.Panel{{X: chart.Axis{Title: "along v₁"}, Y: chart.Axis{Title: "along v₂"}}}})
	return nil
}

func square(x float64) float64 { return x * x }

func widen(x []float32) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = float64(v)
	}
	return out
}
