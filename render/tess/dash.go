package tess

import (
	"image/color"
	"math"
)

// Dashes calls stroke with each dash of a polyline. lengths holds strokes and gaps in turn; an odd number of them is
// used twice, as SVG does. stroke must not keep its argument. Lengths that are not positive in sum give the whole
// polyline.
func Dashes(points []Point, lengths []float64, stroke func([]Point)) {
	dashes(nil, points, lengths, stroke)
}

// Dashed appends the dashes of a polyline, their ends square. See Dashes.
func (m *Mesh) Dashed(points []Point, lengths []float64, width float64, c color.NRGBA) {
	m.dash = dashes(m.dash, points, lengths, func(d []Point) { m.Polyline(d, width, c, false) })
}

// dashes is Dashes with room for a dash, which it returns.
func dashes(dash, points []Point, lengths []float64, stroke func([]Point)) []Point {
	dash = dash[:0]
	total := 0.0
	for _, l := range lengths {
		total += max(0, l)
	}
	if !(total > 0) || math.IsInf(total, 0) {
		stroke(points)
		return dash
	}
	k, left := 0, lengths[0]
	flush := func() {
		if len(dash) > 1 {
			stroke(dash)
		}
		dash = dash[:0]
	}
	for i, p := range points {
		if !finite(p) || i == 0 || !finite(points[i-1]) {
			flush()
			k, left = 0, lengths[0]
			if finite(p) {
				dash = append(dash, p)
			}
			continue
		}
		from := points[i-1]
		length := math.Hypot(p.X-from.X, p.Y-from.Y)
		for at := 0.0; at < length; {
			step := min(left, length-at)
			at += step
			left -= step
			here := p
			if at < length {
				here = Point{from.X + (p.X-from.X)*at/length, from.Y + (p.Y-from.Y)*at/length}
			}
			on := k%2 == 0
			if on {
				dash = append(dash, here)
			}
			for left <= 0 {
				k++
				left += max(0, lengths[k%len(lengths)])
				if on = k%2 == 0; on {
					dash = append(dash[:0], here)
				} else {
					flush()
				}
			}
		}
	}
	flush()
	return dash
}
