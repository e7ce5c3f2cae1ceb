package spectrum

import (
	"cmp"
	"math"
	"slices"
)

// secular is the equation whose roots are the singular values of a matrix with a full first row and a diagonal,
//
//	f(σ²) = 1 + Σ_j z_j² / (d_j² − σ²) = 0,  0 = d_0 < d_1 < …
//
// of which one lies between each two d², and one behind the last. A root is found as its distance τ from the d² that is
// next to it, so that d_j² − σ² has all its digits for every j: that is what the vectors need.
type secular struct {
	d, zs   []float64 // zs is z, and ẑ after adjust
	sigma   []float64
	between []float64 // row i: d_j² − σ_i²
}

func (s *secular) begin(k int) {
	*s = secular{d: make([]float64, k), zs: make([]float64, k), sigma: make([]float64, k),
		between: make([]float64, k*k)}
}

// mostTurns bounds the search of a root; a few are usual.
const mostTurns = 100

// root finds root i.
func (s *secular) root(i int) {
	k := len(s.d)
	row := s.between[i*k:][:k]
	if k == 1 {
		s.sigma[0], row[0] = math.Abs(s.zs[0]), -1
		return
	}
	p, q := i, i+1 // the poles that the search sees by themselves
	base := i
	var low, high, tau float64
	if i == k-1 {
		p, q = k-2, k-1
		for _, z := range s.zs {
			high += float64(z * z)
		}
		s.from(base, row)
		tau = high / 2
	} else {
		middle := s.squares(i+1, i) / 2
		s.from(i, row)
		if s.at(row, middle, i).value >= 0 {
			high, tau = middle, middle
		} else {
			base = i + 1
			s.from(base, row)
			low, tau = -middle, -middle
		}
	}
	for range mostTurns {
		f := s.at(row, tau, p)
		if math.Abs(f.value) <= epsilon*float64(max(8, k))*f.size {
			break
		}
		if f.value > 0 {
			high = min(high, tau)
		} else {
			low = max(low, tau)
		}
		next := f.next(row[p]-tau, row[q]-tau, tau, low, high)
		if math.Abs(next-tau) <= 2*epsilon*math.Abs(next) {
			tau = next
			break
		}
		tau = next
	}
	for j := range row {
		row[j] -= tau
	}
	s.sigma[i] = math.Sqrt(float64(s.d[base]*s.d[base]) + tau)
	if s.d[base] > 0 { // without the squares' loss of digits
		s.sigma[i] = s.d[base] + tau/(s.d[base]+s.sigma[i])
	}
}

// squares returns d_i² − d_j².
func (s *secular) squares(i, j int) float64 { return (s.d[i] - s.d[j]) * (s.d[i] + s.d[j]) }

// from fills row with d_j² − d_base².
func (s *secular) from(base int, row []float64) {
	for j := range row {
		row[j] = s.squares(j, base)
	}
}

// An evaluation is f at a place, with the slopes of the poles up to p and of those behind, and the sum of all terms'
// sizes.
type evaluation struct{ value, size, left, right float64 }

// at evaluates f at tau, as distances are given.
func (s *secular) at(row []float64, tau float64, p int) (f evaluation) {
	for j, z := range s.zs[:p+1] {
		t := z / (row[j] - tau)
		f.left += float64(t * t)
		t = float64(t * z)
		f.value += t
		f.size += math.Abs(t)
	}
	for j, z := range s.zs[p+1:] {
		t := z / (row[p+1+j] - tau)
		f.right += float64(t * t)
		t = float64(t * z)
		f.value += t
		f.size += math.Abs(t)
	}
	f.value++
	f.size++
	return f
}

// next returns where the root would be if f were c + a/(p−x) + b/(q−x), with the value at tau and the slopes that the
// two sums of poles have there (the middle way of Li, Solving secular equations stably and efficiently, 1993), or the
// middle of the bracket if that is outside of it.
func (f evaluation) next(p, q, tau, low, high float64) float64 {
	c := f.value - float64(p*f.left) - float64(q*f.right)
	a := float64((p+q)*f.value) - float64(float64(p*q)*(f.left+f.right))
	b := float64(float64(p*q) * f.value)
	// c η² − a η + b = 0
	root := math.Sqrt(max(0, float64(a*a)-float64(4*float64(b*c))))
	for _, eta := range [...]float64{2 * b / (a + math.Copysign(root, a)), (a + math.Copysign(root, a)) / (2 * c)} {
		if x := tau + eta; x > low && x < high {
			return x
		}
	}
	switch { // a root may be as near to its pole as numbers get
	case low == 0 && high > 0:
		return high / 16
	case high == 0 && low < 0:
		return low / 16
	}
	return low + float64((high-low)/2)
}

// adjust replaces z by ẑ, for which the roots that were found are exact:
//
//	ẑ_j² = Π_i (σ_i² − d_j²) / Π_{i≠j} (d_i² − d_j²).
func (s *secular) adjust() {
	k := len(s.d)
	if k == 1 {
		return
	}
	square := make([]float64, k)
	for j := range square {
		square[j] = -s.between[(k-1)*k+j]
	}
	for i := range k - 1 {
		row := s.between[i*k:][:k]
		for j, x := range row {
			other := i
			if j <= i {
				other = i + 1
			}
			square[j] *= -x / s.squares(other, j)
		}
	}
	for j, x := range square {
		s.zs[j] = math.Copysign(math.Sqrt(math.Abs(x)), s.zs[j])
	}
}

// vectors fills in the left and the right singular vector of root i.
func (s *secular) vectors(i int, u, v []float64) {
	k := len(s.d)
	if k == 1 {
		u[0], v[0] = 1, 1
		return
	}
	var uu, vv float64
	for j, x := range s.between[i*k:][:k] {
		v[j] = s.zs[j] / x
		u[j] = s.d[j] * v[j]
		if j == 0 {
			u[0] = -1
		}
		uu += float64(u[j] * u[j])
		vv += float64(v[j] * v[j])
	}
	scale(u, 1/math.Sqrt(uu))
	scale(v, 1/math.Sqrt(vv))
}

func scale(x []float64, by float64) {
	for i := range x {
		x[i] *= by
	}
}

// ascending returns the numbers' places in their order.
func ascending(x []float64) []int {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(x[i], x[j]) })
	return order
}
