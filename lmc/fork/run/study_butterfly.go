package run

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"onebasin/lmc/fork/job"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/toynets"
)

// nudges are the sizes ε of nudges, in units of the standard deviation of a layer's first weights; 0 is the control.
var nudges = []float64{0, 1e-6, 1e-4, 1e-2, 1}

// epsilon says how large a nudge is.
func epsilon(size float64) string {
	if size > 0 && size < 1e-3 {
		return strings.TrimPrefix(measure.Rounding(measure.Number(size)), "1·") // a power of ten
	}
	return fmt.Sprintf("%g", size)
}

// mostNudged is at how many forks at most nudges are tried.
const mostNudged = 5

// butterfly trains on from forks with A's own batches after a nudge of all weights, and of one.
func butterfly(i *inquiry) error {
	i.parts = 2
	r := i.run
	forks := spread(len(r.Experiment.Forks), mostNudged)
	var jobs []wire.Message
	for _, one := range []bool{false, true} {
		for _, k := range forks {
			for _, size := range nudges {
				jobs = append(jobs, &job.Continue{Experiment: r.Fragment(), Order: 0, From: r.nudged(k, size, one)})
			}
		}
	}
	trained, err := i.do("training on after nudges", jobs)
	if err != nil {
		return err
	}
	a := r.A.Theta()
	var lines []wire.Message
	for _, m := range trained {
		lines = append(lines, &job.WalkLine{Experiment: r.Fragment(), A: a, B: m.(*job.Trained).Theta()})
	}
	walks, err := i.do("walking the lines", lines)
	if err != nil {
		return err
	}
	barriers := make([]float64, len(walks))
	lambda := measure.Lambdas(r.Experiment.Lambdas)
	for k, m := range walks {
		w := m.(*job.WalkedLine)
		barriers[k] = float64(measure.NewCurve(w.TrainLoss, w.TrainAccuracy).Barrier(lambda).Loss)
	}
	i.answer(r.nudgesChart(forks, barriers))
	return nil
}

// spread returns at most that many of n places, ends included.
func spread(n, most int) (places []int) {
	if n <= most {
		for k := range n {
			places = append(places, k)
		}
		return places
	}
	for k := range most {
		places = append(places, k*(n-1)/(most-1))
	}
	return places
}

// nudged returns A's checkpoint at fork k with every parameter moved by ε·s·N(0, 1), s being the standard deviation of
// its layer's first weights, 1/√(3·in), or with one of them alone that training still moves.
func (r *Run) nudged(k int, size float64, one bool) job.Checkpoint {
	from := *r.Partings[k].From
	from.Theta = slices.Clone(from.Theta)
	random := r.Experiment.Stream("butterfly")
	chosen := moving(from.First, random)
	m := r.model
	for l := 1; l <= m.Layers(); l++ {
		scale := 1 / math.Sqrt(3*float64(m.Widths[l-1]))
		w, b := m.Offsets(l)
		for at := w; at < b+m.Widths[l]; at++ {
			by := float64(float64(size*scale) * random.Normal())
			if !one || at == chosen {
				from.Theta[at] += float32(by)
			}
		}
	}
	return from
}

// moving draws one of the parameters whose gradient is, by the optimiser's running mean, at least as large as the mean
// of all: not one of a unit that no example reaches any more. Before the first step it may be any.
func moving(mean []float32, random *toynets.Rand) int {
	sum := 0.0
	for _, v := range mean {
		sum += math.Abs(float64(v))
	}
	at := random.IntN(len(mean))
	for range len(mean) { // of all equal ones rounding may leave none
		if math.Abs(float64(mean[at]))*float64(len(mean)) >= sum {
			break
		}
		at = random.IntN(len(mean))
	}
	return at
}

func (r *Run) nudgesChart(forks []int, barriers []float64) *chart.Chart {
	c := &chart.Chart{Name: "nudges", Title: r.nudgesTitle(forks, barriers),
		Note: "Training barrier between A and what A’s training becomes if, at the step of the fork, all weights " +
			"move by ε·s·N(0, 1), or one weight alone does that training still moves, s being the standard deviation " +
			"of its layer’s first weights; the batches and their order are A’s. ε = 0 is the control: the same bits, " +
			"and no barrier (the question is 2506.13234’s; sizes and weights are ours)."}
	var columns, rows []string
	for _, size := range nudges {
		columns = append(columns, epsilon(size))
	}
	for _, k := range forks {
		rows = append(rows, fmt.Sprint(r.Experiment.Forks[k]))
	}
	n := len(forks) * len(nudges)
	for half, title := range []string{"All weights nudged", "One weight nudged"} {
		c.Panels = append(c.Panels, chart.Panel{Title: title, X: chart.Axis{Title: "ε", Labels: columns},
			Y: chart.Axis{Title: "step of the nudge", Labels: rows},
			Grid: chart.Grid{Rows: len(forks), Cols: len(nudges), Values: barriers[half*n : (half+1)*n], Min: 0,
				Max: max(1e-3, slices.Max(barriers)), Map: chart.MapSequential, Unit: "training barrier, nats",
				Print: true}})
	}
	return c
}

// nudgesTitle says how small a nudge of one weight is enough at the first fork and at the last.
func (r *Run) nudgesTitle(forks []int, barriers []float64) string {
	one := barriers[len(forks)*len(nudges):]
	least := func(row int) string {
		for k, size := range nudges {
			if b := one[row*len(nudges)+k]; measure.IsBarrier(b) {
				return fmt.Sprintf("a nudge of one weight by ε = %s is enough for a barrier of %s", epsilon(size),
					measure.Amount(measure.Number(b)))
			}
		}
		return "no nudge of one weight makes a barrier"
	}
	last := len(forks) - 1
	s := fmt.Sprintf("At step %d %s", r.Experiment.Forks[forks[0]], least(0))
	if last > 0 {
		s += fmt.Sprintf("; at step %d %s", r.Experiment.Forks[forks[last]], least(last))
	}
	return s
}
