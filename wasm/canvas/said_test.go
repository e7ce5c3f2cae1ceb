package canvas

import (
	"strings"
	"testing"

	"onebasin/internal/allocation"
	"onebasin/render/board"
)

// saidBound is how many bytes may be allocated to read a text of n.
func saidBound(n int) uint64 { return uint64(64*n + 48<<10) }

// Whatever is said in text, what is taken of it is a place, a size or a wish within bounds, that a board without
// figures bears, and memory is bounded by its length.
func FuzzSaid(f *testing.F) {
	for _, s := range []string{
		"1280 800 2 false true", "390 844", "1.5", "3798", "-1",
		"move 12 34.5 mouse", "up 1 2 touch", "1.2 100 100 -3 4",
		"7 path png 2 0 true\nlink https://x/#v=1\ndigest 0123456789ab", "NaN NaN NaN true true", "Inf", "-Inf -Inf",
		"1e308 1e308", "0x1p-1074 1", "move NaN 1 mouse", "1 landscape svg NaN NaN false", "-1 1 1 1 1", "",
		strings.Repeat("9", 400), "1_0 2", "1 \x00 png 1 1 true\n\n\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		b := board.New(1, board.Laboratory{Name: "none"})
		allocation.Within(t, saidBound(len(text)), func() {
			if o, ok := readOpening(text); ok && !(length(o.width) && o.ratio > 0) {
				t.Errorf("%+v", o)
			}
			readSize(text)
			readRatio(text)
			readRoom(text)
			if top, ok := readBand(text); ok && top < 0 {
				t.Errorf("row %d", top)
			}
			readPointer(text)
			readPinch(text)
			readWish(text)
		})
		if width, ok := readSize(text); ok {
			b.Resize(width)
		}
		if ratio, ok := readRatio(text); ok {
			b.Density(ratio)
		}
		if height, ok := readRoom(text); ok {
			b.Room(height)
		}
		if e, ok := readPointer(text); ok {
			b.Pointer(e)
		}
		if p, ok := readPinch(text); ok {
			b.Pinch(p.factor, p.at, p.by)
		}
		b.Look(text)
		if w, ok := readWish(text); ok {
			if _, err := b.Export(w.figure, w.format, w.print); err == nil {
				t.Error("a figure of nothing")
			}
		}
	})
}
