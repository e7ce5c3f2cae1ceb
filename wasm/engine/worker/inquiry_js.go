//go:build js

package worker

import (
	"context"
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/report"
	"onebasin/lmc/lab/wire"
	"onebasin/wasm/browser"
)

// inquiries are the studies of the experiment that questions are about: one under way at most, and what was found out
// before.
type inquiries struct {
	asked  *chart.Question    // the one to make next
	making *chart.Question    // the one under way, nil when there is none
	halt   context.CancelFunc // of it
	found  map[chart.Question]report.Study
	charts []*chart.Chart // told to the figures, and to those that come later
}

// studying is what the page is told of a study.
type studying struct {
	Name     string        `json:"name"`
	Method   string        `json:"method"`
	State    string        `json:"state"` // computing, done, stopped, failed
	Fraction float64       `json:"fraction"`
	Text     string        `json:"text"`            // what is being done, or what went wrong
	Study    *report.Study `json:"study,omitempty"` // when it is done
	Files    []string      `json:"files,omitempty"` // then, all that the page may ask for: studies make networks
}

func (l *lead) tellStudy(q *chart.Question, s studying) {
	s.Name, s.Method = q.Name, q.Method
	l.tell("study", s)
}

// ask takes the page's question, a line each for the study, the matching and the view; one without a name takes the
// last one back.
func (l *lead) ask(ctx context.Context, text string) {
	parts := strings.SplitN(text, "\n", 3)
	if len(parts) != 3 {
		return
	}
	q := &chart.Question{Name: parts[0], Method: parts[1], View: parts[2]}
	if s, ok := chart.StudyOf(l.lab.Studies, q.Name); ok {
		q.Name = s.Name
	}
	if s, known := l.found[*q]; known {
		l.tellStudy(q, studying{State: "done", Fraction: 1, Study: &s, Files: names(l.known)})
		q = nil
	}
	if l.making != nil && (q == nil || *l.making != *q) {
		l.halt()
	} else if l.making != nil {
		return // it is being made
	}
	l.asked = q
	if q != nil && q.Name == "" {
		l.asked = nil
	}
	l.advance(ctx)
}

// inquire begins the study asked for; its end comes as mail.
func (l *lead) inquire(ctx context.Context) {
	q, run := l.asked, l.known
	l.asked = nil
	if run.Digest() == "" {
		l.tellStudy(q, studying{State: "failed", Text: "The experiment was stopped before its end; run it first."})
		return
	}
	studyCtx, cancel := context.WithCancel(ctx)
	l.making, l.halt = q, cancel
	go func() {
		var charts []*chart.Chart
		last := 0.0
		err := run.Study(studyCtx, l.crew, q, func(c *chart.Chart) {
			charts = append(charts, c)
			if l.known == run && studyCtx.Err() == nil {
				l.chart(c)
			}
		}, func(fraction float64, text string) {
			if now := browser.Now(); now-last > studyEvery && studyCtx.Err() == nil {
				last = now
				l.tellStudy(q, studying{State: "computing", Fraction: fraction, Text: text})
			}
		})
		switch {
		case studyCtx.Err() != nil:
			l.tellStudy(q, studying{State: "stopped"})
		case err != nil:
			l.tellStudy(q, studying{State: "failed", Text: err.Error()})
		case l.known == run:
			study, _ := chart.StudyNamed(l.lab.Studies, q.Name)
			s := report.Studied(study, q, run.Fragment(), run.Digest(), charts)
			l.found[*q] = s
			l.tellStudy(q, studying{State: "done", Fraction: 1, Study: &s, Files: names(run)})
		}
		cancel()
		l.crew.settle()
		l.in.Put(browser.Mail{Tag: fromStudy})
	}()
}

// studyEvery is the least time between two reports of a study, in milliseconds.
const studyEvery = 80

// chart tells the figures a chart, in place of an earlier one of its name.
func (l *lead) chart(c *chart.Chart) {
	kept := l.charts[:0]
	for _, k := range l.charts {
		if k.Study != c.Study || k.Method != c.Method || k.Name != c.Name {
			kept = append(kept, k)
		}
	}
	l.charts = append(kept, c)
	if l.figures != nil {
		l.figures.Post("wire", "", wire.Encode(c))
	}
}

// forget drops what was found out about an experiment that another replaced.
func (l *lead) forget() {
	l.charts, l.found = nil, map[chart.Question]report.Study{}
}
