package run

import (
	"context"
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
)

// Study answers with the charts of the first page, which are no study: it has none yet.
func (r *Run) Study(_ context.Context, _ lab.Crew, q *chart.Question, _ func(*chart.Chart),
	_ func(float64, string)) error {
	return fmt.Errorf("there is no study “%s”", q.Name)
}
