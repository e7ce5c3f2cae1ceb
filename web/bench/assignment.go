package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"onebasin/assign"
	"onebasin/lmc/matching"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
	"onebasin/web/bench/plain"
)

const gramSize = 512

// assignment compares the solver, native and under js/wasm, with SciPy's linear_sum_assignment on the same matrices.
func assignment(t *table) error {
	dir, err := grams()
	if err != nil {
		return err
	}
	scipy, version := sciPy(dir)
	for _, c := range []struct {
		what        string
		node        bool
		bar, barred float64 // against SciPy, and where there is none against a plain loop
	}{{"native", false, 1.5, 140}, {"js/wasm", true, 3, 27}} {
		f, err := goBench(c.node, "./assign", "^BenchmarkFiles$", "20x", "ONEBASIN_GRAMS="+dir)
		if err != nil {
			return err
		}
		m := map[string]float64{"scipy-µs": scipy}
		for _, file := range f {
			m["ours-µs"] += file["ns/op"] / 1e3 / float64(len(f))
			m[plain.Metric] = file[plain.Metric]
		}
		if scipy > 0 {
			err = t.against(m, c.what, "ours", "scipy", "SciPy "+version, c.bar)
		} else {
			err = t.against(m, c.what+", SciPy is not installed", "ours", "plain", loop, c.barred)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// grams trains two networks 64-512-512-10 and writes what weight matching asks in its first two sweeps: for each hidden
// layer the Gram matrix of B, renumbered as far as it is by then, with A. Training is deterministic, so the files are
// kept.
func grams() (dir string, err error) {
	dir, err = filepath.Abs(".cache/grams")
	if err != nil {
		return "", err
	}
	if old, _ := filepath.Glob(dir + "/*.f64"); len(old) == 4 {
		return dir, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	train, _, err := toynets.Generate(toynets.Spec{Task: "gauss", N: 2000, NTest: 2, Noise: 0.1, Seed: 1,
		Dim: 64, Classes: 10})
	if err != nil {
		return "", err
	}
	m := toynets.MLP{Widths: []int{64, gramSize, gramSize, 10}, Act: kernel.Relu}
	var models [2][]float32
	for k := range models {
		tr := toynets.NewTrainer(m, train, toynets.Recipe{Opt: "adam", LR: 1e-3, WeightDecay: 1e-4, Batch: 64,
			Steps: 400, Seed: uint64(k + 1)})
		for tr.Step() {
		}
		models[k] = tr.Theta()
	}
	s := symmetry.MLPSymmetry(m)
	p := s.Identity()
	var g matching.Gram
	var solver assign.Solver
	for step, group := range []int{1, 0, 1, 0} {
		// With the group itself left alone the matrix is the one that the assignment is given.
		own := p[group]
		p[group] = s.Identity()[group]
		w := g.Of(s, group, models[0], s.Apply(models[1], p))
		p[group] = own
		a, err := solver.Maximize(gramSize, w)
		if err != nil {
			return "", err
		}
		p[group] = a.Perm
		var b bytes.Buffer
		for _, x := range w {
			b.Write(binary.LittleEndian.AppendUint64(nil, math.Float64bits(x)))
		}
		if err := os.WriteFile(fmt.Sprintf("%s/step%d-layer%d.f64", dir, step, group+1), b.Bytes(), 0o644); err != nil {
			return "", err
		}
	}
	return dir, nil
}

// sciPy returns SciPy's mean time in µs over the files, the best of nine runs each, and its version; 0 where there is
// none.
func sciPy(dir string) (µs float64, version string) {
	const script = `
import glob, sys, time, numpy, scipy
from scipy.optimize import linear_sum_assignment as solve
total = []
for name in sorted(glob.glob(sys.argv[1] + "/*.f64")):
    w = numpy.fromfile(name); n = int(round(len(w) ** .5)); w = w.reshape(n, n); best = 1e9
    for _ in range(9):
        t = time.perf_counter(); solve(w, maximize=True); best = min(best, time.perf_counter() - t)
    total.append(best)
print(1e6 * sum(total) / len(total), scipy.__version__)`
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		out, err := exec.Command(python, "-c", script, dir).Output()
		if f := strings.Fields(string(out)); err == nil && len(f) == 2 {
			if µs, err := strconv.ParseFloat(f[0], 64); err == nil {
				return µs, f[1]
			}
		}
	}
	return 0, ""
}
