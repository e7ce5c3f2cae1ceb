package run

import (
	"fmt"
	"math"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/path"
)

// How the Hessian's ends are looked for. A product costs about eight multiply-adds a
// parameter and example; the vectors of a search are held at once.
const (
	curvatureBudget = 1e11
	productCost     = 8
	vectorFloats    = 2e7
	largestShown    = 10
	smallestShown   = 5
)

// curvature finds the extreme curvatures at the ends, at the merged networks, and at A
// before its training, which is the null.
func (o *otherPlanes) curvature() error {
	params := float64(o.net.Params())
	products := int(max(12, min(60, vectorFloats/params)))
	train := float64(o.run.Train.N)
	rows := int(max(min(train, 200), min(train, curvatureBudget/(productCost*params*float64(products)))))
	stands := append([]stand(nil), o.stands...)
	b := o.pair.B
	name, ink := "B", "B"
	if o.pair.Method != "none" {
		b, name, ink = o.pair.Matched, "π(B)", "piB"
	}
	stands = append(stands, stand{name: name, ink: ink, theta: b}, stand{name: "A untrained", ink: "null", theta: o.run.Trained[0].Snapshots[0]})
	var jobs []wire.Message
	for k, s := range stands {
		job := &job.Curvature{Experiment: o.fragment, Name: "lanczos", Theta: s.theta, Rows: rows, Products: products, Top: largestShown, Bottom: smallestShown}
		if k < len(o.stands) {
			job.Directions = 2
		}
		jobs = append(jobs, job)
	}
	out, err := o.do(jobs)
	if err != nil {
		return err
	}
	for k := range stands {
		stands[k].curved = out[k].(*job.Curvatures)
	}
	copy(o.stands, stands)
	o.showCurvature(stands, rows, products)
	return nil
}

// showCurvature draws the largest and the smallest eigenvalues.
func (o *otherPlanes) showCurvature(stands []stand, rows, products int) {
	axis := chart.Axis{Title: "eigenvalue, nats"}
	top := chart.Panel{Title: "Largest", X: chart.Axis{Title: "rank"}, Y: axis}
	bottom := chart.Panel{Title: "Smallest", X: chart.Axis{Title: "rank from below"}, Y: axis}
	for k := range largestShown {
		top.X.Labels = append(top.X.Labels, fmt.Sprint(k+1))
	}
	bottom.X.Labels = top.X.Labels[:smallestShown]
	worst := 0.0
	for _, s := range stands {
		size := math.Max(s.curved.Top[0], -s.curved.Bottom[0])
		shape := chart.ShapeLine
		if s.ink == "null" {
			shape = chart.ShapeDash
		}
		for _, end := range []struct {
			p                 *chart.Panel
			values, residuals []float64
			name              string
		}{{&top, s.curved.Top, s.curved.TopResidual, s.name}, {&bottom, s.curved.Bottom, s.curved.BottomResidual, ""}} {
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
	ends := []float64{o.largest(stands, "A"), stands[len(stands)-2].curved.Top[0]}
	high, low := max(ends[0], ends[1]), min(ends[0], ends[1])
	merged := o.stands[len(o.stands)-1]
	v := merged.curved.Top[0]
	verdict := "about as curved as the ends"
	switch {
	case v > 1.25*high:
		verdict = "more curved than the ends"
	case v < 0.8*low:
		verdict = "flatter than the ends"
	}
	title := fmt.Sprintf("%s is %s: its largest curvature is %s, that of A %s, of %s %s", merged.name, verdict, figure(v), figure(ends[0]), stands[len(stands)-2].name, figure(ends[1]))
	if len(o.stands) > 2 {
		title += fmt.Sprintf(", of ½(A + B) %s", figure(o.stands[1].curved.Top[0]))
	}
	o.show(&chart.Chart{Name: "hessian", Title: title, Panels: []chart.Panel{top, bottom},
		Note: fmt.Sprintf("Eigenvalues of the Hessian of the training loss over %d examples, by Lanczos’ method with full reorthogonalisation and exact products, %d of them; no residual ‖Hv − λv‖ of those drawn is above %s of the network’s largest curvature. Of ReLU networks it is the Hessian inside a linear piece. Null: A before training. Renumbering changes no eigenvalue.", rows, products, figure(worst))})
}

func (o *otherPlanes) largest(stands []stand, name string) float64 {
	for _, s := range stands {
		if s.name == name {
			return s.curved.Top[0]
		}
	}
	panic("run: no such network")
}

// curved maps the planes of the two directions of largest curvature.
func (o *otherPlanes) curved() error {
	// Where the parabola of A's largest curvature has risen by half a nat, but no
	// farther than the other network.
	const rise = 0.5
	half := 1.0
	if l := o.stands[0].curved.Top[0]; l > 0 {
		half = min(1, math.Sqrt(2*rise/l)/o.unit)
	}
	var frames []frame
	for _, s := range o.stands {
		if len(s.curved.Directions) < 2 {
			return o.flat()
		}
		p := path.PlaneAlong(s.theta, wider(s.curved.Directions[0]), wider(s.curved.Directions[1]), o.unit)
		frames = append(frames, frame{p.Origin, p.E1, p.E2, path.Window{U0: -half, U1: half, V0: -half, V1: half}})
	}
	side := o.side - 1 + o.side%2
	panels, err := o.fields(frames, side)
	if err != nil {
		return err
	}
	oneScale(panels)
	title, parabolas := "Along the largest curvatures the loss rises by", "; the parabolas say"
	for k := range panels {
		p, s := &panels[k], o.stands[k]
		p.Title = fmt.Sprintf("%s: λ = %s, %s", s.name, figure(s.curved.Top[0]), figure(s.curved.Top[1]))
		p.X.Title, p.Y.Title = "along v₁, in ‖B − A‖", "along v₂, in ‖B − A‖"
		p.Series = []chart.Series{mark(s.name, s.ink, 0, 0)}
		middle := p.Grid.Values[side*side/2]
		comma := []string{"", ","}[min(k, 1)]
		title += fmt.Sprintf("%s %s around %s", comma, figure(ringMean(p.Grid, half/2)-middle), s.name)
		parabolas += comma + " " + figure((s.curved.Top[0]+s.curved.Top[1])*square(half/2*o.unit)/4)
	}
	o.show(&chart.Chart{Name: "plane-hessian", Title: title + parabolas, Panels: panels,
		Note: fmt.Sprintf("Test loss over each network’s own two leading eigenvectors of the Hessian of the training loss, λ their eigenvalues; all in the same window, in units of ‖B − A‖ = %s, and on one colour scale. The rise is our estimate, the mean over a circle of radius r = %s ‖B − A‖, where that of the parabola is ¼(λ₁ + λ₂)r².", figure(o.unit), figure(half/2))})
	return nil
}

// flat says that there are no two directions.
func (o *otherPlanes) flat() error {
	o.show(&chart.Chart{Name: "plane-hessian", Title: "The loss has no two directions of curvature here",
		Panels: []chart.Panel{{X: chart.Axis{Title: "along v₁"}, Y: chart.Axis{Title: "along v₂"}}}})
	return nil
}

func square(x float64) float64 { return x * x }

func wider(x []float32) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = float64(v)
	}
	return out
}
