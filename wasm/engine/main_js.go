//go:build js

// Command engine, in a worker: the lead of a page when its argument is "lead", a
// compute worker otherwise.
package main

import (
	"context"
	"os"
	"strconv"

	"onebasin/wasm/browser"
)

func main() {
	in := browser.NewInbox()
	self := browser.Self()
	ctx := context.Background()
	if len(os.Args) > 2 && os.Args[1] == "lead" {
		workers, _ := strconv.Atoi(os.Args[2])
		lead := newLead(self, max(1, workers))
		self.Listen(in, fromPage)
		lead.serve(ctx, in)
		return
	}
	self.Listen(in, 0)
	for {
		m, err := in.Next(ctx)
		if err == nil && m.Kind == "lead" && len(m.Ports) == 1 {
			work(ctx, m.Ports[0])
			return
		}
	}
}
