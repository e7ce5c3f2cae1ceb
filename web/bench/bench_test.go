package main

import (
	"strings"
	"testing"
)

func TestParseTakesTheLeastDisturbedRun(t *testing.T) {
	f := parse(`goos: js
BenchmarkGemm/AB/32x32x32 	 94	 35.95 GFLOP/s	         1.116 gonum-GFLOP/s	        32.22 times-faster
BenchmarkGemm/AB/32x32x32 	 94	 36.95 GFLOP/s	         1.016 gonum-GFLOP/s	        31.00 times-faster
BenchmarkMaximize/uniform/n=64-2         	       3	     70745 ns/op	         0.2699 ns/n³
BenchmarkMaximize/uniform/n=64-2         	       3	     60745 ns/op	         0.2499 ns/n³
PASS
`)
	m, err := f.find("Gemm", "32x32")
	if err != nil || m["GFLOP/s"] != 36.95 || m["times-faster"] != 32.22 {
		t.Errorf("%v %v", m, err)
	}
	if m, err := f.find("Maximize/uniform/n=64"); err != nil || m["ns/op"] != 60745 {
		t.Errorf("%v %v", m, err)
	}
	if _, err := f.find("Gemm", "64x64"); err == nil {
		t.Error("found what is not there")
	}
}

func TestTableCountsWhatIsMissed(t *testing.T) {
	var r table
	r.part("speed")
	r.atLeast("product", "", "", 14.9, 15)
	r.atLeast("product", "", "", 15, 15)
	r.atMost("size", "", "", 4.1, 4, "MB")
	var b strings.Builder
	r.print(&b)
	if r.missed != 2 || strings.Count(b.String(), "NO") != 2 {
		t.Errorf("%d missed\n%s", r.missed, b.String())
	}
}
