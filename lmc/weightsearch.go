package lmc

// WeightSearch begins one restart of weight matching of b, which is model from
// or made of it, to a: the first from the identity, the others from random
// permutations of their own streams. method names the stream.
func WeightSearch(e Experiment, method string, from, restart int, a, b []float32) *WeightMatching {
	sym := MLPSymmetry(e.MLP())
	r := e.MatchStream(method, from, restart)
	return NewWeightMatching(sym, a, b, startFrom(sym, restart, r), r)
}
