package job

import "onebasin/lmc/lab/wire"

// Repair evaluates the straight line from A to B at every λ as it is and with its hidden units' moments over the first
// Rows training examples repaired.
type Repair struct {
	Experiment string
	Rows       int
	A, B       []float32
	Lambda     []float64
}

// Repaired is what Repair gives, over the test data. Before and After are, at every λ and of every hidden layer, the
// mean of the units' standard deviations over what lies between those of A and B.
type Repaired struct {
	PlainLoss, PlainAccuracy, Loss, Accuracy []float64
	Before, After                            [][]float64
	Halfway                                  []float32 // the repaired network at λ = ½, if asked for
}

// TrainCurve trains a path between A and B, a Bézier curve or a chain of two lines, and evaluates it at N equidistant
// t. Name names the random stream.
type TrainCurve struct {
	Experiment string
	Name       string
	A, B       []float32
	Chain      bool
	Steps, N   int
}

// TrainedCurve is what TrainCurve gives: the control point, and the path over the test data.
type TrainedCurve struct {
	Control        []float32
	Loss, Accuracy []float64
}

func (m *Repair) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Int(&m.Rows)
	c.Float32s(&m.A)
	c.Float32s(&m.B)
	c.Floats(&m.Lambda)
}

func (m *Repaired) Code(c wire.Coder) {
	for _, p := range []*[]float64{&m.PlainLoss, &m.PlainAccuracy, &m.Loss, &m.Accuracy} {
		c.Floats(p)
	}
	wire.Each(c, &m.Before, c.Floats)
	wire.Each(c, &m.After, c.Floats)
	c.Float32s(&m.Halfway)
}

func (m *TrainCurve) Code(c wire.Coder) {
	c.Text(&m.Experiment)
	c.Text(&m.Name)
	c.Float32s(&m.A)
	c.Float32s(&m.B)
	c.Bool(&m.Chain)
	c.Int(&m.Steps)
	c.Int(&m.N)
}

func (m *TrainedCurve) Code(c wire.Coder) {
	c.Float32s(&m.Control)
	c.Floats(&m.Loss)
	c.Floats(&m.Accuracy)
}
