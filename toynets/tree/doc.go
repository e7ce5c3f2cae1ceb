// Package tree holds ensembles of soft decision trees as a toynets.Model, beside the multilayer perceptron.
//
// Notation. A node n asks an oblique question of x: the share σ(z_n) of it goes left and σ(−z_n) right, with
//
//	z_n = w_n·x + b_n,  σ(z) = 1/(1 + e⁻ᶻ)
//
// Leaf ℓ is reached by the share μ_ℓ, the product of the shares along its path, and an ensemble of M trees answers with
// the plain sum
//
//	f(x) = Σ_m Σ_ℓ π_{m,ℓ}·μ_{m,ℓ}(x)
//
// of its leaves' vectors π, one number a class (Kanoh, Sugiyama, Linear mode connectivity in differentiable tree
// ensembles, 2024, arXiv:2405.14596). θ is all w (M×N×F), all b (M×N), all π (M×L×C), in this order.
//
//	e := tree.Ensemble{Arch: tree.Oblivious, Trees: 64, Depth: 2, Inputs: 8, Outputs: 2}
//	t := toynets.NewTrainer(e, train, toynets.Recipe{Opt: "adam", LR: 0.01, Batch: 512, Steps: 400, Seed: 1})
//
// Every matrix product, sigmoid and sum over examples goes through package kernel, and what is between them is float32
// products in a stated order, so numbers are the same to the bit with SIMD and without. The package knows nothing of
// matching.
package tree
