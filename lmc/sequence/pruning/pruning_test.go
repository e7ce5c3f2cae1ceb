package pruning

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// tiny is a network of two inputs, two hidden units and one output: W₁ by rows, b₁, W₂, b₂.
var tiny = toynets.MLP{Widths: []int{2, 2, 1}, Act: 1}

func TestLeft(t *testing.T) {
	for _, c := range []struct {
		n      int
		share  float64
		levels int
		want   int
	}{{100, 0.2, 0, 100}, {100, 0.2, 1, 80}, {100, 0.2, 2, 64}, {100, 0.2, 3, 51}, {5, 0.5, 1, 2}, {1, 0.4, 9, 1},
		{7, 0.95, 1, 0}} {
		assert.Equal(t, c.want, Left(c.n, c.share, c.levels), "%+v", c)
	}
}

// The smallest go over all layers at once, equal ones from the end; biases stay, and what is pruned stays pruned.
func TestMagnitude(t *testing.T) {
	theta := []float32{0.5, -0.1, 0.3, -0.3, 0 /* b */, 0.01 /* b */, 0.2, -0.4, 0 /* b */}
	all := All(tiny)
	assert.Equal(t, 6, Size(tiny))
	for _, c := range []struct {
		keep int
		want Mask
	}{
		{9, Mask{1, 1, 1, 1, 1, 1, 1, 1, 1}},
		{5, Mask{1, 0, 1, 1, 1, 1, 1, 1, 1}},
		{4, Mask{1, 0, 1, 1, 1, 1, 0, 1, 1}},
		{3, Mask{1, 0, 1, 0, 1, 1, 0, 1, 1}},
		{0, Mask{0, 0, 0, 0, 1, 1, 0, 0, 1}},
	} {
		got := Magnitude(tiny, theta, all, c.keep)
		assert.Equal(t, c.want, got, "%d are kept", c.keep)
		assert.InDelta(t, float64(min(c.keep, 6))/6, Share(tiny, got), 1e-12)
	}
	assert.Equal(t, Mask{0, 0, 1, 0, 1, 1, 0, 1, 1}, Magnitude(tiny, theta, Mask{0, 1, 1, 1, 1, 1, 1, 1, 1}, 2))
	assert.Equal(t, All(tiny), all, "the mask that is given stays as it is")
	assert.Equal(t, []int{1, 3, 6}, Pruned(Mask{1, 0, 1, 0, 1, 1, 0, 1, 1}))
}

// Unit 0 of A goes with unit 1 of B: B's unit 1 is pruned as A's unit 0 is, in what comes in and in what goes out.
func TestTransportByHand(t *testing.T) {
	s := symmetry.MLPSymmetry(tiny)
	mask := Mask{1, 0 /**/, 0, 0 /* b */, 1, 1 /* W₂ */, 1, 0 /* b */, 1}
	assert.Equal(t, Mask{0, 0 /**/, 1, 0 /* b */, 1, 1 /* W₂ */, 0, 1 /* b */, 1},
		Transport(s, mask, symmetry.Permutation{{1, 0}}))
	assert.Equal(t, mask, Transport(s, mask, s.Identity()))
}

// B under a transported mask is, renumbered, π(B) under the mask itself.
func TestTransportIsTheMaskOfPiB(t *testing.T) {
	m := toynets.MLP{Widths: []int{3, 7, 5, 6, 2}, Act: 1}
	s, r := symmetry.MLPSymmetry(m), toynets.Stream(1, "masks")
	for range 20 {
		theta := make([]float32, m.Params())
		for i := range theta {
			theta[i] = float32(r.Normal())
		}
		a, p := Magnitude(m, theta, All(m), 40), s.Random(r)
		b := make([]float32, m.Params())
		m.Init(b, r)
		masked := func(x []float32, mask Mask) []float32 {
			y := make([]float32, len(x))
			for i := range x {
				y[i] = x[i] * mask[i]
			}
			return y
		}
		moved := Transport(s, a, p)
		assert.Equal(t, masked(s.Apply(b, p), a), s.Apply(masked(b, moved), p))
		assert.Equal(t, Share(m, a), Share(m, moved))
		assert.Equal(t, 1.0, Agreement(m, a, s.Apply(moved, p)))
	}
}

// A random mask leaves as many weights in every layer, and agrees with the other by chance alone.
func TestShuffled(t *testing.T) {
	m := toynets.MLP{Widths: []int{30, 40, 3}, Act: 1}
	r := toynets.Stream(2, "masks")
	theta := make([]float32, m.Params())
	m.Init(theta, r)
	mask := Magnitude(m, theta, All(m), Size(m)/2)
	other := Shuffled(m, mask, r)
	assert.NotEqual(t, mask, other)
	for l := 1; l <= m.Layers(); l++ {
		sum := func(x []float32) (n float32) {
			for _, v := range x {
				n += v
			}
			return n
		}
		assert.Equal(t, sum(m.Weight(mask, l)), sum(m.Weight(other, l)))
		assert.Equal(t, m.Bias(mask, l), m.Bias(other, l))
	}
	assert.InDelta(t, 1./3, Agreement(m, mask, other), 0.05, "of two halves a quarter is in both")
}
