package run

import (
	"fmt"
	"math"
	"slices"

	"onebasin/lmc/alignment"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/symmetry"
)

// aligned returns R of A and B at γ = 0.3 under each permutation.
func (st *whyStudy) aligned(permutations []symmetry.Permutation) []float64 {
	x := alignment.Polar{Factor: st.vectors.PolarA, Kept: st.vectors.KeptA}
	y := alignment.Polar{Factor: st.vectors.PolarB, Kept: st.vectors.KeptB}
	r := make([]float64, len(permutations))
	for k, p := range permutations {
		r[k] = float64(alignment.Align(st.sym, x, y, p))
	}
	return r
}

// scatter shows barrier against R, of every restart of the search, of all pairs of the experiment and of all its
// matchers.
func (st *whyStudy) scatter() error {
	e := st.entry(st.method)
	won := dots("", "piB")
	won.add(float64(e.Alignment[1].R), float64(e.Barrier.Test.Loss), "")
	restarts := st.restarts()
	matched, unmatched := st.matchings()
	c := &chart.Chart{Name: "restarts",
		Note: "Every restart of the search, and every pair and matcher of the experiment: its test loss barrier " +
			"against the alignment of its large singular vectors. Rank correlation is Spearman’s, over different " +
			"matchings; p is how often chance gives one as far from 0, exact over all orders of up to fourteen, of " +
			"more over 100,000 random orders, ± twice its standard error. A finding needs p ≤ 0.05; where so few " +
			"cannot have that, nothing is told."}
	panel := func(title string, series ...cloud) {
		p := chart.Panel{Title: title, X: chart.Axis{Title: "R(A, π(B)) at γ = 0.3"},
			Y: chart.Axis{Title: "test loss barrier, nats"}}
		for _, s := range series {
			if len(s.X) > 0 {
				p.Series = append(p.Series, s.Series)
			}
		}
		c.Panels = append(c.Panels, p)
	}
	if len(restarts.X) == 0 {
		panel("", unmatched, matched)
	} else {
		panel("All", unmatched, restarts, matched)
		restarts.Name = ""
		panel("The restarts alone", restarts, won)
	}

	x, y := slices.Concat(restarts.X, matched.X), slices.Concat(restarts.Y, matched.Y)
	r := rank(x, y)
	switch {
	case !r.told():
		c.Title = fmt.Sprintf("Matched, B has R = %s and a barrier of %s", amount(won.X[0]), amount(won.Y[0]))
		if len(unmatched.X) > 0 {
			c.Title += fmt.Sprintf(", unmatched %s and %s", amount(unmatched.X[0]), amount(unmatched.Y[0]))
		}
		c.Title += ": too few different matchings to tell more; add seeds or restarts"
	case !r.significant():
		c.Title = "Among these matchings a larger R is not seen to come with a lower barrier: " + r.String()
	case r.Rho < 0:
		c.Title = "The better the large singular vectors are aligned, the lower the barrier: " + r.String()
	default:
		c.Title = "Among these matchings a larger R comes with a higher barrier: " + r.String()
	}
	st.show(c)
	return nil
}

// cloud is a series of dots.
type cloud struct{ chart.Series }

func dots(name, ink string) cloud {
	return cloud{chart.Series{Name: name, Shape: chart.ShapeDots, Ink: ink}}
}

// add adds a dot, unless its barrier does not exist.
func (c *cloud) add(x, y float64, label string) {
	if math.IsNaN(y) {
		return
	}
	c.X, c.Y = append(c.X, x), append(c.Y, y)
	if label != "" {
		c.Labels = append(c.Labels, label)
	}
}

// restarts are those of the search studied that did not win.
func (st *whyStudy) restarts() cloud {
	c := dots("restarts", "faint")
	for _, v := range st.run.Variants {
		p := &st.run.Result.Pairs[v.Pair]
		if p.Method == st.method && p.From == st.pair.From && v.Restart != p.Restart && v.Element.Alone() {
			r := st.aligned([]symmetry.Permutation{v.Permutation})[0]
			c.add(r, float64(p.Restarts[v.Restart].Barrier), "")
		}
	}
	return c
}

// matchings are those of all matchers and of all pairs, and the pairs as they are.
func (st *whyStudy) matchings() (matched, unmatched cloud) {
	matched, unmatched = dots("matched", "piB"), dots("not matched", "B")
	for _, p := range st.run.Result.Pairs {
		if p.Note != "" || p.Method == "planted" && st.method != "planted" {
			continue
		}
		r, barrier := float64(p.Alignment[1].R), float64(p.Barrier.Test.Loss)
		switch {
		case p.Method == "none":
			unmatched.add(r, barrier, p.From)
		case len(st.run.Experiment.Match) > 1:
			matched.add(r, barrier, "π("+p.From+"), "+abbreviated(p.Method))
		default:
			matched.add(r, barrier, "π("+p.From+")")
		}
	}
	return matched, unmatched
}
