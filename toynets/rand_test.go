package toynets

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"sort"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The first numbers of some streams. They must never change: every link's result depends on them.
func TestStreamGolden(t *testing.T) {
	for _, c := range []struct {
		seed uint64
		name string
		want [3]uint64
	}{
		{0, "", [3]uint64{0xe5f0ccc99f11e7f5, 0x15356a3d78c126d2, 0x3de9dd3b7161727c}},
		{1, "init", [3]uint64{0x65c2a8589656a6c9, 0x33f80c224a75a1b8, 0x32dd456ab984c531}},
		{1, "batches", [3]uint64{0x82d1ae93ccc58a8e, 0xe4c81c0223200973, 0xee563264f5a800fd}},
		{math.MaxUint64, "data/spirals/train", [3]uint64{0x1351e5d849aa0672, 0xd90742c007a8acd3, 0x80ed19930216d621}},
	} {
		r := Stream(c.seed, c.name)
		got := [3]uint64{r.Uint64(), r.Uint64(), r.Uint64()}
		assert.Equal(t, c.want, got, "seed %d, name %q: %#v", c.seed, c.name, got)
	}

	r := Stream(1, "derived")
	assert.Equal(t, []float64{0.5121865577142672, 0.6653585930615256}, []float64{r.Float64(), r.Uniform(-1, 3)})
	assert.Equal(t, []int{0, 8, 128, 559185115767}, []int{r.IntN(2), r.IntN(10), r.IntN(1000), r.IntN(1 << 40)})
	assert.Equal(t, []int{2, 5, 0, 7, 4, 1, 3, 6}, r.Perm(8))
	assert.Equal(t, []float64{-1.9071624355838086, 0.31198027396782596, -0.1737507005205105},
		[]float64{r.Normal(), r.Normal(), r.Normal()})
}

// splitmix64 from its authors' test vector: seed 1234567.
func TestSplitmix(t *testing.T) {
	assert.Equal(t, uint64(6457827717110365317), splitmix(1234567))
	x := uint64(1234567)
	assert.Equal(t, uint64(3203168211198807973), splitmix(x+golden))
}

// The stated construction, from the standard library's parts.
func TestStreamConstruction(t *testing.T) {
	for _, seed := range []uint64{0, 1, 1 << 40} {
		h := fnv.New64a()
		h.Write(binary.LittleEndian.AppendUint64(nil, seed))
		h.Write([]byte("train/A"))
		pcg := rand.NewPCG(splitmix(h.Sum64()), splitmix(h.Sum64()+golden))
		r := Stream(seed, "train/A")
		for range 10 {
			assert.Equal(t, pcg.Uint64(), r.Uint64())
		}
	}
}

// Neighbouring seeds and similar names give different streams.
func TestStreamsDiffer(t *testing.T) {
	seen := map[uint64]bool{}
	for seed := range uint64(1000) {
		for _, name := range []string{"init", "batches", "inis"} {
			v := Stream(seed, name).Uint64()
			assert.False(t, seen[v])
			seen[v] = true
		}
	}
}

func TestUniformAndNormalMoments(t *testing.T) {
	const n = 100_000
	r := Stream(3, "moments")
	var u1, u2, z1, z2, z4 float64
	for range n {
		u := r.Float64()
		u1, u2 = u1+u/n, u2+u*u/n
		z := r.Normal()
		z1, z2, z4 = z1+z/n, z2+z*z/n, z4+z*z*z*z/n
	}
	// Five standard errors each.
	se := 5 / math.Sqrt(n)
	assert.InDelta(t, 1./2, u1, se*math.Sqrt(1./12))
	assert.InDelta(t, 1./3, u2, se*math.Sqrt(4./45))
	assert.InDelta(t, 0, z1, se)
	assert.InDelta(t, 1, z2, se*math.Sqrt2)
	assert.InDelta(t, 3, z4, se*math.Sqrt(96))
}

// Every value of IntN and every order of Perm is equally likely (χ² below its 99.9 % quantile).
func TestIntNAndPermAreUniform(t *testing.T) {
	const n = 24_000
	r := Stream(4, "uniform")
	counts := map[int]int{}
	orders := map[[4]int]int{}
	for range n {
		counts[r.IntN(10)]++
		orders[[4]int(r.Perm(4))]++
	}
	chi := 0.0
	for v := range 10 {
		d := float64(counts[v]) - n/10
		chi += d * d / (n / 10)
	}
	assert.Less(t, chi, 27.9)
	assert.Len(t, orders, 24)
	chi = 0
	for _, c := range orders {
		d := float64(c) - n/24
		chi += d * d / (n / 24)
	}
	assert.Less(t, chi, 49.7)
}

func TestPermIsPermutation(t *testing.T) {
	for _, n := range []int{0, 1, 2, 100} {
		p := Stream(5, "perm").Perm(n)
		sort.Ints(p)
		for i, v := range p {
			assert.Equal(t, i, v)
		}
		assert.Len(t, p, n)
	}
}

func TestIntNPanics(t *testing.T) {
	assert.Panics(t, func() { Stream(1, "x").IntN(0) })
}
