package spectrum

import "onebasin/toynets/kernel"

// reflections is the product H_0 H_1 … of Householder reflections as one block I − V T Vᵀ (Schreiber, Van Loan, A
// storage-efficient WY representation for products of Householder transformations, 1989). Vector i is zero above row i,
// one there; the block leaves what is before its first row as it is.
type reflections struct {
	first, count, high int
	v                  []float64 // high×count
	back               []float64 // count×high: −Tᵀ Vᵀ
}

// newReflections takes vectors whose entries below the one are below(row, i).
func newReflections(first, count, high int, tau []float64, below func(row, i int) float64) reflections {
	h := reflections{first: first, count: count, high: high, v: make([]float64, high*count),
		back: make([]float64, count*high)}
	vt := make([]float64, count*high)
	for i := range count {
		for row := i; row < high; row++ {
			x := 1.0
			if row > i {
				x = below(row, i)
			}
			h.v[row*count+i], vt[i*high+row] = x, x
		}
	}
	// T is upper triangular, with τ on its diagonal and above it T_i = −τ_i T (VᵀV)_i. Here is −T.
	var ws kernel.Workspace64
	gram, t := make([]float64, count*count), make([]float64, count*count)
	kernel.Gemm64(false, count, count, high, vt, high, h.v, count, gram, count, false, &ws)
	for i := range count {
		t[i*count+i] = -tau[i]
		for row := range i {
			var sum float64
			for k := row; k < i; k++ {
				sum += float64(t[row*count+k] * gram[k*count+i])
			}
			t[row*count+i] = -tau[i] * sum
		}
	}
	kernel.Gemm64(true, count, high, count, t, count, vt, high, h.back, high, false, &ws)
	return h
}

// applyTo replaces rows of x, which are vectors, by H x: all blocks, the last of which comes first.
func applyTo(x []float64, rows, stride int, blocks []reflections, ws *kernel.Workspace64) {
	along := make([]float64, rows*panelWidth)
	for k := len(blocks) - 1; k >= 0; k-- {
		h := &blocks[k]
		part := x[h.first:]
		kernel.Gemm64(false, rows, h.count, h.high, part, stride, h.v, h.count, along, h.count, false, ws)
		kernel.Gemm64(false, rows, h.high, h.count, along, h.count, h.back, h.high, part, stride, true, ws)
	}
}
