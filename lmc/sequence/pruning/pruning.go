// Package pruning says which weights of a network are pruned: by magnitude, by another network's mask, by chance.
//
//	mask := pruning.Magnitude(m, theta, pruning.All(m), pruning.Left(pruning.Size(m), 0.2, 1))
//	moved := pruning.Transport(sym, mask, p) // on B, with its units as they are
//
// A mask is a vector of the network's length: 1 for a parameter that stays, 0 for one that is pruned. Weights alone are
// pruned; a mask's biases are 1. The package trains nothing.
package pruning

import (
	"math"
	"slices"

	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// Mask is 1 for a parameter that stays and 0 for one that is pruned.
type Mask = []float32

// All returns the mask that prunes nothing.
func All(m toynets.MLP) Mask {
	mask := make(Mask, m.Params())
	for i := range mask {
		mask[i] = 1
	}
	return mask
}

// Size returns the number of weights, biases apart.
func Size(m toynets.MLP) (n int) {
	for l := 1; l <= m.Layers(); l++ {
		w, b := m.Offsets(l)
		n += b - w
	}
	return n
}

// Left returns how many of n weights are left after so many levels, each of which prunes the share of those that were
// left, rounded to the nearest number of weights, halves up.
func Left(n int, share float64, levels int) int {
	for range levels {
		n -= int(math.Floor(float64(share*float64(n)) + 0.5))
	}
	return n
}

// Magnitude returns the mask that keeps of those weights that a mask leaves the given number of largest magnitude, over
// all layers at once; of equal ones those that come first. It keeps them all if there are no more.
func Magnitude(m toynets.MLP, theta []float32, of Mask, keep int) Mask {
	var order []int
	for l := 1; l <= m.Layers(); l++ {
		w, b := m.Offsets(l)
		for i := w; i < b; i++ {
			if of[i] != 0 {
				order = append(order, i)
			}
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := math.Abs(float64(theta[i])), math.Abs(float64(theta[j]))
		switch {
		case a > b:
			return -1
		case a < b:
			return 1
		}
		return 0
	})
	mask := slices.Clone(of)
	for _, i := range order[min(keep, len(order)):] {
		mask[i] = 0
	}
	return mask
}

// Shuffled returns the mask with its entries drawn anew within every layer's weights: as many are left in each layer,
// at random places.
func Shuffled(m toynets.MLP, mask Mask, r *toynets.Rand) Mask {
	s := slices.Clone(mask)
	for l := 1; l <= m.Layers(); l++ {
		w, b := m.Offsets(l)
		layer := s[w:b]
		r.Shuffle(len(layer), func(i, j int) { layer[i], layer[j] = layer[j], layer[i] })
	}
	return s
}

// Transport returns a mask of A as one of B, whose unit p[g][i] goes with unit i of A: what p moves to where the mask
// is. With π(B) trained under A's mask, B trained under the mask that Transport returns is the same network,
// renumbered.
func Transport(s symmetry.Symmetry, mask Mask, p symmetry.Permutation) Mask {
	return s.Apply(mask, p.Inverse())
}

// Pruned returns the numbers of the parameters that a mask prunes, as toynets.Trainer takes them.
func Pruned(mask Mask) (parameters []int) {
	for i, x := range mask {
		if x == 0 {
			parameters = append(parameters, i)
		}
	}
	return parameters
}

// Share returns the share of the weights that a mask leaves.
func Share(m toynets.MLP, mask Mask) float64 {
	return 1 - float64(len(Pruned(mask)))/float64(Size(m))
}

// Agreement returns the share of the weights that both masks leave, of those that either leaves: 1 for equal masks.
func Agreement(m toynets.MLP, a, b Mask) float64 {
	both, either := 0, 0
	for l := 1; l <= m.Layers(); l++ {
		w, end := m.Offsets(l)
		for i := w; i < end; i++ {
			if a[i] != 0 && b[i] != 0 {
				both++
			}
			if a[i] != 0 || b[i] != 0 {
				either++
			}
		}
	}
	return float64(both) / float64(max(1, either))
}
