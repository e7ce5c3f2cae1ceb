// Package assign solves the linear assignment problem exactly and proves its answer.
//
// Given an n×n matrix w of weights, row-major, it finds the permutation that pairs every row with one column of its own
// so that the pairs together weigh as much as possible:
//
//	maximise   Σ_i w[i, perm[i]]   over all permutations perm of 0…n−1
//
// Beside the permutation it returns the duals, one number for every row and every column,
//
//	U[i] + V[j] ≥ w[i,j]  for all i, j,    with equality where j = perm[i],
//
// which anybody can check in n² steps: no permutation can weigh more than ΣU + ΣV, and this one weighs just that. In
// weight matching w is the Gram matrix of two layers and perm says which unit of B takes the place of unit i.
//
//	var s assign.Solver // keeps its buffers from call to call
//	a, err := s.Maximize(n, w)
//	if err != nil {
//		return err // an entry is NaN, infinite or too large; the message names its row and column
//	}
//	fmt.Println(a.Perm, a.Value)
//
// The bits of the answer are the same on every platform and depend on the arguments alone, never on what a Solver
// solved before. The package never prints, never draws random numbers and never changes w.
package assign
