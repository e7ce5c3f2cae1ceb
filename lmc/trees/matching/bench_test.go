package matching

import (
	"fmt"
	"testing"

	"onebasin/lmc/trees/symmetry"
	"onebasin/toynets/tree"
)

func BenchmarkByWeights(b *testing.B) {
	for _, depth := range []int{2, 4} {
		b.Run(fmt.Sprintf("perfect-256x%d", depth), func(b *testing.B) {
			e := tree.Ensemble{Arch: tree.Perfect, Trees: 256, Depth: depth, Inputs: 8, Outputs: 2}
			x, y := drawn(e, 1), drawn(e, 2)
			for b.Loop() {
				find(ByWeights(e, x, y, symmetry.All(e.Arch)))
			}
		})
	}
}
