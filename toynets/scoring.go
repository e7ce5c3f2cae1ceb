package toynets

// Scoring is Evaluator.Score in steps of a block of examples or, where that takes longer than a few milliseconds, of a
// piece of one, with the same bits, for callers that have to answer somebody meanwhile. Its evaluator must not be asked
// anything else before the last.
type Scoring struct {
	pass
	y []int32
	t tally
}

// Begin begins to score theta on d; it keeps and reads both. It panics if d does not fit the network.
func (e *Evaluator) Begin(theta []float32, d Data) Scoring {
	checkTheta(e.model, theta)
	checkData(e.model, d)
	return Scoring{pass: pass{e: e, theta: theta, x: d.X, n: d.N}, y: d.Y}
}

// Step pushes some more through the network and reports whether any is left.
func (s *Scoring) Step() (more bool) {
	if !s.more() {
		return false
	}
	if logits, i, m := s.step(); m > 0 {
		s.t.add(logits, s.y[i:i+m], s.e.losses)
	}
	return s.more()
}

// Score returns the score, once Step has returned false.
func (s *Scoring) Score() Score { return s.t.score(s.n) }
