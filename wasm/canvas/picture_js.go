//go:build js

package canvas

import (
	"image"
	"math"

	"github.com/hajimehoshi/ebiten/v2"

	"onebasin/render"
	"onebasin/render/board"
	"onebasin/render/screen"
)

// picture is what stands on the canvas, a band across the frame of the figures. It stays there from frame to frame, and
// is drawn anew only where a layer differs from what it was, or when the band has moved.
type picture struct {
	layers []*layer
	band   image.Rectangle // that the canvas is of the frame, in its pixels
	damage render.Damage
	clips  []render.Mark
	inside []render.Mark
}

// layer is what is known of one of the board's layers.
type layer struct {
	kept    bool
	screen  screen.Screen
	trace   render.Trace  // of one that is drawn mark by mark
	image   *ebiten.Image // of one that is kept, as a picture
	version int
	at      render.Rect // of the kept marks
}

// draw brings dst up to the layers, bottom first. Its first row is the row top of the frame.
func (p *picture) draw(dst *ebiten.Image, layers []board.Drawn, ratio float64, top int) {
	p.damage = p.damage[:0]
	band := dst.Bounds().Add(image.Pt(0, top))
	if band != p.band {
		p.move(band)
		p.damage.Add(css(band, ratio))
	}
	p.fit(layers)
	for i, l := range layers {
		if k := p.layers[i]; l.Kept {
			p.keep(k, l, ratio)
		} else {
			k.trace.Replace(l.Marks, &p.damage)
		}
	}
	var places render.Damage // in whole pixels, with the softened edges
	for _, r := range p.damage {
		places.Add(reach(r, ratio).Intersect(css(band, ratio)))
	}
	for _, r := range places {
		part(dst, p.rows(r.Device(ratio))).Clear()
	}
	for i, l := range layers {
		k := p.layers[i]
		if !l.Kept {
			k.screen.Draw(dst, p.within(places, k, l.Marks, ratio), ratio, top)
			continue
		}
		for _, r := range places {
			if box := p.rows(r.Device(ratio)); !reach(r, ratio).Intersect(k.at).Empty() {
				options := ebiten.DrawImageOptions{}
				options.GeoM.Translate(float64(box.Min.X), float64(box.Min.Y))
				part(dst, box).DrawImage(part(k.image, box), &options)
			}
		}
	}
}

// fit makes the layers known as many as there are, and kept where they are: the page gives way to charts, another
// laboratory's page to both. What a layer showed that is gone, or of another kind, is drawn over.
func (p *picture) fit(layers []board.Drawn) {
	for i, k := range p.layers {
		if i >= len(layers) || layers[i].Kept != k.kept {
			k.clear(&p.damage)
			p.layers[i] = &layer{version: -1}
		}
	}
	p.layers = p.layers[:min(len(p.layers), len(layers))]
	for i := len(p.layers); i < len(layers); i++ {
		p.layers = append(p.layers, &layer{version: -1})
	}
	for i, l := range layers {
		p.layers[i].kept = l.Kept
	}
}

// clear forgets what a layer showed.
func (k *layer) clear(damage *render.Damage) {
	if !k.at.Empty() {
		damage.Add(k.at)
	}
	k.trace.Replace(nil, damage)
	if k.image != nil {
		k.image.Deallocate()
	}
}

// within returns what of a layer's marks is drawn in the places, valid until the next call.
func (p *picture) within(places render.Damage, k *layer, marks []render.Mark, ratio float64) []render.Mark {
	p.clips, p.inside = p.clips[:0], p.inside[:0]
	for _, r := range places {
		from := len(p.inside)
		p.inside = k.trace.Within(reach(r, ratio), marks, p.inside)
		if in := p.inside[from:]; len(in) > 0 {
			p.clips = append(p.clips, render.Clip{Rect: r, Marks: in})
		}
	}
	return p.clips
}

// move makes the kept pictures stale: the canvas is another band, or another canvas of another size.
func (p *picture) move(band image.Rectangle) {
	for _, k := range p.layers {
		k.version = -1
		switch {
		case k.image == nil:
		case band.Size() == p.band.Size():
			k.image.Clear()
		default:
			k.image.Deallocate()
			k.image = nil
		}
	}
	p.band = band
}

// keep draws a kept layer into its picture, if it is another version: what of it lies in the band.
func (p *picture) keep(k *layer, l board.Drawn, ratio float64) {
	if k.version == l.Version {
		return
	}
	if k.image == nil {
		k.image = ebiten.NewImage(p.band.Dx(), p.band.Dy())
	}
	old := k.at
	k.version, k.at = l.Version, render.Bounds(l.Marks...)
	if both := old.Union(k.at); !both.Empty() {
		p.damage.Add(both)
		part(k.image, p.rows(device(both, ratio).Intersect(p.band))).Clear()
	}
	seen := reach(css(p.band, ratio), ratio)
	p.inside = p.inside[:0]
	for _, m := range l.Marks {
		if render.Bounds(m).Touches(seen) {
			p.inside = append(p.inside, m)
		}
	}
	k.screen.Draw(k.image, p.inside, ratio, p.band.Min.Y)
}

// rows returns pixels of the frame as those of the canvas.
func (p *picture) rows(r image.Rectangle) image.Rectangle { return r.Sub(image.Pt(0, p.band.Min.Y)) }

// device returns the pixels of the screen that a rectangle reaches, softened edges included.
func device(r render.Rect, ratio float64) image.Rectangle {
	const soft = 2
	floor := func(x float64) int { return int(math.Floor(x*ratio)) - soft }
	ceil := func(x float64) int { return int(math.Ceil(x*ratio)) + soft }
	return image.Rect(floor(r.X), floor(r.Y), ceil(r.Right()), ceil(r.Bottom()))
}

// reach is the same in CSS pixels: from there, marks may reach into r, and into there those in r.
func reach(r render.Rect, ratio float64) render.Rect { return css(device(r, ratio), ratio) }

// css returns pixels of the screen in CSS pixels.
func css(r image.Rectangle, ratio float64) render.Rect {
	at := func(x int) float64 { return float64(x) / ratio }
	return render.Rect{X: at(r.Min.X), Y: at(r.Min.Y), W: at(r.Dx()), H: at(r.Dy())}
}

func part(img *ebiten.Image, r image.Rectangle) *ebiten.Image {
	return img.SubImage(r).(*ebiten.Image)
}
