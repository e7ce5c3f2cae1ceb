package run

import (
	"context"
	"fmt"

	"onebasin/lmc/fork/firstpage"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
)

// Study answers q. It returns ctx's error when it was stopped, and says in words why there is nothing to study.
func (r *Run) Study(ctx context.Context, crew lab.Crew, q *chart.Question, show func(*chart.Chart),
	told func(float64, string)) error {
	if _, ok := chart.StudyNamed(firstpage.Studies(), q.Name); !ok || q.Name == "" {
		return fmt.Errorf("there is no study “%s”", q.Name)
	}
	return nil
}
