package toynets

import (
	"testing"

	"onebasin/toynets/kernel"
	"onebasin/web/bench/plain"
)

// BenchmarkStep is one Adam step, data shuffling and all. In js/wasm run it with SIMD and without for the ratio.
func BenchmarkStep(b *testing.B) {
	for _, c := range []struct {
		name   string
		spec   Spec
		widths []int
		batch  int
	}{
		{"2-64-64-2/batch50", Spec{Task: "spirals", N: 1000, NTest: 2}, []int{2, 64, 64, 2}, 50},
		{"784-512-512-10/batch128", Spec{Task: "strokes", N: 1024, NTest: 2, Side: 28}, []int{784, 512, 512, 10}, 128},
	} {
		b.Run(c.name, func(b *testing.B) {
			c.spec.Noise, c.spec.Seed = 0.1, 1
			d, _ := generate(b, c.spec)
			m := MLP{Widths: c.widths, Act: kernel.Relu}
			tr := NewTrainer(m, d, Recipe{Opt: "adam", LR: 1e-3, Batch: c.batch, Steps: 1 << 40, Seed: 1})
			for b.Loop() {
				for steps := tr.Steps(); tr.Steps() == steps; { // in pieces
					tr.Step()
				}
			}
		})
	}
}

// BenchmarkPlane is one point of the default landscape: 1000 examples through 2-64-64-2. A grid of 64 × 64 has 4096 of
// them.
func BenchmarkPlane(b *testing.B) {
	d, _ := generate(b, Spec{Task: "spirals", N: 1000, NTest: 2, Noise: 0.1, Seed: 1})
	for _, act := range Activations() {
		m := MLP{Widths: []int{2, 64, 64, 2}, Act: act.Act}
		o, e1, e2 := randomTheta(m, 1), randomTheta(m, 2), randomTheta(m, 3)
		b.Run(act.Name, func(b *testing.B) {
			p := NewPlaneEvaluator(m, d, o, e1, e2)
			for b.Loop() {
				p.Score(0.25, 0.5)
			}
			plain.Report(b)
		})
	}
	m := MLP{Widths: []int{2, 64, 64, 2}, Act: kernel.Relu}
	theta := randomTheta(m, 1)
	b.Run("evaluator", func(b *testing.B) {
		e := NewEvaluator(m)
		for b.Loop() {
			e.Score(theta, d)
		}
	})
}

func BenchmarkGenerate(b *testing.B) {
	for _, s := range []Spec{
		{Task: "spirals", N: 1000, NTest: 1000},
		{Task: "gauss", N: 1000, NTest: 1000, Dim: 64, Classes: 10},
		{Task: "strokes", N: 1000, NTest: 1000, Side: 28},
	} {
		s.Noise, s.Seed = 0.1, 1
		b.Run(s.Task, func(b *testing.B) {
			for b.Loop() {
				generate(b, s)
			}
		})
	}
}
