package toynets

// Scoring is Evaluator.Score in steps of one block of examples, with the same bits, for callers that have to answer
// somebody meanwhile.
type Scoring struct {
	e     *Evaluator
	theta []float32
	d     Data
	row   int
	t     tally
}

// Begin begins to score theta on d; it keeps and reads both. It panics if d does not fit the network.
func (e *Evaluator) Begin(theta []float32, d Data) Scoring {
	e.net.check(theta)
	e.net.checkData(d)
	return Scoring{e: e, theta: theta, d: d}
}

// Step pushes a block through the network and reports whether any is left.
func (s *Scoring) Step() (more bool) {
	if s.row < s.d.N {
		m := min(s.e.rows, s.d.N-s.row)
		logits := s.e.forward(s.theta, s.d.X[s.row*s.d.Dim:(s.row+m)*s.d.Dim], m)
		s.t.add(logits, s.d.Y[s.row:s.row+m], s.e.losses)
		s.row += m
	}
	return s.row < s.d.N
}

// Score returns the score, once Step has returned false.
func (s *Scoring) Score() Score { return s.t.score(s.d.N) }
