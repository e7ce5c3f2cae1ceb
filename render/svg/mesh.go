package svg

import (
	"image/color"
	"math"

	"onebasin/render"
	"onebasin/render/raster"
)

// fineness is how many pixels of an embedded picture there are to a CSS pixel.
const fineness = 3

// mesh embeds the triangles as a picture: SVG knows no shading between three corners, and thousands of flat polygons
// would be ten times larger and show the seams between them.
func (w *writer) mesh(m render.Mesh) {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range m.Points {
		if s := p.X + p.Y; s-s == 0 {
			x0, x1, y0, y1 = min(x0, math.Floor(p.X)), max(x1, math.Ceil(p.X)), min(y0, math.Floor(p.Y)),
				max(y1, math.Ceil(p.Y))
		}
	}
	if !(x1 > x0 && y1 > y0) || len(m.Triangles) == 0 {
		return
	}
	moved := render.Mesh{Points: make([]render.Point, len(m.Points)), Colors: m.Colors, Triangles: m.Triangles}
	for i, p := range m.Points {
		moved.Points[i] = render.Point{X: p.X - x0, Y: p.Y - y0}
	}
	img := raster.Draw(x1-x0, y1-y0, fineness, color.Transparent, []render.Mark{moved})
	w.pixels(render.Pixels{Rect: render.Rect{X: x0, Y: y0, W: x1 - x0, H: y1 - y0}, W: img.Rect.Dx(), H: img.Rect.Dy(),
		Pix: img.Pix, Smooth: true})
}
