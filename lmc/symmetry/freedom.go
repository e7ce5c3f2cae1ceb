package symmetry

import (
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// Freedom is what a unit may do beside changing its place. Tensors that have its group on their rows come in, those
// that have it on their columns go out.
type Freedom struct {
	// Sign: what comes in and what goes out may be negated together, since σ(−z) = −σ(z), or, with a Shift, σ(−z) = 1 −
	// σ(z).
	Sign bool

	// Scale: what comes in may be multiplied by any c > 0 if what goes out is divided by it, since σ(cz) = cσ(z).
	Scale bool
}

// Shift says what negated units leave to the next bias: W·σ(z) = W·1 − W·σ(−z), so that the columns of tensor Weights
// that belong to negated units are added to the one column of tensor Bias.
type Shift struct {
	Weights, Bias int // index into Tensors
}

// free adds the freedoms that the activation gives:
//
//	tanh     sign: tanh(−z) = −tanh(z) (Chen, Lu, Hecht-Nielsen, On the geometry of feedforward neural network error
//	         surfaces, 1993)
//	sigmoid  sign with a shift: σ(z) = ½ + ½ tanh(z/2)
//	relu     scale: with permutations that is all there is for widths that do not grow (Phuong, Lampert, Functional
//	         vs. parametric equivalence of ReLU networks, 2020)
//	gelu     none
func (s *Symmetry) free(m toynets.MLP) {
	var f Freedom
	switch m.Act {
	case kernel.Tanh, kernel.Sigmoid:
		f.Sign = true
	case kernel.Relu:
		f.Scale = true
	default:
		return
	}
	for range s.Groups {
		s.Freedoms = append(s.Freedoms, f)
	}
	if m.Act == kernel.Sigmoid {
		for l := 2; l <= m.Layers(); l++ {
			s.Shifts = append(s.Shifts, Shift{Weights: 2*l - 2, Bias: 2*l - 1})
		}
	}
}

// Freedom returns what the units of a group may do.
func (s Symmetry) Freedom(group int) Freedom {
	if s.Freedoms == nil {
		return Freedom{}
	}
	return s.Freedoms[group]
}

// Signed reports whether the units of every group have a sign.
func (s Symmetry) Signed() bool {
	return s.all(func(f Freedom) bool { return f.Sign })
}

// Scaled reports whether the units of every group have a scale.
func (s Symmetry) Scaled() bool {
	return s.all(func(f Freedom) bool { return f.Scale })
}

func (s Symmetry) all(has func(Freedom) bool) bool {
	for g := range s.Groups {
		if !has(s.Freedom(g)) {
			return false
		}
	}
	return true
}

// Centred returns the same architecture without its shifts, for parameters that Centre has made.
func (s Symmetry) Centred() Symmetry {
	s.Shifts = nil
	return s
}

// Centre returns θ in coordinates in which the whole group acts linearly and without shifts,
//
//	b̃ = b + ½ W·1 for every shift,
//
// that is, with ½ taken from every σ(z): what is left is odd. The map is linear, so that straight lines stay straight
// lines; without shifts it is the identity.
func (s Symmetry) Centre(theta []float32) []float32 {
	centred := append([]float32(nil), theta...)
	for _, shift := range s.Shifts {
		w := s.Tensors[shift.Weights]
		from, to := w.Of(theta), s.Tensors[shift.Bias].Of(centred)
		for i := range to {
			sum := 0.0
			for _, x := range from[i*w.Cols : (i+1)*w.Cols] {
				sum += float64(x)
			}
			to[i] = float32(float64(to[i]) + sum/2)
		}
	}
	return centred
}
