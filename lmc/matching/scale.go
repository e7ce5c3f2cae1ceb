package matching

import "math"

// scaleMatch is what two units have to do with one another where one of them may be scaled: b's incoming weights times
// c, its outgoing ones divided by c.
type scaleMatch struct {
	in, out float64 // ⟨a_in, b_in⟩ and ⟨a_out, b_out⟩
	b2, o2  float64 // |b_in|² and |b_out|²
}

// weight returns −½ (‖a_in − c b_in‖² + ‖a_out − b_out/c‖²) but for what does not depend on c or b, the norm of a:
//
//	c⟨a_in,b_in⟩ + ⟨a_out,b_out⟩/c − ½c²|b_in|² − ½|b_out|²/c²
func (m scaleMatch) weight(c float64) float64 {
	i := 1 / c
	return (float64(c*m.in) + float64(i*m.out)) - (float64(float64(c*c)*m.b2)+float64(float64(i*i)*m.o2))/2
}

// best returns the c > 0 of largest weight, a zero of
//
//	h(c) = c⁴|b_in|² − c³⟨a_in,b_in⟩ + c⟨a_out,b_out⟩ − |b_out|²
//
// (derived here). h is negative at 0 and positive at infinity; where h has one zero it is found by Newton's steps
// between bounds, else each of up to three by bisection between the zeros of h′. A unit that is dead, nothing comes in
// or nothing goes out, keeps its scale: c = 1.
func (m scaleMatch) best() float64 {
	if !(m.b2 > 0 && m.o2 > 0) {
		return 1
	}
	if m.single() {
		return m.newton()
	}
	best, top := 1.0, math.Inf(-1)
	ends := m.bends()
	for k := 1; k < len(ends); k++ {
		lo, hi := ends[k-1], ends[k]
		if m.h(lo) > 0 || m.h(hi) < 0 {
			continue // h falls here, a minimum of the weight, or has no zero
		}
		if c := bisect(m.h, lo, hi); m.weight(c) > top {
			best, top = c, m.weight(c)
		}
	}
	return best
}

// single reports whether h is sure to have one zero: by the signs of its coefficients (Descartes), or since h, or h
// with 1/c for c, never falls.
func (m scaleMatch) single() bool {
	if m.in <= 0 || m.out <= 0 {
		return true
	}
	return 4*float64(float64(m.b2*m.b2)*m.out) >= float64(float64(m.in*m.in)*m.in) ||
		4*float64(float64(m.o2*m.o2)*m.in) >= float64(float64(m.out*m.out)*m.out)
}

func (m scaleMatch) h(c float64) float64 {
	y := float64(m.b2*c) - m.in
	return float64((float64(float64(y*c)*c)+m.out)*c) - m.o2
}

func (m scaleMatch) slope(c float64) float64 {
	y := 4*float64(m.b2*c) - 3*m.in
	return float64(float64(y*c)*c) + m.out
}

// bound returns a c above which h is positive (Cauchy's bound).
func (m scaleMatch) bound() float64 {
	return 1 + (math.Abs(m.in)+math.Abs(m.out)+m.o2)/m.b2
}

// newton returns the one zero of h.
func (m scaleMatch) newton() float64 {
	lo, hi := 0.0, m.bound()
	c := min(math.Sqrt(math.Sqrt(m.o2/m.b2)), hi) // the zero of c⁴|b_in|² − |b_out|²
	for range 100 {
		y := m.h(c)
		switch {
		case y < 0:
			lo = c
		case y > 0:
			hi = c
		default:
			return c
		}
		next := c - y/m.slope(c)
		if !(next > lo && next < hi) {
			next = lo + (hi-lo)/2
		}
		if math.Abs(next-c) <= 1e-12*c {
			return next
		}
		c = next
	}
	return c
}

// bends returns 0, the zeros of h′ in order, and the bound. h″ has a zero at ⟨a_in,b_in⟩ / 2|b_in|² alone, at which h′
// is smallest.
func (m scaleMatch) bends() []float64 {
	ends := []float64{0}
	low, top := m.in/(2*m.b2), m.bound()
	if m.slope(low) < 0 {
		ends = append(ends, bisect(func(c float64) float64 { return -m.slope(c) }, 0, low), bisect(m.slope, low, top))
	}
	return append(ends, top)
}

// bisect returns a zero of f between lo and hi, at which it is negative and positive, down to neighbouring numbers.
func bisect(f func(float64) float64, lo, hi float64) float64 {
	for {
		mid := lo + (hi-lo)/2
		if mid <= lo || mid >= hi {
			return lo
		}
		if f(mid) > 0 {
			hi = mid
		} else {
			lo = mid
		}
	}
}
