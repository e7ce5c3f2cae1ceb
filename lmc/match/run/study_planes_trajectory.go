package run

import (
	"fmt"
	"math"
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/path"
	"onebasin/lmc/vector"
)

// randomWalkShare is the share of the variance of a long random walk in many dimensions along its k-th principal
// direction, from 1: 6/(πk)² (Antognini and Sohl-Dickstein, PCA of high dimensional random walks with comparison to
// neural network training, 2018, 1806.08805).
func randomWalkShare(k int) float64 { return 6 / (math.Pi * math.Pi * float64(k*k)) }

// alongCosine is the cosine from which a direction is said to lie along a line, some twenty-five degrees off it; our
// choice.
const alongCosine = 0.9

// trajectory is a trajectory in a plane.
type trajectory struct {
	name, ink string
	points    [][]float32
}

// trajectories maps the planes of most variance of A's training, and of A's and π(B)'s together.
func (st *planesStudy) trajectories() error {
	sets := [][]trajectory{{{"A", "A", st.run.Trained[0].Snapshots}}}
	if !strings.HasPrefix(st.pair.Method, "planted") { // whose B was not trained
		other, err := st.trajectoryOfB()
		if err != nil {
			return err
		}
		sets = append(sets, append(sets[0], other))
	}
	var specs []fieldSpec
	var panels []chart.Panel // without their fields
	said := ""
	for _, set := range sets {
		p, f, shares, cos, err := st.principal(set)
		if err != nil {
			return err
		}
		if f == nil {
			continue
		}
		specs, panels = append(specs, *f), append(panels, p)
		if len(set) == 1 {
			said = fmt.Sprintf("Two directions hold %.0f %% of the variance of A’s path, of a random walk’s %.0f %%",
				100*(shares[0]+shares[1]), 100*(randomWalkShare(1)+randomWalkShare(2)))
			continue
		}
		if said != "" {
			said += "; "
		}
		lies := "lies along"
		if cos < alongCosine {
			lies = "here does not lie along"
		}
		said += fmt.Sprintf("of A’s and %s’s paths together the first holds %.0f %% and %s the line between their "+
			"ends (cosine %.2f)", set[1].name, 100*shares[0], lies, cos)
	}
	renumbered := ""
	if st.pair.Method != "none" && len(sets) > 1 {
		renumbered = " π(B)’s trajectory is B’s, renumbered as its end."
	}
	c := &chart.Chart{Name: "plane-pca", Title: said,
		Note: fmt.Sprintf("Test loss in the planes of largest variance of the trajectories’ points about their mean "+
			"(after Li et al., 1712.09913), whose last points are marked; axes in units of ‖B − A‖ = %s.%s Null: a "+
			"long random walk in many dimensions has %.0f %% of its variance along the first direction and %.0f %% "+
			"along the second (1806.08805). Points lie off the plane by what the shares leave.",
			amount(st.unit), renumbered, 100*randomWalkShare(1), 100*randomWalkShare(2))}
	if len(specs) == 0 {
		c.Title = "There are too few points on the trajectories for a plane"
		if st.run.Experiment.Foreign() {
			c.Title = "The networks come from files: nothing is known of their training, there is no trajectory to map"
		}
		c.Panels = []chart.Panel{{X: chart.Axis{Title: "u"}, Y: chart.Axis{Title: "v"}}}
		st.show(c)
		return nil
	}
	for _, n := range []int{coarse, st.side} {
		fields, err := st.fields(specs, n)
		if err != nil {
			return err
		}
		for k := range fields {
			fields[k].Title, fields[k].Series = panels[k].Title, panels[k].Series
			fields[k].X.Title, fields[k].Y.Title = panels[k].X.Title, panels[k].Y.Title
		}
		shareColours(fields)
		st.show(&chart.Chart{Name: c.Name, Title: c.Title, Note: c.Note, Panels: fields})
	}
	return nil
}

// trajectoryOfB returns B's training, renumbered as its end is.
func (st *planesStudy) trajectoryOfB() (w trajectory, err error) {
	snapshots := st.run.Trained[st.model()].Snapshots
	if st.pair.Method == "none" {
		return trajectory{"B", "B", snapshots}, nil
	}
	w.name, w.ink = "π(B)", "piB"
	sym := st.run.Experiment.Symmetry()
	for _, theta := range snapshots {
		w.points = append(w.points, sym.Apply(theta, st.pair.Permutation))
		if err := st.run.yield(st.ctx); err != nil {
			return w, err
		}
	}
	return w, nil
}

// principal lays the plane of most variance of trajectories; there is none for fewer than three points. cos is between
// its first direction and the line from the end of the first to that of the last.
func (st *planesStudy) principal(set []trajectory) (p chart.Panel, f *fieldSpec, shares [2]float64, cos float64,
	err error) {
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
		if err := st.run.yield(st.ctx); err != nil {
			return p, nil, shares, 0, err
		}
	}
	d1, x := pca.Direction(0)
	d2, y := pca.Direction(1)
	shares = [2]float64{pca.Explained(0), pca.Explained(1)}
	if !(shares[1] > 1e-9) {
		return p, nil, shares, 0, nil
	}
	plane := path.PlaneAlong(pca.Mean(), d1, d2, st.unit)
	p.X.Title = fmt.Sprintf("u, in ‖B − A‖ (%.0f %% of the variance)", 100*shares[0])
	p.Y.Title = fmt.Sprintf("v, in ‖B − A‖ (%.0f %%)", 100*shares[1])
	var around [][2]float64
	at := 0
	for _, w := range set {
		path := chart.Series{Name: w.name, Shape: chart.ShapePath, Ink: w.ink}
		for range w.points {
			u, v := x[at]/st.unit, y[at]/st.unit
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
	return p, &fieldSpec{plane.Origin, plane.E1, plane.E2, path.WindowAround(around, 0.2*extent, 1.3)}, shares, cos, nil
}
