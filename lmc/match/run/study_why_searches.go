package run

import (
	"fmt"
	"slices"
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/result"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
)

// searched is one matching of the experiment among all.
type searched struct {
	entry   *result.Pair
	pair    *Pair
	title   string
	r, null []float64 // R over gammas, and that of the same search before training; nil where there was none
	others  []float64 // barriers between the networks that it matched to A
}

// searches shows all matchings of the experiment beside one another: barrier, alignment beside its null, distance left,
// and, of three networks and more, the barriers among those that were matched to A.
func (st *whyStudy) searches() error {
	var all []*searched
	var nulls []*symmetry.Element
	for k := range st.run.Pairs {
		e := &st.run.Result.Pairs[k]
		m, _ := matching.MatcherNamed(e.Method)
		if e.From == st.pair.From && e.Note == "" && m.Searches && e.Method != "planted" {
			all = append(all, &searched{entry: e, pair: &st.run.Pairs[k], title: m.Title})
			nulls = append(nulls, nil)
			if null, known := st.run.nulls[k]; known {
				nulls[len(nulls)-1] = &null
			}
		}
	}
	if len(all) == 0 { // the control alone
		st.show(&chart.Chart{Name: "searches", Title: "There is no matching of B to compare",
			Panels: []chart.Panel{{X: chart.Axis{Title: "matcher"}, Y: chart.Axis{Title: "test loss barrier, nats"}}}})
		return nil
	}
	trained, initial := overGammas{fragment: st.fragment}, overGammas{fragment: st.fragment}
	for k, s := range all {
		trained.add(s.pair, &s.r)
		if nulls[k] != nil {
			p := &Pair{A: st.run.Trained[0].Snapshots[0], B: st.run.Trained[st.inquiry.model()].Snapshots[0]}
			p.settle(st.sym, *nulls[k])
			initial.add(p, &s.null)
		}
	}
	jobs := slices.Concat(trained.jobs, initial.jobs)
	lines := st.amongOthers(all)
	for _, l := range lines {
		jobs = append(jobs, l.job)
	}
	out, err := st.do(jobs)
	if err != nil {
		return err
	}
	trained.fill(out)
	initial.fill(out[len(trained.jobs):])
	out = out[len(trained.jobs)+len(initial.jobs):]
	lambda := measure.Lambdas(st.run.Experiment.Lambdas)
	for k, l := range lines {
		w := out[k].(*job.EvaluatedLine)
		l.of.others = append(l.of.others, float64(measure.NewCurve(w.TestLoss, w.TestAccuracy).Barrier(lambda).Loss))
	}
	st.show(st.sideBySide(all))
	return nil
}

// overGammas asks for R over γ of several matchings of two networks. Those that only renumber have one decomposition.
type overGammas struct {
	fragment string
	jobs     []wire.Message
	to       [][]*[]float64 // where R of the permutations of each job goes
	one      int            // the job, from 1 on, of all that renumber alone
}

func (o *overGammas) add(p *Pair, to *[]float64) {
	alone := p.Element.Alone()
	if alone && o.one > 0 {
		ask := o.jobs[o.one-1].(*job.CompareSpectra)
		ask.Permutations = append(ask.Permutations, p.Permutation)
		o.to[o.one-1] = append(o.to[o.one-1], to)
		return
	}
	o.jobs = append(o.jobs, &job.CompareSpectra{Experiment: o.fragment, A: p.A, B: p.Base,
		Permutations: [][][]int{p.Permutation}, Gammas: gammas})
	o.to = append(o.to, []*[]float64{to})
	if alone {
		o.one = len(o.jobs)
	}
}

func (o *overGammas) fill(out []wire.Message) {
	for k, to := range o.to {
		for i, r := range out[k].(*job.ComparedSpectra).R {
			*to[i] = r
		}
	}
}

// between is a line between two networks that a search matched to A.
type between struct {
	of  *searched
	job *job.EvaluateLine
}

func (st *whyStudy) amongOthers(all []*searched) (lines []between) {
	identity := st.sym.Identity()
	for _, s := range all {
		var matched [][]float32
		for k, p := range st.run.Pairs {
			if p.Method == s.entry.Method && st.run.Result.Pairs[k].Note == "" {
				matched = append(matched, p.Matched)
			}
		}
		for q := range matched {
			for p := range q {
				lines = append(lines, between{s, &job.EvaluateLine{Experiment: st.fragment, A: matched[p],
					B: matched[q], Permutation: identity, TestOnly: true}})
			}
		}
	}
	return lines
}

func (st *whyStudy) sideBySide(all []*searched) *chart.Chart {
	labels := []string{"none"}
	none := st.entry("none")
	barriers, nulls := dots("", "piB"), dots("untrained", "null")
	barriers.add(0, float64(none.Barrier.Test.Loss), "")
	left, r := dots("", "piB"), dots("trained", "piB")
	over := chart.Panel{Title: "R over γ", X: chart.Axis{Title: "γ"}, Y: chart.Axis{Title: "R(A, π(B))"}}
	var before []chart.Series
	others := dots("", "piB")
	var best, aligned *searched
	for k, s := range all {
		x := float64(k + 1)
		labels = append(labels, abbreviated(s.entry.Method))
		barriers.add(x, float64(s.entry.Barrier.Test.Loss), "")
		left.add(x, float64(s.entry.Distance.After)/float64(s.entry.Distance.Before), "")
		r.add(x, float64(s.entry.Alignment[1].R), "")
		if s.entry.Null != nil {
			nulls.add(x, float64(s.entry.Null.Alignment[1].R), "")
		}
		over.Series = append(over.Series, chart.Series{Name: abbreviated(s.entry.Method), Shape: chart.ShapeLine,
			Ink: fmt.Sprint(k%8 + 1), X: gammas, Y: s.r})
		if s.null != nil {
			before = append(before,
				chart.Series{Shape: chart.ShapeDash, Ink: fmt.Sprint(k%8 + 1), X: gammas, Y: s.null})
		}
		for _, b := range s.others {
			others.add(x, b, "")
		}
		if best == nil || s.entry.Barrier.Test.Loss < best.entry.Barrier.Test.Loss {
			best = s
		}
		if aligned == nil || s.entry.Alignment[1].R > aligned.entry.Alignment[1].R {
			aligned = s
		}
	}
	over.Series = append(over.Series, before...)
	axis := chart.Axis{Labels: labels, Max: float64(len(labels)) - 0.5, Min: -0.5}
	panel := func(title, y string, series ...cloud) chart.Panel {
		p := chart.Panel{Title: title, X: axis, Y: chart.Axis{Title: y}}
		for _, s := range series {
			if len(s.X) > 0 {
				p.Series = append(p.Series, s.Series)
			}
		}
		return p
	}
	c := &chart.Chart{Name: "searches", Panels: []chart.Panel{
		panel("Barrier", "test loss barrier, nats", barriers),
		panel("Alignment", "R at γ = 0.3", nulls, r), over,
		panel("Distance left", "‖A − π(B)‖ / ‖A − B‖", left)},
		Note: "All matchings of the experiment. Grey, and dashed over γ: R of the same search on the two networks " +
			"before their training. Searches for the loss end at other permutations from other starts: see their " +
			"settings."}
	said := func(s *searched) string {
		return fmt.Sprintf("%s, %s at R = %s", lowerTitle(s.title), amount(float64(s.entry.Barrier.Test.Loss)),
			amount(float64(s.entry.Alignment[1].R)))
	}
	c.Title = "The lowest barrier is that of " + said(best)
	if aligned != best {
		c.Title += "; the most aligned is that of " + said(aligned)
	}
	if len(best.others) > 0 {
		c.Panels = append(c.Panels, panel("Among those matched to A", "test loss barrier, nats", others))
		c.Title += fmt.Sprintf("; among the networks matched to A its mean barrier is %s", amount(average(best.others)))
		if aligned != best {
			c.Title += fmt.Sprintf(", the other’s %s", amount(average(aligned.others)))
		}
	}
	return c
}

// lowerTitle is a matcher's title within a sentence; names of persons stay as they are.
func lowerTitle(title string) string {
	if strings.HasPrefix(title, "Sinkhorn") {
		return title
	}
	return strings.ToLower(title[:1]) + title[1:]
}
