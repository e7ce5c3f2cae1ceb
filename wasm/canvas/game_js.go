//go:build js

package canvas

import (
	"math"
	"strconv"

	"github.com/hajimehoshi/ebiten/v2"

	"onebasin/render/board"
	"onebasin/wasm/browser"
)

// game is the board as Ebitengine sees it.
type game struct {
	in                 *browser.Inbox
	host, page, engine browser.Port
	connected          bool
	laboratories       []board.Laboratory
	board              *board.Board
	ratio              float64 // pixels drawn per CSS pixel
	outside            float64 // pixels drawn per pixel that Layout is told of
	height             float64
	roomy              bool       // the page has said how much room there is: no height is told before
	size               [2]float64 // of the canvas, in its pixels
	top                int        // row of the frame that is the canvas's first one
	moved, told        bool       // it is another one, not yet drawn; drawn, and not yet told
	picture            picture
	dirty              bool
	last, begun        float64 // when Update was called before, and now
	times              frameTimes
}

// workSlice is how long a frame may paint a picture, in milliseconds.
const workSlice = 24

func newGame(in *browser.Inbox, host browser.Port, laboratories []board.Laboratory) *game {
	return &game{in: in, host: host, laboratories: laboratories, board: board.New(1, laboratories...),
		ratio: 1, outside: 1}
}

// Update takes the mail and passes on what the board wants said.
func (g *game) Update() error {
	g.begun = browser.Now()
	if g.told { // what was drawn is on its way to the screen
		g.told = false
		g.host.Post("band", strconv.Itoa(g.top), nil)
	}
	for m, ok := g.in.Try(); ok; m, ok = g.in.Try() {
		g.dirty = g.dirty || m.Kind != "figures" // to be asked changes nothing
		g.hear(m)
	}
	for until := browser.Now() + workSlice; g.board.Work(); {
		if browser.Now() > until {
			schedule()
			break
		}
	}
	moving, resting := g.board.Pass(min(50, g.begun-g.last))
	g.dirty = g.dirty || moving
	if moving || resting {
		schedule()
	}
	g.last = g.begun
	g.dirty = g.dirty || g.board.Changed()
	if g.connected {
		g.speak()
	}
	return nil
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
	g.picture.draw(dst, g.board.Layers(), g.ratio, g.top)
	if g.moved {
		g.moved, g.told = false, true
		schedule()
	}
}

// Layout makes one pixel of the canvas one pixel of the device. A change of size clears the canvas, so it is drawn
// again.
func (g *game) Layout(width, height int) (int, int) { panic("canvas: LayoutF is called instead") }

// LayoutF is Layout in fractions of a pixel.
func (g *game) LayoutF(width, height float64) (float64, float64) {
	size := [2]float64{math.Ceil(width * g.outside), math.Ceil(height * g.outside)}
	g.dirty = g.dirty || size != g.size
	g.size = size
	return size[0], size[1]
}
