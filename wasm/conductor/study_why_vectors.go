package conductor

import (
	"fmt"
	"math"
	"strings"

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

// equality shows both sides of theorem 4.1, layer by layer.
func (b *because) equality() *wire.Chart {
	v := b.vectors
	c := &wire.Chart{Name: "equality",
		Note: "The inner product of A’s weights and renumbered B’s, from the weights (bars) and as the sum of s_i s_j (u_i·P u_j)(v_i·P′ v_j) over all singular vectors i of A and j of B (dots; Ito et al., 2402.04051, theorem 4.1), in float64. The difference is told in parts of the product of both norms, rounded up to a power of ten."}
	worst := 1e-13 // whatever the processor makes of the last bits
	var names []string
	for l := 1; l <= b.model.Layers(); l++ {
		names = append(names, "W"+subscript(l))
	}
	for n, title := range []string{"A and B", "A and π(B)"} {
		p := wire.Panel{Title: title, X: wire.Axis{Labels: names}, Y: wire.Axis{Title: "inner product"}}
		for side, values := range [][]float64{v.Left[n], v.Right[n]} {
			s := wire.Series{Name: "from the weights", Shape: wire.ShapeBars, Ink: "faint"}
			if side == 1 {
				s = wire.Series{Name: "from singular vectors", Shape: wire.ShapeDots, Ink: "piB"}
			}
			for l, x := range values {
				s.X, s.Y = append(s.X, float64(l)), append(s.Y, math.Round(x*1e6)/1e6)
			}
			p.Series = append(p.Series, s)
		}
		for l := range v.Left[n] {
			worst = math.Max(worst, math.Abs(v.Left[n][l]-v.Right[n][l])/(norm(v.ValuesA[l])*norm(v.ValuesB[l])))
		}
		c.Panels = append(c.Panels, p)
	}
	power := int(math.Ceil(math.Log10(worst)))
	holds := "holds"
	if power > -9 {
		holds = "here does not hold"
	}
	c.Title = fmt.Sprintf("Theorem 4.1 %s: its two sides differ by less than 10%s", holds, superscript(power))
	return c
}

// superscript writes a whole number as an exponent.
func superscript(n int) string {
	digits := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	var s strings.Builder
	for _, r := range fmt.Sprint(n) {
		if r == '-' {
			s.WriteRune('⁻')
		} else {
			s.WriteRune(digits[r-'0'])
		}
	}
	return s.String()
}

// norm is the length of a matrix of these singular values.
func norm(s []float64) float64 {
	var sum float64
	for _, v := range s {
		sum += float64(v * v)
	}
	return math.Sqrt(sum)
}

// Inputs are said to lie on the large singular vectors when these carry that share
// of them at least, and so many times their share of the dimensions; our choice.
const (
	mostly       = 0.5
	concentrated = 1.5
)

// leastTimes is the shortest length that is drawn: what is below it is rounding, or
// nearly.
const leastTimes = 1e-3

// inputs shows how long the layers' inputs are along A's right singular vectors.
func (b *because) inputs() *wire.Chart {
	v := b.vectors
	c := &wire.Chart{Name: "inputs",
		Note: fmt.Sprintf("Inputs z of A’s layers over %d test examples: the root mean square of v_i·z, divided by that along a random direction. They lie on the large right singular vectors (Ito et al., 2402.04051) where those of s ≥ 0.3 s_max carry at least %s of the mean square, and %g times their share of the dimensions (our criterion).", min(1000, b.run.Test.N), share(mostly), concentrated)}
	var yes, no, all []string
	for l := 1; l <= b.model.Layers(); l++ {
		in, q, total := b.model.Widths[l-1], v.Inputs[l-1], v.InputTotals[l-1]
		k := kept(v.ValuesA[l-1])
		large := wire.Series{Name: "s ≥ 0.3 s_max", Shape: wire.ShapeDots, Ink: "A"}
		small := wire.Series{Name: "s < 0.3 s_max", Shape: wire.ShapeDots, Ink: "faint"}
		var carried float64
		for i, x := range q {
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
		p := wire.Panel{Title: fmt.Sprintf("into W%s: %s on %s of dimensions", subscript(l), share(carried), share(part)),
			Y: wire.Axis{Title: "|v_i·z| / random direction", Log: true}}
		var at []float64
		p.X, at = indices(len(q))
		for _, s := range []*wire.Series{&large, &small} {
			for j, i := range s.X {
				s.X[j] = at[int(i)]
			}
		}
		p.Series = []wire.Series{large}
		if len(small.X) > 0 {
			p.Series = append(p.Series, small)
		}
		p.Series = append(p.Series, wire.Series{Name: "a random direction", Shape: wire.ShapeDash, Ink: "null", X: []float64{at[0], at[len(at)-1]}, Y: []float64{1, 1}})
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
		c.Title = "The inputs of " + strings.Join(yes, ", ") + " lie on the large right singular vectors"
		if len(no) > 0 {
			c.Title += ", those of " + strings.Join(no, ", ") + " do not"
		}
	}
	if len(all) > 0 {
		c.Note += " All singular values of " + strings.Join(all, ", ") + " are large, which tells nothing."
	}
	return c
}

// gamma shows R over γ, of A with B and π(B), and of the network halfway; again
// with its null when that is known.
func (b *because) gamma() *wire.Chart {
	v := b.vectors
	c := &wire.Chart{Name: "gamma",
		Note: "R sums the products of all singular vectors with s ≥ γ s_max: 1 for networks of the same singular vectors, about 0 for unrelated ones (Ito et al., 2402.04051, who use γ = 0 and 0.3). Right: the network halfway between A and π(B), which resembles both by construction."}
	between := wire.Panel{Title: "A and B", X: wire.Axis{Title: "γ"}, Y: wire.Axis{Title: "R"}}
	halfway := wire.Panel{Title: "The merged network", X: wire.Axis{Title: "γ"}, Y: wire.Axis{Title: "R"}}
	if len(b.nulls) > 0 {
		c.Note += " Grey: " + b.nullNote() + "."
		band := func(name string, of func(*untrained) []float64) []wire.Series {
			low, mean, high := b.band(of)
			return []wire.Series{
				{Name: name, Shape: wire.ShapeBand, Ink: "null", X: gammas, Y: high, Low: low},
				{Shape: wire.ShapeLine, Ink: "null", X: gammas, Y: mean},
			}
		}
		between.Series = band("untrained, matched", func(n *untrained) []float64 { return n.vectors.R[0] })
		halfway.Series = band("untrained, with either end", func(n *untrained) []float64 {
			mean := make([]float64, len(gammas))
			for k := range mean {
				mean[k] = (n.vectors.MergedA[k] + n.vectors.MergedB[k]) / 2
			}
			return mean
		})
	}
	between.Series = append(between.Series,
		wire.Series{Name: "R(A, B)", Shape: wire.ShapeLine, Ink: "B", X: gammas, Y: v.R[0]},
		wire.Series{Name: "R(A, π(B))", Shape: wire.ShapeLine, Ink: "piB", X: gammas, Y: v.R[1]})
	halfway.Series = append(halfway.Series,
		wire.Series{Name: "R(merged, A)", Shape: wire.ShapeLine, Ink: "A", X: gammas, Y: v.MergedA},
		wire.Series{Name: "R(merged, π(B))", Shape: wire.ShapeLine, Ink: "piB", X: gammas, Y: v.MergedB})
	c.Panels = []wire.Panel{between, halfway}
	r0, r3 := v.R[1][0], v.R[1][large]
	rises := "rises"
	if r3 <= r0 {
		rises = "here does not rise"
	}
	c.Title = fmt.Sprintf("R(A, π(B)) %s with γ: %s at γ = 0, %s at 0.3", rises, figure(r0), figure(r3))
	if len(b.nulls) > 0 {
		low, _, high := b.band(func(n *untrained) []float64 { return n.vectors.R[0] })
		above := "above"
		if r3 <= high[large] {
			above = "here not above"
		}
		c.Title += fmt.Sprintf(", %s the untrained %s to %s", above, figure(low[large]), figure(high[large]))
	}
	return c
}
