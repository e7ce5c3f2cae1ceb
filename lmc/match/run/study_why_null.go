package run

import (
	"fmt"
	"math"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/matching"
	"onebasin/lmc/vector"
	"onebasin/toynets"
)

// The null of the study: pairs of untrained networks, of seeds of their own, matched as the pair studied was.
const (
	nullPairs  = 5
	nullSeed   = 101 // the first pair's first network; each next one is one more
	nullFrom   = 100 // where the random streams of the null's searches are counted from
	nullStarts = 12  // at most, of a search
	nullBudget = 4e9 // multiply-adds of decompositions, about, above which fewer pairs are taken
)

// untrained is one pair of the null.
type untrained struct {
	reduction float64
	vectors   *job.ComparedSpectra // under the permutation found
}

// untrained matches untrained networks, then shows what trained ones have beyond them.
func (st *whyStudy) untrained() error {
	st.show(st.reduction())
	e := st.run.Experiment
	svd := 0.0 // of three networks, at some 20 mn·min(m, n)
	for l := 1; l <= st.model.Layers(); l++ {
		m, n := float64(st.model.Widths[l-1]), float64(st.model.Widths[l])
		svd += 60 * m * n * min(m, n)
	}
	pairs := within(nullBudget, svd, 2, nullPairs)
	m, _ := matching.MatcherNamed(st.method)
	thetas := make([][]float32, 2*pairs)
	var jobs []wire.Message
	for k := range thetas {
		thetas[k] = make([]float32, st.model.Params())
		st.model.Init(thetas[k], toynets.Stream(uint64(nullSeed+k), "init"))
	}
	for k := range pairs {
		jobs = append(jobs, &job.Match{Experiment: st.fragment, Method: "null-" + st.method, From: nullFrom + k,
			Last: min(nullStarts, e.Starts(m)), A: thetas[2*k], B: thetas[2*k+1]})
	}
	found, err := st.do(jobs)
	if err != nil {
		return err
	}
	jobs = jobs[:0]
	var nulls []untrained
	for k := range pairs {
		x, pair := thetas[2*k], Pair{B: thetas[2*k+1]}
		pair.settle(st.sym, merge([]*job.Matched{found[k].(*job.Matched)}).element)
		nulls = append(nulls, untrained{reduction: 1 - vector.Distance(x, pair.Matched)/vector.Distance(x, pair.B)})
		jobs = append(jobs, &job.CompareSpectra{Experiment: st.fragment, A: x, B: pair.Base,
			Permutations: [][][]int{pair.Permutation}, Gammas: gammas, Merged: true})
	}
	compared, err := st.do(jobs)
	if err != nil {
		return err
	}
	for k := range nulls {
		nulls[k].vectors = compared[k].(*job.ComparedSpectra)
	}
	st.nulls = nulls
	st.show(st.reduction())
	st.show(st.gamma())
	return nil
}

func (st *whyStudy) nullNote() string {
	m, _ := matching.MatcherNamed(st.method)
	n := min(nullStarts, st.run.Experiment.Starts(m))
	starts := "one start"
	if n > 1 {
		starts = fmt.Sprintf("%d starts", n)
	}
	return fmt.Sprintf("%d pairs of untrained networks of this shape, seeds %d to %d, matched by %s with %s",
		len(st.nulls), nullSeed, nullSeed+2*len(st.nulls)-1, st.title, starts)
}

// band returns the smallest, the mean and the largest of the curves that of gives for the pairs of the null, each by
// itself: what is compared with them is a curve, not a mean.
func (st *whyStudy) band(of func(*untrained) [][]float64) (low, mean, high []float64) {
	var curves [][]float64
	for k := range st.nulls {
		curves = append(curves, of(&st.nulls[k])...)
	}
	for k, curve := range curves {
		for i, v := range curve {
			if k == 0 {
				low, mean, high = append(low, v), append(mean, 0), append(high, v)
			}
			low[i], high[i] = math.Min(low[i], v), math.Max(high[i], v)
			mean[i] += v / float64(len(curves))
		}
	}
	return low, mean, high
}

// reduction shows by which part the distance falls, for every pair of trained networks of this matching, and for the
// null when it is known.
func (st *whyStudy) reduction() *chart.Chart {
	c := &chart.Chart{Name: "reduction",
		Note: "1 − ‖A − π(B)‖ / ‖A − B‖ over all parameters. Ito et al. (2402.04051) report reductions of 6 to 20 % " +
			"in networks without a barrier, and conclude that distance is not the reason."}
	p := chart.Panel{X: chart.Axis{Title: "pair, or seeds of untrained ones"},
		Y: chart.Axis{Title: "distance reduction", Min: 0}}
	trained := chart.Series{Name: "trained", Shape: chart.ShapeBars, Ink: "piB"}
	for k, e := range st.run.Result.Pairs {
		if e.Method != st.method || e.Note != "" || !(e.Distance.Before > 0) {
			continue
		}
		after := float64(e.Distance.After)
		if e.From == st.pair.From { // perhaps a restart that did not win
			after = vector.Distance(st.pair.A, st.pair.Matched)
		}
		trained.X = append(trained.X, float64(len(p.X.Labels)))
		trained.Y = append(trained.Y, 1-after/float64(st.run.Result.Pairs[k].Distance.Before))
		p.X.Labels = append(p.X.Labels, e.To+", "+e.From)
	}
	if len(trained.X) == 0 {
		c.Title, c.Panels = "A and B are the same network: there is no distance to reduce", []chart.Panel{p}
		return c
	}
	p.Series = append(p.Series, trained)
	mean := average(trained.Y)
	c.Title = fmt.Sprintf("Matching brings B %s closer", wholePercent(mean))
	if len(trained.Y) > 1 {
		c.Title = fmt.Sprintf("Matching brings the networks %s closer, on average", wholePercent(mean))
	}
	if len(st.nulls) > 0 {
		null := chart.Series{Name: "untrained", Shape: chart.ShapeBars, Ink: "null"}
		for k, n := range st.nulls {
			null.X, null.Y = append(null.X, float64(len(p.X.Labels))), append(null.Y, n.reduction)
			p.X.Labels = append(p.X.Labels, fmt.Sprintf("%d, %d", nullSeed+2*k, nullSeed+2*k+1))
		}
		p.Series = append(p.Series, null)
		untrained := average(null.Y)
		c.Title += fmt.Sprintf(", and untrained networks %s: training adds %.0f points", wholePercent(untrained),
			100*(mean-untrained))
		if mean <= untrained {
			c.Title = fmt.Sprintf("Matching brings trained networks %s closer, and untrained networks %s: here "+
				"training adds nothing", wholePercent(mean), wholePercent(untrained))
		}
		c.Note += " Grey: " + st.nullNote() + "."
	}
	p.Y.Max = 1.1 * largest(p.Series)
	if p.Y.Max <= 0 {
		p.Y.Min, p.Y.Max = 0, 0
	}
	c.Panels = []chart.Panel{p}
	return c
}

func largest(series []chart.Series) float64 {
	top := math.Inf(-1)
	for _, s := range series {
		for _, v := range s.Y {
			top = math.Max(top, v)
		}
	}
	return top
}
