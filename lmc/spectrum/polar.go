package spectrum

import (
	"slices"

	"onebasin/toynets/kernel"
)

// PolarFactors computes, for every γ, the polar factor of a matrix W truncated to the singular vectors with s / s_max ≥
// γ,
//
//	T_γ(W) = Σ_{s_i ≥ γ s_max} u_i v_iᵀ,
//
// as a stepper. Those of s = 0 are left out, see [Align].
//
// It needs a third of the work of a [Decomposition]: with W = Q B Pᵀ and B's right vectors V, those on the left are B V
// S⁻¹, and B is bidiagonal. Rounding is magnified by s_max / s there, which is below 10⁵ for vectors that count. So
//
//	T_γ = Q (B V_γ S_γ⁻¹) V_γᵀ Pᵀ,
//
// whose products of orthogonal matrices are float32, Q and P as reflections: their errors, below 1e-6 an entry, are as
// good as independent, and R is off by 1e-8 or less.
type PolarFactors struct {
	bidiagonal
	gammas  []float64
	s       []float64
	vt      []float64 // cols×cols
	allQ    reflections
	allP    reflections
	kept    []int
	factors [][]float32
	done    int // parts
	ws      kernel.Workspace
}

// NewPolarFactors begins with W, out×in by rows.
func NewPolarFactors(out, in int, w []float32, gammas []float64) *PolarFactors {
	return &PolarFactors{bidiagonal: newBidiagonal(out, in, w), gammas: gammas}
}

func (f *PolarFactors) slices() int { return (f.cols + sliceWidth - 1) / sliceWidth }
func (f *PolarFactors) parts() int  { return 2 + f.slices() + len(f.gammas) }

// Step does a part of the work, the first of which cannot be cut.
func (f *PolarFactors) Step() (more bool) {
	if f.err != nil || f.done == f.parts() {
		return false
	}
	switch part := f.done - 2; {
	case part == -2:
		f.reduce()
	case part == -1:
		f.allQ, f.allP = f.reflectionsQ(), f.reflectionsP()
	case part < f.slices():
		f.turnIdentity(part * sliceWidth)
	default:
		f.multiply(f.gammas[part-f.slices()])
	}
	f.done++
	return f.err == nil && f.done < f.parts()
}

// Fraction returns how far the work is, from 0 to 1.
func (f *PolarFactors) Fraction() float64 { return float64(f.done) / float64(f.parts()) }

// Err returns why there are none: W is not finite, or no convergence.
func (f *PolarFactors) Err() error { return f.err }

// Kept returns how many vectors each γ keeps, and Factors the factors, out×in.
func (f *PolarFactors) Kept() []int          { return f.kept }
func (f *PolarFactors) Factors() [][]float32 { return f.factors }

// turnIdentity finds the columns of Vᵀ from `from` on.
func (f *PolarFactors) turnIdentity(from int) {
	n := f.cols
	if f.vt == nil {
		f.vt = make([]float64, n*n)
	}
	width := min(sliceWidth, n-from)
	f.slice = slices.Grow(f.slice[:0], n*width)[:n*width]
	clear(f.slice)
	for i := range width {
		f.slice[(from+i)*width+i] = 1
	}
	f.s = f.turn(width, 0)
	for k := range n {
		copy(f.vt[k*n+from:k*n+from+width], f.slice[k*width:])
	}
}

// multiply makes the factor for γ.
func (f *PolarFactors) multiply(gamma float64) {
	m, n := f.rows, f.cols
	kept := above(f.s, m, gamma)
	factor := make([]float32, m*n)
	f.kept, f.factors = append(f.kept, kept), append(f.factors, factor)
	if kept == 0 {
		return
	}
	left, right := make([]float32, kept*n), make([]float32, kept*n) // (B V S⁻¹)ᵀ and Vᵀ
	for k := range kept {
		v := f.vt[k*n : (k+1)*n]
		for i, x := range v {
			right[k*n+i] = float32(x)
			u := float64(f.diagonal[i] * x)
			if i+1 < n {
				u += float64(f.above[i] * v[i+1])
			}
			left[k*n+i] = float32(u / f.s[k])
		}
	}
	// Q (P Cᵀ)ᵀ, with C = B V S⁻¹ Vᵀ.
	half, whole := make([]float32, n*n), factor
	kernel.Gemm(true, false, n, n, kept, right, left, half, &f.ws)
	f.allP.apply(half, n, &f.ws)
	if f.turned() {
		whole = make([]float32, m*n)
	}
	transpose(whole[:n*n], half, n, n)
	f.allQ.apply(whole, n, &f.ws)
	if f.turned() {
		transpose(factor, whole, m, n)
	}
}

// transpose writes xᵀ for x of m×n.
func transpose(dst, x []float32, m, n int) {
	for i := range m {
		for j, v := range x[i*n : (i+1)*n] {
			dst[j*m+i] = v
		}
	}
}
