package path

import "math"

// Triangle is the plane through three networks, drawn so that they are the corners of an equilateral triangle:
//
//	θ(x, y) = A + x·E1 + y·E2,  A = (0, 0), B = (1, 0), C = (½, √3/2),
//
// which keeps straight lines and means but not the lengths of parameter space.
type Triangle struct{ Origin, E1, E2 []float32 }

// TriangleHeight is √3/2.
const TriangleHeight = 0.86602540378443864676

// NewTriangle returns the triangle of a, b and c; it keeps a.
func NewTriangle(a, b, c []float32) Triangle {
	t := Triangle{a, make([]float32, len(a)), make([]float32, len(a))}
	for i, x := range a {
		t.E1[i] = float32(float64(b[i]) - float64(x))
		half := (float64(x) + float64(b[i])) / 2
		t.E2[i] = float32((float64(c[i]) - half) / TriangleHeight)
	}
	return t
}

// Barycentric returns the weights of A, B and C at (x, y), which sum to 1; none is negative within the triangle.
func Barycentric(x, y float64) (a, b, c float64) {
	c = y / TriangleHeight
	b = x - c/2
	return 1 - b - c, b, c
}

// OutsideTriangle returns how far (x, y) lies outside of the triangle, measured towards its edges; within it is 0.
func OutsideTriangle(x, y float64) float64 {
	a, b, c := Barycentric(x, y)
	return math.Max(0, -TriangleHeight*math.Min(a, math.Min(b, c)))
}
