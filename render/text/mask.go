package text

import (
	"image"
	"image/draw"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/vector"
)

// Angles is the number of steps of a full turn in which text can stand.
const Angles = 120

// Key names a mask. Size is in sixteenths of a device pixel; SubX is the quarter of a pixel by which the glyph's origin
// lies right of a whole pixel; Angle is in steps of 2π/Angles, clockwise; Halo is the width of the halo in quarters of
// a pixel, 0 for the letter itself.
type Key struct {
	Glyph
	Size  uint16
	SubX  uint8
	Angle uint8
	Halo  uint8
}

// Sixteenths rounds a size in device pixels to the grain of Key.Size.
func Sixteenths(px float64) uint16 {
	return uint16(math.Round(min(max(px, 1), 4000) * 16))
}

// AngleStep rounds an angle in radians, clockwise, to the nearest step in 0 … Angles−1.
func AngleStep(radians float64) uint8 {
	n := int(math.Round(radians/(2*math.Pi)*Angles)) % Angles
	return uint8((n + Angles) % Angles)
}

// StepAngle returns the cosine and sine of step a.
func StepAngle(a uint8) (cos, sin float64) {
	switch a { // exact where text mostly stands
	case 0:
		return 1, 0
	case Angles / 4:
		return 0, 1
	case 3 * Angles / 4:
		return 0, -1
	}
	sin, cos = math.Sincos(float64(a) / Angles * 2 * math.Pi)
	return cos, sin
}

// Mask is the coverage of one glyph: W×H bytes, row 0 on top, to be drawn with its upper left pixel at (X, Y) from the
// glyph's origin rounded down to whole pixels. An empty mask (a space) has W = 0.
type Mask struct {
	X, Y, W, H int
	Alpha      []byte
}

// Rasterize draws the mask of k. The cost is that of a few dozen curves; callers keep what they get in a Cache.
func Rasterize(k Key) Mask {
	f := faceOf(k.Bold)
	var buf sfnt.Buffer
	segments, err := f.font.LoadGlyph(&buf, k.Index, f.units, nil)
	if err != nil {
		panic("text: glyph of no embedded font")
	}
	if len(segments) == 0 {
		return Mask{}
	}
	scale := float64(k.Size) / 16 / float64(f.units)
	cos, sin := StepAngle(k.Angle)
	at := func(i, j int) (x, y float32) {
		p := segments[i].Args[j]
		gx, gy := float64(p.X)*scale, float64(p.Y)*scale
		return float32(gx*cos - gy*sin + float64(k.SubX)/4), float32(gx*sin + gy*cos)
	}
	reach := float64(k.Halo) / 4
	x0, y0, x1, y1 := bounds(segments, at)
	left, top := int(math.Floor(x0-reach))-1, int(math.Floor(y0-reach))-1
	w, h := int(math.Ceil(x1+reach))+1-left, int(math.Ceil(y1+reach))+1-top

	r := vector.NewRasterizer(w, h)
	move := func(i, j int) (float32, float32) {
		x, y := at(i, j)
		return x - float32(left), y - float32(top)
	}
	for i, s := range segments {
		ax, ay := move(i, 0)
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			r.ClosePath()
			r.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			r.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			bx, by := move(i, 1)
			r.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			bx, by := move(i, 1)
			cx, cy := move(i, 2)
			r.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	r.ClosePath()
	out := image.NewAlpha(image.Rect(0, 0, w, h))
	r.DrawOp = draw.Src
	r.Draw(out, out.Bounds(), image.Opaque, image.Point{})
	m := Mask{X: left, Y: top, W: w, H: h, Alpha: out.Pix}
	if k.Halo > 0 {
		m.Alpha = spread(m.Alpha, w, h, reach)
	}
	return m
}

// bounds returns the box of all control points: it contains the curves.
func bounds(segments sfnt.Segments, at func(i, j int) (x, y float32)) (x0, y0, x1, y1 float64) {
	x0, y0 = math.Inf(1), math.Inf(1)
	x1, y1 = math.Inf(-1), math.Inf(-1)
	for i, s := range segments {
		n := 1
		switch s.Op {
		case sfnt.SegmentOpQuadTo:
			n = 2
		case sfnt.SegmentOpCubeTo:
			n = 3
		}
		for j := range n {
			x, y := at(i, j)
			x0, x1 = min(x0, float64(x)), max(x1, float64(x))
			y0, y1 = min(y0, float64(y)), max(y1, float64(y))
		}
	}
	return x0, y0, x1, y1
}

// spread dilates a mask by a disc of the given radius with a soft edge of one pixel: each pixel becomes the largest
// product of a neighbour's coverage and the disc's.
func spread(alpha []byte, w, h int, radius float64) []byte {
	out := make([]byte, len(alpha))
	reach := int(math.Ceil(radius + 0.5))
	for dy := -reach; dy <= reach; dy++ {
		for dx := -reach; dx <= reach; dx++ {
			weight := int(256 * min(1, max(0, radius+0.5-math.Hypot(float64(dx), float64(dy)))))
			if weight == 0 {
				continue
			}
			for y := max(0, dy); y < min(h, h+dy); y++ {
				for x := max(0, dx); x < min(w, w+dx); x++ {
					v := byte(int(alpha[(y-dy)*w+x-dx]) * weight >> 8)
					out[y*w+x] = max(out[y*w+x], v)
				}
			}
		}
	}
	return out
}
