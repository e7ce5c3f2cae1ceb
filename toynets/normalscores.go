package toynets

import (
	"math"
	"slices"

	"onebasin/toynets/portable"
)

// maxQuantiles bounds the landmarks of NormalScores, as scikit-learn's n_quantiles does.
const maxQuantiles = 1000

// scoreBound is how near 0 or 1 a quantile may come: scores lie within ±5.2.
const scoreBound = 1e-7

// NormalScores returns train and test with every input x_j replaced by its normal score
//
//	Φ⁻¹(F_j(x_j))
//
// where F_j is the distribution of input j over the training set: the mean of the linear interpolation through its
// quantiles from below and from above, which differ where values are equal. F is held to [10⁻⁷, 1 − 10⁻⁷]. It is
// scikit-learn's QuantileTransformer(output_distribution="normal") with min(1000, N) quantiles and all examples. Labels
// are shared, inputs are new.
func NormalScores(train, test Data) (trainScores, testScores Data) {
	out := [2]Data{train, test}
	for k := range out {
		out[k].X = make([]float32, len(out[k].X))
	}
	column := make([]float64, train.N)
	quantiles := make([]float64, min(maxQuantiles, train.N))
	for j := range train.Dim {
		for i := range column {
			column[i] = float64(train.X[i*train.Dim+j])
		}
		slices.Sort(column)
		for q := range quantiles {
			quantiles[q] = quantile(column, float64(q)/float64(max(1, len(quantiles)-1)))
		}
		for k, d := range [2]Data{train, test} {
			for i := range d.N {
				out[k].X[i*d.Dim+j] = float32(normalScore(quantiles, float64(d.X[i*d.Dim+j])))
			}
		}
	}
	return out[0], out[1]
}

// quantile interpolates in sorted values: p = 0 is the least, p = 1 the largest.
func quantile(sorted []float64, p float64) float64 {
	at := float64(p * float64(len(sorted)-1))
	k := min(int(at), len(sorted)-1)
	if k+1 == len(sorted) {
		return sorted[k]
	}
	return sorted[k] + float64((at-float64(k))*(sorted[k+1]-sorted[k]))
}

// normalScore returns Φ⁻¹ of where x lies among the quantiles.
func normalScore(quantiles []float64, x float64) float64 {
	last := len(quantiles) - 1
	share := 0.5
	switch {
	case x <= quantiles[0] && x >= quantiles[last]: // a constant
	case x <= quantiles[0]:
		share = 0
	case x >= quantiles[last]:
		share = 1
	default:
		// quantiles[below] ≤ x < quantiles[below+1], quantiles[above−1] < x ≤ quantiles[above].
		below := len(quantiles) - 1
		if k, _ := slices.BinarySearchFunc(quantiles, x, func(q, x float64) int {
			if q <= x {
				return -1
			}
			return 1
		}); k > 0 {
			below = k - 1
		}
		above, _ := slices.BinarySearch(quantiles, x)
		share = (float64(below) + float64(above)) / 2
		if quantiles[above] != x {
			share = float64(below) + (x-quantiles[below])/(quantiles[below+1]-quantiles[below])
		}
		share /= float64(last)
	}
	return normalQuantile(min(1-scoreBound, max(scoreBound, share)))
}

// normalQuantile returns Φ⁻¹(p) for 0 < p < 1 within 1e-15 of it, relative.
//
// Source: M. J. Wichura, Algorithm AS 241: The percentage points of the normal distribution, Applied Statistics 37
// (1988), 477–484, PPND16.
func normalQuantile(p float64) float64 {
	q := p - 0.5
	if math.Abs(q) <= 0.425 {
		r := 0.180625 - float64(q*q)
		return float64(q * (polynomial(r, 3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
			1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4,
			2.5090809287301226727e3) /
			polynomial(r, 1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
				2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3)))
	}
	r := math.Sqrt(-portable.Log(min(p, 1-p)))
	var x float64
	if r <= 5 {
		r -= 1.6
		x = polynomial(r, 1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
			3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2,
			7.74545014278341407640e-4) /
			polynomial(r, 1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
				1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
				1.05075007164441684324e-9)
	} else {
		r -= 5
		x = polynomial(r, 6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
			2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5,
			2.01033439929228813265e-7) /
			polynomial(r, 1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
				7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
				2.04426310338993978564e-15)
	}
	if q < 0 {
		return -x
	}
	return x
}

// polynomial returns Σ c_k·x^k by Horner's rule.
func polynomial(x float64, c ...float64) (y float64) {
	for k := len(c) - 1; k >= 0; k-- {
		y = float64(y*x) + c[k]
	}
	return y
}
