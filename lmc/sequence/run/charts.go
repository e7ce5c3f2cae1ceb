package run

import (
	"fmt"
	"math"
	"strings"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/result"
)

const paper = "Sharma, Kwok et al., Simultaneous linear connectivity of neural networks modulo permutation, 2404.06498"

// stepLabels are the checkpoints as an axis has them.
func (r *Run) stepLabels() (labels []string) {
	for _, s := range r.Result.Checkpoints.Steps {
		labels = append(labels, fmt.Sprint(s))
	}
	return labels
}

// line is numbers over 0, 1, 2, …
func line(name, shape, ink string, y []measure.Number, scale float64) chart.Series {
	s := chart.Series{Name: name, Shape: shape, Ink: ink}
	for i, v := range y {
		s.X, s.Y = append(s.X, float64(i)), append(s.Y, scale*float64(v))
	}
	return s
}

// claims are bars of the barriers that decide the three claims, and the barrier over the steps, which decides the
// second.
func (r *Run) claims() *chart.Chart {
	claims := r.claimsOf()
	if len(claims) == 0 {
		return nil
	}
	c := &chart.Chart{Name: "claims", Title: claimsTitle(claims),
		Note: "Weak: for any two networks A and B there is a permutation P with a low line from A to P B. " +
			"Simultaneous: for any two trainings there is one P with low lines at every step. Strong: there is one " +
			"permutation for every network so that all lines are low. After " + paper + ". A bar is the largest " +
			"barrier of those that the claim speaks of, here among the networks of this " +
			"experiment; a search may miss better permutations."}
	bars := chart.Panel{Title: "the largest barriers", X: chart.Axis{Title: "claim"},
		Y: chart.Axis{Title: "test loss barrier, nats"}}
	without := chart.Series{Name: "no permutation", Shape: chart.ShapeBars, Ink: "null"}
	with := chart.Series{Name: "permuted", Shape: chart.ShapeBars, Ink: "piB"}
	for k, claim := range claims {
		bars.X.Labels = append(bars.X.Labels, claim.name)
		for _, s := range []struct {
			series *chart.Series
			value  measure.Number
		}{{&without, claim.without}, {&with, claim.with}} {
			s.series.X, s.series.Y = append(s.series.X, float64(k)), append(s.series.Y, float64(s.value))
		}
	}
	bars.Series = []chart.Series{without, with}
	k := &r.Result.Checkpoints
	last := len(k.Steps) - 1
	over := chart.Panel{Title: "at every step, by " + lower(k.Method),
		X: chart.Axis{Title: "step at which it is used", Labels: r.stepLabels()},
		Y: chart.Axis{Title: "test loss barrier, nats"},
		Series: []chart.Series{line("no permutation", chart.ShapeLine, "null", k.None.Loss, 1),
			line("found at the end", chart.ShapeLine, "1", k.Barrier.Loss[last], 1),
			line("one for all steps", chart.ShapeLine, "piB", k.Stacked.Loss, 1)}}
	for _, s := range over.Series {
		over.Series = append(over.Series, chart.Series{Shape: chart.ShapeDots, Ink: s.Ink,
			X: []float64{float64(r.look.used)}, Y: s.Y[r.look.used : r.look.used+1]})
	}
	c.Panels = []chart.Panel{bars, over}
	return c
}

// claimsTitle says what became of the largest barriers.
func claimsTitle(claims []claim) string {
	var said []string
	for _, c := range claims {
		said = append(said, fmt.Sprintf("%s: %s becomes %s (%s)", strings.ToLower(c.name), measure.Amount(c.without),
			measure.Amount(c.with), c.verdict))
	}
	return measure.Capitalized(strings.Join(said, ", "))
}

// searches are the first and those beside it, as far as they have been used.
func (r *Run) searches() (all []*result.Search) {
	k := &r.Result.Checkpoints
	if k.Method != "" {
		all = append(all, &k.Search)
	}
	for i := range k.Beside {
		all = append(all, &k.Beside[i])
	}
	return all
}

// halves are the mean barriers of permutations that are used before the step at which they were found, and after it;
// NaN where there are none.
func halves(m [][]measure.Number) (before, after float64) {
	var sums, n [2]float64
	for found, row := range m {
		for used, v := range row {
			if k := 0; used != found {
				if used > found {
					k = 1
				}
				sums[k] += float64(v)
				n[k]++
			}
		}
	}
	return sums[0] / n[0], sums[1] / n[1]
}

// heatTitle says of each search whether permutations serve earlier steps better or later ones.
func (r *Run) heatTitle() string {
	title := ""
	for _, s := range r.searches() {
		before, after := halves(s.Barrier.Loss)
		if !measure.Finite(before) || !measure.Finite(after) {
			continue
		}
		if title != "" {
			title += "; "
		}
		amount := func(x float64) string { return measure.Amount(measure.Number(x)) }
		switch {
		case measure.Lowers(after, before):
			title += fmt.Sprintf("by %s a permutation serves earlier steps better than later ones: mean barrier %s "+
				"against %s", lower(s.Method), amount(before), amount(after))
		case measure.Lowers(before, after):
			title += fmt.Sprintf("by %s a permutation here serves later steps better than earlier ones: mean barrier "+
				"%s against %s", lower(s.Method), amount(after), amount(before))
		default:
			title += fmt.Sprintf("by %s a permutation here serves earlier and later steps alike: mean barriers %s "+
				"and %s", lower(s.Method), amount(before), amount(after))
		}
	}
	if title == "" {
		return "Barriers by where a permutation was found and where it is used"
	}
	return measure.Capitalized(title)
}

// learning are loss and accuracy of A and B at the checkpoints.
func (r *Run) learning() *chart.Chart {
	k := &r.Result.Checkpoints
	if len(k.A.Test.Loss) != len(k.Steps) || len(k.B.Test.Loss) != len(k.Steps) {
		return nil
	}
	c := &chart.Chart{Name: "learning", Title: fmt.Sprintf("A and B reach test accuracies of %s and %s per cent",
		points(r.Result.Models[0].Test.Accuracy), points(r.Result.Models[1].Test.Accuracy)),
		Note: "Mean cross-entropy and accuracy at the checkpoints, over the test and the training examples. The dots " +
			"are A and B at the step that is looked at."}
	loss, accuracy := r.trajectories(r.look)
	c.Panels = []chart.Panel{loss, accuracy}
	return c
}

// trajectories are loss and accuracy of A and B at the checkpoints, and where they are at that of a cell.
func (r *Run) trajectories(at cell) (loss, accuracy chart.Panel) {
	k := &r.Result.Checkpoints
	loss = chart.Panel{Title: "loss", X: chart.Axis{Title: "step", Labels: r.stepLabels()},
		Y: chart.Axis{Title: "loss, nats"}}
	accuracy = chart.Panel{Title: "accuracy", X: loss.X, Y: chart.Axis{Title: "accuracy, %"}}
	for _, m := range []struct {
		name string
		of   result.Traces
	}{{"A", k.A}, {"B", k.B}} {
		here := func(y measure.Number) chart.Series {
			return chart.Series{Shape: chart.ShapeDots, Ink: m.name, X: []float64{float64(at.used)},
				Y: []float64{float64(y)}}
		}
		now := rating(m.of.Test, at.used)
		loss.Series = append(loss.Series, line(m.name+", test", chart.ShapeLine, m.name, m.of.Test.Loss, 1),
			line(m.name+", training", chart.ShapeDash, m.name, m.of.Train.Loss, 1), here(now.Loss))
		accuracy.Series = append(accuracy.Series,
			line(m.name+", test", chart.ShapeLine, m.name, m.of.Test.Accuracy, 100),
			line(m.name+", training", chart.ShapeDash, m.name, m.of.Train.Accuracy, 100), here(100*now.Accuracy))
	}
	return loss, accuracy
}

func lower(search string) string {
	if search == "am" {
		return "activation matching"
	}
	return "weight matching"
}

// shareLabel is a share of weights left as an axis has it.
func shareLabel(left float64) string {
	if x := 100 * left; x < 9.95 {
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.0f", math.Floor(100*left+0.5))
}
