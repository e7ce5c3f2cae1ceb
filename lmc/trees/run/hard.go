package run

import (
	"fmt"
	"math"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
)

// temperatures are the β of σ(β·z) that are tried; at the last one a share other than 0 or 1 takes a |z| below
// 1.1·10⁻⁷.
var temperatures = []float64{0.25, 0.5, 1, 2, 4, 8, 16, 32, step}

// step is a β at which σ(β·z) is a step, hardAt where it stands on the axis.
const (
	step   = 1e9
	hardAt = 128
)

// ensemble is one of those that a study compares.
type ensemble struct {
	name, ink string
	theta     []float32
}

// ensembles are A, B and the one halfway to π(B).
func (r *inquiry) ensembles() []ensemble {
	return []ensemble{{"A", "A", r.Models[0]}, {"B", "B", r.Models[r.pair.From]},
		{"merged", "merged", r.on(r.pair, 0.5)}}
}

// hard is what ensembles answer when every σ(z) becomes σ(β·z), up to a step: hard trees.
func (r *inquiry) hard() (*chart.Chart, error) {
	c := &chart.Chart{Name: "hard", Note: fmt.Sprintf("Test accuracy, and share of the test examples that are given "+
		"the class that the soft ensemble gives, when σ(z) is replaced by σ(β·z). The last point, at β = %d, is a "+
		"step: hard trees, whose rules are in rules.txt of the export. The merged ensemble is halfway to π(B) of %s.",
		hardAt, titled(r.pair.Method.Name()))}
	x := chart.Axis{Title: "β", Log: true}
	c.Panels = []chart.Panel{{Title: "Accuracy", X: x, Y: chart.Axis{Title: "test accuracy, %"}},
		{Title: "Agreement with the soft ensemble", X: x, Y: chart.Axis{Title: "test examples, %"}}}
	for _, of := range r.ensembles() {
		soft, _, err := r.answers(r.ctx, of.theta)
		if err != nil {
			return nil, err
		}
		right := chart.Series{Name: of.name, Ink: of.ink, Shape: chart.ShapeLine}
		same := right
		for _, beta := range temperatures {
			got, share, err := r.answers(r.ctx, r.decided(of.theta, beta))
			if err != nil {
				return nil, err
			}
			at := math.Min(beta, hardAt)
			right.X, right.Y = append(right.X, at), append(right.Y, 100*share)
			same.X, same.Y = append(same.X, at), append(same.Y, 100*r.agreement(got, soft))
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

// sharpened are the ensembles at the β that is looked at: decision regions where the task is in a plane, else how many
// of the test examples they agree on with the soft ones, and how many they classify correctly.
func (r *inquiry) sharpened() (*chart.Chart, error) {
	beta := r.view.Beta
	c := &chart.Chart{Name: "sharpened", Note: "The ensembles with σ(β·z) in place of σ(z). The slider above " +
		"moves β: at 1 they are as they were trained."}
	bars := chart.Panel{X: chart.Axis{Labels: []string{}}, Y: chart.Axis{Title: "test examples, %", Min: 0, Max: 100}}
	right := chart.Series{Name: "classified correctly", Ink: "piB", Shape: chart.ShapeBars}
	same := chart.Series{Name: "as the soft ensemble", Ink: "null", Shape: chart.ShapeBars}
	for k, of := range r.ensembles() {
		soft, _, err := r.answers(r.ctx, of.theta)
		if err != nil {
			return nil, err
		}
		now := r.decided(of.theta, beta)
		got, share, err := r.answers(r.ctx, now)
		if err != nil {
			return nil, err
		}
		bars.X.Labels = append(bars.X.Labels, of.name)
		right.X, right.Y = append(right.X, float64(k)), append(right.Y, 100*share)
		same.X, same.Y = append(same.X, float64(k)), append(same.Y, 100*r.agreement(got, soft))
		if of.name == "A" {
			c.Title = fmt.Sprintf("At β = %g A answers as before on %s %% of the test examples", beta,
				points(measure.Number(r.agreement(got, soft))))
		}
		if !r.Experiment.Planar() {
			continue
		}
		panel, err := r.region(r.ctx, of.name, now)
		if err != nil {
			return nil, err
		}
		c.Panels = append(c.Panels, panel)
	}
	if !r.Experiment.Planar() {
		bars.Series = []chart.Series{right, same}
		c.Panels = []chart.Panel{bars}
	}
	return c, nil
}

// agreement is the share of the test examples that two ensembles give the same class.
func (r *Run) agreement(x, y []float32) float64 {
	same, classes := 0, r.model.Outputs
	for i := 0; i < len(x); i += classes {
		if largest(x[i:i+classes]) == largest(y[i:i+classes]) {
			same++
		}
	}
	return float64(same) / float64(len(x)/classes)
}

// decided returns the parameters whose questions are β times as decided.
func (r *Run) decided(theta []float32, beta float64) []float32 {
	out := append([]float32{}, theta...)
	for _, part := range [][]float32{r.model.Weights(out), r.model.Biases(out)} {
		for i := range part {
			part[i] *= float32(beta)
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
