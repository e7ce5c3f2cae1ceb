package toynets

import "math"

// clustersPerClass is scikit-learn's default too: one cluster per class would be linearly separable far too often.
const clustersPerClass = 2

// gauss are Gaussian clusters in an informative space of q ≤ Dim dimensions, seen through random rotations: in the
// spirit of scikit-learn's make_classification (after Guyon, Design of experiments of the NIPS 2003 variable selection
// benchmark, 2003).
//
// Centres are distinct points of a regular grid with spacing 2, drawn at random, two per class. A cluster is centre +
// ½·A·g with g standard normal and A a random q × q matrix of its own with rows of length one, so that clusters have
// different shapes and overlap a little. Inputs come in groups of q; every group is a random rotation of the
// informative space, scaled to about unit variance.
func gauss(s Spec) source {
	r := Stream(s.Seed, "data/gauss/shape")
	clusters := clustersPerClass * s.Classes

	// Enough dimensions for four times as many corners of a cube as clusters; with fewer inputs than that, more levels
	// per axis.
	q := 0
	for q < s.Dim && 1<<q < 4*clusters {
		q++
	}
	levels := 2
	for power(levels, q) < clusters {
		levels++
	}
	places := r.Perm(power(levels, q))[:clusters]

	// A coordinate on the grid has variance (levels² − 1)/3, the spread ¼.
	const spread = 0.5
	scale := 1 / math.Sqrt(float64(levels*levels-1)/3+spread*spread)

	centre := make([][]float64, clusters)
	shape := make([][]float64, clusters)
	for c, place := range places {
		centre[c] = make([]float64, q)
		for k := range centre[c] {
			centre[c][k] = float64(2*(place%levels) - (levels - 1))
			place /= levels
		}
		shape[c] = make([]float64, q*q)
		for k := range q {
			direction(r, shape[c][k*q:(k+1)*q])
		}
	}
	rotation := make([]float64, s.Dim*q)
	for j := range s.Dim {
		first := j - j%q // of the group of inputs
		orthonormal(r, rotation[first*q:j*q], rotation[j*q:(j+1)*q])
	}

	g, z := make([]float64, q), make([]float64, q)
	return source{dim: s.Dim, classes: s.Classes, draw: func(r *Rand, class int, x []float64) {
		c := class + s.Classes*r.IntN(clustersPerClass)
		for k := range g {
			g[k] = r.Normal()
		}
		for k := range z {
			offset := dot(shape[c][k*q:(k+1)*q], g)
			z[k] = float64(scale * (centre[c][k] + float64(spread*offset)))
		}
		for j := range x {
			x[j] = dot(rotation[j*q:(j+1)*q], z)
		}
	}}
}

// power returns bᵉ for small e ≥ 0.
func power(b, e int) int {
	p := 1
	for range e {
		p *= b
	}
	return p
}

// dot returns Σ a_i·b_i, summed in order.
func dot(a, b []float64) float64 {
	var sum float64
	for i, v := range a {
		sum += float64(v * b[i])
	}
	return sum
}

// direction writes a uniformly random unit vector to v.
func direction(r *Rand, v []float64) {
	orthonormal(r, nil, v)
}

// orthonormal writes to v a random unit vector orthogonal to the rows of basis, which are orthonormal and fewer than
// len(v) (Gram–Schmidt).
func orthonormal(r *Rand, basis, v []float64) {
	n := len(v)
	for {
		for k := range v {
			v[k] = r.Normal()
		}
		for b := 0; b < len(basis); b += n {
			along := dot(basis[b:b+n], v)
			for k := range v {
				v[k] -= float64(along * basis[b+k])
			}
		}
		length := math.Sqrt(dot(v, v))
		if length < 1e-3 { // too little is left to normalise with accuracy
			continue
		}
		for k := range v {
			v[k] /= length
		}
		return
	}
}
