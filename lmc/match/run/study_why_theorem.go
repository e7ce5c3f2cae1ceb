package run

import (
	"fmt"
	"math"
	"strings"

	"onebasin/lmc/lab/chart"
)

// equality shows both sides of theorem 4.1, layer by layer.
func (st *whyStudy) equality() *chart.Chart {
	v := st.vectors
	c := &chart.Chart{Name: "equality",
		Note: "The inner product of A’s weights and renumbered B’s, from the weights (bars) and as the sum of sᵢ sⱼ " +
			"(uᵢ·P uⱼ)(vᵢ·P′ vⱼ) over all singular vectors i of A and j of B (dots; Ito et al., 2402.04051, theorem " +
			"4.1), in float64. The difference is told in parts of the product of both norms, rounded up to " +
			"a power of ten."}
	worst := 1e-13 // whatever the processor makes of the last bits
	var names []string
	for l := 1; l <= st.model.Layers(); l++ {
		names = append(names, "W"+subscript(l))
	}
	for n, title := range []string{"A and B", "A and π(B)"} {
		p := chart.Panel{Title: title, X: chart.Axis{Labels: names}, Y: chart.Axis{Title: "inner product"}}
		for side, values := range [][]float64{v.Left[n], v.Right[n]} {
			s := chart.Series{Name: "from the weights", Shape: chart.ShapeBars, Ink: "faint"}
			if side == 1 {
				s = chart.Series{Name: "from singular vectors", Shape: chart.ShapeDots, Ink: "piB"}
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
