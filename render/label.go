package render

import (
	"math"

	"onebasin/render/text"
)

// HaloWidth is how far a label's halo reaches beyond the letters, in CSS pixels.
const HaloWidth = 1.75

// Origin returns where the label's first letter stands on its baseline and the angle of writing, clockwise in radians.
func (l Label) Origin() (at Point, angle float64) {
	angle = l.Angle
	if l.Vertical {
		angle -= math.Pi / 2
	}
	along, down := 0.0, 0.0
	switch l.Anchor {
	case Middle:
		along = -MeasureText(l.Text, l.Size, l.Bold) / 2
	case End:
		along = -MeasureText(l.Text, l.Size, l.Bold)
	}
	switch l.Baseline {
	case Center:
		down = l.Size * text.CapHeight / 2
	case Top:
		down = l.Size * text.Ascent
	case Bottom:
		down = -l.Size * text.Descent
	}
	cos, sin := text.StepAngle(text.AngleStep(angle))
	return Point{l.At.X + along*cos - down*sin, l.At.Y + along*sin + down*cos}, angle
}

// Bounds returns the upright rectangle that the label's line covers, from ascender to descender, without halo.
func (l Label) Bounds() Rect {
	at, angle := l.Origin()
	cos, sin := text.StepAngle(text.AngleStep(angle))
	w := MeasureText(l.Text, l.Size, l.Bold)
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, c := range [4]Point{{0, -text.Ascent * l.Size}, {w, -text.Ascent * l.Size}, {0, text.Descent * l.Size},
		{w, text.Descent * l.Size}} {
		x, y := at.X+c.X*cos-c.Y*sin, at.Y+c.X*sin+c.Y*cos
		x0, x1, y0, y1 = min(x0, x), max(x1, x), min(y0, y), max(y1, y)
	}
	return Rect{x0, y0, x1 - x0, y1 - y0}
}

// Run returns the label as it is set on device pixels at a pixel ratio, the letters themselves or their halo.
func (l Label) Run(ratio float64, halo bool) text.Run {
	at, angle := l.Origin()
	r := text.Run{X: at.X * ratio, Y: at.Y * ratio, Size: l.Size * ratio, Angle: angle, Bold: l.Bold}
	if halo {
		r.Halo = HaloWidth * ratio
	}
	return r
}
