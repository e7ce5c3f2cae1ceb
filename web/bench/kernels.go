package main

import "fmt"

// kernels compares the matrix product with gonum's blas32.Gemm and the optimiser's step with our own scalar loops, all
// of them in one js/wasm program.
func kernels(t *table) error {
	f, err := goBench(true, "./toynets/kernel", "^Benchmark(Gemm|Step)$/(^AB$|2_64_64_2|784_512_512_10)", "0.3s")
	if err != nil {
		return err
	}
	for _, c := range []struct {
		what, shape string
		bar         float64
	}{{"f32 product 256³ against gonum", "256x256x256", 15}, {"f32 product 32³ against gonum", "32x32x32", 8}} {
		m, err := f.find("Gemm/AB/", c.shape)
		if err != nil {
			return err
		}
		t.atLeast(c.what, fmt.Sprintf("%.1f GFLOP/s", m["GFLOP/s"]), fmt.Sprintf("%.2f GFLOP/s", m["gonum-GFLOP/s"]),
			m["times-faster"], c.bar)
	}
	for _, c := range []struct {
		what, shape string
		bar         float64
	}{{"Adam step, 2-64-64-2, batch 50, against scalar", "2_64_64_2", 8},
		{"Adam step, 784-512-512-10, batch 128, against scalar", "784_512_512_10", 12}} {
		m, err := f.find("Step/", c.shape, "act=1")
		if err != nil {
			return err
		}
		t.atLeast(c.what, fmt.Sprintf("%.0f µs", m["simd-µs"]), fmt.Sprintf("%.0f µs", m["scalar-µs"]),
			m["times-faster"], c.bar)
	}
	return nil
}

// nativeKernels compares what this machine computes with outside of a browser with the module in Node and, for the
// product, with gonum's assembly. Node's and native runs follow one another, so a busy machine disturbs the quotients.
func nativeKernels(t *table) error {
	const pattern = "^Benchmark(Gemm|Step)$/(^AB$|2_64_64_2|784_512_512_10)"
	here, err := goBench(false, "./toynets/kernel", pattern, "0.3s")
	if err != nil {
		return err
	}
	tab, err := goBench(true, "./toynets/kernel", pattern, "0.3s")
	if err != nil {
		return err
	}
	both := func(parts ...string) (native, wasm map[string]float64, err error) {
		if native, err = here.find(parts...); err == nil {
			wasm, err = tab.find(parts...)
		}
		return native, wasm, err
	}
	for _, c := range []struct {
		what, shape string
		bar         float64
	}{{"f32 product 256³ against the tab’s", "256x256x256", 2},
		{"f32 product 32³ against the tab’s", "32x32x32", 1.5}} {
		native, wasm, err := both("Gemm/AB/", c.shape)
		if err != nil {
			return err
		}
		speed := fmt.Sprintf("%.1f GFLOP/s", native["GFLOP/s"])
		t.atLeast(c.what, speed, fmt.Sprintf("%.1f GFLOP/s", wasm["GFLOP/s"]), native["GFLOP/s"]/wasm["GFLOP/s"], c.bar)
		if c.shape == "256x256x256" {
			t.atLeast("f32 product 256³ against gonum", speed, fmt.Sprintf("%.2f GFLOP/s", native["gonum-GFLOP/s"]),
				native["times-faster"], 4)
		}
	}
	for _, c := range []struct{ what, shape string }{
		{"Adam step, 2-64-64-2, batch 50, against the tab's", "2_64_64_2"},
		{"Adam step, 784-512-512-10, batch 128, against the tab's", "784_512_512_10"},
	} {
		native, wasm, err := both("Step/", c.shape, "act=1")
		if err != nil {
			return err
		}
		t.atMost(c.what, fmt.Sprintf("%.0f µs", native["simd-µs"]), fmt.Sprintf("%.0f µs", wasm["simd-µs"]),
			native["simd-µs"]/wasm["simd-µs"], 0.6, "×")
	}
	return nil
}

// landscape compares one point of the default landscape, which costs the same wherever it lies, with a plain loop.
func landscape(t *table) error {
	f, err := goBench(true, "./toynets", "^BenchmarkPlane$/^relu$", "0.5s")
	if err != nil {
		return err
	}
	m, err := f.find("Plane/relu")
	if err != nil {
		return err
	}
	m["point-µs"] = m["ns/op"] / 1e3
	return t.against(m, "a point, 1000 examples", "point", "plain", loop, 0.75)
}
