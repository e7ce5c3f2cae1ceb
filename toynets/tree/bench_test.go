package tree

import (
	"testing"

	"onebasin/toynets"
)

// BenchmarkStep is a step of Adam: 256 perfect trees of depth 2 on eight features, a batch of 512.
func BenchmarkStep(b *testing.B) {
	d, _, err := toynets.Generate(toynets.Spec{Task: "gauss", N: 2000, NTest: 2, Noise: 0.1, Seed: 1, Dim: 8,
		Classes: 2})
	if err != nil {
		b.Fatal(err)
	}
	e := Ensemble{Arch: Perfect, Trees: 256, Depth: 2, Inputs: 8, Outputs: 2}
	t := toynets.NewTrainer(e, d, toynets.Recipe{Opt: "adam", LR: 0.01, Batch: 500, Steps: 1 << 30, Seed: 1})
	for b.Loop() {
		for before := t.Steps(); t.Steps() == before; {
			t.Step()
		}
	}
}
