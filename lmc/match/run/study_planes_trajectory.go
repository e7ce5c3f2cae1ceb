package run

import (
	"fmt"
	"math"
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/path"
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
)

// wander is the share of the variance of a long random walk in many dimensions
// along its k-th principal direction, from 1: 6/(πk)² (Antognini and Sohl-Dickstein,
// PCA of high dimensional random walks with comparison to neural network training,
// 2018, 1806.08805).
func wander(k int) float64 { return 6 / (math.Pi * math.Pi * float64(k*k)) }

// along is the cosine from which a direction is said to lie along a line, some
// twenty-five degrees off it; our choice.
const along = 0.9

// walked is a trajectory in a plane.
type walked struct {
	name, ink string
	points    [][]float32
}

// trajectories maps the planes of most variance of A's training, and of A's and
// π(B)'s together.
func (o *otherPlanes) trajectories() error {
	sets := [][]walked{{{"A", "A", o.run.Trained[0].Snapshots}}}
	if !strings.HasPrefix(o.pair.Method, "planted") { // whose B was not trained
		other, err := o.other()
		if err != nil {
			return err
		}
		sets = append(sets, append(sets[0], other))
	}
	var frames []frame
	var panels []chart.Panel // without their fields
	said := ""
	for _, set := range sets {
		p, f, shares, cos, err := o.principal(set)
		if err != nil {
			return err
		}
		if f == nil {
			continue
		}
		frames, panels = append(frames, *f), append(panels, p)
		if len(set) == 1 {
			said = fmt.Sprintf("Two directions hold %.0f %% of the variance of A’s path, of a random walk’s %.0f %%", 100*(shares[0]+shares[1]), 100*(wander(1)+wander(2)))
			continue
		}
		if said != "" {
			said += "; "
		}
		lies := "lies along"
		if cos < along {
			lies = "here does not lie along"
		}
		said += fmt.Sprintf("of A’s and %s’s paths together the first holds %.0f %% and %s the line between their ends (cosine %.2f)", set[1].name, 100*shares[0], lies, cos)
	}
	renumbered := ""
	if o.pair.Method != "none" && len(sets) > 1 {
		renumbered = " π(B)’s trajectory is B’s, renumbered as its end."
	}
	c := &chart.Chart{Name: "plane-pca", Title: said, Note: fmt.Sprintf("Test loss in the planes of largest variance of the trajectories’ points about their mean (after Li et al., 1712.09913), whose last points are marked; axes in units of ‖B − A‖ = %s.%s Null: a long random walk in many dimensions has %.0f %% of its variance along the first direction and %.0f %% along the second (1806.08805). Points lie off the plane by what the shares leave.",
		figure(o.unit), renumbered, 100*wander(1), 100*wander(2))}
	if len(frames) == 0 {
		c.Title, c.Panels = "There are too few points on the trajectories for a plane", []chart.Panel{{X: chart.Axis{Title: "u"}, Y: chart.Axis{Title: "v"}}}
		o.show(c)
		return nil
	}
	for _, n := range []int{coarse, o.side} {
		fields, err := o.fields(frames, n)
		if err != nil {
			return err
		}
		for k := range fields {
			fields[k].Title, fields[k].Series = panels[k].Title, panels[k].Series
			fields[k].X.Title, fields[k].Y.Title = panels[k].X.Title, panels[k].Y.Title
		}
		oneScale(fields)
		c.Panels = fields
		o.show(&chart.Chart{Name: c.Name, Title: c.Title, Note: c.Note, Panels: fields})
	}
	return nil
}

// other returns B's training, renumbered as its end is.
func (o *otherPlanes) other() (w walked, err error) {
	snapshots := o.run.Trained[o.model()].Snapshots
	if o.pair.Method == "none" {
		return walked{"B", "B", snapshots}, nil
	}
	w.name, w.ink = "π(B)", "piB"
	sym := symmetry.MLPSymmetry(o.net)
	for _, theta := range snapshots {
		w.points = append(w.points, sym.Apply(theta, o.pair.Permutation))
		if err := o.run.rest(o.ctx); err != nil {
			return w, err
		}
	}
	return w, nil
}

// principal lays the plane of most variance of trajectories; there is none for fewer
// than three points. cos is between its first direction and the line from the end of
// the first to that of the last.
func (o *otherPlanes) principal(set []walked) (p chart.Panel, f *frame, shares [2]float64, cos float64, err error) {
	var points [][]float32
	for _, w := range set {
		points = append(points, w.points...)
		if p.Title != "" {
			p.Title += " and "
		}
		p.Title += w.name
	}
	if len(points) < 3 {
		return p, nil, shares, 0, nil
	}
	pca := path.NewPrincipal(points)
	for more := true; more; {
		more = pca.Step()
		if err := o.run.rest(o.ctx); err != nil {
			return p, nil, shares, 0, err
		}
	}
	d1, x := pca.Direction(0)
	d2, y := pca.Direction(1)
	shares = [2]float64{pca.Explained(0), pca.Explained(1)}
	if !(shares[1] > 1e-9) {
		return p, nil, shares, 0, nil
	}
	plane := path.PlaneAlong(pca.Mean(), d1, d2, o.unit)
	p.X.Title = fmt.Sprintf("u, in ‖B − A‖ (%.0f %% of the variance)", 100*shares[0])
	p.Y.Title = fmt.Sprintf("v, in ‖B − A‖ (%.0f %%)", 100*shares[1])
	var around [][2]float64
	at := 0
	for _, w := range set {
		path := chart.Series{Name: w.name, Shape: chart.ShapePath, Ink: w.ink}
		for range w.points {
			u, v := x[at]/o.unit, y[at]/o.unit
			path.X, path.Y = append(path.X, u), append(path.Y, v)
			around = append(around, [2]float64{u, v})
			at++
		}
		end := len(path.X) - 1
		p.Series = append(p.Series, path, mark(w.name, w.ink, path.X[end], path.Y[end]))
	}
	first, last := set[0].points, set[len(set)-1].points
	a, b := first[len(first)-1], last[len(last)-1]
	if apart := vector.Distance(a, b); apart > 0 {
		var sum float64
		for i := range d1 {
			sum += float64(d1[i] * (float64(b[i]) - float64(a[i])))
		}
		cos = math.Abs(sum) / apart
	}
	extent := 0.0
	for _, q := range around {
		extent = max(extent, math.Abs(q[0]), math.Abs(q[1]))
	}
	return p, &frame{plane.Origin, plane.E1, plane.E2, path.Around(around, 0.2*extent, 1.3)}, shares, cos, nil
}
