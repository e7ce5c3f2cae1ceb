//go:build js

package worker

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"onebasin/lmc/lab/own"
	"onebasin/lmc/lab/wire"
	"onebasin/wasm/browser"
)

// crew is the lead's compute workers. All its methods are called from the goroutine that runs the experiment, but join
// and crash, which only put mail into its inbox.
type crew struct {
	codec   wire.Codec
	in      *browser.Inbox
	members []member
	used    int        // of them; the rest would take more memory than may be taken
	share   int        // bytes that the program of each should do with
	needs   []own.Want // what jobs need of somebody's own files
	respawn func(index int)
	glimpse func(*wire.Glimpse) // hears what there is to be seen of jobs under way
	numbers int                 // of the last job handed out
}

// member is one compute worker. Its job is an index into the jobs of the present Do while busy; a halting worker has
// been told to drop its job.
type member struct {
	port    browser.Port
	joined  bool // its port has come
	ready   bool // it has said so
	busy    bool
	halting bool
	share   int // bytes, the most that its program had to do with so far: its memory never shrinks
	number  int
	job     int
	has     []string // of what jobs need of somebody's own files
}

// patience is how long a worker may take to halt before it is replaced: one inside a computation that cannot be cut
// does not hear. Nobody is kept waiting for it; it only comes before the next job.
const patience = 60 * time.Millisecond

func newCrew(codec wire.Codec, n int, respawn func(int)) *crew {
	return &crew{codec: codec, in: browser.NewInbox(), members: make([]member, n), used: n, respawn: respawn}
}

// Size returns the number of workers that are used.
func (c *crew) Size() int { return c.used }

// use has n workers do what comes with so many bytes each. Those that hold something of what came before are replaced
// by fresh ones if either is large, and those left over in any case.
func (c *crew) use(n, share int) {
	c.used, c.share = n, share
	for i, w := range c.members {
		if w.share > 0 && (i >= n || max(w.share, share) > small) {
			c.replace(i)
		}
	}
}

// small is a share for which no worker is replaced, in bytes.
const small = 64 << 20

// join connects a worker, in place of the one that had its index.
func (c *crew) join(index int, port browser.Port) {
	if index < 0 || index >= len(c.members) {
		return
	}
	c.members[index] = member{port: port, joined: true}
	port.Listen(c.in, index)
}

// crash notes that a worker died.
func (c *crew) crash(index int) {
	c.in.Put(browser.Mail{Tag: index, Envelope: browser.Envelope{Kind: "crash"}})
}

var errCrash = errors.New("a worker stopped twice at the same task; the browser may be out of memory")

// Do hands out jobs in order of their index as workers come free and returns the outcomes in that order. A job whose
// worker dies is tried once more. When ctx ends Do returns at once; settle comes before the next Do.
func (c *crew) Do(ctx context.Context, jobs []wire.Message, report func(int, float64, string)) ([]wire.Message, error) {
	out := make([]wire.Message, len(jobs))
	tries := make([]int, len(jobs))
	queue := make([]int, len(jobs))
	for i := range queue {
		queue[i] = i
	}
	defer c.halt()
	for left := len(jobs); left > 0; {
		// What is already known comes first: a job must not go to a worker whose death has been told.
		mail, waiting := c.in.Try()
		if !waiting {
			for i := range c.used {
				if w := &c.members[i]; w.ready && !w.busy && len(queue) > 0 {
					w.job, queue = queue[0], queue[1:]
					c.hand(w, jobs[w.job])
					report(w.job, 0, "")
				}
			}
			var err error
			if mail, err = c.in.Next(ctx); err != nil {
				return nil, err
			}
		} else if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		w := &c.members[mail.Tag]
		if mail.Kind == "crash" {
			job, busy := w.job, w.busy && !w.halting
			c.replace(mail.Tag)
			if !busy {
				continue
			}
			if tries[job]++; tries[job] > 1 {
				return nil, errCrash
			}
			queue = append([]int{job}, queue...)
			continue
		}
		m, err := c.codec.Decode(mail.Bytes)
		if err != nil {
			return nil, err
		}
		switch m := m.(type) {
		case *wire.Doing:
			if w.busy && !w.halting && m.Number == w.number {
				report(w.job, m.Fraction, m.Note)
			}
		case *wire.Glimpse:
			if w.busy && !w.halting && m.Number == w.number {
				c.glimpse(m)
			}
		case *wire.Done:
			if m.Number != w.number || !w.busy {
				continue
			}
			w.busy = false
			if w.halting {
				w.halting = false
				continue
			}
			if out[w.job], err = c.codec.Decode(m.Outcome); err != nil {
				return nil, fmt.Errorf("a worker's answer could not be read: %w", err)
			}
			report(w.job, 1, "")
			left--
		default:
			c.note(w, m)
		}
	}
	return out, nil
}

// note takes what a worker says of itself.
func (c *crew) note(w *member, m wire.Message) {
	switch m := m.(type) {
	case *wire.Ready:
		w.ready = true
	case *wire.Halted:
		if m.Number == w.number {
			w.busy, w.halting = false, false
		}
	}
}

// need has every worker get somebody's own examples before its next job. Networks come with the jobs.
func (c *crew) need(wants []own.Want) {
	c.needs = nil
	for _, w := range wants {
		if !w.Models {
			c.needs = append(c.needs, w)
		}
	}
}

// supply sends a worker what it needs and has not.
func (c *crew) supply(w *member) {
	for _, want := range c.needs {
		d, here := own.DataOf(want)
		if !here || slices.Contains(w.has, want.Name()) {
			continue
		}
		for m := range own.Parcel(d) {
			w.port.Post("wire", "", wire.Encode(m))
		}
		w.has = []string{want.Name()} // its shelf holds what came last
	}
}

func (c *crew) hand(w *member, job wire.Message) {
	c.supply(w)
	c.numbers++
	w.busy, w.share, w.number = true, max(w.share, c.share), c.numbers
	w.port.Post("wire", "", wire.Encode(&wire.Do{Number: w.number, Share: c.share, Job: wire.Encode(job)}))
}

// halt tells busy workers to drop their jobs.
func (c *crew) halt() {
	for i := range c.members {
		if w := &c.members[i]; w.busy && !w.halting {
			w.halting = true
			w.port.Post("wire", "", wire.Encode(&wire.Halt{Number: w.number}))
		}
	}
}

// settle waits a moment for the workers that were told to halt; whoever does not answer is replaced.
func (c *crew) settle() {
	ctx, cancel := within(context.Background(), patience)
	defer cancel()
	for c.halting() {
		mail, err := c.in.Next(ctx)
		if err != nil {
			break
		}
		w := &c.members[mail.Tag]
		if mail.Kind == "crash" {
			c.replace(mail.Tag)
			continue
		}
		if m, err := c.codec.Decode(mail.Bytes); err == nil {
			if done, ok := m.(*wire.Done); ok && done.Number == w.number {
				w.busy, w.halting = false, false
				continue
			}
			c.note(w, m)
		}
	}
	for i := range c.members {
		if c.members[i].halting {
			c.replace(i)
		}
	}
}

func (c *crew) halting() bool {
	for _, w := range c.members {
		if w.halting {
			return true
		}
	}
	return false
}

// replace asks the page for a fresh worker at an index; it joins later.
func (c *crew) replace(index int) {
	c.members[index] = member{}
	c.respawn(index)
}
