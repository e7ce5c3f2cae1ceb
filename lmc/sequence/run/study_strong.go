package run

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/job"
	"onebasin/lmc/sequence/keys"
	"onebasin/lmc/sequence/result"
)

// strongWidths are the widths of the study, beside the experiment's own.
var strongWidths = []int{8, 16, 32, 64, 128, 256, 512}

// ways are how pairs are matched, in the order in which they are told.
var ways = []struct {
	name, ink string
	of        func(*result.Strong) [][]measure.Excess
}{
	{"no permutation", "null", func(s *result.Strong) [][]measure.Excess { return s.None }},
	{"each pair by itself", "piB", func(s *result.Strong) [][]measure.Excess { return s.Direct }},
	{"each to the first", "1", func(s *result.Strong) [][]measure.Excess { return s.Via }},
	{"all jointly", "2", func(s *result.Strong) [][]measure.Excess { return s.Joint }},
}

// strong looks closer at the strong claim: every pair, cycles, the simplex, and all of it over width.
func (s *study) strong() error {
	r := s.Result.Strong
	switch {
	case r == nil:
		return errors.New("two networks say no more than the weak claim; add a third seed to seeds")
	case r.Note != "":
		return errors.New("there is nothing to compare: " + r.Note)
	}
	s.show(s.pairsChart())
	s.show(s.cyclesChart())
	if err := s.simplex(); err != nil {
		return err
	}
	return s.widths()
}

// pairNames are the pairs p < q.
func (r *Run) pairNames() (names []string) {
	for p := range r.Result.Models {
		for q := p + 1; q < len(r.Result.Models); q++ {
			names = append(names, r.Result.Models[p].Name+r.Result.Models[q].Name)
		}
	}
	return names
}

// pairs are the loss barriers of p < q.
func pairs(m [][]measure.Excess) (x []float64) {
	for p := range m {
		for q := p + 1; q < len(m); q++ {
			x = append(x, float64(m[p][q].Loss))
		}
	}
	return x
}

// pairsChart are bars of the barriers of every pair.
func (s *study) pairsChart() *chart.Chart {
	r := s.Result.Strong
	p := chart.Panel{X: chart.Axis{Title: "pair of networks", Labels: s.pairNames()},
		Y: chart.Axis{Title: "test loss barrier, nats"}}
	said := ""
	for k, w := range ways {
		y := pairs(w.of(r))
		one := chart.Series{Name: w.name, Shape: chart.ShapeBars, Ink: w.ink, Y: y}
		for i := range y {
			one.X = append(one.X, float64(i))
		}
		p.Series = append(p.Series, one)
		if k > 0 {
			said += ", "
		}
		said += measure.Amount(result.Worst(w.of(r))) + " with " + w.name
		if k == 0 {
			said = "The worst barrier is " + measure.Amount(result.Worst(w.of(r))) + " with " + w.name
		}
	}
	return &chart.Chart{Name: "strong-pairs", Title: said, Panels: []chart.Panel{p},
		Note: "Barrier of the test loss between any two networks. Matched to the first, " + r.Reference + ", and " +
			"jointly, each network has one permutation, as the strong claim wants it. Joint is the better in " +
			"similarity of MergeMany (Ainsworth et al., 2209.04836) and Frank–Wolfe (C²M³, 2405.17897), here " +
			r.Search + "."}
}

// cyclesChart are bars of the share of units that come back, of every triple.
func (s *study) cyclesChart() *chart.Chart {
	n := len(s.Result.Models)
	p := chart.Panel{X: chart.Axis{Title: "hidden layer"},
		Y: chart.Axis{Title: "share that comes back", Min: 0, Max: 1}}
	all, chance := chart.Series{Name: "matched pair by pair", Shape: chart.ShapeDots, Ink: "piB"},
		chart.Series{Name: "by chance", Shape: chart.ShapeDash, Ink: "null"}
	var shares []float64
	for a := range n {
		for b := a + 1; b < n; b++ {
			for c := b + 1; c < n; c++ {
				for layer, share := range cycle(s.Direct, a, b, c) {
					all.X, all.Y = append(all.X, float64(layer)), append(all.Y, share)
					shares = append(shares, share)
				}
			}
		}
	}
	for layer, units := range s.Experiment.Net {
		p.X.Labels = append(p.X.Labels, fmt.Sprint(layer+1))
		chance.X, chance.Y = append(chance.X, float64(layer)), append(chance.Y, 1/float64(units))
	}
	p.Series = []chart.Series{all, chance}
	return &chart.Chart{Name: "strong-cycles", Panels: []chart.Panel{p},
		Title: fmt.Sprintf("Of the units that go from a network by way of two others back to it, %s come back to "+
			"themselves", measure.Percent(measure.Number(mean(shares)))),
		Note: "Each pair is matched by itself; a unit follows these matchings around every three networks. " +
			"Permutations that are one for each network lead every unit back."}
}

// simplexSide is how many points the longest row of the simplex has.
const simplexSide = 25

// simplex maps the loss over all mixtures of the first three networks, row by row: the mixtures with a share of C lie
// on a line.
func (s *study) simplex() error {
	placements := []struct {
		title string
		at    [][]float32
	}{{"as trained", s.Models[:3]},
		{"each matched to " + s.Result.Strong.Reference, s.sym.Place(s.Models[:3], s.Via[:3])},
		{"matched jointly", s.sym.Place(s.Models[:3], s.Joint[:3])}}
	var jobs []wire.Message
	for _, p := range placements {
		for row := range simplexSide - 1 {
			share := float64(row) / float64(simplexSide-1)
			left, right := between(p.at[0], p.at[2], share), between(p.at[1], p.at[2], share)
			if points := simplexSide - row; points > 2 {
				jobs = append(jobs, &job.EvaluateLines{Experiment: s.Fragment(), A: [][]float32{left},
					B: [][]float32{right}, Points: points})
			}
			jobs = append(jobs, &job.Rate{Experiment: s.Fragment(), Thetas: [][]float32{left, right}})
		}
		jobs = append(jobs, &job.Rate{Experiment: s.Fragment(), Thetas: p.at[2:3]})
	}
	outcomes, err := s.do(0, 0.1, "mapping the simplex", jobs)
	if err != nil {
		return err
	}
	c := &chart.Chart{Name: "strong-simplex", Title: "Test loss of mixtures of A, B and C",
		Note: "Test loss of a·A + b·B + c·C with a + b + c = 1: A and B are the corners below, C the one above. Rows " +
			"are of one share of C, so neighbouring rows are half a square apart."}
	var worst []float64
	for _, p := range placements {
		g := chart.Grid{Rows: simplexSide, Cols: 2 * simplexSide, X0: 0, X1: 1, Y0: 0, Y1: 1,
			Map: chart.MapLoss, Unit: "test loss, nats"}
		g.Values = slices.Repeat([]float64{math.NaN()}, g.Rows*g.Cols)
		high := 0.0
		for row := range simplexSide {
			var values []float64
			if simplexSide-row > 2 {
				values = outcomes[0].(*job.EvaluatedLines).TestLoss
				outcomes = outcomes[1:]
			}
			ends := outcomes[0].(*job.Rated).TestLoss
			outcomes = outcomes[1:]
			values = append(append([]float64{ends[0]}, values...), ends[1:]...)
			for i, v := range values {
				at := row*g.Cols + row + 2*i
				g.Values[at], g.Values[at+1] = v, v
				high = max(high, v)
			}
		}
		worst = append(worst, high)
		c.Panels = append(c.Panels, chart.Panel{Title: p.title, Bare: true, Grid: g})
	}
	amount := func(x float64) string { return measure.Amount(measure.Number(x)) }
	c.Title = fmt.Sprintf("Between A, B and C the test loss is at most %s as they were trained, %s with each matched "+
		"to %s, %s matched jointly", amount(worst[0]), amount(worst[1]), s.Result.Strong.Reference, amount(worst[2]))
	s.show(c)
	return nil
}

// between returns (1−λ)·a + λ·b.
func between(a, b []float32, lambda float64) []float32 {
	theta := make([]float32, len(a))
	for i := range theta {
		theta[i] = float32(float64((1-lambda)*float64(a[i])) + float64(lambda*float64(b[i])))
	}
	return theta
}

// atWidth returns the width's experiment: the same networks and nothing of their trainings.
func atWidth(e keys.Experiment, width int) keys.Experiment {
	e.Net = slices.Repeat([]int{width}, len(e.Net))
	e.Checkpoints, e.Match, e.Levels = []int{e.Steps}, e.Match[:1], 0
	return e
}

// widths compares all networks at every width.
func (s *study) widths() error {
	l, _ := keys.Parse(s.q.View)
	var widths []int
	for _, w := range l.View.Widths {
		widths = append(widths, int(w))
	}
	if len(widths) == 0 {
		widths = append(slices.Clone(strongWidths), s.Experiment.Net...)
	}
	slices.Sort(widths)
	widths = slices.Compact(widths)
	total, done := 0.0, 0.0
	for _, w := range widths {
		total += work(atWidth(s.Experiment, w))
	}
	var reached []int
	var found []*result.Strong
	for _, w := range widths {
		e := atWidth(s.Experiment, w)
		share := work(e) / total
		if e.Check() != nil {
			continue
		}
		r, err := s.within(e, 0.1+0.9*done, 0.1+0.9*(done+share), fmt.Sprintf("training at width %d", w))
		if err != nil {
			return err
		}
		done += share
		if x := r.Result.Strong; x != nil && x.Note == "" {
			reached, found = append(reached, w), append(found, x)
			s.show(s.widthChart(reached, found))
		}
	}
	return nil
}

// widthChart are the barriers of all pairs over width, and their means.
func (s *study) widthChart(widths []int, found []*result.Strong) *chart.Chart {
	p := chart.Panel{X: chart.Axis{Title: "units in every hidden layer"},
		Y: chart.Axis{Title: "test loss barrier, nats"}}
	for _, w := range widths {
		p.X.Labels = append(p.X.Labels, fmt.Sprint(w))
	}
	var first, last []float64
	for _, w := range ways {
		dots := chart.Series{Shape: chart.ShapeDots, Ink: w.ink} // of every pair
		means := chart.Series{Name: w.name, Shape: chart.ShapeLine, Ink: w.ink}
		for k, x := range found {
			of := pairs(w.of(x))
			for _, v := range of {
				dots.X, dots.Y = append(dots.X, float64(k)), append(dots.Y, v)
			}
			means.X, means.Y = append(means.X, float64(k)), append(means.Y, mean(of))
		}
		p.Series = append(p.Series, means, dots)
		first, last = append(first, means.Y[0]), append(last, means.Y[len(means.Y)-1])
	}
	amount := func(x float64) string { return measure.Amount(measure.Number(x)) }
	title := fmt.Sprintf("Through a third network the mean barrier is %s at width %d and %s at width %d; matched "+
		"directly %s and %s", amount(first[2]), widths[0], amount(last[2]), widths[len(widths)-1], amount(first[1]),
		amount(last[1]))
	return &chart.Chart{Name: "strong-width", Title: title, Panels: []chart.Panel{p},
		Note: "The experiment’s networks trained anew at every width: barriers of the test loss between every two of " +
			"them (dots) and their mean (lines)."}
}
