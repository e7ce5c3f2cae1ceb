//go:build js

package screen

import (
	"image"

	"github.com/hajimehoshi/ebiten/v2"

	"onebasin/render/text"
)

const (
	side  = 1024 // of the atlas in pixels: some 1500 letters at the pixel ratio 2
	white = 1.5  // the middle of the 3×3 white pixels in its corner
)

// atlas packs masks into one image, shelf by shelf. When it is full, what was collected is drawn and it starts again.
type atlas struct {
	image       *ebiten.Image
	places      map[text.Key]place
	x, y, shelf int // where the next mask goes, and the height of its shelf
	full        bool
	pix         []byte
}

// place is where a mask lies in the atlas and how it stands at its origin.
type place struct{ u, v, x, y, w, h int }

// ready makes the atlas at its first use.
func (a *atlas) ready() {
	if a.image != nil {
		return
	}
	a.image = ebiten.NewImageWithOptions(image.Rect(0, 0, side, side), &ebiten.NewImageOptions{Unmanaged: true})
	a.clear()
}

func (a *atlas) clear() {
	a.image.Clear()
	a.places = make(map[text.Key]place, 256)
	a.x, a.y, a.shelf, a.full = 4, 0, 4, false
	ones := make([]byte, 3*3*4)
	for i := range ones {
		ones[i] = 255
	}
	a.image.SubImage(image.Rect(0, 0, 3, 3)).(*ebiten.Image).WritePixels(ones)
}

// at returns the place of a mask, drawing it at its first use. It returns false for a mask without pixels, or if the
// atlas is full.
func (a *atlas) at(k text.Key) (place, bool) {
	a.ready()
	p, ok := a.places[k]
	if !ok {
		p = a.insert(k)
		a.places[k] = p
	}
	return p, p.w > 0
}

func (a *atlas) insert(k text.Key) place {
	m := text.Rasterize(k)
	if m.W == 0 {
		return place{}
	}
	if a.x+m.W+1 > side {
		a.x, a.y, a.shelf = 0, a.y+a.shelf+1, 0
	}
	if m.W > side || a.y+m.H > side {
		a.full = true
		return place{}
	}
	a.pix = a.pix[:0]
	for _, v := range m.Alpha {
		a.pix = append(a.pix, v, v, v, v)
	}
	a.image.SubImage(image.Rect(a.x, a.y, a.x+m.W, a.y+m.H)).(*ebiten.Image).WritePixels(a.pix)
	p := place{a.x, a.y, m.X, m.Y, m.W, m.H}
	a.x += m.W + 1
	a.shelf = max(a.shelf, m.H)
	return p
}
