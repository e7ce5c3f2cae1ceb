package job

import (
	"onebasin/lmc/spectrum"
	"onebasin/wasm/wire"
)

// alignment decomposes A, then π(B), then compares them.
type alignment struct {
	b    bench
	m    *wire.Align
	a, p *spectrum.Singular
	out  wire.Aligned
	err  error
}

func newAlignment(b bench, m *wire.Align) (Stepper, error) {
	if err := b.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	if err := b.checkPermutation(m.Permutation); err != nil {
		return nil, err
	}
	return &alignment{b: b, m: m}, nil
}

func (s *alignment) Step() bool {
	switch {
	case s.a == nil:
		s.a, s.err = spectrum.Decompose(s.b.model, s.m.A)
		return s.err == nil
	case s.p == nil:
		s.p, s.err = spectrum.Decompose(s.b.model, s.b.sym.Apply(s.m.B, s.m.Permutation))
		return s.err == nil
	}
	for _, r := range spectrum.Align(s.a, s.p, s.m.Gammas) {
		s.out.R = append(s.out.R, float64(r.R))
	}
	return false
}

func (s *alignment) Fraction() float64 {
	f := 0.0
	if s.a != nil {
		f += 0.5
	}
	if s.p != nil {
		f += 0.5
	}
	return f
}

func (s *alignment) Note() string { return "Comparing singular vectors" }

func (s *alignment) Outcome() wire.Message {
	if s.err != nil {
		return &wire.Failed{Reason: s.err.Error()}
	}
	return &s.out
}
