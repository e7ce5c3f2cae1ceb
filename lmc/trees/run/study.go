package run

import (
	"context"
	"errors"
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/trees/firstpage"
	"onebasin/lmc/trees/keys"
)

// inquiry is a study under way.
type inquiry struct {
	*Run
	ctx  context.Context
	crew lab.Crew
	view keys.View
	pair *Pair // of what is looked at, or of the first search with all invariances where nothing is matched
	show func(*chart.Chart)
	told func(fraction float64, text string)
}

// part is one step of a study: what it does, in words, and how.
type part struct {
	text string
	do   func(*inquiry) error
}

// drawing is a part that gives one chart.
func drawing(text string, draw func(*inquiry) (*chart.Chart, error)) part {
	return part{text, func(i *inquiry) error {
		c, err := draw(i)
		if err == nil {
			i.show(c)
		}
		return err
	}}
}

// partsOf are the parts of a study.
func partsOf(name string) []part {
	return map[string][]part{
		"one": {{"drawing trees", (*inquiry).oneTree}},
		"inside": {drawing("comparing trees", (*inquiry).similarity),
			drawing("following examples through the trees", (*inquiry).importance)},
		"hard": {drawing("deciding at β", (*inquiry).sharpened),
			drawing("deciding every question", (*inquiry).hard)},
		"sizes":  {{"", (*inquiry).sizes}},
		"beside": {{"training perceptrons", (*inquiry).beside}},
		"split":  {drawing("comparing parents", (*inquiry).splitData)},
	}[name]
}

// Study answers q. It returns ctx's error when it was stopped, and says in words why there is nothing to study.
func (r *Run) Study(ctx context.Context, crew lab.Crew, q *chart.Question, show func(*chart.Chart),
	told func(float64, string)) error {
	if _, ok := chart.StudyNamed(firstpage.Studies(), q.Name); !ok || q.Name == "" {
		return fmt.Errorf("there is no study “%s”", q.Name)
	}
	l, problems := keys.Parse(q.View)
	if len(problems) > 0 {
		return problems[0]
	}
	l.Experiment = r.Experiment
	l.View.Method = q.Method
	i := &inquiry{Run: r, ctx: ctx, crew: crew, view: l.View, pair: r.pair(l.Plane()), told: told}
	i.show = func(c *chart.Chart) {
		c.Study = q.Name // in place of that of another method
		show(c)
	}
	if i.pair == nil {
		return errors.New("there is no path from A to B to study")
	}
	parts := partsOf(q.Name)
	for k, p := range parts {
		if p.text != "" {
			told(float64(k)/float64(len(parts)), p.text)
		}
		if err := p.do(i); err != nil {
			return err
		}
	}
	return nil
}
