package run

import (
	"context"
	"fmt"
	"math"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// temperatures are the β of σ(β·z) that are tried; at the last one a share other than 0 or 1 takes a |z| below
// 1.1·10⁻⁷.
var temperatures = []float64{0.25, 0.5, 1, 2, 4, 8, 16, 32, 1e9}

// hardAt is where the last of them stands on the axis.
const hardAt = 128

// hard is what ensembles answer when every σ(z) becomes σ(β·z), up to a step: hard trees.
func (r *Run) hard(ctx context.Context, pair *Pair) (*chart.Chart, error) {
	d := r.Data.Test
	half := path.NewLine(r.model, r.Models[0], pair.Matched, d, d).At(0.5)
	c := &chart.Chart{Name: "hard", Note: fmt.Sprintf("Test accuracy, and share of the test examples that are given "+
		"the class that the soft ensemble gives, when σ(z) is replaced by σ(β·z). The last point, at β = %d, is a "+
		"step: hard trees. The merged ensemble is halfway to π(B), with all invariances of the first search.", hardAt)}
	x := chart.Axis{Title: "β", Log: true}
	c.Panels = []chart.Panel{{Title: "Accuracy", X: x, Y: chart.Axis{Title: "test accuracy, %"}},
		{Title: "Agreement with the soft ensemble", X: x, Y: chart.Axis{Title: "test examples, %"}}}
	eval := toynets.NewEvaluator(r.model)
	logits := make([]float32, d.N*d.Classes)
	answers := func(theta []float32) (classes []int, err error) {
		for o := eval.BeginLogits(logits, theta, d.X, d.N); o.Step(); {
			if err := r.yield(ctx); err != nil {
				return nil, err
			}
		}
		for i := range d.N {
			classes = append(classes, largest(logits[i*d.Classes:(i+1)*d.Classes]))
		}
		return classes, nil
	}
	for _, of := range []struct {
		name, ink string
		theta     []float32
	}{{"A", "A", r.Models[0]}, {"B", "B", r.Models[pair.From]}, {"merged", "merged", half}} {
		soft, err := answers(of.theta)
		if err != nil {
			return nil, err
		}
		right := chart.Series{Name: of.name, Ink: of.ink, Shape: chart.ShapeLine}
		same := right
		for _, beta := range temperatures {
			got, err := answers(r.sharpened(of.theta, float32(beta)))
			if err != nil {
				return nil, err
			}
			hits, kept := 0.0, 0.0
			for i, class := range got {
				if class == int(d.Y[i]) {
					hits++
				}
				if class == soft[i] {
					kept++
				}
			}
			at := math.Min(beta, hardAt)
			right.X, right.Y = append(right.X, at), append(right.Y, 100*hits/float64(d.N))
			same.X, same.Y = append(same.X, at), append(same.Y, 100*kept/float64(d.N))
		}
		if of.name == "A" {
			last := same.Y[len(same.Y)-1]
			c.Title = fmt.Sprintf("Hard trees agree with A on %s %% of the test examples",
				measure.Amount(measure.Number(last)))
		}
		c.Panels[0].Series, c.Panels[1].Series = append(c.Panels[0].Series, right), append(c.Panels[1].Series, same)
	}
	return c, nil
}

// sharpened returns the parameters whose questions are β times as decided.
func (r *Run) sharpened(theta []float32, beta float32) []float32 {
	out := append([]float32{}, theta...)
	for _, part := range [][]float32{r.model.Weights(out), r.model.Biases(out)} {
		for i := range part {
			part[i] *= beta
		}
	}
	return out
}

func largest(x []float32) (k int) {
	for i, v := range x {
		if v > x[k] {
			k = i
		}
	}
	return k
}
