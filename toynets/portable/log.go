package portable

import "math"

// Log returns the natural logarithm of x.
//
//	x = 2^k (1+f), √½ ≤ 1+f < √2, s = f/(2+f)
//	log x = k ln2 + f − (f²/2 − s (f²/2 + R(s²)))
//
// The error is below 1 ulp. Log(NaN) and Log(x < 0) are NaN, Log(±0) is −Inf, Log(+Inf) is +Inf.
//
// Source: FreeBSD msun e_log.c (Sun Microsystems, 1993), the degree-14 Remez polynomial R, as in the Go standard
// library.
func Log(x float64) float64 {
	const (
		ln2Hi = 6.93147180369123816490e-01
		ln2Lo = 1.90821492927058770002e-10
		l1    = 6.666666666666735130e-01
		l2    = 3.999999999940941908e-01
		l3    = 2.857142874366239149e-01
		l4    = 2.222219843214978396e-01
		l5    = 1.818357216161805012e-01
		l6    = 1.531383769920937332e-01
		l7    = 1.479819860511658591e-01
	)
	switch {
	case math.IsNaN(x) || math.IsInf(x, 1):
		return x
	case x < 0:
		return math.NaN()
	case x == 0:
		return math.Inf(-1)
	}
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m *= 2
		e--
	}
	f := m - 1
	k := float64(e)

	s := f / (2 + f)
	s2 := float64(s * s)
	s4 := float64(s2 * s2)
	t1 := l5 + float64(s4*l7)
	t1 = l3 + float64(s4*t1)
	t1 = l1 + float64(s4*t1)
	t2 := l4 + float64(s4*l6)
	t2 = l2 + float64(s4*t2)
	r := float64(s2*t1) + float64(s4*t2)
	half := float64(float64(0.5*f) * f)
	tail := float64(s*(half+r)) + float64(k*ln2Lo)
	return float64(k*ln2Hi) - ((half - tail) - f)
}
