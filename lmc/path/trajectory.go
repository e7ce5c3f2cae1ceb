package path

import (
	"math"

	"onebasin/lmc/vector"
)

// Principal finds the principal directions of points of parameter space, such as those of a training: the orthogonal
// directions of greatest variance about their mean (PCA of the trajectory, as Li et al., Visualizing the loss landscape
// of neural nets, 2018, 1712.09913, section 7, who take the last point for the mean). With few points in many
// dimensions it goes by the n×n matrix of inner products, G_ij = (x_i − x̄)·(x_j − x̄) = Σ_k λ_k s_ki s_kj, whose
// directions are Σ_i s_ki (x_i − x̄) / √λ_k.
//
// A step makes one row of G. It keeps the points.
type Principal struct {
	points [][]float32
	gram   []float64
	row    int
	values []float64
	s      [][]float64
}

// NewPrincipal begins with at least two points.
func NewPrincipal(points [][]float32) *Principal {
	if len(points) < 2 {
		panic("path: principal directions of fewer than two points")
	}
	return &Principal{points: points, gram: make([]float64, len(points)*len(points))}
}

// Step reports whether there is more to do.
func (p *Principal) Step() (more bool) {
	n := len(p.points)
	if p.row == n {
		return false
	}
	// Inner products of differences from one of the points lose less than those of the points themselves.
	i, last := p.row, p.points[n-1]
	for j := range i + 1 {
		var sum float64
		y := p.points[j]
		for k, x := range p.points[i] {
			at := float64(last[k])
			sum += float64((float64(x) - at) * (float64(y[k]) - at))
		}
		p.gram[i*n+j], p.gram[j*n+i] = sum, sum
	}
	if p.row++; p.row == n {
		p.centre()
		p.values, p.s = vector.SymmetricEigen(n, p.gram)
		return false
	}
	return true
}

// centre takes the means out of rows and columns, which moves the origin to x̄.
func (p *Principal) centre() {
	n := len(p.points)
	mean, all := make([]float64, n), 0.0
	for i := range n {
		for j := range n {
			mean[i] += p.gram[i*n+j] / float64(n)
		}
		all += mean[i] / float64(n)
	}
	for i := range n {
		for j := range n {
			p.gram[i*n+j] += (all - mean[i]) - mean[j]
		}
	}
}

// Explained returns the share of the variance along the k-th direction, 0 where the points are one.
func (p *Principal) Explained(k int) float64 {
	var sum float64
	for _, v := range p.values {
		sum += max(0, v)
	}
	if !(sum > 0) {
		return 0
	}
	return max(0, p.values[k]) / sum
}

// Direction returns the k-th direction, of length 1, and the coordinates of the points along it from their mean. Both
// are 0 where there is no variance left.
func (p *Principal) Direction(k int) (d, along []float64) {
	d, along = make([]float64, len(p.points[0])), make([]float64, len(p.points))
	if !(p.values[k] > 1e-14*p.values[0]) {
		return d, along
	}
	root := math.Sqrt(p.values[k])
	for i, x := range p.points {
		along[i] = root * p.s[k][i]
		weight := p.s[k][i] / root
		for j, v := range x { // Σ_i s_ki = 0: the mean drops out
			d[j] += float64(weight * float64(v))
		}
	}
	return d, along
}

// Mean returns the mean of the points.
func (p *Principal) Mean() []float32 {
	sum := make([]float64, len(p.points[0]))
	for _, x := range p.points {
		for j, v := range x {
			sum[j] += float64(v)
		}
	}
	mean := make([]float32, len(sum))
	for j, v := range sum {
		mean[j] = float32(v / float64(len(p.points)))
	}
	return mean
}
