//go:build js

package main

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"onebasin/lmc/lab/jsonwriter"
	"onebasin/lmc/lab/report"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/run"
	"onebasin/lmc/match/stage"
	"onebasin/toynets/kernel"
	"onebasin/wasm/browser"
)

// Tags of the lead's mail: whom it is from.
const (
	fromPage = iota
	fromLab
	fromRun
	fromSurvey
	fromStudy
)

// lead serves a page: it parses links, conducts one experiment at a time, and
// answers the lab's questions about the last one.
type lead struct {
	page    browser.Port
	in      *browser.Inbox
	crew    *crew
	yielder *browser.Yielder
	lab     *browser.Port
	looked  chan struct{} // closed when the lab asked for the first time: its pictures can be seen
	shown   [][]byte      // what a lab that comes later must be told
	coming  [][]byte      // of an experiment that has nothing to show yet
	desk    *run.Desk
	asking  sync.Mutex         // one question at a time
	known   *run.Run           // what the desk answers about
	survey  context.CancelFunc // of the landscape being made, nil when there is none
	next    *stage.Survey      // the one to make after it
	cancel  context.CancelFunc // of the run under way, nil when there is none
	waiting *stage.Ask         // asked before there was a desk
	stride  *stage.Stride      // likewise
	inquiries
	pending *string // link to run once the present run has ended
}

func newLead(page browser.Port, workers int) *lead {
	l := &lead{page: page, yielder: browser.NewYielder(), looked: make(chan struct{})}
	l.forget()
	l.crew = newCrew(workers, func(i int) { l.tell("respawn", map[string]int{"index": i}) })
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
		case fromLab:
			l.answer(ctx, m)
		case fromRun:
			l.cancel = nil
			l.advance(ctx)
		case fromSurvey:
			l.survey = nil
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
		l.tell("parsed", report.Reading(read(m.Text)))
	case "cancel":
		l.pending, l.next, l.asked = nil, nil, nil
		l.stop()
	case "study":
		l.ask(ctx, m.Text)
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
			l.lab = &m.Ports[0]
			l.lab.Listen(l.in, fromLab)
			for _, b := range append(slices.Clip(l.shown), l.coming...) {
				l.lab.Post("wire", "", b)
			}
			for _, c := range l.charts {
				l.lab.Post("wire", "", wire.Encode(c))
			}
		}
	}
}

// stop ends what the crew does; its end comes as mail.
func (l *lead) stop() {
	if l.cancel != nil {
		l.cancel()
	}
	if l.survey != nil {
		l.survey()
	}
	if l.halt != nil {
		l.halt()
	}
}

// advance begins what was asked last, when the crew is free: it does one thing
// at a time.
func (l *lead) advance(ctx context.Context) {
	if l.cancel != nil || l.survey != nil || l.making != nil {
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

// read reads a link of the page, which may stand over others.
func read(text string) keys.Reading {
	texts := strings.Split(text, over)
	return keys.Read(texts[0], texts[1:]...)
}

// run begins an experiment in a goroutine of its own; its end comes as mail.
func (l *lead) run(ctx context.Context, text string) {
	r := read(text)
	link := r.Link
	l.tell("parsed", report.Reading(r))
	if err := link.Experiment.Check(); err != nil {
		l.tell("error", map[string]string{"message": err.Error(), "where": "before the start"})
		return
	}
	runCtx, cancel := context.WithCancel(ctx)
	l.cancel = cancel
	begin := browser.Now()
	a := &audience{ctx: runCtx, lead: l, method: shownMethod(link), shown: firstMatcher(link)}
	go func() {
		_, err := run.Conduct(runCtx, link.Experiment, l.crew, a, run.Options{
			Build: report.Build(), Shown: a.shown, Blind: unseen(link.View), Pause: l.yielder.Yield, Seconds: func() float64 { return (browser.Now() - begin) / 1000 },
			Finished: func(r *run.Run) {
				a.whole = true
				l.tell("result", struct {
					telling
					report.Verdict
				}{a.telling(r), report.Reproduced(link.Digest, r.Result.Digest)})
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

// unwatched is how long finer pictures wait to be seen at all.
const unwatched = 2 * time.Second

// await waits until the lab draws: while it starts, its first picture comes
// sooner if nobody computes finer ones.
func (l *lead) await(ctx context.Context) {
	select {
	case <-l.looked:
	case <-ctx.Done():
	case <-time.After(unwatched):
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
			l.desk, l.known, l.waiting, l.stride = nil, nil, nil, nil
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
	if l.lab != nil {
		l.lab.Post("wire", "", b)
	}
}

// answer takes a question of the lab.
func (l *lead) answer(ctx context.Context, mail browser.Mail) {
	m, err := codec.Decode(mail.Bytes)
	if err != nil {
		return
	}
	select {
	case <-l.looked:
	default:
		close(l.looked)
	}
	if l.desk == nil {
		switch m := m.(type) {
		case *stage.Ask:
			l.waiting = m
		case *stage.Stride:
			l.stride = m
		case *stage.Survey:
			l.next = m // made when the run is over
		}
		return
	}
	switch m := m.(type) {
	case *stage.Ask, *stage.Probe, *stage.Stride:
		l.reply(m)
	case *stage.Survey:
		l.next = m
		if l.survey != nil {
			l.survey()
		}
		l.advance(ctx)
	}
}

// reply answers a question at the desk, in a goroutine of its own: some answers
// take a while, and Stop is heard meanwhile.
func (l *lead) reply(q wire.Message) {
	desk := l.desk
	go func() {
		l.asking.Lock()
		defer l.asking.Unlock()
		for _, a := range desk.Answer(q) {
			if l.desk == desk { // and no other experiment is shown by now
				l.lab.Post("wire", "", wire.Encode(a))
			}
		}
	}()
}

// begin makes a landscape that was asked for. It is stopped by a newer question
// and by a new experiment.
func (l *lead) begin(ctx context.Context, q *stage.Survey) {
	surveyCtx, cancel := context.WithCancel(ctx)
	l.survey = cancel
	run := l.known
	go func() {
		// One that was stopped is not missed: its place was taken.
		_ = run.Survey(surveyCtx, l.crew, q, func(m wire.Message) {
			if l.known == run && surveyCtx.Err() == nil {
				l.show(m)
			}
		})
		cancel()
		l.crew.settle()
		l.in.Put(browser.Mail{Tag: fromSurvey})
	}()
}

// open gives the lab a desk to ask at.
func (l *lead) open(r *run.Run) {
	l.desk, l.known = run.NewDesk(r), r
	if l.waiting != nil {
		l.reply(l.waiting)
		l.waiting = nil
	}
	if l.stride != nil {
		l.reply(l.stride)
		l.stride = nil
	}
}

// shownMethod is the matcher whose finding is told first: the view's, or the
// experiment's first when the view's is not among them.
func shownMethod(l keys.Link) string {
	methods := l.Experiment.Methods()
	for _, m := range methods {
		if m == l.View.Method {
			return m
		}
	}
	return methods[len(methods)-1]
}

// firstMatcher is the matcher whose landscape is drawn at once: the one shown,
// or the experiment's first where none is.
func firstMatcher(l keys.Link) string {
	if m := shownMethod(l); m != "none" {
		return m
	}
	methods := l.Experiment.Methods()
	return methods[min(1, len(methods)-1)]
}

// unseen reports whether a view has no landscape: another figure is embedded alone.
func unseen(v keys.View) bool {
	return v.Embed != "" && v.Embed != "all" && v.Embed != "landscape"
}
