package tree

import (
	"fmt"
	"testing"

	"onebasin/toynets"
)

// BenchmarkStep is a step of Adam: 256 perfect trees on eight features, a batch of 500.
func BenchmarkStep(b *testing.B) {
	d, _, err := toynets.Generate(toynets.Spec{Task: "gauss", N: 2000, NTest: 2, Noise: 0.1, Seed: 1, Dim: 8,
		Classes: 2})
	if err != nil {
		b.Fatal(err)
	}
	for _, depth := range []int{2, 4} {
		b.Run(fmt.Sprintf("perfect-256x%d", depth), func(b *testing.B) {
			e := Ensemble{Arch: Perfect, Trees: 256, Depth: depth, Inputs: 8, Outputs: 2}
			t := toynets.NewTrainer(e, d, toynets.Recipe{Opt: "adam", LR: 0.01, Batch: 500, Steps: 1 << 30, Seed: 1})
			for b.Loop() {
				for before := t.Steps(); t.Steps() == before; {
					t.Step()
				}
			}
		})
	}
}
