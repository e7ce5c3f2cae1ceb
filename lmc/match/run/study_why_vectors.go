package run

import (
	"fmt"
	"math"
	"slices"

	"onebasin/lmc/alignment"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
)

// leading is how many singular vectors of each network stand in the heat map.
const leading = 32

// compare decomposes A and B once and shows what that tells.
func (st *whyStudy) compare() error {
	id := st.sym.Identity()
	out, err := st.do([]wire.Message{&job.CompareSpectra{Experiment: st.fragment, A: st.pair.A, B: st.pair.Base,
		Permutations: [][][]int{id, st.pair.Permutation}, Gammas: gammas, Merged: true,
		Detail: true, Polar: gammas[largeGamma], Layers: st.paired(), Side: leading}})
	if err != nil {
		return err
	}
	st.vectors = out[0].(*job.ComparedSpectra)
	for _, c := range []*chart.Chart{st.spectra(), st.overlap(), st.equality(), st.inputs(), st.gamma()} {
		st.show(c)
	}
	return nil
}

// mostPaired is of how many weights singular vectors are compared one by one.
const mostPaired = 3

// paired returns the weights that have enough singular vectors for a picture, at most so many, evenly; those with the
// most where none have.
func (st *whyStudy) paired() (layers []int) {
	var all []int
	most, widest := 0, 1
	for l := 1; l <= st.model.Layers(); l++ {
		n := min(st.model.Widths[l-1], st.model.Widths[l])
		if n > fewValues {
			all = append(all, l)
		}
		if n > most {
			most, widest = n, l
		}
	}
	if len(all) == 0 {
		return []int{widest}
	}
	for _, k := range spread(len(all), mostPaired) {
		layers = append(layers, all[k])
	}
	return layers
}

func (st *whyStudy) weights(l int) string {
	return fmt.Sprintf("W%s, %d×%d", subscript(l), st.model.Widths[l], st.model.Widths[l-1])
}

// subscript writes the number of a layer, which has one digit.
func subscript(l int) string { return string(rune('₀' + l)) }

// spectra shows the singular values, largest made 1.
func (st *whyStudy) spectra() *chart.Chart {
	c := &chart.Chart{Name: "spectra",
		Note: "Singular values sᵢ of the weights of A and B, divided by the largest, s₁. Renumbering rotates the " +
			"singular vectors and leaves s as it is, so that π(B) has the values of B (Ito et al., 2402.04051)."}
	worst, where := 0.0, 1
	for l := 1; l <= st.model.Layers(); l++ {
		p := chart.Panel{Title: st.weights(l), Y: chart.Axis{Title: "sᵢ / s₁", Min: 0, Max: 1.02}}
		var at []float64
		p.X, at = indices(len(st.vectors.ValuesA[l-1]))
		var both [2][]float64
		for k, s := range [][]float64{st.vectors.ValuesA[l-1], st.vectors.ValuesB[l-1]} {
			for _, v := range s {
				both[k] = append(both[k], v/s[0])
			}
			name, ink, shape := "A", "A", chart.ShapeLine
			if k == 1 {
				name, ink, shape = "B and π(B)", "B", chart.ShapeDash
			}
			if len(s) <= fewValues {
				shape = chart.ShapeBars
			}
			p.Series = append(p.Series, chart.Series{Name: name, Shape: shape, Ink: ink, X: at, Y: both[k]})
		}
		for i := range both[0] {
			if d := math.Abs(both[0][i] - both[1][i]); d > worst {
				worst, where = d, l
			}
		}
		c.Panels = append(c.Panels, p)
	}
	if worst < 0.1 {
		c.Title = fmt.Sprintf("A and B have nearly the same singular values: they differ by at most %s of the largest",
			wholePercent(worst))
	} else {
		c.Title = fmt.Sprintf("The singular values of A and B differ by up to %s of the largest, in W%s",
			wholePercent(worst), subscript(where))
	}
	return c
}

// fewValues is how many values are drawn over their numbers, not as a line.
const fewValues = 4

// indices returns the axis of the numbers 1 to n of singular vectors, and where they stand on it.
func indices(n int) (chart.Axis, []float64) {
	axis, at := chart.Axis{Title: "singular value i"}, fromOne(n)
	if n <= fewValues {
		for i := range at {
			at[i] = float64(i)
			axis.Labels = append(axis.Labels, fmt.Sprint(i+1))
		}
	}
	return axis, at
}

// overlap shows the products of the leading singular vectors before and after, of all weights that have enough of them.
func (st *whyStudy) overlap() *chart.Chart {
	v, layers := st.vectors, st.paired()
	c := &chart.Chart{Name: "overlap",
		Note: fmt.Sprintf("The products (uᵢ·P uⱼ)(vᵢ·P′ vⱼ), i of A and j of B, whose signs cancel, of at most the "+
			"first %d singular vectors. Their sum over the vectors kept, divided by the number of these, is a "+
			"layer’s part of R (Ito et al., 2402.04051).", leading)}
	var other []string
	for l := 1; l <= st.model.Layers(); l++ {
		if !slices.Contains(layers, l) {
			other = append(other, "W"+subscript(l))
		}
	}
	if len(other) > 0 {
		c.Note += " Not drawn: " + listed(other) + "."
	}
	largest := 0.0
	for _, values := range v.Products {
		for _, x := range values {
			if math.Abs(x) > largest {
				largest = math.Abs(x)
			}
		}
	}
	sums := make([][]float64, 2) // what the large ones add up to, before and after
	for n, with := range []string{"B", "π(B)"} {
		for k, l := range layers {
			rows, values := v.Sides[k], v.Products[n*len(layers)+k]
			side := float64(rows)
			c.Panels = append(c.Panels, chart.Panel{Title: fmt.Sprintf("%s, A and %s", st.weights(l), with),
				Equal: true,
				X:     chart.Axis{Title: "j, of B"}, Y: chart.Axis{Title: "i, of A"},
				Grid: chart.Grid{Rows: rows, Cols: rows, X0: 0.5, X1: side + 0.5, Y0: 0.5, Y1: side + 0.5,
					Values: values, Min: -largest, Max: largest, Map: chart.MapDiverging, Unit: "product"}})
			large := min(rows, kept(v.ValuesA[l-1]), kept(v.ValuesB[l-1]))
			var sum float64
			for i := range large {
				for j := range large {
					if x := values[i*rows+j]; !math.IsNaN(x) {
						sum += x / float64(large)
					}
				}
			}
			sums[n] = append(sums[n], sum)
		}
	}
	c.Title = st.overlapTitle(layers, sums[0], sums[1])
	return c
}

// overlapTitle says whose leading singular vectors are paired: those whose products add up to a tenth more than before,
// our threshold.
func (st *whyStudy) overlapTitle(layers []int, before, after []float64) string {
	var yes, no, was, is []string
	for k, l := range layers {
		name := "W" + subscript(l)
		if after[k] >= before[k]+0.1 {
			yes = append(yes, name)
		} else {
			no = append(no, name)
		}
		was, is = append(was, amount(before[k])), append(is, amount(after[k]))
	}
	said := "pairs the leading singular vectors of " + listed(yes)
	switch {
	case len(yes) == 0:
		said = "here does not pair the leading singular vectors of " + listed(no)
	case len(no) > 0:
		said += ", here not those of " + listed(no)
	}
	return fmt.Sprintf("Matching %s: the products of those with s ≥ 0.3 s₁ add up to %s of what is possible, "+
		"before it to %s", said, listed(is), listed(was))
}

// kept counts the singular values of at least 0.3 of the largest.
func kept(s []float64) int { return alignment.Above(s, 0, gammas[largeGamma]) }
