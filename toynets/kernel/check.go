package kernel

// size returns rows·cols and panics if either is negative.
func size(rows, cols int) int {
	if rows < 0 || cols < 0 {
		panic("kernel: negative dimension")
	}
	return rows * cols
}

// need panics unless each slice holds at least n numbers.
func need(n int, slices ...[]float32) {
	for _, s := range slices {
		if len(s) < n {
			panic("kernel: slice shorter than its matrix")
		}
	}
}

// same panics unless the slices all have n numbers.
func same(n int, slices ...[]float32) {
	for _, s := range slices {
		if len(s) != n {
			panic("kernel: slices of different lengths")
		}
	}
}
