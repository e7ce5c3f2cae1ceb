package toynets

import "onebasin/toynets/kernel"

// PlaneScoring is PlaneEvaluator.Score in steps of a few milliseconds. Its evaluator must not be asked anything else
// before the last.
type PlaneScoring struct {
	p    *PlaneEvaluator
	u, v float32
	row  int // first of the block at hand
	cut  kernel.Cut
	t    tally

	at      Scoring // at θ(u, v), where there are no products
	entered bool    // θ(u, v) is computed
}

// Begin begins to score o + u·e1 + v·e2.
func (p *PlaneEvaluator) Begin(u, v float64) PlaneScoring {
	return PlaneScoring{p: p, u: float32(u), v: float32(v)}
}

// Step does some of it and reports whether any is left.
func (s *PlaneScoring) Step() (more bool) {
	switch p := s.p; {
	case p.Prepare():
		return true
	case p.products[0] == nil:
		if !s.entered {
			kernel.Plane(p.theta, p.o, p.e1, p.e2, s.u, s.v)
			s.at, s.entered = p.eval.Begin(p.theta, p.data), true
		}
		more = s.at.Step()
		s.t = s.at.t
		return more
	case !s.entered:
		_, b1 := p.net.net.Offsets(1)
		kernel.Plane(p.theta[b1:], p.o[b1:], p.e1[b1:], p.e2[b1:], s.u, s.v)
		s.entered = true
	}
	s.block()
	return s.row < s.p.data.N
}

// block does a piece of the block at hand.
func (s *PlaneScoring) block() {
	p, f, e, c := s.p, s.p.net, s.p.eval, &s.cut
	net, d := f.net, s.p.data
	m, width := min(e.rows, d.N-s.row), net.Widths[1]
	c.Begin(e.piece)
	y := f.values(m, 1)
	for c.More(m*width, 4) {
		i, j := c.Range()
		lo, hi := s.row*width+i, s.row*width+j
		kernel.Plane(y[i:j], p.products[0][lo:hi], p.products[1][lo:hi], p.products[2][lo:hi], s.u, s.v)
	}
	if !f.activate(c, p.theta, y, m, 1) {
		return
	}
	for l := 2; l <= net.Layers(); l++ {
		var done bool
		if y, done = f.layer(c, p.theta, y, m, l); !done {
			return
		}
	}
	c.End()
	s.t.add(y, d.Y[s.row:s.row+m], e.losses)
	s.row += m
}

// Score returns the score, once Step has returned false.
func (s *PlaneScoring) Score() Score { return s.t.score(s.p.data.N) }
