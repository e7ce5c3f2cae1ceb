package run

import (
	"context"
	"errors"
	"fmt"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/sequence/firstpage"
)

// study is a study under way.
type study struct {
	*Run
	ctx  context.Context
	crew lab.Crew
	q    *chart.Question
	told func(float64, string)
	show func(*chart.Chart)
}

// Study answers q. It returns ctx's error when it was stopped, and says in words why there is nothing to study.
func (r *Run) Study(ctx context.Context, crew lab.Crew, q *chart.Question, show func(*chart.Chart),
	told func(float64, string)) error {
	s := &study{Run: r, ctx: ctx, crew: crew, q: q, told: told, show: func(c *chart.Chart) {
		c.Study, c.Method = q.Name, q.Method
		show(c)
	}}
	answer, ok := studies[q.Name]
	if _, announced := chart.StudyNamed(firstpage.Studies(), q.Name); !ok || !announced {
		return fmt.Errorf("there is no study “%s”", q.Name)
	}
	if r.Result.Checkpoints.Note != "" || len(r.Result.Checkpoints.Barrier.Loss) == 0 {
		return errors.New("there are no two trained networks to study")
	}
	return answer(s)
}

// studies are the functions behind firstpage.Studies.
var studies = map[string]func(*study) error{"cell": (*study).cell, "maps": (*study).maps,
	"strong": (*study).strong,
	"masks":  (*study).masks, "layers": (*study).layers}

// do has the crew do jobs and tells how far they are, as a part from and to of the study.
func (s *study) do(from, to float64, text string, jobs []wire.Message) ([]wire.Message, error) {
	s.told(from, text)
	done := make([]float64, len(jobs))
	sum := 0.0
	return lab.Unfailed(s.crew.Do(s.ctx, jobs, func(i int, fraction float64, _ string) {
		sum += fraction - done[i]
		done[i] = fraction
		s.told(from+(to-from)*sum/float64(len(jobs)), text)
	}))
}
