//go:build js

package worker

import (
	"context"
	"math"
	"runtime/debug"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/own"
	"onebasin/lmc/lab/report"
	"onebasin/lmc/lab/wire"
	"onebasin/toynets/kernel"
	"onebasin/wasm/browser"
)

// glimpse is how long a job goes on between two looks at it, in milliseconds.
const glimpse = 150

// slice is how long a worker computes between two looks at its mail, in milliseconds.
const slice = 12

// work serves the lead for ever: one job at a time, dropped when asked.
func work(ctx context.Context, worker lab.Worker, codec wire.Codec, lead browser.Port) {
	in := browser.NewInbox()
	lead.Listen(in, 0)
	send := func(m wire.Message) { lead.Post("wire", "", wire.Encode(m)) }
	send(&wire.Ready{Build: report.Build(), SIMD: kernel.SIMD()})
	yielder := browser.NewYielder()
	share := int64(0)
	for {
		mail, err := in.Next(ctx)
		if err != nil {
			return
		}
		m, err := codec.Decode(mail.Bytes)
		if err != nil {
			continue // not for us: the lead sends nothing else
		}
		switch m := m.(type) {
		case *wire.Halt:
			send(&wire.Halted{Number: m.Number})
		case *own.Head, *own.Piece:
			_ = own.Take(m) // a job that needs what did not come says so
		case *wire.Do:
			if share != int64(m.Share) {
				share = int64(m.Share)
				doWith(share)
			}
			asked, err := codec.Decode(m.Job)
			if err != nil {
				send(&wire.Done{Number: m.Number, Outcome: wire.Encode(&wire.Failed{Reason: err.Error()})})
				continue
			}
			if outcome, done := perform(worker.Start(asked), m.Number, codec, in, yielder, send); done {
				send(&wire.Done{Number: m.Number, Outcome: wire.Encode(outcome)})
			} else {
				send(&wire.Halted{Number: m.Number})
			}
		}
	}
}

// doWith has the program do with so many bytes, near which it collects garbage sooner, or with as many as it likes if
// they are none or few.
func doWith(bytes int64) {
	if bytes < small {
		bytes = math.MaxInt64
	}
	debug.SetMemoryLimit(bytes)
}

// perform does a job in slices; done is false when it was told to halt.
func perform(s lab.Stepper, number int, codec wire.Codec, in *browser.Inbox, y *browser.Yielder,
	send func(wire.Message)) (outcome wire.Message, done bool) {
	send(&wire.Doing{Number: number, Note: s.Note()})
	watched, _ := s.(lab.Watched)
	seen := browser.Now()
	for until := browser.Now() + slice; s.Step(); {
		if browser.Now() < until {
			continue
		}
		y.Yield()
		for mail, ok := in.Try(); ok; mail, ok = in.Try() {
			if m, err := codec.Decode(mail.Bytes); err == nil {
				if _, halt := m.(*wire.Halt); halt {
					return nil, false
				}
			}
		}
		send(&wire.Doing{Number: number, Fraction: s.Fraction(), Note: s.Note()})
		if watched != nil && browser.Now() > seen+glimpse {
			seen = browser.Now()
			if g := watched.Glimpse(); g != nil {
				g.Number = number
				send(g)
			}
		}
		until = browser.Now() + slice
	}
	return s.Outcome(), true
}
