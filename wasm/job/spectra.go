package job

import (
	"errors"

	"onebasin/lmc"
	"onebasin/lmc/spectrum"
	"onebasin/toynets"
	"onebasin/wasm/wire"
)

// mostInputs bounds how many examples' inputs are laid along singular vectors.
const mostInputs = 1000

// spectra decomposes A, then B, then compares them under one permutation after
// the other; at the end it looks at the layers' inputs.
type spectra struct {
	b    bench
	m    *wire.Spectra
	a, p *spectrum.Singular // of A and B

	layer int // whose products are told
	half  *spectrum.Singular
	l     int // layer whose inputs were seen last
	eval  *toynets.Evaluator
	done  int
	out   wire.Compared
	err   error
}

func newSpectra(b bench, m *wire.Spectra) (Stepper, error) {
	if err := b.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	if m.Merged && len(m.Permutations) == 0 {
		return nil, errors.New("there is no network halfway without a permutation")
	}
	for _, p := range m.Permutations {
		if err := b.checkPermutation(p); err != nil {
			return nil, err
		}
	}
	return &spectra{b: b, m: m, layer: max(1, min(b.model.Layers(), m.Layer))}, nil
}

func (s *spectra) Step() bool {
	s.done++
	switch {
	case s.a == nil:
		s.a, s.err = spectrum.Decompose(s.b.model, s.m.A)
	case s.p == nil:
		s.p, s.err = spectrum.Decompose(s.b.model, s.m.B)
	case len(s.out.R) < len(s.m.Permutations):
		s.compare(s.m.Permutations[len(s.out.R)])
	case s.m.Merged && s.out.MergedA == nil:
		s.merge(s.m.Permutations[len(s.out.R)-1])
	case s.m.Detail && s.l < s.b.model.Layers():
		s.l++
		s.inputs(s.l)
	}
	return s.err == nil && s.done < s.steps()
}

// compare compares A with B under one permutation.
func (s *spectra) compare(p lmc.Permutation) {
	products := spectrum.Compare(s.a, s.p, p)
	s.out.R = append(s.out.R, products.Align(s.m.Gammas))
	if !s.m.Detail {
		return
	}
	var values []float64
	s.out.Side, values = products.Leading(s.layer, s.m.Side)
	s.out.Products = append(s.out.Products, values)
	s.out.Right = append(s.out.Right, products.Inner())
	pb := s.b.sym.Apply(s.m.B, p)
	var left []float64
	for l := 1; l <= s.b.model.Layers(); l++ {
		left = append(left, lmc.Objective(s.b.model.Weight(s.m.A, l), s.b.model.Weight(pb, l)))
	}
	s.out.Left = append(s.out.Left, left)
}

// merge decomposes the network halfway, then compares it with both ends; R does
// not tell its two networks apart.
func (s *spectra) merge(p lmc.Permutation) {
	if s.half == nil {
		s.half, s.err = spectrum.Decompose(s.b.model, halfway(s.m.A, s.b.sym.Apply(s.m.B, p)))
		return
	}
	s.out.MergedA = spectrum.Compare(s.half, s.a, nil).Align(s.m.Gammas)
	s.out.MergedB = spectrum.Compare(s.half, s.p, p).Align(s.m.Gammas)
}

func halfway(a, b []float32) []float32 {
	mid := make([]float32, len(a))
	for i, x := range a {
		mid[i] = (x + b[i]) / 2
	}
	return mid
}

// inputs lays the inputs that test examples give A's layer l along its right
// singular vectors.
func (s *spectra) inputs(l int) {
	m, n := s.b.model, min(mostInputs, s.b.test.N)
	z := s.b.test.X[:n*m.Widths[0]]
	if l > 1 {
		if s.eval == nil {
			s.eval = toynets.NewEvaluator(m)
		}
		x := z
		z = make([]float32, n*m.Widths[l-1])
		s.eval.Hidden(z, s.m.A, x, n, l-1)
	}
	q, total := s.a.Projections(l, z, n)
	s.out.Inputs, s.out.InputTotals = append(s.out.Inputs, q), append(s.out.InputTotals, total)
	s.out.ValuesA, s.out.ValuesB = append(s.out.ValuesA, s.a.Values(l)), append(s.out.ValuesB, s.p.Values(l))
}

func (s *spectra) steps() int {
	n := 2 + len(s.m.Permutations)
	if s.m.Merged {
		n += 2
	}
	if s.m.Detail {
		n += s.b.model.Layers()
	}
	return n
}

func (s *spectra) Fraction() float64 { return float64(s.done) / float64(s.steps()) }
func (s *spectra) Note() string      { return "Comparing singular vectors" }

func (s *spectra) Outcome() wire.Message {
	if s.err != nil {
		return &wire.Failed{Reason: s.err.Error()}
	}
	return &s.out
}
