package tree

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/toynets"
)

// What comes to a node is what comes to its children, and of a tree's own formula written out.
func TestMasses(t *testing.T) {
	const n = 100
	r := toynets.Stream(1, "test")
	for _, a := range Architectures() {
		e := Ensemble{Arch: a.Arch, Trees: 3, Depth: 3, Inputs: 2, Outputs: 2}
		theta, x := make([]float32, e.Params()), make([]float32, 2*n)
		e.Init(theta, toynets.Stream(2, "init"))
		for i := range x {
			x[i] = float32(r.Uniform(-2, 2))
		}
		m := e.NewMasses(theta, x, n)
		for m.Step() {
		}
		for tree := range e.Trees {
			masses := m.Of(tree)
			want := make([]float64, e.Nodes())
			for i := range n {
				share := func(node int, left bool) float64 {
					at := tree*e.Nodes() + node
					w := e.Weights(theta)[at*2 : at*2+2]
					z := float64(w[0])*float64(x[2*i]) + float64(w[1])*float64(x[2*i+1]) + float64(e.Biases(theta)[at])
					if !left {
						z = -z
					}
					return 1 / (1 + math.Exp(-z))
				}
				for node := range want {
					reach := 1.0
					switch a.Arch {
					case Perfect:
						for k := node; k > 0; k = (k - 1) / 2 {
							reach *= share((k-1)/2, k%2 == 1)
						}
					case List, Modified:
						for k := range node {
							reach *= share(k, false)
						}
					}
					want[node] += reach / n
				}
			}
			for node := range want {
				assert.InDelta(t, want[node], masses[node], 1e-5, "%s, node %d", a.Name, node)
			}
		}
	}
}
