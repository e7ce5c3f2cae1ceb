// Package excess says what an excess of the loss over the chord is made of: by how much each example's cross-entropy at
// a place on the line lies above the mean of those at the ends, and why. It takes logits, of whatever model.
//
// With z_A and z_B the logits of one example at the ends, z at λ, and z̄ = (1−λ) z_A + λ z_B,
//
//	CE(z) − [(1−λ) CE(z_A) + λ CE(z_B)] = [CE(z) − CE(z̄)] − J
//	J = (1−λ) LSE(z_A) + λ LSE(z_B) − LSE(z̄) ≥ 0
//
// exactly, where LSE is the logarithm of the sum of exponentials and CE(z) = LSE(z) − z_y. The first is what merging
// does to the logits, the second what averaging logits gains, LSE being convex. Logits that are linear on the line have
// no barrier: their excess is −J. (H. Bae, LMC barriers are logit linearization gaps, 2026, whose D − E_y is the first;
// D and E_y apart move when a constant is added to all logits.)
//
//	p := excess.NewParts(za, zb, labels, classes)
//	change, gain := p.At(z, 0.5)
package excess

import (
	"math"
	"slices"

	"onebasin/toynets/portable"
)

// Parts takes the excess of n examples apart. It is float64 throughout, with the same bits everywhere.
type Parts struct {
	a, b       []float32 // n×classes
	labels     []int32
	classes    int
	lseA, lseB []float64
	mean       []float64
}

// NewParts keeps the logits at the ends, n×classes, and the labels. It panics if a length is wrong.
func NewParts(a, b []float32, labels []int32, classes int) *Parts {
	n := len(labels)
	if classes < 1 || len(a) != n*classes || len(b) != n*classes {
		panic("excess: logits and labels differ in length")
	}
	p := &Parts{a: a, b: b, labels: labels, classes: classes, mean: make([]float64, classes)}
	for i := range n {
		p.lseA = append(p.lseA, logSumExp(widen(p.mean, a[i*classes:])))
		p.lseB = append(p.lseB, logSumExp(widen(p.mean, b[i*classes:])))
	}
	return p
}

// At returns, of every example, what merging does to the logits at λ, CE(z) − CE(z̄), and what averaging logits gains,
// J ≥ 0 but for rounding. The excess is the first less the second. It panics if z has another length than the ends.
func (p *Parts) At(z []float32, lambda float64) (change, gain []float64) {
	if len(z) != len(p.a) {
		panic("excess: logits differ in length")
	}
	c := p.classes
	change, gain = make([]float64, len(p.labels)), make([]float64, len(p.labels))
	for i, y := range p.labels {
		row := z[i*c : (i+1)*c]
		for j := range p.mean {
			p.mean[j] = float64((1-lambda)*float64(p.a[i*c+j])) + float64(lambda*float64(p.b[i*c+j]))
		}
		middle, target := logSumExp(p.mean), p.mean[y]
		gain[i] = (float64((1-lambda)*p.lseA[i]) + float64(lambda*p.lseB[i])) - middle
		change[i] = (logSumExp(widen(p.mean, row)) - float64(row[y])) - (middle - target)
	}
	return change, gain
}

// TermsTo writes the excess of every example at λ to dst, of their number, and returns the means over all of
//
//	D = LSE(z) − LSE(z̄),  J,  E = z_y − z̄_y,
//
// of which D − J − E is the mean excess. D and E each are large and move when a constant is added to an example's
// logits; D − E, which At gives, does not. It panics if a length is wrong.
func (p *Parts) TermsTo(dst []float64, z []float32, lambda float64) (d, j, e float64) {
	if len(z) != len(p.a) || len(dst) != len(p.labels) {
		panic("excess: logits differ in length")
	}
	c := p.classes
	for i, y := range p.labels {
		row := z[i*c : (i+1)*c]
		for k := range p.mean {
			p.mean[k] = float64((1-lambda)*float64(p.a[i*c+k])) + float64(lambda*float64(p.b[i*c+k]))
		}
		middle, target := logSumExp(p.mean), p.mean[y]
		gain := (float64((1-lambda)*p.lseA[i]) + float64(lambda*p.lseB[i])) - middle
		change, label := logSumExp(widen(p.mean, row))-middle, float64(row[y])-target
		dst[i] = change - gain - label
		d, j, e = d+change, j+gain, e+label
	}
	n := float64(len(p.labels))
	return d / n, j / n, e / n
}

func widen(dst []float64, x []float32) []float64 {
	for j := range dst {
		dst[j] = float64(x[j])
	}
	return dst
}

// logSumExp returns log Σ e^x without overflow.
func logSumExp(x []float64) float64 {
	top := slices.Max(x)
	if math.IsInf(top, 0) || math.IsNaN(top) {
		return top
	}
	sum := 0.0
	for _, v := range x {
		sum += portable.Exp(v - top)
	}
	return top + portable.Log(sum)
}

// Mean returns the mean of what At gives, in the order of the examples.
func Mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// Half returns the fewest examples whose excesses add up to half of the whole, those of the largest excess first, in
// falling order; none where the whole is not above 0.
func Half(excess []float64) (rows []int) {
	whole := Mean(excess) * float64(len(excess))
	if !(whole > 0) {
		return nil
	}
	order := make([]int, len(excess))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case excess[i] > excess[j]:
			return -1
		case excess[i] < excess[j]:
			return 1
		}
		return 0
	})
	sum := 0.0
	for k, i := range order {
		if sum += excess[i]; sum >= whole/2 {
			return order[:k+1]
		}
	}
	return order
}
