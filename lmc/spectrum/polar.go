package spectrum

import (
	"onebasin/lmc/alignment"
	"onebasin/toynets/kernel"
)

// PolarFactors computes, for every γ, the polar factor of a matrix W truncated to the singular vectors with s / s_max ≥
// γ,
//
//	T_γ(W) = Σ_{s_i ≥ γ s_max} u_i v_iᵀ,
//
// as a stepper. Those of s = 0 are left out, see [Align].
//
// The product is float32: its errors, below 1e-6 an entry, are as good as independent, and R is off by 1e-8 or less.
type PolarFactors struct {
	*Decomposition
	gammas  []float64
	u, v    []float32 // vectors are rows
	kept    []int
	factors [][]float32
	part    []float32 // the factor that is made
	cut     kernel.Cut
	ws      kernel.Workspace
}

// NewPolarFactors begins with W, out×in by rows.
func NewPolarFactors(out, in int, w []float32, gammas []float64) *PolarFactors {
	return &PolarFactors{Decomposition: NewDecomposition(out, in, w), gammas: gammas}
}

// Step does a part of the work.
func (f *PolarFactors) Step() (more bool) {
	switch {
	case f.err != nil || len(f.factors) == len(f.gammas):
		return false
	case f.stage < decomposed:
		f.Decomposition.Step()
	default:
		f.multiply()
	}
	return f.err == nil && len(f.factors) < len(f.gammas)
}

// Fraction returns how far the work is, from 0 to 1.
func (f *PolarFactors) Fraction() float64 {
	return (float64(9*f.Decomposition.Fraction()) + float64(len(f.factors))/float64(len(f.gammas))) / 10
}

// Kept returns how many vectors each γ keeps, and Factors the factors, out×in.
func (f *PolarFactors) Kept() []int          { return f.kept }
func (f *PolarFactors) Factors() [][]float32 { return f.factors }

// multiply makes a part of the next factor.
func (f *PolarFactors) multiply() {
	if f.u == nil {
		f.u, f.v = narrow(f.ut), narrow(f.vt)
		if f.turned() {
			f.u, f.v = f.v, f.u
		}
	}
	if len(f.kept) == len(f.factors) {
		f.kept = append(f.kept, alignment.Above(f.s, f.rows, f.gammas[len(f.factors)]))
		f.part = make([]float32, f.out*f.in)
	}
	f.cut.Begin(kernel.PieceWork())
	if f.cut.Gemm(true, false, f.out, f.in, f.kept[len(f.kept)-1], f.u, f.v, f.part, &f.ws) {
		f.cut.End()
		f.factors = append(f.factors, f.part)
	}
}

func narrow(x []float64) []float32 {
	y := make([]float32, len(x))
	for i, v := range x {
		y[i] = float32(v)
	}
	return y
}
