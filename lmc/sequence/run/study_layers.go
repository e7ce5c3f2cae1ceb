package run

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/job"
	"onebasin/lmc/symmetry"
)

// layerSets are the sets of layers whose permutations are taken from a step: none; from below and from above; each
// alone; all but each; every set once, smaller ones first.
func layerSets(layers int) (sets [][]int) {
	add := func(in func(g int) bool) {
		var set []int
		for g := range layers {
			if in(g) {
				set = append(set, g)
			}
		}
		if !slices.ContainsFunc(sets, func(s []int) bool { return slices.Equal(s, set) }) {
			sets = append(sets, set)
		}
	}
	for k := range layers + 1 {
		add(func(g int) bool { return g < k })
		add(func(g int) bool { return g >= layers-k })
	}
	for k := range layers {
		add(func(g int) bool { return g == k })
		add(func(g int) bool { return g != k })
	}
	slices.SortStableFunc(sets, func(a, b []int) int { return len(a) - len(b) })
	return sets
}

// layers uses at the end the permutations of some layers as they were found at a step, those of the others as at the
// end.
func (s *study) layers() error {
	groups := len(s.sym.Groups)
	if groups < 2 {
		return errors.New("a network of one hidden layer has no layers to tell apart; make net longer")
	}
	k := &s.Result.Checkpoints
	last := len(k.Steps) - 1
	if last == 0 || slices.ContainsFunc(k.Found, func(p symmetry.Permutation) bool { return p == nil }) {
		return errors.New("there is no earlier step to take permutations from; add one to checkpoints")
	}
	sets := layerSets(groups)
	var jobs []wire.Message
	for t := range last {
		for _, set := range sets {
			p := k.Found[last].Clone()
			for _, g := range set {
				p[g] = k.Found[t][g]
			}
			jobs = append(jobs, &job.EvaluateLines{Experiment: s.Fragment(), A: s.Models[:1], B: s.Models[1:2],
				Permutation: p, Points: s.Experiment.Lambdas})
		}
	}
	outcomes, err := s.do(0, 1, "mixing layers", jobs)
	if err != nil {
		return err
	}
	ends := s.checkpointEnds()[last:]
	p := chart.Panel{X: chart.Axis{Title: "hidden layers whose permutations are the step’s"},
		Y: chart.Axis{Title: "found at step", Labels: s.stepLabels()[:last]},
		Grid: chart.Grid{Rows: last, Cols: len(sets), Map: chart.MapSequential, Unit: "test loss barrier, nats",
			Print: true}}
	sums := make([]float64, len(sets))
	for i, m := range outcomes {
		x := float64(barriers(lines(m, s.Experiment.Lambdas, ends), s.Experiment.Lambdas)[0].Loss)
		p.Grid.Values = append(p.Grid.Values, x)
		sums[i%len(sets)] += x
	}
	worst, most := 0, math.Inf(-1)
	for i, set := range sets {
		name := "none"
		if len(set) > 0 {
			var numbers []string
			for _, g := range set {
				numbers = append(numbers, fmt.Sprint(g+1))
			}
			name = strings.Join(numbers, ", ")
		}
		p.X.Labels = append(p.X.Labels, name)
		if len(set) == 1 && sums[i] > most {
			worst, most = set[0], sums[i]
		}
	}
	s.show(&chart.Chart{Name: "layers-barriers", Panels: []chart.Panel{p},
		Title: fmt.Sprintf("Of single layers, an early permutation of layer %d costs most: a mean barrier of %s at "+
			"the end, where the end’s own permutations leave %s", worst+1,
			measure.Amount(measure.Number(most/float64(last))),
			measure.Amount(k.Barrier.Loss[last][last])),
		Note: fmt.Sprintf("Barrier of the test loss between the trained A and π(B), π by %s: the layers named have "+
			"the permutation found at the row’s step, the others that of the last step. From below, from above, one "+
			"put in, one left out.", lower(k.Method))})
	return nil
}
