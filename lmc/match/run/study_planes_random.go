package run

import (
	"fmt"

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

// circleMean returns the mean over the nodes of a square grid around (0, 0), of an odd number a side, whose distance is
// within half a node's of a part of the window's half. In halves of a node's distance all lengths are whole numbers, or
// nearly so: no rounding decides whether a node at the ring's edge belongs to it, and it does.
func circleMean(g chart.Grid, part float64) float64 {
	var sum float64
	n := 0
	radius := part * float64(g.Cols-1) // of a part such as 0.25, exactly
	low, high := max(0, radius-1), radius+1
	for k, v := range g.Values {
		x, y := float64(2*(k%g.Cols)-(g.Cols-1)), float64(2*(k/g.Cols)-(g.Rows-1))
		if square := float64(x*x) + float64(y*y); square >= low*low && square <= high*high {
			sum += v
			n++
		}
	}
	return sum / float64(n)
}
