package matching_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/assign"
	"onebasin/lmc/matching"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
	"onebasin/toynets/kernel"
)

// activations returns, unit by unit, the values of hidden layer 1 over the data.
func activations(p matching.Pairing, theta []float32) [][]float64 {
	n := p.Model.Widths[1]
	z := make([]float32, p.Train.N*n)
	toynets.NewEvaluator(p.Model).Hidden(z, theta, p.Train.X, p.Train.N, 1)
	units := make([][]float64, n)
	for i, v := range z {
		units[i%n] = append(units[i%n], float64(v))
	}
	return units
}

func product(x, y []float64) (sum float64) {
	for i := range x {
		sum += x[i] * y[i]
	}
	return sum
}

// correlation is Pearson's, in two passes; 0 where one is constant.
func correlation(x, y []float64) float64 {
	centred := func(x []float64) []float64 {
		mean := 0.0
		for _, v := range x {
			mean += v / float64(len(x))
		}
		c := make([]float64, len(x))
		for i, v := range x {
			c[i] = v - mean
		}
		return c
	}
	if slices.Max(x) == slices.Min(x) || slices.Max(y) == slices.Min(y) {
		return 0
	}
	x, y = centred(x), centred(y)
	return product(x, y) / math.Sqrt(product(x, x)*product(y, y))
}

// dead makes unit i of hidden layer 1 of a relu network silent.
func dead(m toynets.MLP, theta []float32, i int) {
	clear(m.Weight(theta, 1)[i*m.Widths[0] : (i+1)*m.Widths[0]])
	m.Bias(theta, 1)[i] = -1
}

// With one hidden layer the best pairing is found by trying all, from activations computed by the definition; some
// units are dead, some constant.
func TestActivationMatchingAgainstEveryPairing(t *testing.T) {
	for seed := range uint64(6) {
		p := pairs(t, "n=300&nt=20&net=6&steps=60&seeds=1,2")[0]
		p.A, p.B = slices.Clone(p.A), slices.Clone(p.B)
		if seed > 2 {
			dead(p.Model, p.A, 1)
			dead(p.Model, p.B, 4)
			dead(p.Model, p.B, 2)
			p.Model.Bias(p.B, 1)[2] = 0.37 // constant, but not silent
		}
		p.B = p.Symmetry.Apply(p.B, p.Symmetry.Random(toynets.Stream(seed, "shuffle")))
		za, zb := activations(p, p.A), activations(p, p.B)
		for method, alike := range map[string]func(x, y []float64) float64{"am": product, "amc": correlation} {
			total := func(perm []int) (sum float64) {
				for i, j := range perm {
					sum += alike(za[i], zb[j])
				}
				return sum
			}
			best := math.Inf(-1)
			everyPermutation(6, func(perm []int) { best = max(best, total(perm)) })
			got := searchAll(t, method, p, 1, streams)
			assert.InEpsilon(t, best, total(got.Permutation()[0]), 1e-5, method)
			assert.False(t, math.IsNaN(got.Objective()))
		}
	}
}

// A unit's size is nothing to its correlations: with B's units scaled, and the next layer's weights divided so that the
// function stays, the same units are paired; inner products pair others.
func TestCorrelationIgnoresScale(t *testing.T) {
	p := pairs(t, "n=300&nt=20&net=12-10&steps=200&seeds=1,2")[0]
	want := searchAll(t, "amc", p, 1, streams).Permutation()
	byProduct := searchAll(t, "am", p, 1, streams).Permutation()
	p.B = slices.Clone(p.B)
	w1, b1, w2 := p.Model.Weight(p.B, 1), p.Model.Bias(p.B, 1), p.Model.Weight(p.B, 2)
	for i := range 12 {
		f := float32(int(1) << (i % 5)) // powers of two: the function stays to the bit
		b1[i] *= f
		for j := range 2 {
			w1[2*i+j] *= f
		}
		for k := range 10 {
			w2[12*k+i] /= f
		}
	}
	assert.Equal(t, want, searchAll(t, "amc", p, 1, streams).Permutation())
	assert.NotEqual(t, byProduct[0], searchAll(t, "am", p, 1, streams).Permutation()[0])
}

// A large copy is put back: all units that say anything.
func TestActivationMatchingFindsALargePlantedCopy(t *testing.T) {
	p := pairs(t, "net=64-64&n=500&nt=20&steps=200&seeds=1,2&act=tanh")[0]
	plant := p.Symmetry.Random(toynets.Stream(4, "plant"))
	p.B = p.Symmetry.Apply(p.A, plant)
	for _, method := range []string{"am", "amc"} {
		assert.Equal(t, plant.Inverse(), searchAll(t, method, p, 1, streams).Permutation(), method)
	}
}

// Blocks of examples that are looked at in pieces give the similarities, to the bit, and so the permutation, that whole
// products of whole blocks give.
func TestActivationMatchingInPieces(t *testing.T) {
	const n, block = 200, 128
	m := toynets.MLP{Widths: []int{2, n, n, 2}, Act: kernel.Tanh}
	train, _, err := toynets.Generate(toynets.Spec{Task: "moons", N: 300, NTest: 2, Noise: 0.1})
	require.NoError(t, err)
	a, b := make([]float32, m.Params()), make([]float32, m.Params())
	m.Init(a, toynets.Stream(1, "pieces"))
	m.Init(b, toynets.Stream(2, "pieces"))
	s := matching.NewActivationMatching(matching.Pairing{Symmetry: symmetry.MLPSymmetry(m), Model: m, A: a, B: b,
		Train: train}, false)
	steps := 1
	for s.Step() {
		steps++
	}
	require.NoError(t, s.Err())
	if !kernel.SIMD() {
		assert.Greater(t, steps, 20, "of three blocks")
	}
	e := toynets.NewEvaluator(m)
	for l := 1; l <= 2; l++ {
		za, zb := make([]float32, train.N*n), make([]float32, train.N*n)
		e.Hidden(za, a, train.X, train.N, l)
		e.Hidden(zb, b, train.X, train.N, l)
		sum := make([]float64, n*n)
		for i := 0; i < train.N; i += block {
			k := min(block, train.N-i)
			product := make([]float32, n*n)
			kernel.Gemm(true, false, n, n, k, za[i*n:(i+k)*n], zb[i*n:(i+k)*n], product, new(kernel.Workspace))
			for j, v := range product {
				sum[j] += float64(v)
			}
		}
		best, err := assign.Maximize(n, sum)
		require.NoError(t, err)
		assert.Equal(t, best.Perm, s.Permutation()[l-1])
	}
}

// Ties of silent units are broken by their numbers where that is asked for: what speaks keeps its partner if that
// speaks, too; of the others those of A that speak have B's first silent units in their order, and A's silent units
// what is left.
func TestSilentUnitsAreOrdered(t *testing.T) {
	for _, c := range []struct{ ofA, ofB []int }{{[]int{1, 4, 6}, []int{2, 3, 9, 10}},
		{[]int{0, 5, 8, 11}, []int{7, 8}}, {nil, []int{3, 6}}, {[]int{2, 9}, nil}} {
		p := pairs(t, "n=200&nt=20&net=12-10&steps=60&seeds=1,2")[0]
		p.A, p.B = slices.Clone(p.A), slices.Clone(p.B)
		for _, i := range c.ofA {
			dead(p.Model, p.A, i)
		}
		for _, j := range c.ofB {
			dead(p.Model, p.B, j)
		}
		za, zb := activations(p, p.A), activations(p, p.B)
		silent := func(z []float64) bool { return slices.Max(z) == slices.Min(z) }
		for _, method := range []string{"am", "amc"} {
			p.Ordered = false
			solver := searchAll(t, method, p, 1, streams).Permutation()[0]
			p.Ordered = true
			perm := searchAll(t, method, p, 1, streams).Permutation()[0]
			assert.ElementsMatch(t, solver, perm)
			var speaking, quiet, first []int
			for j := range zb {
				if silent(zb[j]) {
					first = append(first, j)
				}
			}
			for i, j := range perm {
				switch {
				case silent(za[i]):
					quiet = append(quiet, j)
				case silent(zb[j]):
					speaking = append(speaking, j)
				default:
					assert.Equal(t, solver[i], j, method)
				}
			}
			assert.True(t, slices.Equal(first[:len(speaking)], speaking), "%s: %v", method, speaking)
			assert.True(t, slices.IsSorted(quiet), "%s: %v", method, quiet)
		}
	}
}

// All units dead: everything is alike, and the answer is the identity.
func TestActivationMatchingOfDeadLayers(t *testing.T) {
	m := toynets.MLP{Widths: []int{2, 4, 2}, Act: kernel.Relu}
	train, _, err := toynets.Generate(toynets.Spec{Task: "moons", N: 30, NTest: 2, Noise: 0.1})
	require.NoError(t, err)
	p := matching.Pairing{Symmetry: symmetry.MLPSymmetry(m), Model: m, A: make([]float32, m.Params()),
		B: make([]float32, m.Params()), Train: train}
	for _, method := range []string{"am", "amc", "ste", "ours", "sinkhorn"} {
		best := searchAll(t, method, p, 1, streams)
		assert.Zero(t, best.Objective(), method)
		if method != "ste" && method != "sinkhorn" {
			assert.Equal(t, p.Symmetry.Identity(), best.Permutation(), method)
		}
	}
}
