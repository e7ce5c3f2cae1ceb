package main

import (
	"os/exec"
	"strconv"
	"strings"
)

// singularVectors compares a decomposition with gonum's, natively and under js/wasm, and with LAPACK's where Python has
// NumPy: natively either will do. The longest step is told as it would be on a machine whose product of 256³ does 40
// GFLOP/s.
func singularVectors(t *table) error {
	lapack, version := numPy()
	for _, c := range []struct {
		what               string
		node               bool
		gonum, lapack, bar float64
	}{{"native", false, 8, 3, 100}, {"js/wasm", true, 10, 8, 100}} {
		f, err := goBench(c.node, "./lmc/spectrum", "^BenchmarkSquare$", "3x")
		if err != nil {
			return err
		}
		m, err := f.find("Square")
		if err != nil {
			return err
		}
		ours := duration(m["ours-µs"])
		if lapack > 0 {
			m["lapack-µs"] = lapack
			if err := t.against(m, c.what+" against LAPACK", "ours", "lapack", "NumPy "+version, c.lapack); err != nil {
				return err
			}
		}
		if lapack == 0 || c.node {
			t.atLeast(c.what+" against gonum", ours, duration(m["gonum-µs"]), m["gonum-µs"]/m["ours-µs"], c.gonum)
		}
		t.atMost(c.what+", the longest step", duration(m["longest-µs"]), "where 256³ does 40 GFLOP/s",
			m["longest40-µs"]/1e3, c.bar, "ms")
	}
	return nil
}

// numPy returns the time of NumPy's decomposition of such a matrix on one core in µs, the best of nine, and its
// version; 0 where there is none.
func numPy() (µs float64, version string) {
	const script = `
import os
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = "1"
import numpy, time
w = numpy.random.default_rng(1).standard_normal((512, 512)); best = 1e9
for _ in range(9):
    t = time.perf_counter(); numpy.linalg.svd(w); best = min(best, time.perf_counter() - t)
print(1e6 * best, numpy.__version__)`
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		out, err := exec.Command(python, "-c", script).Output()
		if f := strings.Fields(string(out)); err == nil && len(f) == 2 {
			if µs, err := strconv.ParseFloat(f[0], 64); err == nil {
				return µs, f[1]
			}
		}
	}
	return 0, ""
}
