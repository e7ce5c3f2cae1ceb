package run

import (
	"fmt"
	"math"

	"onebasin/lmc/lab/chart"
	"onebasin/toynets"
)

// importance is how much is asked about each feature: the weights of a node's question times how much the feature
// varies, summed over nodes by the mass of examples that comes to them,
//
//	I_f = Σ_m Σ_n mass_{m,n}·|w_{m,n,f}|·s_f,  in per cent of Σ_f I_f
//
// with s_f the standard deviation of feature f in the training data. The formula is ours.
func (r *inquiry) importance() (*chart.Chart, error) {
	d := r.Data.Train
	panel := chart.Panel{X: chart.Axis{Title: "feature"}, Y: chart.Axis{Title: "share of what is asked, %", Min: 0}}
	for f := range d.Dim {
		panel.X.Labels = append(panel.X.Labels, fmt.Sprint(f+1))
	}
	deviations := deviations(d)
	c := &chart.Chart{Name: "importance", Note: "Our estimate: the absolute weights of every question times the " +
		"feature’s standard deviation, summed over nodes by the share of the training examples that comes to " +
		"each. The merged ensemble is halfway to π(B)."}
	for _, of := range r.ensembles() {
		masses := r.model.NewMasses(of.theta, d.X, d.N)
		for masses.Step() {
			if err := r.yield(r.ctx); err != nil {
				return nil, err
			}
		}
		s := chart.Series{Name: of.name, Ink: of.ink, Shape: chart.ShapeBars}
		all, sum := make([]float64, d.Dim), 0.0
		for t := range r.model.Trees {
			for n, mass := range masses.Of(t) {
				row := r.model.Weights(of.theta)[(t*r.model.Nodes()+n)*d.Dim:][:d.Dim]
				for f, w := range row {
					all[f] += float64(mass * float64(math.Abs(float64(w))*deviations[f]))
				}
			}
		}
		for _, x := range all {
			sum += x
		}
		first := 0
		for f, x := range all {
			s.X, s.Y = append(s.X, float64(f)), append(s.Y, 100*x/sum)
			if x > all[first] {
				first = f
			}
		}
		if of.name == "A" {
			c.Title = fmt.Sprintf("A asks most about feature %d", first+1)
		}
		panel.Series = append(panel.Series, s)
	}
	c.Panels = []chart.Panel{panel}
	return c, nil
}

// deviations are the standard deviations of the features.
func deviations(d toynets.Data) []float64 {
	s := make([]float64, d.Dim)
	for f := range s {
		mean, squares := 0.0, 0.0
		for i := range d.N {
			mean += float64(d.X[i*d.Dim+f])
		}
		mean /= float64(d.N)
		for i := range d.N {
			x := float64(d.X[i*d.Dim+f]) - mean
			squares += float64(x * x)
		}
		s[f] = math.Sqrt(squares / float64(d.N))
	}
	return s
}
