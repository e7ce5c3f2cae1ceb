package run

import (
	"fmt"
	"math"

	"onebasin/lmc/alignment"
	"onebasin/lmc/lab/chart"
)

// Inputs are said to lie on the large singular vectors when these carry that share of them at least, and so many times
// their share of the dimensions; our choice.
const (
	mostly       = 0.5
	concentrated = 1.5
)

// leastTimes is the shortest length that is drawn: what is below it is rounding, or nearly.
const leastTimes = 1e-3

// inputs shows how long the layers' inputs are along A's right singular vectors.
func (st *whyStudy) inputs() *chart.Chart {
	v := st.vectors
	c := &chart.Chart{Name: "inputs",
		Note: fmt.Sprintf("Inputs z of A’s layers over %d test examples: the root mean square of vᵢ·z, divided by "+
			"that along a random direction. They lie on the large right singular vectors (Ito et al., 2402.04051) "+
			"where those of s ≥ 0.3 s₁ carry at least %s of the mean square, and %g times their share of the "+
			"dimensions (our criterion). Vectors of singular value 0 are not drawn.",
			min(1000, st.run.Test.N), wholePercent(mostly), concentrated)}
	var yes, no, all []string
	for l := 1; l <= st.model.Layers(); l++ {
		in, q, total := st.model.Widths[l-1], v.Inputs[l-1], v.InputTotals[l-1]
		k := kept(v.ValuesA[l-1])
		large := chart.Series{Name: "s ≥ 0.3 s₁", Shape: chart.ShapeDots, Ink: "A"}
		small := chart.Series{Name: "s < 0.3 s₁", Shape: chart.ShapeDots, Ink: "faint"}
		var carried float64
		// A vector of singular value 0 is any of many: it is no vector of the layer's.
		spanned := alignment.Above(v.ValuesA[l-1], max(in, st.model.Widths[l]), 0)
		for i, x := range q[:min(spanned, len(q))] {
			times := math.Sqrt(x / total * float64(in))
			if !(times >= leastTimes) {
				times = math.NaN()
			}
			s := &small
			if i < k {
				s = &large
				carried += x / total
			}
			s.X, s.Y = append(s.X, float64(i)), append(s.Y, times)
		}
		part := float64(k) / float64(in)
		title := fmt.Sprintf("into W%s: %s on %s of dimensions", subscript(l), wholePercent(carried),
			wholePercent(part))
		if !(total > 0) {
			title = fmt.Sprintf("into W%s: all inputs are 0", subscript(l))
		}
		p := chart.Panel{Title: title,
			Y: chart.Axis{Title: "|vᵢ·z| / random direction", Log: true}}
		var at []float64
		p.X, at = indices(max(1, spanned))
		for _, s := range []*chart.Series{&large, &small} {
			for j, i := range s.X {
				s.X[j] = at[int(i)]
			}
		}
		p.Series = []chart.Series{large}
		if len(small.X) > 0 {
			p.Series = append(p.Series, small)
		}
		p.Series = append(p.Series, chart.Series{Name: "a random direction", Shape: chart.ShapeDash, Ink: "null",
			X: []float64{at[0], at[len(at)-1]}, Y: []float64{1, 1}})
		c.Panels = append(c.Panels, p)
		switch name := "W" + subscript(l); {
		case k == in:
			all = append(all, name)
		case carried >= mostly && carried >= concentrated*part:
			yes = append(yes, name)
		default:
			no = append(no, name)
		}
	}
	switch {
	case len(yes) == 0:
		c.Title = "Here no layer’s inputs lie on the large right singular vectors"
	default:
		c.Title = "The inputs of " + listed(yes) + " lie on the large right singular vectors"
		if len(no) > 0 {
			c.Title += ", those of " + listed(no) + " do not"
		}
	}
	if len(all) > 0 {
		c.Note += " All singular values of " + listed(all) + " are large, which tells nothing."
	}
	return c
}
