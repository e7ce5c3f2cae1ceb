package raster

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"

	"onebasin/render"
	"onebasin/render/tess"
	"onebasin/render/text"
)

// Draw returns an image of width×height CSS pixels at the given pixel ratio, filled with background and then with marks
// in order.
//
// Draw panics if the image would have no pixels.
func Draw(width, height, ratio float64, background color.Color, marks []render.Mark) *image.RGBA {
	w, h := int(math.Ceil(width*ratio)), int(math.Ceil(height*ratio))
	if w <= 0 || h <= 0 {
		panic("raster: image without pixels")
	}
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Bounds(), image.NewUniform(background), image.Point{}, draw.Src)
	p := painter{img: img, ratio: ratio, clip: img.Bounds()}
	p.marks(marks)
	return img
}

// painter draws at a pixel ratio inside a clip.
type painter struct {
	img    *image.RGBA
	ratio  float64
	clip   image.Rectangle
	glyphs text.Cache
	fill   vector.Rasterizer
}

func (p *painter) marks(marks []render.Mark) {
	for _, m := range marks {
		switch m := m.(type) {
		case render.Line:
			p.line(m)
		case render.Fill:
			p.polygon(m.Color, p.points(m.Points))
		case render.Band:
			p.band(m)
		case render.Disc:
			p.disc(m)
		case render.Box:
			p.box(m)
		case render.Label:
			p.label(m)
		case render.Pixels:
			p.pixels(m)
		case render.Mesh:
			p.mesh(m)
		case render.Clip:
			outer := p.clip
			p.clip = outer.Intersect(m.Rect.Device(p.ratio))
			p.marks(m.Marks)
			p.clip = outer
		}
	}
}

func (p *painter) points(points []render.Point) []tess.Point {
	out := make([]tess.Point, len(points))
	for i, q := range points {
		out[i] = tess.Point{X: q.X * p.ratio, Y: q.Y * p.ratio}
	}
	return out
}

func (p *painter) band(b render.Band) {
	// One path of quadrilaterals with shared edges: the rasteriser cancels what is inside exactly, so there are no
	// seams.
	u, l := p.points(b.Upper), p.points(b.Lower)
	var quads [][]tess.Point
	for i := 0; i+1 < len(u); i++ {
		quads = append(quads, []tess.Point{u[i], u[i+1], l[i+1], l[i]})
	}
	p.polygon(b.Color, quads...)
}

func (p *painter) disc(d render.Disc) {
	at := tess.Point{X: d.At.X * p.ratio, Y: d.At.Y * p.ratio}
	p.polygon(d.Fill, circle(at, d.R*p.ratio))
	if d.Width > 0 {
		half := d.Width / 2
		p.polygon(d.Stroke, circle(at, (d.R+half)*p.ratio), reversed(circle(at, max(0, d.R-half)*p.ratio)))
	}
}

func (p *painter) box(b render.Box) {
	corners := func(grow float64) []tess.Point {
		r := b.Rect.Inset(-grow)
		return tess.RoundedBox(nil, r.X*p.ratio, r.Y*p.ratio, r.W*p.ratio, r.H*p.ratio,
			max(0, b.Radius+grow*sign(b.Radius))*p.ratio)
	}
	p.polygon(b.Fill, corners(0))
	if b.Width > 0 {
		p.polygon(b.Stroke, corners(b.Width/2), reversed(corners(-b.Width/2)))
	}
}

// sign is 0 for a sharp corner, which stays sharp when its box grows.
func sign(radius float64) float64 {
	if radius > 0 {
		return 1
	}
	return 0
}

// polygon fills rings with one colour: by non-zero winding where they agree in orientation.
func (p *painter) polygon(c color.NRGBA, rings ...[]tess.Point) {
	if c.A == 0 {
		return
	}
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, ring := range rings {
		for _, q := range ring {
			x0, x1, y0, y1 = min(x0, q.X), max(x1, q.X), min(y0, q.Y), max(y1, q.Y)
		}
	}
	if !(x0 <= x1 && y0 <= y1) || math.IsInf(x1-x0+y1-y0, 0) { // empty, or a coordinate is not finite
		return
	}
	box := image.Rect(int(math.Floor(x0)), int(math.Floor(y0)), int(math.Ceil(x1))+1,
		int(math.Ceil(y1))+1).Intersect(p.clip)
	if box.Empty() {
		return
	}
	p.fill.Reset(box.Dx(), box.Dy())
	for _, ring := range rings {
		for i, q := range ring {
			x, y := float32(q.X-float64(box.Min.X)), float32(q.Y-float64(box.Min.Y))
			if i == 0 {
				p.fill.MoveTo(x, y)
			} else {
				p.fill.LineTo(x, y)
			}
		}
		p.fill.ClosePath()
	}
	p.fill.Draw(p.img, box, image.NewUniform(c), image.Point{})
}
