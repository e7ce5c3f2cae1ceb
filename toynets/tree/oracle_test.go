package tree

import (
	"fmt"
	"math"

	"onebasin/toynets"
)

// oracle is the ensemble in float64, leaf by leaf and from the definition: slow, and independent of the kernels and of
// the loops over shares. It returns the outputs, n × C, and the shares, n × M × L.
func oracle(e Ensemble, theta []float64, x []float32, n int) (f, mu []float64) {
	nodes, leaves, free := e.Nodes(), e.Leaves(), e.FreeLeaves()
	bias := theta[e.Trees*nodes*e.Inputs:]
	pi := bias[e.Trees*nodes:]
	f = make([]float64, n*e.Outputs)
	for i := range n {
		for m := range e.Trees {
			for l := range leaves {
				share := 1.0
				for _, s := range way(e, l) {
					k := m*nodes + s.node
					z := bias[k]
					for j := range e.Inputs {
						z += theta[k*e.Inputs+j] * float64(x[i*e.Inputs+j])
					}
					if s.right {
						z = -z
					}
					share /= 1 + math.Exp(-z)
				}
				mu = append(mu, share)
				if l < free {
					for c := range e.Outputs {
						f[i*e.Outputs+c] += share * pi[(m*free+l)*e.Outputs+c]
					}
				}
			}
		}
	}
	return f, mu
}

type step struct {
	node  int
	right bool
}

// way is the questions that lead to a leaf.
func way(e Ensemble, leaf int) (steps []step) {
	if e.Arch == List || e.Arch == Modified {
		for n := range min(leaf, e.Depth) {
			steps = append(steps, step{n, true})
		}
		if leaf < e.Depth {
			steps = append(steps, step{leaf, false})
		}
		return steps
	}
	for d := range e.Depth {
		node := d
		if e.Arch == Perfect {
			node = 1<<d - 1 + leaf>>(e.Depth-d)
		}
		steps = append(steps, step{node, leaf>>(e.Depth-1-d)&1 == 1})
	}
	return steps
}

func oracleLoss(e Ensemble, theta []float64, x []float32, labels []int32) (loss float64) {
	f, _ := oracle(e, theta, x, len(labels))
	for i, label := range labels {
		row := f[i*e.Outputs : (i+1)*e.Outputs]
		sum := 0.0
		for _, v := range row {
			sum += math.Exp(v - row[0])
		}
		loss += math.Log(sum) + row[0] - row[label]
	}
	return loss / float64(len(labels))
}

func widen(theta []float32) []float64 {
	wide := make([]float64, len(theta))
	for i, v := range theta {
		wide[i] = float64(v)
	}
	return wide
}

// shapes are small ensembles of every architecture.
func shapes() (all []Ensemble) {
	for _, a := range Architectures() {
		for _, depth := range []int{1, 2, 3, 4} {
			all = append(all, Ensemble{Arch: a.Arch, Trees: 5, Depth: depth, Inputs: 3, Outputs: 4})
		}
	}
	return all
}

func (e Ensemble) String() string {
	return fmt.Sprintf("%s-%d×%d", Architectures()[e.Arch].Name, e.Trees, e.Depth)
}

// gauss returns data for shapes.
func gauss(n int) toynets.Data {
	d, _, err := toynets.Generate(toynets.Spec{Task: "gauss", N: n, NTest: 2, Noise: 0.3, Seed: 5, Dim: 3, Classes: 4})
	if err != nil {
		panic(err)
	}
	return d
}

// drawn returns initial parameters, made larger so that questions are decided.
func drawn(e Ensemble, seed uint64, scale float32) []float32 {
	theta := make([]float32, e.Params())
	e.Init(theta, toynets.Stream(seed, "init"))
	for i := range theta {
		theta[i] *= scale
	}
	return theta
}
