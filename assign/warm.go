package assign

// Again is Maximize for a problem that differs little from one solved before. It starts from that answer's pairs, perm,
// and column duals, v, instead of from nothing: a row keeps its column if that is still one of largest gain at the old
// prices, the other rows bid and search as ever.
//
// The answer is optimal whatever the start; a close one gives it sooner (the assignments of a coordinate descent after
// a small change: a third of the time). Where several permutations are best, the one found is a function of w, perm and
// v. Both are read only and may belong to an earlier Assignment.
//
// Entries of w that Maximize would refuse are errors; with such entries in v it starts from nothing. It panics if a
// length is wrong or perm is not a permutation.
func (s *Solver) Again(n int, w []float64, perm []int, v []float64) (Assignment, error) {
	if n < 0 || len(w) != n*n || len(perm) != n || len(v) != n {
		panic("assign: lengths are not n")
	}
	if err := check(n, w); err != nil {
		return Assignment{}, err
	}
	if check(n, v) != nil {
		return s.Maximize(n, w)
	}
	s.reset(n)
	copy(s.price, v)
	for i, j := range perm {
		if j < 0 || j >= n || s.rowOf[j] >= 0 {
			panic("assign: the start is not a permutation")
		}
		s.rowOf[j], s.colOf[i] = int32(i), int32(j)
	}
	for i, j := range perm {
		row := w[i*n : (i+1)*n]
		if first, _ := bestTwo(row, s.price); row[j]-s.price[j] < first.gain {
			s.rowOf[j], s.colOf[i] = -1, -1
		}
	}
	return s.finish(n, w), nil
}
