package job

import (
	"errors"
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/matching"
	"onebasin/lmc/spectrum"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// mostInputs bounds how many examples' inputs are projected onto singular vectors.
const mostInputs = 1000

// spectraJob decomposes A, then B, then compares them under one permutation after the other; at the end come the
// network halfway and the layers' inputs.
type spectraJob struct {
	in    instance
	m     *CompareSpectra
	parts []func() (more bool) // those to do, each a stepper
	count int                  // of parts in all

	a, p, half *spectrum.Singular // of A, of B, of the network halfway
	eval       *toynets.Evaluator
	out        ComparedSpectra
	err        error
}

func newSpectra(in instance, m *CompareSpectra) (lab.Stepper, error) {
	if err := in.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	if m.Merged && len(m.Permutations) == 0 {
		return nil, errors.New("there is no network halfway without a permutation")
	}
	for _, p := range m.Permutations {
		if err := in.sym.Check(p); err != nil {
			return nil, err
		}
	}
	for _, l := range m.Layers {
		if l < 1 || l > in.model.Layers() {
			return nil, fmt.Errorf("layer %d of %d", l, in.model.Layers())
		}
	}
	s := &spectraJob{in: in, m: m}
	s.decompose(func() []float32 { return m.A }, &s.a)
	s.decompose(func() []float32 { return m.B }, &s.p)
	for _, p := range m.Permutations {
		s.compare(&s.a, &s.p, p, func(q *spectrum.Products) { s.compared(p, q) })
	}
	if m.Detail {
		for l := 1; l <= in.model.Layers(); l++ {
			s.project(l)
		}
	}
	if m.Merged {
		last := symmetry.Permutation(m.Permutations[len(m.Permutations)-1])
		s.decompose(func() []float32 { return halfway(m.A, in.sym.Apply(m.B, last)) }, &s.half)
		// R is symmetric in its two networks.
		s.compare(&s.half, &s.a, nil, func(q *spectrum.Products) { s.out.MergedA = q.Align(m.Gammas) })
		s.compare(&s.half, &s.p, last, func(q *spectrum.Products) { s.out.MergedB = q.Align(m.Gammas) })
	}
	s.count = len(s.parts)
	return s, nil
}

func (s *spectraJob) Step() bool {
	if s.parts[0]() {
		return true
	}
	if s.err != nil {
		return false
	}
	s.parts = s.parts[1:]
	return len(s.parts) > 0
}

// decompose adds the part that decomposes a network.
func (s *spectraJob) decompose(theta func() []float32, to **spectrum.Singular) {
	var now *spectrum.Network
	s.parts = append(s.parts, func() bool {
		if now == nil {
			now = spectrum.NewNetwork(s.in.model, theta())
		}
		if now.Step() {
			return true
		}
		*to, s.err = now.Singular()
		return false
	})
}

// compare adds the part that compares two decompositions.
func (s *spectraJob) compare(a, b **spectrum.Singular, p symmetry.Permutation, then func(*spectrum.Products)) {
	var now *spectrum.Products
	s.parts = append(s.parts, func() bool {
		if now == nil {
			now = spectrum.NewProducts(*a, *b, p)
		}
		if now.Step() {
			return true
		}
		then(now)
		return false
	})
}

// compared keeps what the products under one permutation tell.
func (s *spectraJob) compared(p symmetry.Permutation, q *spectrum.Products) {
	s.out.R = append(s.out.R, q.Align(s.m.Gammas))
	if !s.m.Detail {
		return
	}
	s.out.Sides = nil
	for _, l := range s.m.Layers {
		side, values := q.Leading(l, s.m.Side)
		s.out.Sides, s.out.Products = append(s.out.Sides, side), append(s.out.Products, values)
	}
	s.out.Right = append(s.out.Right, q.Inner())
	pb := s.in.sym.Apply(s.m.B, p)
	var left []float64
	for l := 1; l <= s.in.model.Layers(); l++ {
		left = append(left, matching.Objective(s.in.model.Weight(s.m.A, l), s.in.model.Weight(pb, l)))
	}
	s.out.Left = append(s.out.Left, left)
}

func halfway(a, b []float32) []float32 {
	mid := make([]float32, len(a))
	for i, x := range a {
		mid[i] = (x + b[i]) / 2
	}
	return mid
}

// project adds the part that projects the inputs that test examples give A's layer l onto its right singular vectors,
// and keeps that layer's singular values.
func (s *spectraJob) project(l int) {
	var now *spectrum.Projections
	var z []float32 // the inputs
	var hidden *toynets.Outputs
	s.parts = append(s.parts, func() bool {
		if z == nil {
			z, hidden = s.inputs(l)
		}
		if hidden != nil && hidden.Step() {
			return true
		}
		if now == nil {
			now = s.a.NewProjections(l, z, min(mostInputs, s.in.test.N))
		}
		if now.Step() {
			return true
		}
		q, total := now.Means()
		s.out.Inputs, s.out.InputTotals = append(s.out.Inputs, q), append(s.out.InputTotals, total)
		s.out.ValuesA, s.out.ValuesB = append(s.out.ValuesA, s.a.Values(l)), append(s.out.ValuesB, s.p.Values(l))
		if l == s.in.model.Layers() {
			a, b := s.a.Polar(s.in.model, s.m.Polar), s.p.Polar(s.in.model, s.m.Polar)
			s.out.PolarA, s.out.KeptA, s.out.PolarB, s.out.KeptB = a.Factor, a.Kept, b.Factor, b.Kept
		}
		return false
	})
}

// inputs returns the inputs of layer l, which may have to be computed first.
func (s *spectraJob) inputs(l int) (z []float32, hidden *toynets.Outputs) {
	m, n := s.in.model, min(mostInputs, s.in.test.N)
	x := s.in.test.X[:n*m.Widths[0]]
	if l == 1 {
		return x, nil
	}
	if s.eval == nil {
		s.eval = toynets.NewEvaluator(m)
	}
	z = make([]float32, n*m.Widths[l-1])
	now := s.eval.BeginHidden(z, s.m.A, x, n, l-1)
	return z, &now
}

func (s *spectraJob) Fraction() float64 { return 1 - float64(len(s.parts))/float64(s.count) }
func (s *spectraJob) Note() string      { return "Comparing singular vectors" }

func (s *spectraJob) Outcome() wire.Message {
	if s.err != nil {
		return &wire.Failed{Reason: s.err.Error()}
	}
	return &s.out
}
