//go:build js

package canvas

import (
	"fmt"
	"image"
	"strconv"

	"onebasin/lmc/lab/jsonwriter"
	"onebasin/lmc/lab/wire"
	"onebasin/render/board"
	"onebasin/wasm/browser"
)

// Tags of the canvas's mail: whom it is from.
const (
	fromFrame = iota
	fromPage
	fromEngine
)

// zoomStep is by how much a button zooms.
const zoomStep = 1.6

func (g *game) hear(m browser.Mail) {
	switch m.Tag {
	case fromFrame:
		g.hearFrame(m)
	case fromPage:
		g.hearPage(m)
	case fromEngine:
		_ = g.board.Hear(m.Bytes) // what is of no laboratory here shows nothing here
	}
}

func (g *game) hearFrame(m browser.Mail) {
	switch m.Kind {
	case "init":
		g.begin(m)
	case "size":
		if width, ok := readSize(m.Text); ok {
			g.board.Resize(width)
		}
	case "ratio":
		if ratio, ok := readRatio(m.Text); ok {
			g.ratio = ratio
			g.board.Density(ratio)
		}
	case "band":
		if top, ok := readBand(m.Text); ok {
			g.top, g.moved = top, true
		}
	case "pointer":
		if e, ok := readPointer(m.Text); ok {
			g.board.Pointer(e)
		}
	case "pinch":
		if p, ok := readPinch(m.Text); ok {
			g.board.Pinch(p.factor, p.at, p.by)
		}
	}
}

// begin takes the frame's first message: the canvas's size, and ports to the page and the engine.
func (g *game) begin(m browser.Mail) {
	o, ok := readOpening(m.Text)
	if !ok || len(m.Ports) != 2 {
		return
	}
	g.ratio, g.outside = o.ratio, o.ratio
	if o.device {
		g.outside = 1
	}
	g.board = board.New(g.ratio, g.laboratories...)
	g.picture.band = image.Rectangle{} // what it holds is another board's
	g.board.Still(o.still)
	g.page, g.engine, g.connected = m.Ports[0], m.Ports[1], true
	g.page.Post("ready", fmt.Sprintf(`{"build":%q,"webgl":true}`, wire.Build), nil)
	g.page.Listen(g.in, fromPage)
	g.engine.Listen(g.in, fromEngine)
	g.board.Resize(o.width)
}

func (g *game) hearPage(m browser.Mail) {
	switch m.Kind {
	case "view":
		g.board.Look(m.Text)
	case "zoom":
		switch m.Text {
		case "in":
			g.board.Zoom(zoomStep)
		case "out":
			g.board.Zoom(1 / zoomStep)
		case "reset":
			g.board.ZoomOut()
		}
	case "export":
		g.export(m.Text)
	case "room":
		if height, ok := readRoom(m.Text); ok {
			g.board.Room(height)
			g.roomy = true
		}
	case "theme":
		g.board.Theme(m.Text == "dark")
	case "figures":
		g.describe()
	}
}

// describe answers the page's question what is drawn.
func (g *game) describe() {
	drawn := !g.dirty && !g.board.Changed() // which describing ends
	g.page.Post("figures", string(g.board.Describe().JSON(struct {
		Drawn     bool    `json:"drawn"` // what is described, and not still to be
		FrameTime summary `json:"frameTime"`
	}{drawn, g.times.summary()})), nil)
}

// export answers the page's wish for a figure as a file.
func (g *game) export(text string) {
	w, ok := readWish(text)
	if !ok {
		return
	}
	f, err := g.board.Export(w.figure, w.format, w.print)
	answer := map[string]any{"id": w.id, "name": f.Name, "type": f.Type}
	if err != nil {
		answer = map[string]any{"id": w.id, "error": err.Error()}
	}
	g.page.Post("exported", string(jsonwriter.JSON(answer)), f.Data)
}

// speak passes on what the board has to say.
func (g *game) speak() {
	if h := g.board.Height(); h != g.height && g.roomy {
		g.height = h
		g.page.Post("height", strconv.FormatFloat(h, 'f', 0, 64), nil)
	}
	for _, o := range g.board.Outgoing() {
		switch o.To {
		case board.ToEngine:
			g.engine.Post("wire", "", wire.Encode(o.Question))
		case board.ToPage:
			g.page.Post(o.Kind, o.Text, nil)
		case board.ToFrame:
			g.host.Post(o.Kind, o.Text, nil)
		}
	}
}
