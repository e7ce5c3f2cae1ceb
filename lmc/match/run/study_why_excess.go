package run

import (
	"fmt"
	"strings"

	"onebasin/lmc/excess"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/measure"
)

// apart is the excess of the test loss on a line, taken apart.
type apart struct {
	title string
	said  string // in a sentence
	*job.TakenApart
	rows []int // those that carry half of it where it is largest
}

// takeApart shows what the barrier is made of, before and after matching.
func (st *whyStudy) takeApart() error {
	lambda := measure.Lambdas(st.run.Experiment.Lambdas)
	none := st.entry("none")
	after, err := st.barrierCurve()
	if err != nil {
		return err
	}
	sides := []*apart{{title: "Not matched", said: "without matching"},
		{title: "Matched", said: "after it"}}
	var jobs []wire.Message
	for k, end := range [][]float32{st.pair.B, st.pair.Matched} {
		curve := none.Path.Test
		if k == 1 {
			curve = after
		}
		jobs = append(jobs, &job.TakeApart{Experiment: st.fragment, A: st.pair.A, B: end, Lambda: lambda,
			Whole: curve.Peak(lambda)})
	}
	if st.method == "planted" { // whose B is no trained network: there is no line without matching to explain
		jobs, sides = jobs[1:], sides[1:]
		sides[0].said = "after matching"
	}
	out, err := st.do(jobs)
	if err != nil {
		return err
	}
	for k, s := range sides {
		s.TakenApart = out[k].(*job.TakenApart)
		s.rows = excess.Half(s.Excess)
	}
	st.show(st.madeOf(sides, lambda))
	st.show(st.carriers(sides))
	return nil
}

// barrierCurve returns the test curve of the matching studied, which may be of a restart.
func (st *whyStudy) barrierCurve() (measure.Curve, error) {
	if st.pair.Method == st.method {
		return st.entry(st.method).Path.Test, nil
	}
	l := st.pair.line(st.fragment)
	l.TestOnly = true
	out, err := st.do([]wire.Message{l})
	if err != nil {
		return measure.Curve{}, err
	}
	w := out[0].(*job.EvaluatedLine)
	return measure.NewCurve(w.TestLoss, w.TestAccuracy), nil
}

// madeOf draws the two parts of the excess over λ.
func (st *whyStudy) madeOf(sides []*apart, lambda []float64) *chart.Chart {
	c := &chart.Chart{Name: "made-of",
		Note: "The excess of the test loss over the chord is, exactly and for every example, what merging does to " +
			"the logits, CE(z) − CE(m), less what averaging logits gains, J = (1−λ)·LSE(a) + λ·LSE(b) − LSE(m) ≥ 0, " +
			"with z the merged network’s logits, a and b those of A and of the other end, m = (1−λ)·a + λ·b their " +
			"mean and LSE the logarithm of the sum of exponentials (H. Bae, 2026; our derivation is in the docs). " +
			"Computed in float64."}
	var said []string
	for _, s := range sides {
		total, less := make([]float64, len(lambda)), make([]float64, len(lambda))
		zero := make([]float64, len(lambda))
		peak := 0
		for k := range lambda {
			total[k], less[k] = s.Change[k]-s.Gain[k], -s.Gain[k]
			if total[k] > total[peak] {
				peak = k
			}
		}
		c.Panels = append(c.Panels, chart.Panel{Title: s.title, X: chart.Axis{Title: "λ", Max: 1},
			Y: chart.Axis{Title: "above the chord, nats"},
			Series: []chart.Series{
				{Name: "what merging does to the logits", Shape: chart.ShapeBand, Ink: "1", X: lambda, Y: s.Change,
					Low: zero},
				{Name: "what averaging logits gains", Shape: chart.ShapeBand, Ink: "2", X: lambda, Y: zero, Low: less},
				{Name: "together: the excess", Shape: chart.ShapeLine, Ink: "ink", X: lambda, Y: total}}})
		if measure.IsBarrier(total[peak]) {
			said = append(said, fmt.Sprintf("%s the barrier of %s is %s that merging does to the logits, less %s that "+
				"averaging gains", s.said, amount(total[peak]), amount(s.Change[peak]), amount(s.Gain[peak])))
		} else {
			said = append(said, fmt.Sprintf("%s there is no barrier: averaging gains %s", s.said,
				amount(s.Gain[peak])))
		}
	}
	c.Title = sentence(said)
	return c
}

// carriers draws the examples that carry half of the excess where it is largest: in their place where inputs are
// points, else by class.
func (st *whyStudy) carriers(sides []*apart) *chart.Chart {
	test := st.run.Test
	_, classes := st.model.Shape()
	c := &chart.Chart{Name: "carriers", Note: "Test examples that make up half of the excess at the λ where it is " +
		"largest, those of the largest excess first; an example’s excess is how much its cross-entropy lies above " +
		"the mean of those at A and at the other end, with shares 1−λ and λ. "}
	var said []string
	for _, s := range sides {
		whole := excess.Mean(s.Excess)
		p := chart.Panel{Title: s.title}
		if measure.IsBarrier(whole) {
			share := float64(len(s.rows)) / float64(test.N)
			said = append(said, fmt.Sprintf("%s half of the barrier lies in %s of the examples", s.said,
				finePercent(share)))
			p.Title += ": " + finePercent(share)
		} else {
			said = append(said, s.said+" there is no barrier to carry")
			s.rows = nil
		}
		if test.Dim == 2 {
			p.X, p.Y, p.Equal = chart.Axis{Title: "x₁"}, chart.Axis{Title: "x₂"}, true
			p.Series = st.inPlace(s.rows, classes)
		} else {
			p.X, p.Y = chart.Axis{Title: "class"}, chart.Axis{Title: "share of the excess, %"}
			p.Series = []chart.Series{st.byClass(s, whole, classes)}
			for k := range classes {
				p.X.Labels = append(p.X.Labels, fmt.Sprint(k))
			}
		}
		c.Panels = append(c.Panels, p)
	}
	if test.Dim == 2 {
		c.Note += "All others are faint."
	} else {
		c.Note += "Bars: the part of each class in the whole excess; a class may have less than none."
	}
	c.Title = sentence(said)
	return c
}

// inPlace are the carriers by class, above all others.
func (st *whyStudy) inPlace(rows []int, classes int) []chart.Series {
	test := st.run.Test
	others := dots("others", "faint")
	carry := make([]bool, test.N)
	for _, i := range rows {
		carry[i] = true
	}
	series := make([]chart.Series, classes)
	for k := range series {
		series[k] = chart.Series{Name: fmt.Sprintf("class %d", k), Shape: chart.ShapeDots, Ink: fmt.Sprint(k + 1)}
	}
	for i, y := range test.Y {
		s := &others.Series
		if carry[i] {
			s = &series[y]
		}
		s.X, s.Y = append(s.X, float64(test.X[2*i])), append(s.Y, float64(test.X[2*i+1]))
	}
	all := []chart.Series{others.Series}
	for _, s := range series {
		if len(s.X) > 0 {
			all = append(all, s)
		}
	}
	return all
}

// byClass is the part of each class in the excess, in per cent.
func (st *whyStudy) byClass(s *apart, whole float64, classes int) chart.Series {
	bars := chart.Series{Shape: chart.ShapeBars, Ink: "merged", X: fromZero(classes), Y: make([]float64, classes)}
	if !measure.IsBarrier(whole) {
		return bars
	}
	for i, y := range st.run.Test.Y {
		bars.Y[y] += 100 * s.Excess[i] / (whole * float64(st.run.Test.N))
	}
	return bars
}

// sentence joins what is said of one thing after the other.
func sentence(said []string) string {
	s := strings.Join(said, "; ")
	return strings.ToUpper(s[:1]) + s[1:]
}

// finePercent prints a part of one in per cent, with a decimal where it is small.
func finePercent(x float64) string {
	if x < 0.1 {
		return fmt.Sprintf("%.1f %%", 100*x)
	}
	return wholePercent(x)
}
