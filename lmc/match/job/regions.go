package job

import (
	"math"

	"onebasin/toynets"
)

// Regions is a square grid over the plane of inputs, around examples with a margin: where decision regions are looked
// at. It is square so that they are not distorted.
type Regions struct {
	Side           int
	X0, X1, Y0, Y1 float64
	Inputs         []float32 // Side×Side pairs, row by row from Y0
}

// NewRegions lays a grid over the examples of a planar task.
func NewRegions(d toynets.Data, side int) Regions {
	x0, x1, y0, y1 := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for i := range d.N {
		x, y := float64(d.X[2*i]), float64(d.X[2*i+1])
		x0, x1, y0, y1 = min(x0, x), max(x1, x), min(y0, y), max(y1, y)
	}
	half := 0.56 * max(x1-x0, y1-y0)
	cx, cy := (x0+x1)/2, (y0+y1)/2
	r := Regions{Side: side, X0: cx - half, X1: cx + half, Y0: cy - half, Y1: cy + half}
	n := float64(side)
	for j := range side {
		for i := range side {
			r.Inputs = append(r.Inputs, float32(r.X0+(r.X1-r.X0)*(float64(i)+0.5)/n),
				float32(r.Y0+(r.Y1-r.Y0)*(float64(j)+0.5)/n))
		}
	}
	return r
}
