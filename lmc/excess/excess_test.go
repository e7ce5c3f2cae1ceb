package excess_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/excess"
	"onebasin/toynets"
)

// Two classes by hand: z_A = (0, 0), z_B = (2, 0), label 0, λ = ½. z̄ = (1, 0); where z is z̄ nothing is changed and
// the excess is −J, J = ½ ln 2 + ½ ln(e² + 1) − ln(e + 1).
func TestPartsByHand(t *testing.T) {
	p := excess.NewParts([]float32{0, 0}, []float32{2, 0}, []int32{0}, 2)
	j := math.Ln2/2 + math.Log(math.E*math.E+1)/2 - math.Log(math.E+1)
	change, gain := p.At([]float32{1, 0}, 0.5)
	assert.InDelta(t, 0, change[0], 1e-15)
	assert.InDelta(t, j, gain[0], 1e-15)
	change, gain = p.At([]float32{0, 3}, 0.5)
	assert.InDelta(t, math.Log(1+math.Exp(3))-(math.Log(math.E+1)-1), change[0], 1e-14)
	assert.InDelta(t, j, gain[0], 1e-15)
}

// The same by hand: D = ln(1 + e³) − ln(e + 1), E = 0 − 1.
func TestTermsByHand(t *testing.T) {
	p := excess.NewParts([]float32{0, 0}, []float32{2, 0}, []int32{0}, 2)
	one := make([]float64, 1)
	d, j, e := p.TermsTo(one, []float32{0, 3}, 0.5)
	assert.Equal(t, d-j-e, one[0])
	assert.InDelta(t, math.Log(1+math.Exp(3))-math.Log(math.E+1), d, 1e-14)
	assert.InDelta(t, math.Ln2/2+math.Log(math.E*math.E+1)/2-math.Log(math.E+1), j, 1e-14)
	assert.Equal(t, -1.0, e)
}

// The parts are the excess of every example to 1e-12, for logits of any size; J is never below 0; at the ends both are
// 0; a constant added to an example's logits changes neither.
func TestPartsAddUpToTheExcess(t *testing.T) {
	r := toynets.Stream(1, "excess")
	entropy := func(z []float32, y int32) float64 {
		sum, top := 0.0, float64(z[0])
		for _, v := range z {
			top = max(top, float64(v))
		}
		for _, v := range z {
			sum += math.Exp(float64(v) - top)
		}
		return top + math.Log(sum) - float64(z[y])
	}
	for _, c := range []int{2, 3, 10} {
		for _, size := range []float64{0.1, 3, 300} {
			const n = 60
			var logits [3][]float32
			var labels []int32
			for range n {
				labels = append(labels, int32(r.IntN(c)))
				for k := range logits {
					for range c {
						logits[k] = append(logits[k], float32(size*r.Normal()))
					}
				}
			}
			a, b, z := logits[0], logits[1], logits[2]
			p := excess.NewParts(a, b, labels, c)
			for _, lambda := range []float64{0, 0.3, 0.5, 1} {
				change, gain := p.At(z, lambda)
				shifted := append([]float32(nil), z...)
				for i := range shifted {
					shifted[i] += 16 * float32(size)
				}
				moved, _ := p.At(shifted, lambda)
				each := make([]float64, n)
				d, j, e := p.TermsTo(each, z, lambda)
				require.InDelta(t, excess.Mean(change)-excess.Mean(gain), d-j-e, 1e-12*max(1, size))
				require.InDelta(t, excess.Mean(gain), j, 1e-12*max(1, size))
				for i := range n {
					require.InDelta(t, change[i]-gain[i], each[i], 1e-12*max(1, size))
				}
				for i := range n {
					of := func(z []float32) float64 { return entropy(z[i*c:(i+1)*c], labels[i]) }
					want := of(z) - ((1-lambda)*of(a) + lambda*of(b))
					require.InDelta(t, want, change[i]-gain[i], 1e-12*max(1, size))
					require.GreaterOrEqual(t, gain[i], -1e-13*max(1, size))
					require.InDelta(t, change[i], moved[i], 1e-5*size)
				}
			}
			change, gain := p.At(a, 0)
			for i := range n {
				require.InDelta(t, 0, change[i], 1e-12*max(1, size))
				require.InDelta(t, 0, gain[i], 1e-12*max(1, size))
			}
		}
	}
}

func TestHalf(t *testing.T) {
	assert.Equal(t, []int{1}, excess.Half([]float64{1, 5, -1, 2, 0}))
	assert.Equal(t, []int{1, 3}, excess.Half([]float64{1, 4, 1, 3, 1}))
	assert.Equal(t, []int{0, 1}, excess.Half([]float64{1, 1, 1, 1}), "the first of equal ones")
	assert.Empty(t, excess.Half([]float64{1, -2}))
	assert.Equal(t, 2.0, excess.Mean([]float64{1, 3}))
}
