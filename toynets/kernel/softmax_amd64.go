package kernel

// block is how many exponentials are computed together, between the maxima of some rows and their sums, which are
// scalar: both run in order.
const block = 512

func simdSoftmaxXent(m, n int, logits []float32, labels []int32, losses, dlogits []float32, scale float32) {
	if n > block {
		scalarSoftmaxXent(m, n, logits, labels, losses, dlogits, scale)
		return
	}
	var e, sums, at [block]float32
	for i := 0; i < m; i += block / n {
		rows := min(block/n, m-i)
		for r := range rows {
			x := logits[(i+r)*n : (i+r+1)*n]
			top := rowMax(x)
			at[r] = x[labels[i+r]] - top
			for j, v := range x {
				e[r*n+j] = v - top
			}
		}
		simdExp(e[:rows*n], e[:rows*n])
		for r := range rows {
			var sum float32
			for _, v := range e[r*n : (r+1)*n] {
				sum += v
			}
			sums[r] = sum
		}
		if dlogits != nil {
			for r := range rows {
				d := dlogits[(i+r)*n : (i+r+1)*n]
				label := int(labels[i+r])
				for j, v := range e[r*n : (r+1)*n] {
					p := v / sums[r]
					if j == label {
						p -= 1
					}
					d[j] = scale * p
				}
			}
		}
		if losses != nil {
			simdLog(sums[:rows], sums[:rows])
			for r := range rows {
				losses[i+r] = sums[r] - at[r]
			}
		}
	}
}

func simdSoftmax(m, n int, logits, p []float32) {
	for i := range m {
		x, y := logits[i*n:(i+1)*n], p[i*n:(i+1)*n]
		top := rowMax(x)
		for j, v := range x {
			y[j] = v - top
		}
	}
	simdExp(p[:m*n], p[:m*n])
	for i := range m {
		y := p[i*n : (i+1)*n]
		var sum float32
		for _, e := range y {
			sum += e
		}
		for j, e := range y {
			y[j] = e / sum
		}
	}
}

func simdCountCorrect(m, n int, logits []float32, labels []int32) int {
	return scalarCountCorrect(m, n, logits, labels)
}
