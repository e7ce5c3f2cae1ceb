package job

import (
	"math"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// walk evaluates a straight path, a block of examples a step, and before it the
// check that π(B) is the function that B is.
type walkJob struct {
	b       bench
	from    []float32 // B
	pb      []float32 // π(B)
	line    *path.Line
	now     *path.Stand // at the λ that comes after those in out
	lambdas []float64
	out     Walked
	checked bool // or not to be checked
	alone   bool // only the line, on the test data
}

func newWalk(b bench, m *Walk) (lab.Stepper, error) {
	if err := b.checkParameters(m.A, m.B); err != nil {
		return nil, err
	}
	if err := b.checkPermutation(m.Permutation); err != nil {
		return nil, err
	}
	pb := b.sym.Apply(m.B, m.Permutation)
	return &walkJob{b: b, from: m.B, pb: pb, line: path.NewLine(b.model, m.A, pb, b.train, b.test),
		lambdas: measure.Lambdas(b.experiment.Lambdas), checked: m.TestOnly, alone: m.TestOnly}, nil
}

func (w *walkJob) Step() bool {
	if !w.checked {
		w.checked = true
		w.out.FunctionError = functionError(w.b.model, w.from, w.pb, w.b.test)
		return true
	}
	if w.now == nil {
		w.now = w.line.Begin(w.lambdas[len(w.out.TestLoss)], w.alone)
	}
	if w.now.Step() {
		return true
	}
	train, test := w.now.Scores()
	if !w.alone {
		w.out.TrainLoss = append(w.out.TrainLoss, train.Loss)
		w.out.TrainAccuracy = append(w.out.TrainAccuracy, train.Accuracy)
	}
	w.out.TestLoss = append(w.out.TestLoss, test.Loss)
	w.out.TestAccuracy = append(w.out.TestAccuracy, test.Accuracy)
	w.now = nil
	return len(w.out.TestLoss) < len(w.lambdas)
}

// functionError returns max |logit of x − logit of y| over the data; NaN when a
// logit is not a number.
func functionError(m toynets.MLP, x, y []float32, d toynets.Data) float64 {
	e := toynets.NewEvaluator(m)
	classes := m.Widths[len(m.Widths)-1]
	lx, ly := make([]float32, d.N*classes), make([]float32, d.N*classes)
	e.Logits(lx, x, d.X, d.N)
	e.Logits(ly, y, d.X, d.N)
	worst := 0.0
	for i, v := range lx {
		worst = max(worst, math.Abs(float64(v)-float64(ly[i])))
	}
	return worst
}

func (w *walkJob) Fraction() float64     { return float64(len(w.out.TestLoss)) / float64(len(w.lambdas)) }
func (w *walkJob) Note() string          { return "Walking the line" }
func (w *walkJob) Outcome() wire.Message { return &w.out }
