package spectrum

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/matching"
	"onebasin/lmc/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// A renumbered decomposition is the decomposition of the renumbered network: R by products is R by decomposing π(B), at
// every γ.
func TestProductsAreThoseOfTheRenumberedNetwork(t *testing.T) {
	gammas := []float64{0, 0.1, 0.3, 0.6, 0.9, 1, 1.1}
	for seed := range uint64(5) {
		m := toynets.MLP{Widths: []int{3, 12, 9, 14, 4}}
		sym := symmetry.MLPSymmetry(m)
		_, da := network(t, m, 2*seed)
		b, db := network(t, m, 2*seed+1)
		p := sym.Random(toynets.Stream(seed, "products"))
		dp, err := Decompose(m, sym.Apply(b, p))
		require.NoError(t, err)
		got := Compare(da, db, p).Align(gammas)
		unmoved := Compare(da, db, nil).Align(gammas)
		for k, want := range Align(da, dp, gammas) {
			if !want.R.Exists() {
				assert.True(t, math.IsNaN(got[k]))
				continue
			}
			assert.InDelta(t, float64(want.R), got[k], 2e-6, "γ = %g", want.Gamma)
			assert.InDelta(t, float64(Align(da, db, gammas)[k].R), unmoved[k], 2e-6)
		}
	}
}

// Theorem 4.1, both sides by separate ways.
func TestInnerProductsByVectors(t *testing.T) {
	sym := symmetry.MLPSymmetry(mlp)
	a, da := network(t, mlp, 1)
	b, db := network(t, mlp, 2)
	r := toynets.Stream(3, "inner")
	for range 5 {
		p := sym.Random(r)
		pb := sym.Apply(b, p)
		for l, right := range Compare(da, db, p).Inner() {
			left := matching.Objective(mlp.Weight(a, l+1), mlp.Weight(pb, l+1))
			assert.InDelta(t, left, right, 1e-12, "layer %d", l+1)
		}
	}
}

// Compared with itself, a network's products are 1 on the diagonal and 0 beside it; the rows of vectors of s = 0 are
// not there.
func TestLeadingProducts(t *testing.T) {
	_, d := network(t, mlp, 1)
	side, values := Compare(d, d, nil).Leading(2, 32)
	require.Equal(t, 9, side)
	require.Len(t, values, 81)
	for k, v := range values {
		want := 0.0
		if k%9 == k/9 {
			want = 1
		}
		assert.Equal(t, want, math.Abs(v))
	}
	side, values = Compare(d, d, nil).Leading(2, 4)
	require.Equal(t, 4, side)
	require.Len(t, values, 16)

	flat := make([]float32, mlp.Params())
	copy(mlp.Weight(flat, 2), []float32{3, 4})
	z, err := Decompose(mlp, flat)
	require.NoError(t, err)
	_, values = Compare(z, d, nil).Leading(2, 2)
	assert.False(t, math.IsNaN(values[0]) || math.IsNaN(values[1]))
	assert.True(t, math.IsNaN(values[2]) && math.IsNaN(values[3]), "of rank one")
}

// F2: a planted copy, put back, has R = 1 at every γ and distance 0; as it comes it has neither.
func TestPlantedCopyIsAligned(t *testing.T) {
	sym := symmetry.MLPSymmetry(mlp)
	for seed := range uint64(5) {
		a, da := network(t, mlp, seed)
		p := sym.Random(toynets.Stream(seed, "plant"))
		b := sym.Apply(a, p)
		db, err := Decompose(mlp, b)
		require.NoError(t, err)
		for _, r := range Compare(da, db, p.Inverse()).Align([]float64{0, 0.3, 0.9}) {
			assert.Equal(t, 1.0, r)
		}
		assert.Zero(t, vector.Distance(a, sym.Apply(b, p.Inverse())))
		assert.Less(t, Compare(da, db, nil).Align([]float64{0})[0], 0.7)
	}
}

func projected(d *Singular, l int, z []float32, n int) ([]float64, float64) {
	p := d.NewProjections(l, z, n)
	for p.Step() {
	}
	return p.Means()
}

// By hand: W = diag(3, 1) has v = the axes; inputs (1, 0) and (1, 2) have mean squares 1 and 2 along them.
func TestProjectionsByHand(t *testing.T) {
	m := toynets.MLP{Widths: []int{2, 2}}
	theta := []float32{3, 0, 0, 1, 0, 0}
	d, err := Decompose(m, theta)
	require.NoError(t, err)
	q, total := projected(d, 1, []float32{1, 0, 1, 2}, 2)
	assert.Equal(t, []float64{1, 2}, q)
	assert.Equal(t, 3.0, total)
	assert.Equal(t, []float64{3, 1}, d.Values(1))
	assert.Equal(t, 123457000.0, digits(123456789))
	assert.Equal(t, 1.23457e-7, digits(1.23456789e-7))
}

// Vectors that span the inputs leave nothing out, whatever the network.
func TestProjectionsAddUp(t *testing.T) {
	_, d := network(t, mlp, 4)
	r := toynets.Stream(1, "z")
	z := make([]float32, 12*40)
	for i := range z {
		z[i] = float32(r.Normal())
	}
	q, total := projected(d, 1, z[:3*40], 40)
	assert.InEpsilon(t, total, q[0]+q[1]+q[2], 1e-5)
	q, total = projected(d, 2, z, 40)
	var sum float64
	for _, x := range q {
		sum += x
	}
	assert.Less(t, sum, total, "nine vectors do not span twelve inputs")
}

// The parts of W add up to it; the first k have rank k and are the closest such matrix, at the distance of the values
// left out (Eckart and Young, 1936).
func TestParts(t *testing.T) {
	theta, d := network(t, mlp, 6)
	for _, k := range []int{0, 1, 2, 5, 9, 40} {
		top, rest := d.Part(mlp, theta, k, false), d.Part(mlp, theta, k, true)
		for l := 1; l <= mlp.Layers(); l++ {
			var left float64
			for i, w := range mlp.Weight(theta, l) {
				require.InDelta(t, float64(w), float64(mlp.Weight(top, l)[i])+float64(mlp.Weight(rest, l)[i]), 2e-6)
				r := float64(mlp.Weight(rest, l)[i])
				left += r * r
			}
			var want float64
			for i, s := range d.layers[l-1].s {
				if i >= k {
					want += s * s
				}
			}
			assert.InDelta(t, want, left, 1e-4, "k = %d, layer %d", k, l)
			for _, b := range mlp.Bias(top, l) {
				require.Zero(t, b)
			}
		}
	}
}

// A network decomposed in steps is the network decomposed, and its polar factors are those that are found without the
// vectors on the left.
func TestNetworkInSteps(t *testing.T) {
	theta, want := network(t, mlp, 7)
	n := NewNetwork(mlp, theta)
	last := -1.0
	for n.Step() {
		require.GreaterOrEqual(t, n.Fraction(), last)
		last = n.Fraction()
	}
	assert.Equal(t, 1.0, n.Fraction())
	got, err := n.Singular()
	require.NoError(t, err)
	assert.Equal(t, want, got)
	assert.False(t, n.Step())
	for _, gamma := range []float64{0, 0.3, 1.1} {
		polar := got.Polar(mlp, gamma)
		for l := 1; l <= mlp.Layers(); l++ {
			f := factored(mlp.Widths[l], mlp.Widths[l-1], mlp.Weight(theta, l), gamma)
			assert.Equal(t, f.Kept()[0], polar.Kept[l-1])
			for i, x := range f.Factors()[0] {
				assert.InDelta(t, float64(x), float64(mlp.Weight(polar.Factor, l)[i]), 2e-6)
			}
		}
	}
	theta[5] = float32(math.NaN())
	n = NewNetwork(mlp, theta)
	for n.Step() {
	}
	_, err = n.Singular()
	assert.Error(t, err)
}
