package job

import (
	"onebasin/lmc/lab/wire"
	"onebasin/toynets"
)

// glimpseWork bounds the multiply-adds of a look at a network under training: some 5 ms in a browser.
const glimpseWork = 1 << 26

// glimpseSides are the sides of its picture, of which the first is taken that the bound allows.
var glimpseSides = []int{64, 32, 16}

// watched looks at the network of a training.
type watched struct {
	regions       Regions
	eval          *toynets.Evaluator // nil where there is no picture
	probabilities []float32
	classes       int
}

func watch(in instance) (w watched) {
	if in.test.Dim != 2 || in.test.N == 0 {
		return w
	}
	for _, side := range glimpseSides {
		if side*side*in.model.Params() <= glimpseWork {
			w.regions, w.eval, w.classes = NewRegions(in.test, side), toynets.NewEvaluator(in.model), in.test.Classes
			w.probabilities = make([]float32, side*side*w.classes)
			break
		}
	}
	return w
}

// Glimpse returns the network as it is now.
func (t *trainJob) Glimpse() *wire.Glimpse {
	g := &wire.Glimpse{Name: t.name, Step: t.trainer.Steps(), Steps: t.steps, Loss: t.trainer.Loss()}
	w := &t.watched
	if w.eval == nil {
		return g
	}
	n := w.regions.Side
	w.eval.Probabilities(w.probabilities, t.trainer.Theta(), w.regions.Inputs, n*n)
	g.Side, g.Classes = n, make([]byte, 0, n*n)
	for j := n - 1; j >= 0; j-- {
		for i := range n {
			shares := w.probabilities[(j*n+i)*w.classes : (j*n+i+1)*w.classes]
			best := 0
			for c, p := range shares {
				if p > shares[best] {
					best = c
				}
			}
			sure := min(7, max(0, int(8*shares[best])))
			g.Classes = append(g.Classes, byte(best<<3|sure))
		}
	}
	return g
}
