//go:build js

package canvas

import (
	"log"

	"github.com/hajimehoshi/ebiten/v2"

	"onebasin/render/board"
	"onebasin/wasm/browser"
)

// Main draws the figures of laboratories, the first of which is awaited until an experiment begins.
func Main(laboratories ...board.Laboratory) {
	in := browser.NewInbox()
	in.Notify = schedule
	host := browser.Named("labPort")
	host.Listen(in, fromFrame)
	// Nothing is drawn unless something was said; then one frame, one update.
	//lint:ignore SA1019 what replaces it draws at every refresh of the screen, which costs a page at rest its rest
	ebiten.SetFPSMode(ebiten.FPSModeVsyncOffMinimum)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	ebiten.SetScreenClearedEveryFrame(false)
	g := newGame(in, host, laboratories)
	if err := ebiten.RunGameWithOptions(g, &ebiten.RunGameOptions{ScreenTransparent: true}); err != nil {
		log.Fatal(err)
	}
}

// schedule asks for a frame: of Ebitengine, and of web/rest.js, which holds frames back that nobody needs.
func schedule() {
	//lint:ignore SA1019 belongs to FPSModeVsyncOffMinimum
	ebiten.ScheduleFrame()
	browser.WakeFrames()
}
