package kernel

import "onebasin/toynets/kernel/approx"

// SoftmaxXent computes softmax cross-entropy and its gradient row by row:
//
//	p[i,j] = e^(x[i,j] − max_i) / Σ_j e^(x[i,j] − max_i)
//	losses[i] = log Σ_j e^(x[i,j] − max_i) − (x[i,label_i] − max_i)
//	dlogits[i,j] = scale · (p[i,j] − [j = label_i])
//
// logits and dlogits are m×n, labels and losses have m entries, labels lie in [0, n). The sum runs over j in order from
// +0. Subtracting the row's maximum keeps it finite for logits of any finite size. losses or dlogits may be nil;
// dlogits may be logits. It panics if a slice is too short or a label out of range.
func SoftmaxXent(m, n int, logits []float32, labels []int32, losses, dlogits []float32, scale float32) {
	mn := size(m, n)
	need(mn, logits)
	if losses != nil {
		need(m, losses)
	}
	if dlogits != nil {
		need(mn, dlogits)
	}
	checkLabels(m, n, labels)
	if m == 0 {
		return
	}
	if bound {
		simdSoftmaxXent(m, n, logits, labels, losses, dlogits, scale)
		return
	}
	scalarSoftmaxXent(m, n, logits, labels, losses, dlogits, scale)
}

// Softmax computes p[i,j] as in [SoftmaxXent]. logits and p are m×n, and p may be logits.
func Softmax(m, n int, logits, p []float32) {
	mn := size(m, n)
	need(mn, logits, p)
	if mn == 0 {
		return
	}
	if bound {
		simdSoftmax(m, n, logits, p)
		return
	}
	scalarSoftmax(m, n, logits, p)
}

// CountCorrect returns how many of m rows have their largest logit at the label; the lowest index wins a tie, and a
// comparison with NaN is false. It panics like [SoftmaxXent].
func CountCorrect(m, n int, logits []float32, labels []int32) int {
	need(size(m, n), logits)
	checkLabels(m, n, labels)
	if m == 0 {
		return 0
	}
	if bound {
		return simdCountCorrect(m, n, logits, labels)
	}
	return scalarCountCorrect(m, n, logits, labels)
}

func checkLabels(m, n int, labels []int32) {
	if len(labels) < m {
		panic("kernel: fewer labels than rows")
	}
	for _, l := range labels[:m] {
		if uint(l) >= uint(n) {
			panic("kernel: label out of range")
		}
	}
}

func scalarSoftmaxXent(m, n int, logits []float32, labels []int32, losses, dlogits []float32, scale float32) {
	for i := range m {
		x := logits[i*n : (i+1)*n]
		top := rowMax(x)
		label := int(labels[i])
		at := x[label] - top
		var sum float32
		if dlogits == nil {
			for _, v := range x {
				sum += approx.Exp(v - top)
			}
		} else {
			d := dlogits[i*n : (i+1)*n]
			for j, v := range x {
				e := approx.Exp(v - top)
				d[j] = e
				sum += e
			}
			for j, e := range d {
				p := e / sum
				if j == label {
					p -= 1
				}
				d[j] = scale * p
			}
		}
		if losses != nil {
			losses[i] = approx.Log(sum) - at
		}
	}
}

func scalarSoftmax(m, n int, logits, p []float32) {
	for i := range m {
		x, y := logits[i*n:(i+1)*n], p[i*n:(i+1)*n]
		top := rowMax(x)
		var sum float32
		for j, v := range x {
			e := approx.Exp(v - top)
			y[j] = e
			sum += e
		}
		for j, e := range y {
			y[j] = e / sum
		}
	}
}

func scalarCountCorrect(m, n int, logits []float32, labels []int32) int {
	correct := 0
	for i := range m {
		x := logits[i*n : (i+1)*n]
		top, at := x[0], 0
		for j, v := range x {
			if top < v {
				top, at = v, j
			}
		}
		if at == int(labels[i]) {
			correct++
		}
	}
	return correct
}

func rowMax(x []float32) float32 {
	top := x[0]
	for _, v := range x {
		if top < v {
			top = v
		}
	}
	return top
}
