package conductor

import (
	"fmt"
	"math"

	"onebasin/wasm/wire"
)

// leading is how many singular vectors of each network stand in the heat map.
const leading = 32

// compare decomposes A and B once and shows what that tells.
func (b *because) compare() error {
	id := b.sym.Identity()
	out, err := b.do([]wire.Message{&wire.Spectra{Experiment: b.fragment, A: b.pair.A, B: b.pair.B,
		Permutations: [][][]int{id, b.pair.Permutation}, Gammas: gammas, Merged: true,
		Detail: true, Polar: gammas[large], Layer: b.layer(), Side: leading}})
	if err != nil {
		return err
	}
	b.vectors = out[0].(*wire.Compared)
	for _, c := range []*wire.Chart{b.spectra(), b.overlap(), b.equality(), b.inputs(), b.gamma()} {
		b.show(c)
	}
	return nil
}

// layer returns the weights, of those into and out of the hidden layer in view,
// that have more singular vectors; those into it where both have as many.
func (b *because) layer() int {
	w := b.model.Widths
	l := min(b.view.Layer, b.model.Layers()-1)
	if min(w[l], w[l+1]) > min(w[l-1], w[l]) {
		return l + 1
	}
	return l
}

func (b *because) weights(l int) string {
	return fmt.Sprintf("W%s, %d×%d", subscript(l), b.model.Widths[l], b.model.Widths[l-1])
}

// subscript writes the number of a layer, which has one digit.
func subscript(l int) string { return string(rune('₀' + l)) }

// spectra shows the singular values, largest made 1.
func (b *because) spectra() *wire.Chart {
	c := &wire.Chart{Name: "spectra",
		Note: "Singular values s of the weights of A and B, divided by the largest. Renumbering rotates the singular vectors and leaves s as it is, so that π(B) has the values of B (Ito et al., 2402.04051)."}
	worst, where := 0.0, 1
	for l := 1; l <= b.model.Layers(); l++ {
		p := wire.Panel{Title: b.weights(l), Y: wire.Axis{Title: "s_i / s_max", Min: 0, Max: 1.02}}
		var at []float64
		p.X, at = indices(len(b.vectors.ValuesA[l-1]))
		var both [2][]float64
		for k, s := range [][]float64{b.vectors.ValuesA[l-1], b.vectors.ValuesB[l-1]} {
			for _, v := range s {
				both[k] = append(both[k], v/s[0])
			}
			name, ink, shape := "A", "A", wire.ShapeLine
			if k == 1 {
				name, ink, shape = "B and π(B)", "B", wire.ShapeDash
			}
			if len(s) <= fewValues {
				shape = wire.ShapeDots
			}
			p.Series = append(p.Series, wire.Series{Name: name, Shape: shape, Ink: ink, X: at, Y: both[k]})
		}
		for i := range both[0] {
			if d := math.Abs(both[0][i] - both[1][i]); d > worst {
				worst, where = d, l
			}
		}
		c.Panels = append(c.Panels, p)
	}
	if worst < 0.1 {
		c.Title = fmt.Sprintf("A and B have nearly the same singular values: they differ by at most %s of the largest", share(worst))
	} else {
		c.Title = fmt.Sprintf("The singular values of A and B differ by up to %s of the largest, in W%s", share(worst), subscript(where))
	}
	return c
}

// fewValues is how many values are drawn as dots over their numbers, not as a line.
const fewValues = 4

// indices returns the axis of the numbers 1 to n of singular vectors, and where they
// stand on it.
func indices(n int) (wire.Axis, []float64) {
	axis, at := wire.Axis{Title: "i"}, counting(n)
	if n <= fewValues {
		for i := range at {
			at[i] = float64(i)
			axis.Labels = append(axis.Labels, fmt.Sprint(i+1))
		}
	}
	return axis, at
}

// overlap shows the products of the leading singular vectors before and after.
func (b *because) overlap() *wire.Chart {
	v, l := b.vectors, b.layer()
	c := &wire.Chart{Name: "overlap",
		Note: fmt.Sprintf("The products (u_i·P u_j)(v_i·P′ v_j) of %s, i of A and j of B, of the first %d singular vectors of each, whose signs cancel. Their sum over the vectors kept, divided by the number of these, is this layer’s part of R (Ito et al., 2402.04051).", b.weights(l), v.Side)}
	if v.Side < len(v.ValuesA[l-1]) {
		c.Note += fmt.Sprintf(" The other %d are not drawn.", len(v.ValuesA[l-1])-v.Side)
	}
	largest := 0.0
	for _, values := range v.Products {
		for _, x := range values {
			if math.Abs(x) > largest {
				largest = math.Abs(x)
			}
		}
	}
	k := min(v.Side, kept(v.ValuesA[l-1]), kept(v.ValuesB[l-1]))
	var sums [2]float64
	for n, values := range v.Products {
		title := "A and B"
		if n == 1 {
			title = "A and π(B)"
		}
		side := float64(v.Side)
		c.Panels = append(c.Panels, wire.Panel{Title: title, Equal: true,
			X: wire.Axis{Title: "j, of B"}, Y: wire.Axis{Title: "i, of A"},
			Grid: wire.Grid{Rows: v.Side, Cols: v.Side, X0: 0.5, X1: side + 0.5, Y0: 0.5, Y1: side + 0.5,
				Values: values, Min: -largest, Max: largest, Map: wire.MapDiverging, Unit: "product"}})
		for i := range k {
			for j := range k {
				if x := values[i*v.Side+j]; !math.IsNaN(x) {
					sums[n] += x / float64(k)
				}
			}
		}
	}
	verb := "pairs"
	if sums[1] < sums[0]+0.1 {
		verb = "here does not pair"
	}
	c.Title = fmt.Sprintf("Matching %s the leading singular vectors of W%s: the products of the %d largest add up to %s of what is possible, before it to %s",
		verb, subscript(l), k, figure(sums[1]), figure(sums[0]))
	return c
}

// kept counts the singular values of at least 0.3 of the largest.
func kept(s []float64) int {
	n := 0
	for n < len(s) && s[n] > 0 && s[n] >= gammas[large]*s[0] {
		n++
	}
	return n
}
