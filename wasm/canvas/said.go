package canvas

import (
	"fmt"
	"strings"

	"onebasin/lmc/lab/origin"
	"onebasin/render"
	"onebasin/render/board"
)

// What the frame and the page say in text, read. ok is false for what is not as it should be, which is then passed
// over: numbers that are no place on a canvas would draw pictures without bounds.

const (
	maxLength = 1e6 // CSS pixels of a canvas, and of a place on it
	maxRatio  = 32  // device pixels per CSS pixel
)

func length(x float64) bool { return x >= 0 && x <= maxLength }
func place(x float64) bool  { return x >= -maxLength && x <= maxLength }

// An opening is the frame's first message.
type opening struct {
	width, height, ratio float64
	still                bool // nothing is to be animated
	device               bool // Layout is told of the device's pixels
}

func readOpening(text string) (o opening, ok bool) {
	_, err := fmt.Sscan(text, &o.width, &o.height, &o.ratio, &o.still, &o.device)
	return o, err == nil && length(o.width) && length(o.height) && o.ratio > 0 && o.ratio <= maxRatio
}

func readSize(text string) (width float64, ok bool) {
	var height float64
	_, err := fmt.Sscan(text, &width, &height)
	return width, err == nil && length(width) && length(height)
}

func readRatio(text string) (ratio float64, ok bool) {
	_, err := fmt.Sscan(text, &ratio)
	return ratio, err == nil && ratio > 0 && ratio <= maxRatio
}

// readBand reads which row of the frame is the canvas's first one, in the pixels that are drawn.
func readBand(text string) (top int, ok bool) {
	_, err := fmt.Sscan(text, &top)
	return top, err == nil && top >= 0 && top <= maxLength*maxRatio
}

func readRoom(text string) (height float64, ok bool) {
	_, err := fmt.Sscan(text, &height)
	return height, err == nil && length(height)
}

func readPointer(text string) (e board.Event, ok bool) {
	var device string
	_, err := fmt.Sscan(text, &e.Kind, &e.At.X, &e.At.Y, &device)
	e.Touch = device == "touch"
	return e, err == nil && place(e.At.X) && place(e.At.Y)
}

// A pinch is what two fingers, or a wheel, do about a place: they zoom by a factor and move the plane.
type pinch struct {
	factor float64
	at, by render.Point
}

func readPinch(text string) (p pinch, ok bool) {
	_, err := fmt.Sscan(text, &p.factor, &p.at.X, &p.at.Y, &p.by.X, &p.by.Y)
	return p, err == nil && p.factor > 0 && p.factor <= maxLength &&
		place(p.at.X) && place(p.at.Y) && place(p.by.X) && place(p.by.Y)
}

// A wish is the page's for a figure as a file: a number for the answer, the figure, how it is made, and where it comes
// from.
type wish struct {
	id             int
	figure, format string
	print          board.Print
}

func readWish(text string) (w wish, ok bool) {
	what, from, _ := strings.Cut(text, "\n")
	p := &w.print
	_, err := fmt.Sscan(what, &w.id, &w.figure, &w.format, &p.Scale, &p.Width, &p.Light)
	p.From = origin.Read(from)
	return w, err == nil && length(p.Scale) && length(p.Width)
}
