//go:build js

package main

import (
	"fmt"
	"math"
	"strconv"

	"github.com/hajimehoshi/ebiten/v2"

	"onebasin/lmc/lab/jsonwriter"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/render"
	"onebasin/wasm/app"
	"onebasin/wasm/browser"
)

// Tags of the lab's mail: whom it is from.
const (
	fromFrame = iota
	fromPage
	fromEngine
)

// game is the lab as Ebitengine sees it.
type game struct {
	in                 *browser.Inbox
	host, page, engine browser.Port
	connected          bool
	app                *app.App
	ratio              float64 // pixels drawn per CSS pixel
	outside            float64 // pixels drawn per pixel that Layout is told of
	height             float64
	roomy              bool       // the page has said how much room there is: no height is told before
	size               [2]float64 // of the canvas, in its pixels
	picture            picture
	dirty              bool
	last, begun        float64 // when Update was called before, and now
	times              frameTimes
}

// zoomStep is by how much a button zooms.
const zoomStep = 1.6

// workSlice is how long a frame may paint a landscape, in milliseconds.
const workSlice = 24

func newGame(in *browser.Inbox, host browser.Port) *game {
	return &game{in: in, host: host, app: app.New(1), ratio: 1, outside: 1}
}

// Update takes the mail and passes on what the app wants said.
func (g *game) Update() error {
	g.begun = browser.Now()
	for m, ok := g.in.Try(); ok; m, ok = g.in.Try() {
		g.dirty = g.dirty || m.Kind != "figures" // to be asked changes nothing
		switch m.Tag {
		case fromFrame:
			g.hearFrame(m)
		case fromPage:
			g.hearPage(m)
		case fromEngine:
			if w, err := codec.Decode(m.Bytes); err == nil {
				g.app.Take(w)
			}
		}
	}
	for until := browser.Now() + workSlice; g.app.Work(); {
		if browser.Now() > until {
			schedule()
			break
		}
	}
	moving, resting := g.app.Pass(min(50, g.begun-g.last))
	g.dirty = g.dirty || moving
	if moving || resting {
		schedule()
	}
	g.last = g.begun
	g.dirty = g.dirty || g.app.Changed()
	if g.connected {
		g.speak()
	}
	return nil
}

func (g *game) hearFrame(m browser.Mail) {
	switch m.Kind {
	case "init":
		var width, height, ratio float64
		var still, device bool // nothing is to be animated; Layout is told of the device's pixels
		if _, err := fmt.Sscan(m.Text, &width, &height, &ratio, &still, &device); err != nil || len(m.Ports) != 2 {
			return
		}
		g.ratio, g.outside = ratio, ratio
		if device {
			g.outside = 1
		}
		g.app = app.New(g.ratio)
		g.app.Still(still)
		g.page, g.engine, g.connected = m.Ports[0], m.Ports[1], true
		g.page.Post("ready", fmt.Sprintf(`{"build":%q,"webgl":true}`, wire.Build), nil)
		g.page.Listen(g.in, fromPage)
		g.engine.Listen(g.in, fromEngine)
		g.app.Resize(width)
	case "size":
		var width, height float64
		if _, err := fmt.Sscan(m.Text, &width, &height); err == nil {
			g.app.Resize(width)
		}
	case "ratio":
		if ratio, err := strconv.ParseFloat(m.Text, 64); err == nil && ratio > 0 {
			g.ratio = ratio
			g.app.Density(ratio)
		}
	case "pointer":
		var kind, device string
		var at render.Point
		if _, err := fmt.Sscan(m.Text, &kind, &at.X, &at.Y, &device); err == nil {
			g.app.Pointer(kind, at, device == "touch")
		}
	case "pinch":
		var factor float64
		var at, by render.Point
		if _, err := fmt.Sscan(m.Text, &factor, &at.X, &at.Y, &by.X, &by.Y); err == nil {
			g.app.Pinch(factor, at, by)
		}
	}
}

func (g *game) hearPage(m browser.Mail) {
	switch m.Kind {
	case "view":
		l, _ := keys.Parse(m.Text)
		g.app.Look(l.View)
	case "zoom":
		switch m.Text {
		case "in":
			g.app.Zoom(zoomStep, nil)
		case "out":
			g.app.Zoom(1/zoomStep, nil)
		case "reset":
			g.app.ZoomOut()
		}
	case "export":
		g.export(m.Text)
	case "room":
		if height, err := strconv.ParseFloat(m.Text, 64); err == nil && height >= 0 {
			g.app.Room(height)
			g.roomy = true
		}
	case "theme":
		g.app.Theme(m.Text == "dark")
	case "figures":
		drawn := !g.dirty && !g.app.Changed() // which describing ends
		g.page.Post("figures", string(jsonwriter.JSON(struct {
			app.Description
			Drawn     bool    `json:"drawn"` // what is described, and not still to be
			FrameTime summary `json:"frameTime"`
		}{g.app.Describe(), drawn, g.times.summary()})), nil)
	}
}

// speak passes on what the app has to say.
func (g *game) speak() {
	if h := g.app.Height(); h != g.height && g.roomy {
		g.height = h
		g.page.Post("height", strconv.FormatFloat(h, 'f', 0, 64), nil)
	}
	for _, s := range g.app.Sayings() {
		switch s := s.(type) {
		case app.Question:
			g.engine.Post("wire", "", wire.Encode(s.Message))
		case app.Looked:
			g.page.Post("view", s.Fragment, nil)
		case app.Cursor:
			g.host.Post("cursor", string(s), nil)
		case app.Words:
			g.page.Post("say", string(s), nil)
		case app.Strode:
			g.page.Post("steps", string(jsonwriter.JSON(s)), nil)
		case app.Zoomed:
			g.page.Post("zoomed", map[app.Zoomed]string{false: "whole", true: "elsewhere"}[s], nil)
		}
	}
}

// Draw draws what changed.
func (g *game) Draw(dst *ebiten.Image) {
	if !g.dirty {
		return
	}
	g.dirty = false
	defer func() {
		now := browser.Now()
		g.times.add(now, now-g.begun)
	}()
	g.picture.draw(dst, g.app.Layers(), g.ratio)
}

// Layout makes one pixel of the canvas one pixel of the device. A change of
// size clears the canvas, so it is drawn again.
func (g *game) Layout(width, height int) (int, int) { panic("lab: LayoutF is called instead") }

// LayoutF is Layout in fractions of a pixel.
func (g *game) LayoutF(width, height float64) (float64, float64) {
	size := [2]float64{math.Ceil(width * g.outside), math.Ceil(height * g.outside)}
	g.dirty = g.dirty || size != g.size
	g.size = size
	return size[0], size[1]
}
