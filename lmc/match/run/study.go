package run

import (
	"context"
	"errors"
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/measure"
)

// inquiry is a study under way.
type inquiry struct {
	ctx      context.Context
	run      *Run
	crew     lab.Crew
	study    chart.Study
	pair     *Pair // what is studied: A, B and π(B)
	view     keys.View
	show     func(*chart.Chart)
	progress func(fraction float64, text string)

	part, parts int // the one under way, and how many there are
	text        string
}

// studies are how each is answered. Those that look at one matching have no answer where there is none.
var studies = map[string]func(*inquiry) error{
	"why":    studyWhy,
	"many":   studyMany,
	"sweep":  studySweep,
	"bend":   studyCurves,
	"planes": studyPlanes,
}

// Study answers q: its charts are shown as they are ready, each perhaps several times, more precise every time. told
// hears how far it is. It returns ctx's error when it was stopped, and says in words why there is nothing to study.
func (o *Run) Study(ctx context.Context, crew lab.Crew, q *chart.Question, show func(*chart.Chart),
	told func(fraction float64, text string)) error {
	study, ok := chart.StudyNamed(keys.Studies(), q.Name)
	if !ok {
		return fmt.Errorf("there is no study “%s”", q.Name)
	}
	answer := studies[q.Name]
	if answer == nil {
		return fmt.Errorf("the study “%s” cannot be made", q.Name)
	}
	link, _ := keys.Parse(q.View)
	from, method := keys.AnswerOf(q.Method)
	if method == q.Method { // which names no network: the view may
		from = keys.Link{Experiment: o.Experiment, View: link.View}.Shown().From
	}
	if note := o.noteOf(from, method); note != "" {
		return errors.New(note)
	}
	i := &inquiry{ctx: ctx, run: o, crew: crew, study: study, pair: o.pairOf(from, method), view: link.View,
		progress: told, parts: 1}
	if i.pair == nil {
		return fmt.Errorf("there is no matching “%s”", q.Method)
	}
	i.show = func(c *chart.Chart) {
		c.Study, c.Method = q.Name, q.Method
		if c.Name != "restarts" && q.Name != "many" { // which name all networks
			c.Reword(func(text string) string { return measure.Between(text, from) })
		}
		show(c)
	}
	return answer(i)
}

// plan says how many parts follow, for the progress bar.
func (i *inquiry) plan(parts int) { i.part, i.parts = 0, parts }

// next begins a part and says what it is.
func (i *inquiry) next(text string) error {
	i.part++
	i.text = text
	i.report(0)
	return i.run.yield(i.ctx)
}

func (i *inquiry) report(fraction float64) {
	i.progress(min(1, (float64(max(1, i.part)-1)+fraction)/float64(i.parts)), i.text)
}

// do has the crew do jobs of the part under way; a job that failed ends the study.
func (i *inquiry) do(jobs []wire.Message) ([]wire.Message, error) {
	done := make([]float64, len(jobs))
	sum := 0.0
	out, err := i.crew.Do(i.ctx, jobs, func(k int, fraction float64, _ string) {
		if fraction > done[k] {
			sum += fraction - done[k]
			done[k] = fraction
		}
		i.report(sum / float64(len(jobs)))
	})
	return lab.Unfailed(out, err)
}

// model returns the index of the network that is renumbered.
func (i *inquiry) model() int { return i.run.model(i.pair.From) }
