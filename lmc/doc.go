// Package lmc tells the story of linear mode connectivity and holds its notation.
//
// Two networks of one architecture, trained from different seeds, are two points A and B of parameter space. On the
// straight line between them
//
//	θ(λ) = (1−λ)·A + λ·B,   0 ≤ λ ≤ 1,
//
// the loss usually rises: there is a barrier. But the hidden units of a network carry no order. Renumbering the units
// of layer l by a permutation P_l, in the rows of W_l and b_l and in the columns of W_{l+1},
//
//	W_l → P_l W_l P_{l−1}ᵀ,   b_l → P_l b_l,   P_0 = P_L = I,
//
// changes θ to π(θ) and leaves the function as it was. The conjecture of Entezari et al. (2110.06296) is that after the
// right renumbering of B the barrier between A and π(B) is gone: the two lie in one basin. The packages below find such
// permutations (weight matching, Ainsworth et al., 2209.04836), measure the path and the plane through A, B and π(B),
// and ask why it works by way of singular vectors (Ito et al., 2402.04051).
//
// Notation, everywhere: θ is a flat float32 vector W_1, b_1, W_2, b_2, …; weights are out×in, row-major; unit i of π(B)
// is unit perm[i] of B; layers of hidden units are numbered from 1; the barrier is the largest excess over the chord,
// so that larger is worse for loss and accuracy alike.
//
//	link, _ := keys.Parse("data=spirals&net=64-64&seeds=1,2&match=wm")
//	e := link.Experiment
//	wm := matching.NewWeightMatching(e.Symmetry(), a, b, nil, e.MatchStream("wm", 1, 0))
//	for wm.Step() {
//	}
//
// The rooms below: symmetry says how units may be renumbered, matching searches, path walks the lines between, spectrum
// and curvature ask why it works, measure holds what a number of a result is. A laboratory, such as match, puts them
// together; what a laboratory is, and how its work is shared out, is in lab.
//
// None of them draws, prints, looks at a clock or starts a goroutine but lab, which says so: callers drive steppers and
// merge results by index, which is why the same link gives the same bits everywhere.
package lmc
