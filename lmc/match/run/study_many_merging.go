package run

import (
	"fmt"
	"math"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
)

// ringSets returns the sets of networks that are merged: for every number of them, those that follow one another in a
// ring, beginning with each.
func ringSets(k int) (sets [][]int) {
	for size := 1; size <= k; size++ {
		for first := range k {
			var set []int
			for j := range size {
				set = append(set, (first+j)%k)
			}
			sets = append(sets, set)
			if size == k {
				break
			}
		}
	}
	return sets
}

// rate scores the means of several networks, and their ensembles.
func (st *manyStudy) rate() error {
	schemes := []*scheme{st.none, st.toA, st.merge, st.frankWolfe}
	var jobs []wire.Message
	for _, w := range schemes {
		jobs = append(jobs, &job.EvaluateMeans{Experiment: st.run.Result.Experiment, Models: w.networks,
			Sets: ringSets(len(st.models)), Ensemble: w == st.none})
	}
	out, err := st.doPart("Merging", jobs)
	if err != nil {
		return err
	}
	for k, w := range schemes {
		w.rated = *out[k].(*job.EvaluatedMeans)
	}
	st.showMerging(schemes)
	return nil
}

// showMerging draws accuracy over the number of networks merged.
func (st *manyStudy) showMerging(schemes []*scheme) {
	k, sets := len(st.models), ringSets(len(st.models))
	numbers := chart.Axis{Title: "networks merged"}
	for size := range k {
		numbers.Labels = append(numbers.Labels, fmt.Sprint(size+1))
	}
	all := chart.Panel{X: numbers, Y: chart.Axis{Title: "test accuracy, %"}}
	line := func(name, ink string, values []float64) float64 {
		s := chart.Series{Name: name, Shape: chart.ShapeLine, Ink: ink}
		dots := chart.Series{Shape: chart.ShapeDots, Ink: ink}
		sum, n := make([]float64, k+1), make([]float64, k+1)
		for i, set := range sets {
			sum[len(set)] += 100 * values[i]
			n[len(set)]++
			dots.X, dots.Y = append(dots.X, float64(len(set)-1)), append(dots.Y, 100*values[i])
		}
		for size := 1; size <= k; size++ {
			s.X, s.Y = append(s.X, float64(size-1)), append(s.Y, sum[size]/n[size])
		}
		all.Series = append(all.Series, s, dots)
		return s.Y[k-1]
	}
	var ends []float64
	for _, w := range schemes {
		ends = append(ends, line(w.title, w.ink, w.rated.Accuracy))
	}
	ensemble := line("ensemble", "ink", st.none.rated.Ensemble)
	single := 100 * average(st.none.rated.Accuracy[:k])
	merged := math.Max(ends[1], math.Max(ends[2], ends[3]))
	verdict := "it does not reach them"
	switch {
	case ends[0] >= single:
		verdict = "here it needs no matching to reach them"
	case merged >= ensemble:
		verdict = "it reaches the ensemble, at the cost of one network"
	case merged >= single:
		verdict = "it reaches them, though not the ensemble"
	}
	closer := all
	all.Title, closer.Title, closer.Series = "all", "closer: matched ones", all.Series[2:]
	of := "both"
	if k > 2 {
		of = fmt.Sprintf("all %d", k)
	}
	st.show(&chart.Chart{Name: "merging", Panels: []chart.Panel{all, closer},
		Title: fmt.Sprintf("The mean of %s networks is right on %.1f %%, matched on %.1f %% at best, single "+
			"ones on %.1f %%: %s", of, ends[0], merged, single, verdict),
		Note: "Networks are merged by the mean of their renumbered parameters; the permutations are those found " +
			"for all of them. Points are sets of networks that follow one another in the ring of seeds, lines their " +
			"means. The ensemble averages probabilities and keeps every network." + st.needsThree()})
}
