package run

import (
	"fmt"

	"onebasin/lmc/lab/chart"
)

// gamma shows R over γ, of A with B and π(B), and of the network halfway; again with its null when that is known.
func (st *whyStudy) gamma() *chart.Chart {
	v := st.vectors
	c := &chart.Chart{Name: "gamma",
		Note: "R sums the products of all singular vectors with s ≥ γ s₁, s₁ the largest; it is 1 for networks of " +
			"the same singular vectors, about 0 for unrelated ones (Ito et al., 2402.04051, who use γ = 0 and 0.3). " +
			"Right: the network halfway between A and π(B), which resembles both by construction."}
	between := chart.Panel{Title: "A and B", X: chart.Axis{Title: "γ"}, Y: chart.Axis{Title: "R"}}
	halfway := chart.Panel{Title: "The merged network", X: chart.Axis{Title: "γ"}, Y: chart.Axis{Title: "R"}}
	if len(st.nulls) > 0 {
		c.Note += " Grey: " + st.nullNote() + ", from the smallest to the largest."
		band := func(name string, of func(*untrained) [][]float64) []chart.Series {
			low, mean, high := st.band(of)
			return []chart.Series{
				{Name: name, Shape: chart.ShapeBand, Ink: "null", X: gammas, Y: high, Low: low},
				{Shape: chart.ShapeLine, Ink: "null", X: gammas, Y: mean},
			}
		}
		between.Series = band("untrained, matched", func(n *untrained) [][]float64 { return n.vectors.R[:1] })
		halfway.Series = band("untrained, with either end", func(n *untrained) [][]float64 {
			return [][]float64{n.vectors.MergedA, n.vectors.MergedB}
		})
	}
	between.Series = append(between.Series,
		chart.Series{Name: "R(A, B)", Shape: chart.ShapeLine, Ink: "B", X: gammas, Y: v.R[0]},
		chart.Series{Name: "R(A, π(B))", Shape: chart.ShapeLine, Ink: "piB", X: gammas, Y: v.R[1]})
	halfway.Series = append(halfway.Series,
		chart.Series{Name: "R(merged, A)", Shape: chart.ShapeLine, Ink: "A", X: gammas, Y: v.MergedA},
		chart.Series{Name: "R(merged, π(B))", Shape: chart.ShapeLine, Ink: "piB", X: gammas, Y: v.MergedB})
	c.Panels = []chart.Panel{between, halfway}
	r0, r3 := v.R[1][0], v.R[1][largeGamma]
	rises := "rises"
	if r3 <= r0 {
		rises = "here does not rise"
	}
	c.Title = fmt.Sprintf("R(A, π(B)) %s with γ: %s at γ = 0, %s at 0.3", rises, amount(r0), amount(r3))
	if len(st.nulls) > 0 {
		low, _, high := st.band(func(n *untrained) [][]float64 { return n.vectors.R[:1] })
		above := "above"
		if r3 <= high[largeGamma] {
			above = "here not above"
		}
		c.Title += fmt.Sprintf(", %s untrained networks’ %s to %s", above, amount(low[largeGamma]),
			amount(high[largeGamma]))
	}
	return c
}
