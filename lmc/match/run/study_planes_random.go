package run

import (
	"fmt"
	"math"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/path"
)

// random maps planes along random directions around A and around merged networks, all with the same draws.
func (st *planesStudy) random() error {
	window := path.Window{U0: -1, U1: 1, V0: -1, V1: 1}
	var specs []fieldSpec
	for _, s := range st.centres {
		f := fieldSpec{origin: s.theta, window: window}
		r := st.run.Experiment.MatchStream("plane-random", 0, 0)
		for _, d := range []*[]float32{&f.e1, &f.e2} {
			*d = path.FilterDirection(st.net, s.theta, r)
			if err := st.run.yield(st.ctx); err != nil {
				return err
			}
		}
		specs = append(specs, f)
	}
	side := st.side - 1 + st.side%2 // odd, so that the middle is a node
	panels, err := st.fields(specs, side)
	if err != nil {
		return err
	}
	shareColours(panels)
	title := "In random directions, a quarter of the weights’ length away, the loss rises by"
	for k := range panels {
		p := &panels[k]
		p.Title = "around " + st.centres[k].name
		p.X.Title, p.Y.Title = "u, in the weights’ lengths", "v, in the weights’ lengths"
		p.Series = []chart.Series{mark(st.centres[k].name, st.centres[k].ink, 0, 0)}
		middle := p.Grid.Values[side*side/2]
		title += fmt.Sprintf("%s %s around %s (%s there)", []string{"", ","}[min(k, 1)],
			amount(circleMean(p.Grid, 0.25)-middle), st.centres[k].name, amount(middle))
	}
	st.show(&chart.Chart{Name: "plane-random", Title: title, Panels: panels,
		Note: "Test loss over two random directions normalised unit by unit (Li et al., 1712.09913, section 4): the " +
			"weights into every unit are normal deviates as long as its own weights are, so that 1 is a step of the " +
			"weights’ own length; biases stay. The same draws around each network, one colour scale. The rise is " +
			"our estimate, the mean over a circle of the plane."})
	return nil
}

// circleMean returns the mean over the nodes of a square grid around (0, 0) whose distance is within half a node's of
// radius.
func circleMean(g chart.Grid, radius float64) float64 {
	var sum float64
	n := 0
	step := (g.X1 - g.X0) / float64(g.Cols-1)
	for k, v := range g.Values {
		x := g.X0 + float64(step*float64(k%g.Cols))
		y := g.Y0 + float64((g.Y1-g.Y0)*float64(k/g.Cols))/float64(g.Rows-1)
		// A node at the edge of the ring belongs to it, whichever way its distance is rounded.
		if math.Abs(math.Sqrt(float64(x*x)+float64(y*y))-radius) <= step/2*(1+1e-9) {
			sum += v
			n++
		}
	}
	return sum / float64(n)
}
