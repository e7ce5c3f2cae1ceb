package run

import (
	"fmt"
	"strconv"
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
)

// pruned are the barriers between A and B over the share of weights left, and how good they are.
func (r *Run) pruned() *chart.Chart {
	c := &chart.Chart{Name: "pruning",
		Note: fmt.Sprintf("Iterative magnitude pruning (Frankle and Carbin, 1803.03635) of A and B, each by itself: a "+
			"level takes %s %% of the weights left, the smallest over all layers, puts the others back to step %d and "+
			"trains on. Barriers of the test loss without a permutation, with the one found between the dense "+
			"networks, and with one found at the level.", strconv.FormatFloat(100*r.Experiment.Prune, 'g', 4, 64),
			r.Experiment.RewindStep())}
	x := chart.Axis{Title: "weights left, %"}
	var none, dense, own, a, b []measure.Number
	for _, l := range r.Result.Pruning {
		x.Labels = append(x.Labels, shareLabel(l.Left))
		none, dense, own = append(none, l.Barrier.None.Loss), append(dense, l.Barrier.Dense.Loss), append(own,
			l.Barrier.Level.Loss)
		a, b = append(a, l.A.Test.Accuracy), append(b, l.B.Test.Accuracy)
	}
	c.Panels = []chart.Panel{
		{Title: "barrier", X: x, Y: chart.Axis{Title: "test loss barrier, nats"}, Series: []chart.Series{
			line("no permutation", chart.ShapeLine, "null", none, 1), line("dense", chart.ShapeLine, "1", dense, 1),
			line("the level’s", chart.ShapeLine, "piB", own, 1)}},
		{Title: "accuracy", X: x, Y: chart.Axis{Title: "test accuracy, %"}, Series: []chart.Series{
			line("A", chart.ShapeLine, "A", a, 100), line("B", chart.ShapeLine, "B", b, 100)}}}
	last := len(none) - 1
	amount := measure.Amount
	c.Title = fmt.Sprintf("With %s %% of the weights left the barrier is %s without a permutation, %s with that of "+
		"the dense networks, %s with one of its own", x.Labels[last], amount(none[last]), amount(dense[last]),
		amount(own[last]))
	return c
}

// transported is how good B is under masks of A, over the share of weights left.
func (r *Run) transported() *chart.Chart {
	t := r.Result.Transport
	c := &chart.Chart{Name: "transport",
		Note: fmt.Sprintf("B trained from step %d on under a mask: its own of iterative pruning; A’s, moved by the "+
			"permutation found at the level or between the dense networks, or as it is; that of the largest weights "+
			"of the trained B, at once; and A’s with its places drawn anew within every layer. Agreement is the share "+
			"of the weights that both masks leave of those that either leaves.", r.Experiment.RewindStep())}
	accuracy := chart.Panel{Title: "accuracy of B", X: chart.Axis{Title: "weights left, %"},
		Y: chart.Axis{Title: "test accuracy, %"}}
	for k := range t {
		accuracy.X.Labels = append(accuracy.X.Labels, shareLabel(t[k].Left))
	}
	for _, m := range maskWords {
		var y []measure.Number
		for k := range t {
			y = append(y, t[k].Of(m.name).Accuracy)
		}
		shape := chart.ShapeLine
		if m.name == "random" || m.name == "oneshot" {
			shape = chart.ShapeDash
		}
		accuracy.Series = append(accuracy.Series, line(m.title, shape, m.ink, y, 100))
	}
	agreement := chart.Panel{Title: "agreement with B’s own mask", X: accuracy.X,
		Y: chart.Axis{Title: "share of both in either", Min: 0, Max: 1}}
	var none, dense, sparse, random []measure.Number
	for _, l := range r.Result.Pruning[1:] {
		none, dense = append(none, l.Agreement.None), append(dense, l.Agreement.Dense)
		sparse, random = append(sparse, l.Agreement.Sparse), append(random, l.Agreement.Random)
	}
	agreement.Series = []chart.Series{line("A’s, level’s P", chart.ShapeLine, "piB", sparse, 1),
		line("A’s, dense P", chart.ShapeLine, "1", dense, 1), line("A’s, no P", chart.ShapeLine, "A", none, 1),
		line("random", chart.ShapeDash, "null", random, 1)}
	c.Panels = []chart.Panel{accuracy, agreement}
	c.Title = r.transportTitle()
	return c
}

// transportTitle says how masks compare at the last level at which all have been trained.
func (r *Run) transportTitle() string {
	t := r.Result.Transport
	for k := len(t) - 1; k >= 0; k-- {
		if !t[k].Sparse.Accuracy.Exists() {
			continue
		}
		var said []string
		for _, m := range []struct{ name, words string }{{"own", "its own mask"}, {"sparse", "A’s moved by the " +
			"level’s permutation"}, {"none", "A’s as it is"}, {"random", "a random one"}} {
			said = append(said, fmt.Sprintf("%s under %s", points(t[k].Of(m.name).Accuracy), m.words))
		}
		return fmt.Sprintf("With %s %% of the weights left B reaches %s", shareLabel(t[k].Left),
			strings.Join(said[:3], ", ")+" and "+said[3])
	}
	return "Masks of A, transported to B"
}
