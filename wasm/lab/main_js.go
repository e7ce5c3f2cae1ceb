//go:build js

// Command lab draws the laboratory's figures on a canvas. It receives what is
// to be drawn from the engine and from the page, and computes nothing: package
// app turns results into marks, package screen draws them, this program passes
// messages.
package main

import (
	"log"

	"github.com/hajimehoshi/ebiten/v2"

	"onebasin/wasm/browser"
)

func main() {
	in := browser.NewInbox()
	in.Notify = schedule
	host := browser.Named("labPort")
	host.Listen(in, fromFrame)
	// Nothing is drawn unless something was said; then one frame, one update.
	ebiten.SetFPSMode(ebiten.FPSModeVsyncOffMinimum)
	ebiten.SetTPS(ebiten.SyncWithFPS)
	ebiten.SetScreenClearedEveryFrame(false)
	g := newGame(in, host)
	if err := ebiten.RunGameWithOptions(g, &ebiten.RunGameOptions{ScreenTransparent: true}); err != nil {
		log.Fatal(err)
	}
}

// schedule asks for a frame: of Ebitengine, and of web/rest.js, which holds frames
// back that nobody needs.
func schedule() {
	ebiten.ScheduleFrame()
	browser.WakeFrames()
}
