package run

import (
	"context"
	"errors"
	"fmt"

	"onebasin/lmc/fork/firstpage"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
)

// inquiry is a study under way.
type inquiry struct {
	ctx   context.Context
	run   *Run
	crew  lab.Crew
	q     *chart.Question
	shown int // the parting that it is about
	show  func(*chart.Chart)
	told  func(float64, string)

	parts, part int // of the study, and which of them is under way
}

// studies are the functions behind firstpage's list.
var studies = map[string]func(*inquiry) error{"training": overTraining, "matching": afterMatching,
	"butterfly": butterfly, "knobs": knobs, "hikers": twoHikers}

// Study answers q. It returns ctx's error when it was stopped, and says in words why there is nothing to study.
func (r *Run) Study(ctx context.Context, crew lab.Crew, q *chart.Question, show func(*chart.Chart),
	told func(float64, string)) error {
	answer := studies[q.Name]
	if _, ok := chart.StudyNamed(firstpage.Studies(), q.Name); !ok || answer == nil {
		return fmt.Errorf("there is no study “%s”", q.Name)
	}
	if r.Result.Models[0].Note != "" {
		return errors.New("there is no A to study: its training diverged")
	}
	i := &inquiry{ctx: ctx, run: r, crew: crew, q: q, show: show, told: told, parts: 1}
	for k, p := range r.Partings {
		if p.Name == q.Method {
			i.shown = k
		}
	}
	return answer(i)
}

// answer shows a chart of the study.
func (i *inquiry) answer(c *chart.Chart) {
	c.Study, c.Method = i.q.Name, i.q.Method
	i.show(c)
}

// do has the crew do the jobs of a part of the study, saying how far it is.
func (i *inquiry) do(text string, jobs []wire.Message) ([]wire.Message, error) {
	done := make([]float64, len(jobs))
	sum := 0.0
	out, err := lab.Unfailed(i.crew.Do(i.ctx, jobs, func(job int, fraction float64, _ string) {
		if fraction > done[job] {
			sum += fraction - done[job]
			done[job] = fraction
		}
		i.told((float64(i.part)+sum/float64(len(jobs)))/float64(i.parts), text)
	}))
	i.part++
	return out, err
}
