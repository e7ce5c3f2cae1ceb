package toynets

import (
	"math"
	"math/bits"
	"math/rand/v2"

	"onebasin/toynets/portable"
)

// Rand is a source of random numbers whose sequence, given its stream, is part of the promise of a link: it never
// changes. The generator is the standard library's PCG (O'Neill, PCG: A Family of Simple Fast Space-Efficient
// Statistically Good Algorithms for Random Number Generation, 2014; DXSM output), whose sequence is specified.
// Everything derived from it is written out here, because the library does not promise that its derived draws stay the
// same. A Rand is not for concurrent use.
type Rand struct {
	pcg rand.PCG

	spare    float64 // the second deviate of a polar pair
	hasSpare bool
}

// Stream returns the random numbers that belong to a name under a seed, such as Stream(7, "init"). Streams of different
// seeds or names are independent for every practical purpose, so one part of an experiment can draw more or fewer
// numbers without moving another part's.
//
// The two words that start the PCG are splitmix64 steps of the FNV-1a hash of the seed's eight bytes, least significant
// first, followed by the name's.
func Stream(seed uint64, name string) *Rand {
	const offset, prime = 14695981039346656037, 1099511628211
	h := uint64(offset)
	for i := range 8 {
		h = (h ^ (seed >> (8 * i) & 0xff)) * prime
	}
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * prime
	}
	r := new(Rand)
	r.pcg.Seed(splitmix(h), splitmix(h+golden))
	return r
}

// golden is 2⁶⁴ divided by the golden ratio, splitmix64's increment.
const golden = 0x9e3779b97f4a7c15

// splitmix is one output of splitmix64 (Steele, Lea, Flood, Fast splittable pseudorandom number generators, 2014): a
// bijection in which every input bit reaches every output bit, which FNV-1a alone does not achieve.
func splitmix(x uint64) uint64 {
	x += golden
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Uint64 returns 64 random bits.
func (r *Rand) Uint64() uint64 { return r.pcg.Uint64() }

// Float64 returns a uniform number in [0, 1), a multiple of 2⁻⁵³.
func (r *Rand) Float64() float64 {
	return float64(r.pcg.Uint64()>>11) * 0x1p-53
}

// Uniform returns a uniform number in [lo, hi).
func (r *Rand) Uniform(lo, hi float64) float64 {
	return lo + float64((hi-lo)*r.Float64())
}

// IntN returns a uniform integer in [0, n), without bias (Lemire, Fast random integer generation in an interval, 2019,
// arXiv:1805.10941). It panics for n < 1.
func (r *Rand) IntN(n int) int {
	if n < 1 {
		panic("toynets: IntN needs n ≥ 1")
	}
	m := uint64(n)
	hi, lo := bits.Mul64(r.pcg.Uint64(), m)
	if lo < m {
		for bias := -m % m; lo < bias; {
			hi, lo = bits.Mul64(r.pcg.Uint64(), m)
		}
	}
	return int(hi)
}

// Shuffle permutes n things uniformly by exchanging two at a time (Fisher–Yates, from the last to the second).
func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	for i := n - 1; i > 0; i-- {
		swap(i, r.IntN(i+1))
	}
}

// Perm returns a uniform permutation of 0 … n−1.
func (r *Rand) Perm(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	r.Shuffle(n, func(i, j int) { p[i], p[j] = p[j], p[i] })
	return p
}

// Normal returns a standard normal deviate by the polar method (Marsaglia, Bray, A convenient method for generating
// normal variables, 1964). Deviates come in pairs; the second is kept for the next call.
func (r *Rand) Normal() float64 {
	if r.hasSpare {
		r.hasSpare = false
		return r.spare
	}
	for {
		x := float64(2*r.Float64()) - 1
		y := float64(2*r.Float64()) - 1
		s := float64(x*x) + float64(y*y)
		if s >= 1 || s == 0 {
			continue
		}
		f := math.Sqrt(float64(-2*portable.Log(s)) / s)
		r.spare, r.hasSpare = float64(y*f), true
		return float64(x * f)
	}
}
