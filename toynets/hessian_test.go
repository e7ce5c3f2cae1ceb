package toynets

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/toynets/kernel"
)

// oracleSlope is the derivative of oracleLoss at θ along v, by central differences in float64.
func oracleSlope(m MLP, theta, v []float64, d Data) float64 {
	const h = 1e-4
	return (oracleAlong(m, theta, v, h, d) - oracleAlong(m, theta, v, -h, d)) / (2 * h)
}

func oracleAlong(m MLP, theta, v []float64, h float64, d Data) float64 {
	at := make([]float64, len(theta))
	for i := range at {
		at[i] = theta[i] + h*v[i]
	}
	loss, _ := oracleLoss(m, at, d.X, d.Y)
	return loss
}

// hessianAt returns v with entries about 1 and θ initial.
func hessianAt(m MLP, seed uint64) (theta, v []float32) {
	theta, v = make([]float32, m.Params()), make([]float32, m.Params())
	r := Stream(seed, "hessian")
	m.Init(theta, r)
	for i := range v {
		v[i] = float32(r.Normal())
	}
	return theta, v
}

// Central differences of the float64 oracle's gradient along v agree with H·v to 1e-4 of its length where σ is smooth.
// With h = 1e-4 their truncation is near h² and their roundoff near 1e-16/h², both far below.
func TestHessianAgainstDifferencesOfGradients(t *testing.T) {
	d := small(23)
	for _, act := range Activations() {
		if act.Act == kernel.Relu {
			continue // a difference would cross its kinks
		}
		for _, widths := range shapes() {
			m := MLP{Widths: widths, Act: act.Act}
			theta, v := hessianAt(m, 3)
			hv := make([]float64, len(theta))
			NewHessian(m, d, 10).Product(hv, theta, v)
			wide, along := widen(theta), widen(v)
			var far, length float64
			for i := range hv {
				unit := make([]float64, len(theta))
				unit[i] = 1
				const h = 1e-4
				up, down := make([]float64, len(theta)), make([]float64, len(theta))
				for k := range up {
					up[k], down[k] = wide[k]+h*along[k], wide[k]-h*along[k]
				}
				want := (oracleSlope(m, up, unit, d) - oracleSlope(m, down, unit, d)) / (2 * h)
				far += (want - hv[i]) * (want - hv[i])
				length += want * want
			}
			assert.Less(t, math.Sqrt(far/length), 1e-4, "%s %v", act.Name, widths)
		}
	}
}

// For every activation ⟨u, H v⟩ = ⟨v, H u⟩, and no input changes.
func TestHessianIsSymmetric(t *testing.T) {
	d := small(40)
	for _, act := range Activations() {
		for _, widths := range shapes() {
			m := MLP{Widths: widths, Act: act.Act}
			theta, v := hessianAt(m, 5)
			_, u := hessianAt(m, 6)
			before := fmt.Sprint(theta, v)
			h := NewHessian(m, d, 16)
			hv, hu := make([]float64, len(theta)), make([]float64, len(theta))
			h.Product(hv, theta, v)
			h.Product(hu, theta, u)
			var left, right, size float64
			for i := range hv {
				left += float64(u[i]) * hv[i]
				right += float64(v[i]) * hu[i]
				size += math.Abs(float64(u[i]) * hv[i])
			}
			assert.InDelta(t, left, right, 1e-5*size, "%s %v", act.Name, widths)
			assert.Equal(t, before, fmt.Sprint(theta, v))
		}
	}
}

// Inside a piece of a relu network the loss along a short line is smooth, and vᵀHv its second derivative.
func TestHessianOfRelu(t *testing.T) {
	d := small(23)
	m := MLP{Widths: []int{3, 8, 6, 4}, Act: kernel.Relu}
	for seed := range uint64(5) {
		theta, v := hessianAt(m, 20+seed)
		hv := make([]float64, len(theta))
		NewHessian(m, d, 23).Product(hv, theta, v)
		var got float64
		for i := range hv {
			got += float64(v[i]) * hv[i]
		}
		// So short that none of the 23·14 units changes sign at these seeds.
		const h = 1e-5
		wide, along := widen(theta), widen(v)
		at := func(step float64) float64 { return oracleAlong(m, wide, along, step, d) }
		assert.InEpsilon(t, (at(h)-2*at(0)+at(-h))/(h*h), got, 1e-3, "seed %d", 20+seed)
	}
}

// A logistic regression at θ = 0 has H = xxᵀ ⊗ (diag(p) − ppᵀ), p = ½: for one example (1, 2) and v the unit of W₀₀, ¼
// (1, 2, −1, −2, 1, −1).
func TestHessianByHand(t *testing.T) {
	d := Data{X: []float32{1, 2}, Y: []int32{0}, N: 1, Dim: 2, Classes: 2}
	m := MLP{Widths: []int{2, 2}}
	dst := make([]float64, m.Params())
	NewHessian(m, d, 1).Product(dst, make([]float32, m.Params()), []float32{1, 0, 0, 0, 0, 0})
	assert.InDeltaSlice(t, []float64{0.25, 0.5, -0.25, -0.5, 0.25, -0.25}, dst, 1e-7)
}

// Steps make the same product as one call, whatever was computed before, and the size of a batch changes it by
// roundings only.
func TestHessianInSteps(t *testing.T) {
	d := small(50)
	m := MLP{Widths: []int{3, 8, 4}, Act: kernel.Gelu}
	theta, v := hessianAt(m, 9)
	whole, parts, batches := make([]float64, len(theta)), make([]float64, len(theta)), make([]float64, len(theta))
	h := NewHessian(m, d, 7)
	h.Product(whole, theta, v)
	h.Product(parts, v, theta)
	steps := 1
	for h.Begin(theta, v); h.Step(); {
		steps++
	}
	h.Sum(parts)
	require.Equal(t, 8, steps)
	assert.Equal(t, whole, parts)
	NewHessian(m, d, 50).Product(batches, theta, v)
	assert.InDeltaSlice(t, whole, batches, 1e-5)
	assert.Panics(t, func() { h.Product(whole[1:], theta, v) })
	assert.Panics(t, func() { h.Product(whole, theta[1:], v) })
	assert.Panics(t, func() { h.Product(whole, theta, v[1:]) })
}

// Along a direction that moves some layers, the product has its whole one's bits in those, so that v·H·v is the same,
// and the gradient is the batch's; for every activation and every range of layers.
func TestHessianAlong(t *testing.T) {
	for _, act := range []kernel.Act{kernel.Relu, kernel.Tanh, kernel.Sigmoid, kernel.Gelu} {
		m := MLP{Widths: []int{3, 5, 4, 6, 3}, Act: act}
		d := Data{N: 21, Dim: 3, Classes: 3, X: make([]float32, 63), Y: make([]int32, 21)}
		r := Stream(1, "along")
		for i := range d.X {
			d.X[i] = float32(r.Normal())
		}
		for i := range d.Y {
			d.Y[i] = int32(r.IntN(3))
		}
		theta, all := make([]float32, m.Params()), make([]float32, m.Params())
		m.Init(theta, r)
		m.Init(all, r)
		h, g := NewHessian(m, d, 8), NewGradient(m, d, 8)
		for lo := 1; lo <= m.Layers(); lo++ {
			for hi := lo; hi <= m.Layers(); hi++ {
				from, _ := m.Offsets(lo)
				_, to := m.Offsets(hi)
				to += m.Widths[hi]
				v := make([]float32, len(all))
				copy(v[from:to], all[from:to])
				want, got := make([]float64, len(v)), make([]float64, len(v))
				NewHessian(m, d, 8).Product(want, theta, v)
				rows := 0
				for h.BeginAlong(theta, v); ; {
					more := h.Step()
					if h.Rows() > rows {
						_, grad := g.At(theta, h.all[rows:h.Rows()])
						assert.Equal(t, grad[from:to], h.Gradient()[from:to])
						rows = h.Rows()
					}
					if !more {
						break
					}
				}
				h.Sum(got)
				assert.Equal(t, want[from:to], got[from:to], "%v, layers %d to %d", act, lo, hi)
				for i, x := range got {
					assert.True(t, i >= from && i < to || x == 0)
				}
			}
		}
	}
}
