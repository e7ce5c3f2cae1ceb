package run

import (
	"context"
	"errors"
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/trees/firstpage"
)

// Study answers q, here: none takes a crew. It returns ctx's error when it was stopped, and says in words why there is
// nothing to study.
func (r *Run) Study(ctx context.Context, _ lab.Crew, q *chart.Question, show func(*chart.Chart),
	told func(float64, string)) error {
	if _, ok := chart.StudyNamed(firstpage.Studies(), q.Name); !ok || q.Name == "" {
		return fmt.Errorf("there is no study “%s”", q.Name)
	}
	pair := r.pairOf("")
	if pair == nil {
		return errors.New("there is no path from A to B to study")
	}
	parts := []struct {
		text string
		draw func(context.Context, *Pair) (*chart.Chart, error)
	}{{"comparing trees", r.similarity}, {"deciding every question", r.hard}}
	for k, part := range parts {
		told(float64(k)/float64(len(parts)), part.text)
		c, err := part.draw(ctx, pair)
		if err != nil {
			return err
		}
		c.Study, c.Method = q.Name, q.Method
		show(c)
	}
	return nil
}
