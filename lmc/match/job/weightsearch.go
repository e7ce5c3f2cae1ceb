package job

import (
	"onebasin/lmc/match/keys"
	"onebasin/lmc/matching"
)

// WeightSearch begins one restart of weight matching of b, which is model from or made of it, to a: the first from the
// identity, the others from random permutations of their own streams. method names the stream.
func WeightSearch(e keys.Experiment, method string, from, restart int, a, b []float32) *matching.WeightMatching {
	sym := e.Symmetry()
	r := e.MatchStream(method, from, restart)
	return matching.NewWeightMatching(sym, a, b, matching.StartFrom(sym, restart, r), r)
}
