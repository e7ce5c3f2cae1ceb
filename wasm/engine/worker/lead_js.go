//go:build js

package worker

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/jsonwriter"
	"onebasin/lmc/lab/own"
	"onebasin/lmc/lab/report"
	"onebasin/lmc/lab/settings"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/link"
	"onebasin/toynets/kernel"
	"onebasin/wasm/browser"
)

// Tags of the lead's mail: whom it is from.
const (
	fromPage = iota
	fromFigures
	fromRun
	fromPicture
	fromStudy
)

// lead serves a page: it parses links, conducts one experiment at a time, and answers the figures' questions about the
// last one.
type lead struct {
	labs    lab.Labs
	lab     lab.Lab
	codec   wire.Codec
	page    browser.Port
	in      *browser.Inbox
	crew    *crew
	yielder *browser.Yielder
	figures *browser.Port
	looked  chan struct{}           // closed when the figures asked for the first time: they can be seen
	shown   [][]byte                // what figures that come later must be told
	coming  [][]byte                // of an experiment that has nothing to show yet; nil when there is none
	asking  sync.Mutex              // one question at a time
	known   lab.Run                 // which questions are about, nil until it answers
	held    int64                   // bytes, the estimate of the last experiment that was begun
	waiting map[string]wire.Message // asked before that: the last question of every kind
	picture context.CancelFunc      // of the picture being made, nil when there is none
	next    wire.Message            // the one to make after it
	cancel  context.CancelFunc      // of the run under way, nil when there is none
	inquiries
	pending *string // text of the link to run once the present run has ended
}

func newLead(labs lab.Labs, codec wire.Codec, page browser.Port, workers int) *lead {
	l := &lead{labs: labs, lab: labs.Here[0], codec: codec, page: page, yielder: browser.NewYielder(),
		looked: make(chan struct{}), waiting: map[string]wire.Message{}}
	l.forget()
	l.crew = newCrew(codec, workers, func(i int) { l.tell("respawn", map[string]int{"index": i}) })
	l.crew.glimpse = func(g *wire.Glimpse) { l.page.Post("learning", string(jsonwriter.JSON(g)), g.Classes) }
	return l
}

// tell posts JSON to the page.
func (l *lead) tell(kind string, v any) {
	l.page.Post(kind, string(jsonwriter.JSON(v)), nil)
}

// serve answers mail for ever.
func (l *lead) serve(ctx context.Context, in *browser.Inbox) {
	l.in = in
	l.tell("ready", map[string]any{"build": report.Build(), "simd": kernel.SIMD(), "workers": l.crew.Size()})
	for {
		m, err := in.Next(ctx)
		if err != nil {
			return
		}
		switch m.Tag {
		case fromPage:
			l.hear(ctx, m)
		case fromFigures:
			l.answer(ctx, m)
		case fromRun:
			l.cancel = nil
			l.advance(ctx)
		case fromPicture:
			l.picture = nil
			l.advance(ctx)
		case fromStudy:
			l.making, l.halt = nil, nil
			l.advance(ctx)
		}
	}
}

// hear takes a message of the page.
func (l *lead) hear(ctx context.Context, m browser.Mail) {
	switch m.Kind {
	case "run":
		l.pending, l.next, l.asked = &m.Text, nil, nil
		l.stop()
		l.advance(ctx)
	case "parse":
		l.read(m.Text)
	case "parcel":
		if m, err := l.codec.Decode(m.Bytes); err == nil {
			_ = own.Take(m) // what is not whole is still wanted when the link is run
		}
	case "cancel":
		l.pending, l.next, l.asked = nil, nil, nil
		l.stop()
	case "study":
		l.ask(ctx, m.Text)
	case "file":
		l.file(m.Text)
	case "crew":
		if i, err := strconv.Atoi(m.Text); err == nil && len(m.Ports) == 1 {
			l.crew.join(i, m.Ports[0])
		}
	case "crashed":
		if i, err := strconv.Atoi(m.Text); err == nil {
			l.crew.crash(i)
		}
	case "lab":
		if len(m.Ports) == 1 {
			l.figures = &m.Ports[0]
			l.figures.Listen(l.in, fromFigures)
			for _, b := range append(slices.Clip(l.shown), l.coming...) {
				l.figures.Post("wire", "", b)
			}
			for _, c := range l.charts {
				l.figures.Post("wire", "", wire.Encode(c))
			}
		}
	}
}

// stop ends what the crew does; its end comes as mail.
func (l *lead) stop() {
	if l.cancel != nil {
		l.cancel()
	}
	if l.picture != nil {
		l.picture()
	}
	if l.halt != nil {
		l.halt()
	}
}

// advance begins what was asked last, when the crew is free: it does one thing at a time.
func (l *lead) advance(ctx context.Context) {
	if l.cancel != nil || l.picture != nil || l.making != nil {
		return
	}
	if text := l.pending; text != nil {
		l.pending = nil
		l.run(ctx, *text)
		return
	}
	if q := l.next; q != nil && l.known != nil {
		l.next = nil
		l.begin(ctx, q)
		return
	}
	if l.asked != nil && l.known != nil {
		l.inquire(ctx)
	}
}

// over stands between a link and another, which has what the link does not say.
const over = "\x1f"

// read reads a link of the page, which may stand over others, and tells the page what it says. elsewhere is true when
// it is a link of a laboratory in another program.
func (l *lead) read(text string) (read lab.Link, elsewhere bool) {
	texts := strings.Split(text, over)
	_, other := l.labs.Of(texts[0], texts[1:]...)
	_, r := l.labs.Read(texts[0], texts[1:]...)
	told := report.Reading(l.lab.Schema, r)
	if other != "" {
		told.Fragment = link.Mend(texts[0], l.labs.Keys()).Fragment // only its own laboratory can read it
	}
	l.tell("parsed", struct {
		report.Parsed
		Elsewhere string `json:"elsewhere,omitempty"` // laboratory in another program that the link is of
	}{told, other})
	return r.Link, other != ""
}

// run begins an experiment in a goroutine of its own; its end comes as mail.
func (l *lead) run(ctx context.Context, text string) {
	opened, elsewhere := l.read(text)
	if elsewhere {
		return // the page fetches the program that can
	}
	if opened.Refusal != nil {
		refused := map[string]any{"message": opened.Refusal.Error(), "where": "before the start"}
		for _, w := range opened.Wants {
			if settings.Unnamed(w) != nil {
				refused["wants"] = opened.Wants
			}
		}
		l.tell("error", refused)
		return
	}
	for _, w := range opened.Wants {
		if !own.Has(w) {
			l.tell("error", map[string]any{"message": settings.Absent(w).Error(), "where": "before the start",
				"wants": opened.Wants})
			return
		}
	}
	l.crew.need(opened.Wants)
	l.makeRoom(opened)
	runCtx, cancel := context.WithCancel(ctx)
	l.cancel = cancel
	begin := browser.Now()
	a := &audience{ctx: runCtx, lead: l, shown: opened.Shown}
	go func() {
		l.crew.use(opened.Workers(len(l.crew.members)), int(opened.Memory/2))
		_, err := opened.Conduct(runCtx, l.crew, a, lab.Options{
			Build: report.Build(), Pause: l.yielder.Yield, Seconds: func() float64 {
				return (browser.Now() - begin) / 1000
			},
			Finished: func(r lab.Run) {
				a.whole = true
				l.tell("result", struct {
					telling
					report.Verdict
					Files []string `json:"files"` // that the page may ask for
				}{a.telling(r), report.Reproduced(opened.Digest, r.Digest()), names(r)})
				l.await(runCtx)
			}})
		switch {
		case a.whole: // a picture that stays coarse is no failure
		case runCtx.Err() != nil:
			l.tell("cancelled", struct{}{})
		case err != nil:
			l.tell("error", map[string]string{"message": err.Error(), "where": a.stage})
			l.show(&wire.End{Reason: err.Error()})
		}
		cancel()
		l.crew.settle()
		l.in.Put(browser.Mail{Tag: fromRun})
	}()
}

// makeRoom sets how much memory the program should do with for an experiment, near which garbage is collected sooner.
// If the one that questions are about needs too much beside it, they end now instead of when there is something to
// show.
func (l *lead) makeRoom(opened lab.Link) {
	if opened.Limit > 0 && opened.Memory+l.held > opened.Limit {
		l.known = nil
		l.forget()
	}
	l.held = opened.Memory
	doWith(opened.Memory / 2)
}

// unwatched is how long finer pictures wait to be seen at all.
const unwatched = 2 * time.Second

// await waits until the lab draws: while it starts, its first picture comes sooner if nobody computes finer ones.
func (l *lead) await(ctx context.Context) {
	ctx, cancel := within(ctx, unwatched)
	defer cancel()
	select {
	case <-l.looked:
	case <-ctx.Done():
	}
}

// show tells the lab, now or when it comes.
func (l *lead) show(m wire.Message) {
	b := wire.Encode(m)
	switch m.(type) {
	case *wire.Begin:
		l.coming = [][]byte{}
	case *wire.Reveal:
		if l.coming != nil {
			l.shown, l.coming = l.coming, nil
			l.known = nil
			clear(l.waiting)
			l.forget()
		}
	case *wire.End:
		l.coming = nil
	}
	if l.coming != nil {
		l.coming = append(l.coming, b)
	} else {
		l.shown = append(l.shown, b)
	}
	if l.figures != nil {
		l.figures.Post("wire", "", b)
	}
}

// answer takes a question of the figures.
func (l *lead) answer(ctx context.Context, mail browser.Mail) {
	m, err := l.codec.Decode(mail.Bytes)
	if err != nil {
		return
	}
	select {
	case <-l.looked:
	default:
		close(l.looked)
	}
	switch q := m.(type) {
	case lab.Long:
		l.next = q // made when the crew is free
		if l.known == nil {
			return
		}
		if l.picture != nil {
			l.picture()
		}
		l.advance(ctx)
	default:
		if l.known == nil {
			l.waiting[fmt.Sprintf("%T", m)] = m
			l.opening(m)
			return
		}
		l.reply(m)
	}
}

// reply answers a question at once, in a goroutine of its own: some answers take a while, and Stop is heard meanwhile.
func (l *lead) reply(q wire.Message) {
	run := l.known
	go func() {
		l.asking.Lock()
		defer l.asking.Unlock()
		for _, a := range run.Answer(q) {
			if l.known == run { // and no other experiment is shown by now
				l.figures.Post("wire", "", wire.Encode(a))
			}
		}
	}()
}

// opening answers a question of the figures with what needs no experiment.
func (l *lead) opening(q wire.Message) {
	if l.lab.Opening == nil {
		return
	}
	for _, a := range l.lab.Opening(q) {
		l.figures.Post("wire", "", wire.Encode(a))
	}
}

// begin makes a picture that was asked for. It is stopped by a newer question and by a new experiment.
func (l *lead) begin(ctx context.Context, q wire.Message) {
	pictureCtx, cancel := context.WithCancel(ctx)
	l.picture = cancel
	run := l.known
	go func() {
		// One that was stopped is not missed: its place was taken.
		_ = run.Picture(pictureCtx, l.crew, q, func(m wire.Message) {
			if l.known == run && pictureCtx.Err() == nil {
				l.show(m)
			}
		})
		cancel()
		l.crew.settle()
		l.in.Put(browser.Mail{Tag: fromPicture})
	}()
}

// open has r answer the figures' questions from now on, and those that waited.
func (l *lead) open(r lab.Run) {
	l.known = r
	for _, kind := range slices.Sorted(maps.Keys(l.waiting)) {
		l.reply(l.waiting[kind])
	}
	clear(l.waiting)
}
