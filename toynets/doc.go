// Package toynets makes small networks and the tasks they learn: data sets drawn from a formula, multilayer
// perceptrons, the loss and its gradient, optimisers, and a trainer that takes one step at a time.
//
// Notation. A network of widths n_0 … n_L computes
//
//	y_0 = x,  z_l = y_{l−1}·W_lᵀ + b_l,  y_l = σ(z_l) for l < L,  logits = z_L
//
// with rows as examples and W_l stored n_l × n_{l−1} (out × in, as in PyTorch's Linear). All parameters lie in one flat
// vector θ: W_1, b_1, W_2, b_2, … The loss is the mean cross-entropy of softmax(logits).
//
//	train, test, err := toynets.Generate(toynets.Spec{Task: "spirals", N: 1000, NTest: 1000, Noise: 0.1, Seed: 1})
//	m := toynets.MLP{Widths: []int{2, 64, 64, 2}, Act: kernel.Relu}
//	recipe := toynets.Recipe{Opt: "adam", LR: 3e-3, WeightDecay: 1e-4, Batch: 50, Steps: 1200, Seed: 1}
//	t := toynets.NewTrainer(m, train, recipe)
//	for t.Step() {
//	}
//	score := toynets.NewEvaluator(m).Score(t.Theta(), test)
//
// Every number is the same, bit for bit, on every machine, natively and in a browser, with SIMD and without: random
// numbers come from named streams, transcendental functions from package portable, float32 arithmetic from package
// kernel, and sums have a stated order. The package never reads a clock, starts a goroutine, or knows of screens, files
// or matching.
package toynets
