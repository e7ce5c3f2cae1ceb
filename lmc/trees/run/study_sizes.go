package run

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/trees/keys"
	"onebasin/lmc/trees/matching"
	"onebasin/lmc/trees/symmetry"
	"onebasin/toynets/tree"
)

// sizesBudget bounds a study of sizes, in multiply-adds as work estimates them: about two minutes of two workers.
const sizesBudget = 2.5e11

// size is an ensemble of another size, or of another architecture, with what came out of each pair of seeds.
type size struct {
	label  string
	x      float64 // on the chart's axis
	base   keys.Experiment
	points []*sizePoint
}

// sizePoint is the barriers of one pair of seeds, in points: test and training, of none, of permutation alone and of
// all invariances.
type sizePoint struct {
	fragment string
	barrier  [2][3]float64
}

// sizeChart is a chart of the study.
type sizeChart struct {
	name, title, axis string
	sizes             []*size
}

// sizes answers the study of sizes: the experiment again, of other sizes, with several pairs of seeds each. Charts are
// shown again after every size; what was computed once is kept with the run.
func (r *inquiry) sizes() error {
	charts := r.planSizes()
	pairs := seedPairs(r.Experiment.Seeds, r.view.Pairs)
	left := r.afford(charts, len(pairs))
	total := 0
	for _, c := range charts {
		total += len(c.sizes)
	}
	if r.sized == nil {
		r.sized = map[string]*sizePoint{}
	}
	done := 0
	for _, c := range charts {
		for _, s := range c.sizes {
			r.told(float64(done)/float64(total), s.label)
			if err := r.compute(s, pairs, func(f float64) {
				r.told((float64(done)+f)/float64(total), s.label)
			}); err != nil {
				return err
			}
			done++
			r.show(c.chart(r, len(pairs), left))
		}
	}
	return nil
}

// planSizes are the charts with the sizes that they show, from small to large.
func (r *inquiry) planSizes() []*sizeChart {
	e := r.Experiment
	e.Match = []string{r.pair.Method.Search}
	arch := e.Architecture()
	trees := &sizeChart{name: "over-trees", title: "Barrier over the number of trees", axis: "trees M"}
	for _, m := range with([]int{8, 16, 32, 64, 128, 256}, e.Trees) {
		v := e
		v.Trees = m
		trees.sizes = append(trees.sizes, &size{label: fmt.Sprintf("%d trees", m), x: float64(m), base: v})
	}
	depths := []int{1, 2, 3, 4}
	if arch.Arch == tree.List || arch.Arch == tree.Modified {
		depths = []int{1, 2, 4, 8} // as the paper has it
	}
	deep := &sizeChart{name: "over-depth", title: "Barrier over the depth", axis: "depth D"}
	for _, d := range with(depths, e.Depth) {
		v := e
		v.Depth = d
		deep.sizes = append(deep.sizes, &size{label: fmt.Sprintf("depth %d", d), x: float64(d), base: v})
	}
	kinds := &sizeChart{name: "architectures", title: "Barriers of every architecture", axis: "architecture"}
	for k, a := range tree.Architectures() {
		v := e
		v.Tree, v.Depth = a.Name, min(e.Depth, a.MaxDepth)
		kinds.sizes = append(kinds.sizes, &size{label: a.Title, x: float64(k), base: v})
	}
	return []*sizeChart{trees, deep, kinds}
}

// with returns values with one more among them, in order and each once.
func with(values []int, own int) []int {
	values = append(values, own)
	slices.Sort(values)
	return slices.Compact(values)
}

// seedPairs are so many pairs of seeds: the experiment's own, then those of the smallest others.
func seedPairs(own []int, n int) (pairs [][2]int) {
	pairs = append(pairs, [2]int{own[0], own[1]})
	for a := 1; len(pairs) < n; a += 2 {
		if !slices.Contains(own[:2], a) && !slices.Contains(own[:2], a+1) {
			pairs = append(pairs, [2]int{a, a + 1})
		}
	}
	return pairs
}

// afford leaves out what is too large, and then the sizes that take longest until all fit into the budget; it says
// which.
func (r *inquiry) afford(charts []*sizeChart, pairs int) (left []string) {
	cost := func(s *size) float64 { return float64(pairs) * work(s.base, true) }
	out := func(c *sizeChart, k int) {
		left = append(left, c.sizes[k].label)
		c.sizes = slices.Delete(c.sizes, k, k+1)
	}
	for _, c := range charts {
		for k := len(c.sizes) - 1; k >= 0; k-- {
			if c.sizes[k].base.Check() != nil {
				out(c, k)
			}
		}
	}
	for {
		sum, most, at, in := 0.0, 0.0, -1, (*sizeChart)(nil)
		for _, c := range charts {
			for k, s := range c.sizes {
				x := cost(s)
				sum += x
				if x > most && len(c.sizes) > 1 {
					most, at, in = x, k, c
				}
			}
		}
		if sum <= sizesBudget || in == nil {
			return left
		}
		out(in, at)
	}
}

// compute runs a size's experiments that are not known yet.
func (r *inquiry) compute(s *size, pairs [][2]int, report func(float64)) error {
	var unknown []keys.Experiment
	var all []string
	for _, p := range pairs {
		e := s.base
		e.Seeds = []int{p[0], p[1]}
		all = append(all, e.Fragment())
		if r.sized[e.Fragment()] == nil {
			unknown = append(unknown, e)
		}
	}
	made, errs := make([]*sizePoint, len(unknown)), make([]error, len(unknown))
	heard := &fractions{of: make([]float64, len(unknown)), report: report}
	lab.Together(r.ctx, r.crew, len(unknown), func(k int, crew lab.Crew) {
		made[k], errs[k] = r.sizePoint(unknown[k], crew, member{heard, k})
	})
	for k, p := range made {
		if errs[k] != nil {
			return errs[k]
		}
		r.sized[p.fragment] = p
	}
	for _, fragment := range all {
		s.points = append(s.points, r.sized[fragment])
	}
	return nil
}

// sizePoint runs one experiment.
func (r *inquiry) sizePoint(e keys.Experiment, crew lab.Crew, audience lab.Audience) (*sizePoint, error) {
	ticks := 0.0
	run, err := Conduct(r.ctx, keys.Link{Experiment: e}, crew, audience, lab.Options{Unseen: true, Pause: r.pause,
		// No number depends on the clock, only how often progress is heard of.
		Seconds: func() float64 { ticks += lab.ReportEvery / 4; return ticks }})
	if err != nil {
		return nil, err
	}
	p := &sizePoint{fragment: e.Fragment()}
	none, all := "none", r.pair.Method.Search+"-"+symmetry.All(run.model.Arch).Text()
	for _, pair := range run.first() {
		// Of modified lists the last two are one.
		for m, of := range []string{none, r.pair.Method.Search + "-perm", all} {
			if name(pair) == of {
				p.barrier[0][m] = 100 * float64(pair.Barrier.Test.Accuracy)
				p.barrier[1][m] = 100 * float64(pair.Barrier.Train.Accuracy)
			}
		}
	}
	return p, nil
}

// fractions is how far the experiments are that run together.
type fractions struct {
	of     []float64
	sum    float64
	report func(float64)
}

// member hears how one of them goes.
type member struct {
	all *fractions
	k   int
}

func (member) Stage(string, lab.Run) {}
func (member) Answering(lab.Run)     {}
func (member) Show(wire.Message)     {}

// Progress is called while the crew does jobs, and so by one goroutine at a time.
func (m member) Progress(p lab.Progress) {
	s := m.all
	s.sum += p.Fraction - s.of[m.k]
	s.of[m.k] = p.Fraction
	s.report(min(1, s.sum/float64(len(s.of))))
}

// sizeInks are the inks of none, of permutation alone and of all invariances.
var sizeInks = []struct{ name, ink string }{{"no matching", "B"}, {"trees exchanged", "A"}, {"all exchanged", "piB"}}

// chart is what is known so far.
func (c *sizeChart) chart(r *inquiry, pairs int, left []string) *chart.Chart {
	matcher, _ := matching.MatcherNamed(r.pair.Method.Search)
	out := &chart.Chart{Name: c.name, Title: c.title, Note: fmt.Sprintf("Accuracy barrier by %s, means over "+
		"%d pairs of seeds; each pair is a dot.", strings.ToLower(matcher.Title), pairs)}
	if len(left) > 0 {
		out.Note += " Left out, since it would take too long: " + strings.Join(left, ", ") + "."
	}
	for k, title := range []string{"Test", "Training"} {
		panel := chart.Panel{Title: title, X: chart.Axis{Title: c.axis, Log: c.name == "over-trees"},
			Y: chart.Axis{Title: "barrier, points"}}
		for m, of := range sizeInks {
			mean := chart.Series{Name: of.name, Ink: of.ink, Shape: chart.ShapeLine}
			if c.name == "architectures" {
				mean.Shape = chart.ShapeBars
			}
			dots := chart.Series{Ink: of.ink, Shape: chart.ShapeDots}
			for _, s := range c.sizes {
				if c.name == "architectures" && m == 0 {
					panel.X.Labels = append(panel.X.Labels, s.label)
				}
				if len(s.points) == 0 {
					continue
				}
				sum := 0.0
				for _, p := range s.points {
					sum += p.barrier[k][m]
					dots.X, dots.Y = append(dots.X, s.x), append(dots.Y, p.barrier[k][m])
					dots.Links = append(dots.Links, p.fragment)
				}
				mean.X, mean.Y = append(mean.X, s.x), append(mean.Y, sum/float64(len(s.points)))
			}
			panel.Series = append(panel.Series, mean)
			if c.name != "architectures" {
				panel.Series = append(panel.Series, dots)
			}
		}
		out.Panels = append(out.Panels, panel)
	}
	out.Title = c.finding(out.Panels[1].Series)
	return out
}

// finding says what the mean training barrier with all invariances does from the smallest size to the largest.
func (c *sizeChart) finding(series []chart.Series) string {
	all := series[len(series)-1]
	if c.name != "architectures" {
		all = series[len(series)-2]
	}
	if n := len(all.Y); n > 1 && c.name != "architectures" {
		return fmt.Sprintf("With all exchanged the training barrier goes from %s points at %s %s to %s at %s",
			measure.Amount(measure.Number(all.Y[0])), c.axis, strconv.FormatFloat(all.X[0], 'g', -1, 64),
			measure.Amount(measure.Number(all.Y[n-1])), strconv.FormatFloat(all.X[n-1], 'g', -1, 64))
	}
	return c.title
}
