//go:build js

package main

import (
	"image"
	"math"

	"github.com/hajimehoshi/ebiten/v2"

	"onebasin/render"
	"onebasin/render/screen"
	"onebasin/wasm/app"
)

// picture is what stands on the canvas. It stays there from frame to frame, and is drawn anew only where a layer differs from what it was.
type picture struct {
	layers []*layer
	size   image.Point // of the canvas
	damage render.Damage
	clips  []render.Mark
	inside []render.Mark
}

// layer is what is known of one of app's layers.
type layer struct {
	screen  screen.Screen
	trace   render.Trace  // of one that is drawn mark by mark
	image   *ebiten.Image // of one that is kept, as a picture
	version int
	at      render.Rect // of the kept marks
}

// draw brings dst up to the layers, bottom first.
func (p *picture) draw(dst *ebiten.Image, layers []app.Layer, ratio float64) {
	p.damage = p.damage[:0]
	whole := dst.Bounds()
	if whole.Size() != p.size { // it is another canvas, and empty
		p.size = whole.Size()
		p.free()
		p.damage.Add(css(whole, ratio))
	}
	for i, l := range layers {
		if i == len(p.layers) {
			p.layers = append(p.layers, &layer{version: -1})
		}
		if k := p.layers[i]; l.Kept {
			k.keep(l, whole, ratio, &p.damage)
		} else {
			k.trace.Replace(l.Marks, &p.damage)
		}
	}
	var places render.Damage // in whole pixels, with the softened edges
	for _, r := range p.damage {
		places.Add(reach(r, ratio).Intersect(css(whole, ratio)))
	}
	for _, r := range places {
		part(dst, r.Device(ratio)).Clear()
	}
	for i, l := range layers {
		k := p.layers[i]
		if !l.Kept {
			k.screen.Draw(dst, p.within(places, k, l.Marks, ratio), ratio)
			continue
		}
		for _, r := range places {
			if box := r.Device(ratio); !reach(r, ratio).Intersect(k.at).Empty() {
				options := ebiten.DrawImageOptions{}
				options.GeoM.Translate(float64(box.Min.X), float64(box.Min.Y))
				part(dst, box).DrawImage(part(k.image, box), &options)
			}
		}
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

// free forgets the kept pictures.
func (p *picture) free() {
	for _, k := range p.layers {
		if k.image != nil {
			k.image.Deallocate()
		}
		k.image, k.version = nil, -1
	}
}

// keep draws a kept layer into its picture, if it is another version.
func (k *layer) keep(l app.Layer, whole image.Rectangle, ratio float64, damage *render.Damage) {
	if k.version == l.Version {
		return
	}
	if k.image == nil {
		k.image = ebiten.NewImage(whole.Dx(), whole.Dy())
	}
	old := k.at
	k.version, k.at = l.Version, render.Bounds(l.Marks...)
	if both := old.Union(k.at); !both.Empty() {
		damage.Add(both)
		part(k.image, device(both, ratio).Intersect(whole)).Clear()
	}
	k.screen.Draw(k.image, l.Marks, ratio)
}

// device returns the pixels of the screen that a rectangle reaches, softened edges included.
func device(r render.Rect, ratio float64) image.Rectangle {
	const soft = 2
	return image.Rect(int(math.Floor(r.X*ratio))-soft, int(math.Floor(r.Y*ratio))-soft, int(math.Ceil(r.Right()*ratio))+soft, int(math.Ceil(r.Bottom()*ratio))+soft)
}

// reach is the same in CSS pixels: from there, marks may reach into r, and into there those in r.
func reach(r render.Rect, ratio float64) render.Rect { return css(device(r, ratio), ratio) }

// css returns pixels of the screen in CSS pixels.
func css(r image.Rectangle, ratio float64) render.Rect {
	return render.Rect{X: float64(r.Min.X) / ratio, Y: float64(r.Min.Y) / ratio, W: float64(r.Dx()) / ratio, H: float64(r.Dy()) / ratio}
}

func part(img *ebiten.Image, r image.Rectangle) *ebiten.Image {
	return img.SubImage(r).(*ebiten.Image)
}
