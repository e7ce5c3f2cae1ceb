//go:build js

// Package worker is a laboratory's program in a page's workers: the lead when its first argument is "lead", a compute
// worker otherwise. The lead parses links, conducts one experiment at a time over its crew of compute workers, and
// answers the questions of the figures; see docs/architecture.md for who talks to whom.
package worker

import (
	"context"
	"os"
	"strconv"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/own"
	"onebasin/lmc/lab/wire"
	"onebasin/wasm/browser"
)

// Main serves the page for ever. The arguments of a lead are the number of compute workers and the names of all
// laboratories that the page knows.
func Main(l lab.Lab) {
	in := browser.NewInbox()
	self := browser.Self()
	ctx := context.Background()
	codec := wire.NewCodec(wire.Programs(), wire.Announcements(), own.Messages(), l.Messages)
	if len(os.Args) > 2 && os.Args[1] == "lead" {
		workers, _ := strconv.Atoi(os.Args[2])
		lead := newLead(lab.NewLabs([]lab.Lab{l}, os.Args[3:]...), codec, self, max(1, workers))
		self.Listen(in, fromPage)
		lead.serve(ctx, in)
		return
	}
	self.Listen(in, 0)
	for {
		m, err := in.Next(ctx)
		if err == nil && m.Kind == "lead" && len(m.Ports) == 1 {
			work(ctx, l.NewWorker(), codec, m.Ports[0])
			return
		}
	}
}
