package spectrum

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/alignment"
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

func network(t *testing.T, m toynets.MLP, seed uint64) ([]float32, *Singular) {
	t.Helper()
	theta := make([]float32, m.Params())
	m.Init(theta, toynets.Stream(seed, "init"))
	d, err := Decompose(m, theta)
	require.NoError(t, err)
	return theta, d
}

var mlp = toynets.MLP{Widths: []int{3, 12, 9, 4}}

// W = U S Vᵀ, with orthonormal columns and non-increasing s: gonum is judged, and our reading of its matrices.
func TestDecompositionReconstructs(t *testing.T) {
	theta, d := network(t, mlp, 1)
	require.Len(t, d.layers, 3)
	for l := 1; l <= 3; l++ {
		layer := d.layers[l-1]
		in, out := mlp.Widths[l-1], mlp.Widths[l]
		rank := min(in, out)
		require.Len(t, layer.s, rank)
		w := mlp.Weight(theta, l)
		for i := range out {
			for j := range in {
				var x float64
				for k, s := range layer.s {
					x += s * layer.u.at(i, k) * layer.v.at(j, k)
				}
				require.InDelta(t, float64(w[i*in+j]), x, 1e-14)
			}
		}
		for a := range rank {
			require.True(t, a == 0 || layer.s[a] <= layer.s[a-1])
			for b := range rank {
				var u, v float64
				for i := range out {
					u += layer.u.at(i, a) * layer.u.at(i, b)
				}
				for j := range in {
					v += layer.v.at(j, a) * layer.v.at(j, b)
				}
				want := 0.0
				if a == b {
					want = 1
				}
				require.InDelta(t, want, u, 1e-13)
				require.InDelta(t, want, v, 1e-13)
			}
		}
	}
}

// Theorem 4.1 of Ito et al. (2402.04051) is an equality:
//
//	⟨W^A, P W^B P'ᵀ⟩ = Σ_ij s^a_i s^b_j (u^a_i·P u^b_j)(v^a_i·P' v^b_j).
func TestTheoremOnInnerProducts(t *testing.T) {
	sym := symmetry.MLPSymmetry(mlp)
	r := toynets.Stream(9, "theorem")
	a, da := network(t, mlp, 1)
	b, db := network(t, mlp, 2)
	rows := func(layer, n int, p symmetry.Permutation) []int {
		if layer == 0 || layer == mlp.Layers() {
			return identity(n)
		}
		return p[layer-1]
	}
	for range 10 {
		p := sym.Random(r)
		pb := sym.Apply(b, p)
		for l := 1; l <= mlp.Layers(); l++ {
			in, out := mlp.Widths[l-1], mlp.Widths[l]
			var left, right float64
			for i, x := range mlp.Weight(a, l) {
				left += float64(x) * float64(mlp.Weight(pb, l)[i])
			}
			A, B := da.layers[l-1], db.layers[l-1]
			P, Q := rows(l, out, p), rows(l-1, in, p)
			for i, sa := range A.s {
				for j, sb := range B.s {
					var u, v float64
					for k := range out {
						u += A.u.at(k, i) * B.u.at(P[k], j)
					}
					for k := range in {
						v += A.v.at(k, i) * B.v.at(Q[k], j)
					}
					right += sa * sb * u * v
				}
			}
			require.InDelta(t, left, right, 1e-12)
		}
	}
}

func identity(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	return p
}

func TestANetworkIsAlignedWithItself(t *testing.T) {
	_, d := network(t, mlp, 1)
	for _, r := range Align(d, d, []float64{0, 0.3, 0.9, 1}) {
		assert.Equal(t, measure.Number(1), r.R, "γ = %g", r.Gamma)
	}
}

// R compares A with π(B); renumbering both alike moves nothing, and renumbering one does: the vectors are compared unit
// by unit.
func TestAlignmentUnderRenumbering(t *testing.T) {
	sym := symmetry.MLPSymmetry(mlp)
	r := toynets.Stream(10, "both")
	a, da := network(t, mlp, 1)
	b, db := network(t, mlp, 2)
	want := Align(da, db, alignment.Gammas)
	p := sym.Random(r)
	pa, err := Decompose(mlp, sym.Apply(a, p))
	require.NoError(t, err)
	pb, err := Decompose(mlp, sym.Apply(b, p))
	require.NoError(t, err)
	for k, got := range Align(pa, pb, alignment.Gammas) {
		assert.InDelta(t, float64(want[k].R), float64(got.R), 2e-6)
	}
	// A planted copy: far from 1 as it comes, 1 after it was put back.
	planted, err := Decompose(mlp, sym.Apply(a, p))
	require.NoError(t, err)
	assert.Less(t, float64(Align(da, planted, []float64{0})[0].R), 0.6)
	back, err := Decompose(mlp, sym.Apply(sym.Apply(a, p), p.Inverse()))
	require.NoError(t, err)
	assert.Equal(t, measure.Number(1), Align(da, back, []float64{0})[0].R)
}

// The vectors' signs and the scale of the weights do not matter.
func TestAlignmentKnowsNoScale(t *testing.T) {
	a, da := network(t, mlp, 1)
	_, db := network(t, mlp, 2)
	scaled := make([]float32, len(a))
	for i, x := range a {
		scaled[i] = -8 * x
	}
	ds, err := Decompose(mlp, scaled)
	require.NoError(t, err)
	for k, want := range Align(da, db, alignment.Gammas) {
		assert.InDelta(t, -float64(want.R), float64(Align(ds, db, alignment.Gammas)[k].R), 2e-6)
	}
	assert.Equal(t, measure.Number(-1), Align(da, ds, []float64{0})[0].R)
}

func TestUnrelatedNetworksAreNotAligned(t *testing.T) {
	wide := toynets.MLP{Widths: []int{64, 128, 128, 10}}
	_, a := network(t, wide, 1)
	_, b := network(t, wide, 2)
	for _, r := range Align(a, b, []float64{0, 0.3}) {
		assert.InDelta(t, 0, float64(r.R), 0.03, "γ = %g", r.Gamma)
	}
}

// γ keeps the vectors with s / s_max ≥ γ, those on the bound included. W_1 = diag(4, 2, 1) and W_2 = (1 0 0); in the
// other network the last two inputs are exchanged.
func TestGammaByHand(t *testing.T) {
	m := toynets.MLP{Widths: []int{3, 3, 1}}
	a, b := make([]float32, m.Params()), make([]float32, m.Params())
	copy(m.Weight(a, 1), []float32{4, 0, 0, 0, 2, 0, 0, 0, 1})
	copy(m.Weight(b, 1), []float32{4, 0, 0, 0, 0, 2, 0, 1, 0})
	copy(m.Weight(a, 2), []float32{1, 0, 0})
	copy(m.Weight(b, 2), []float32{1, 0, 0})
	da, err := Decompose(m, a)
	require.NoError(t, err)
	db, err := Decompose(m, b)
	require.NoError(t, err)
	for _, c := range []struct{ gamma, want float64 }{
		{0, 2.0 / 4}, // layer 1: ⟨diag, exchange⟩ = 1 of 3; layer 2: 1 of 1
		{0.25, 2.0 / 4},
		{0.26, 2.0 / 3}, // the third vector is gone: 1 of 2, and 1 of 1
		{0.5, 2.0 / 3},
		{0.51, 1}, // the first alone
		{1, 1},
	} {
		got := Align(da, db, []float64{c.gamma})[0]
		assert.InDelta(t, c.want, float64(got.R), 1e-6, "γ = %g", c.gamma)
		assert.Equal(t, c.gamma, got.Gamma)
	}
	assert.False(t, Align(da, db, []float64{1.1})[0].R.Exists(), "nothing is kept above 1")
}

func TestAlignmentIsBounded(t *testing.T) {
	for seed := range uint64(20) {
		m := toynets.MLP{Widths: []int{2, 1 + int(seed%5), 3, 2}}
		_, a := network(t, m, seed)
		_, b := network(t, m, seed+100)
		for _, r := range Align(a, b, []float64{0, 0.1, 0.3, 0.7, 1}) {
			require.LessOrEqual(t, math.Abs(float64(r.R)), 1.0)
			back := Align(b, a, []float64{r.Gamma})[0]
			require.InDelta(t, float64(r.R), float64(back.R), 2e-6, "it does not matter which is A")
		}
	}
}

func TestWeightsThatAreNotFiniteAreRefused(t *testing.T) {
	for _, bad := range []float32{float32(math.NaN()), float32(math.Inf(-1))} {
		theta, _ := network(t, mlp, 1)
		theta[7] = bad
		_, err := Decompose(mlp, theta)
		assert.Error(t, err)
	}
}

// A dead unit, whose row of weights has decayed to nothing, leaves a singular value of 0 behind, whose vectors have no
// common sign: they are not counted.
func TestDeadUnitsAreNotCounted(t *testing.T) {
	m := toynets.MLP{Widths: []int{4, 6, 5, 2}}
	a, b := make([]float32, m.Params()), make([]float32, m.Params())
	m.Init(a, toynets.Stream(1, "init"))
	m.Init(b, toynets.Stream(2, "init"))
	for _, theta := range [][]float32{a, b} {
		row := m.Weight(theta, 2)[6:12]
		for i := range row {
			row[i] *= 1e-20
		}
	}
	da, err := Decompose(m, a)
	require.NoError(t, err)
	db, err := Decompose(m, b)
	require.NoError(t, err)
	assert.Equal(t, 4, da.layers[1].above(0), "of 5 values")
	want := Align(da, db, []float64{0})[0]
	for i := range 5 { // another program's choice of sign
		db.layers[1].u.row(i)[4] *= -1
	}
	assert.Equal(t, want, Align(da, db, []float64{0})[0])
	assert.Equal(t, measure.Number(1), Align(da, da, []float64{0})[0].R)
}

// A layer of zeros has no singular vectors to speak of.
func TestZeroWeights(t *testing.T) {
	zero, err := Decompose(mlp, make([]float32, mlp.Params()))
	require.NoError(t, err)
	_, d := network(t, mlp, 1)
	assert.False(t, Align(zero, d, []float64{0})[0].R.Exists())
}
