package render

import (
	"image"
	"image/color"
	"math"
)

// Point is a place in CSS pixels; y grows downwards.
type Point struct{ X, Y float64 }

// Rect is a rectangle in CSS pixels, from its upper left corner.
type Rect struct{ X, Y, W, H float64 }

// Right returns the x of the right edge.
func (r Rect) Right() float64 { return r.X + r.W }

// Bottom returns the y of the lower edge.
func (r Rect) Bottom() float64 { return r.Y + r.H }

// Center returns the middle of r.
func (r Rect) Center() Point { return Point{r.X + r.W/2, r.Y + r.H/2} }

// Contains reports whether p lies in r, edges included.
func (r Rect) Contains(p Point) bool {
	return p.X >= r.X && p.X <= r.X+r.W && p.Y >= r.Y && p.Y <= r.Y+r.H
}

// Inset returns r made smaller by d on every side (larger for a negative d), never with a negative size.
func (r Rect) Inset(d float64) Rect {
	return Rect{r.X + d, r.Y + d, max(0, r.W-2*d), max(0, r.H-2*d)}
}

// Device returns r in whole device pixels at a pixel ratio, each edge rounded to the nearest, so that neighbours share
// an edge. A picture of exactly this many pixels is shown pixel for pixel.
func (r Rect) Device(ratio float64) image.Rectangle {
	at := func(v float64) int { return int(math.Round(v * ratio)) }
	return image.Rect(at(r.X), at(r.Y), at(r.Right()), at(r.Bottom()))
}

// Mark is one thing to draw. The set is closed: every drawer handles each of the types in this file.
type Mark interface{ mark() }

// Line is a polyline with round joins. Its ends are round when it is solid and at least 1.5 pixels wide, and square
// otherwise, so that axes and dashes have their exact length. A point with a NaN ends one piece and the next point
// starts another. Dash holds lengths of strokes and gaps in turn, in CSS pixels; empty means solid.
type Line struct {
	Points []Point
	Width  float64
	Color  color.NRGBA
	Dash   []float64
}

// Fill is a filled convex polygon, of either orientation.
type Fill struct {
	Points []Point
	Color  color.NRGBA
}

// Band is the filled region between two polylines of equal length: its quadrilaterals join Upper[i], Upper[i+1],
// Lower[i+1] and Lower[i]. It is what fills below a curve, which no convex polygon can do without seams.
type Band struct {
	Upper, Lower []Point
	Color        color.NRGBA
}

// Disc is a circle of radius R, filled and then stroked with a line centred on its edge. A colour with alpha 0 draws
// nothing.
type Disc struct {
	At           Point
	R            float64
	Fill, Stroke color.NRGBA
	Width        float64
}

// Box is a rectangle with corners rounded by Radius, filled and then stroked with a line centred on its edge.
type Box struct {
	Rect
	Radius       float64
	Fill, Stroke color.NRGBA
	Width        float64
}

// Anchor says which part of a text stands at its point, along the line of writing.
type Anchor uint8

// The anchors.
const (
	Start Anchor = iota
	Middle
	End
)

// Baseline says which height of a text stands at its point. Center is half of the capital height above the baseline, so
// that digits look centred; Top is the ascender, Bottom the descender.
type Baseline uint8

// The baselines.
const (
	Alphabetic Baseline = iota
	Center
	Top
	Bottom
)

// Label is one line of text. Vertical turns it by −90° (it reads upwards); Angle turns it further, clockwise in
// radians. Halo, if not transparent, is drawn around the letters so that they can be read over a picture.
type Label struct {
	At       Point
	Text     string
	Size     float64
	Color    color.NRGBA
	Anchor   Anchor
	Baseline Baseline
	Vertical bool
	Bold     bool
	Angle    float64
	Halo     color.NRGBA
}

// Pixels is a picture of W×H pixels stretched over a rectangle. Pix is RGBA with premultiplied alpha, row 0 on top,
// 4·W·H bytes. Smooth interpolates between pixels; otherwise they are squares. Key names the content: a drawer may keep
// what it made of it as long as Key is the same, so it must change whenever Pix does.
type Pixels struct {
	Rect
	W, H   int
	Pix    []byte
	Smooth bool
	Key    uint64
}

// Mesh is triangles, three indices of Points each, drawn in order without antialiasing. Colors[i] belongs to Points[i];
// between corners the premultiplied colours are interpolated linearly. Where two triangles share an edge, each pixel
// belongs to one of them.
type Mesh struct {
	Points    []Point
	Colors    []color.NRGBA
	Triangles []uint32
}

// Clip draws marks only where they lie inside its rectangle.
type Clip struct {
	Rect
	Marks []Mark
}

func (Line) mark()   {}
func (Fill) mark()   {}
func (Band) mark()   {}
func (Disc) mark()   {}
func (Box) mark()    {}
func (Label) mark()  {}
func (Pixels) mark() {}
func (Mesh) mark()   {}
func (Clip) mark()   {}
