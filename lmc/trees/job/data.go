package job

import (
	"onebasin/lmc/trees/keys"
	"onebasin/toynets"
)

// Data is what the ensembles of an experiment learn, as they see it: scaled, and shared out.
type Data struct {
	Train, Test toynets.Data
	Shares      [2]toynets.Data // what A and what the others are trained on; without a split all
}

// NewData scales and shares out an experiment's data as they were drawn.
func NewData(e keys.Experiment, train, test toynets.Data) Data {
	if e.Scale == "normal" {
		train, test = toynets.NormalScores(train, test)
	}
	d := Data{Train: train, Test: test, Shares: [2]toynets.Data{train, train}}
	if e.Split > 0 {
		d.Shares[0], d.Shares[1] = split(train, e.Split)
	}
	return d
}

// Of returns what model i is trained on.
func (d Data) Of(model int) toynets.Data { return d.Shares[min(model, 1)] }

// split shares the examples of every class out: the first ⌊s·n + ½⌋ of the n of an odd-numbered class go to a, and the
// first ⌊(1−s)·n + ½⌋ of any other; all others go to b. Rows keep their order, which is random.
func split(d toynets.Data, s float64) (a, b toynets.Data) {
	left := make([]int, d.Classes)
	for _, y := range d.Y {
		left[y]++
	}
	for class, n := range left {
		share := s
		if class%2 == 0 {
			share = 1 - s
		}
		left[class] = int(float64(share*float64(n)) + 0.5)
	}
	a, b = toynets.Data{Dim: d.Dim, Classes: d.Classes}, toynets.Data{Dim: d.Dim, Classes: d.Classes}
	for i, y := range d.Y {
		to := &b
		if left[y] > 0 {
			left[y]--
			to = &a
		}
		to.X, to.Y, to.N = append(to.X, d.X[i*d.Dim:(i+1)*d.Dim]...), append(to.Y, y), to.N+1
	}
	return a, b
}
