package run

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/stage"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// At the λs of the path the responder gives the path's numbers, to the bit.
func TestMergedIsThePath(t *testing.T) {
	r, _ := conduct(t, small, local(2), false)
	re := NewResponder(r)
	for _, method := range []string{"wm", "planted"} {
		for k, lambda := range measure.Lambdas(5) {
			answers := re.Merged(&stage.AskMerged{Lambda: lambda, Method: method})
			require.Len(t, answers, 2)
			for i, m := range []string{"none", method} {
				p, _ := r.Result.Find("B", m)
				assert.Equal(t, m, answers[i].Method)
				assert.Equal(t, float64(p.Path.Test.Loss[k]), answers[i].TestLoss)
				assert.Equal(t, float64(p.Path.Test.Accuracy[k]), answers[i].TestAcc)
			}
		}
	}
	at := func(lambda float64) *stage.Merged {
		return re.Merged(&stage.AskMerged{Lambda: lambda, Method: "none"})[0]
	}
	a := toynets.NewEvaluator(r.Experiment.MLP()).Score(r.Models[0], r.Test)
	assert.Equal(t, a, toynets.Score{Loss: at(0).TestLoss, Accuracy: at(0).TestAcc}, "λ = 0 is A")
	assert.Equal(t, at(0).TestLoss, at(-3).TestLoss, "λ stays between 0 and 1")
	assert.Equal(t, at(1).TestLoss, at(7).TestLoss)
	assert.Equal(t, 1.0, at(7).Lambda)
	assert.Len(t, re.Merged(&stage.AskMerged{Lambda: 0.5, Method: "none"}), 1)
	assert.Len(t, re.Merged(&stage.AskMerged{Lambda: 0.5, Method: "am"}), 1,
		"of an unknown method there is only B's own line")
}

// The regions are the network's probabilities at the middle of each cell.
func TestDecisionRegions(t *testing.T) {
	r, _ := conduct(t, small, local(2), true)
	re := NewResponder(r)
	m := re.Merged(&stage.AskMerged{Lambda: 1, Method: "none"})[0]
	require.Equal(t, regionSide, m.G)
	require.Len(t, m.Probabilities, m.G*m.G*2)
	assert.InDelta(t, m.X1-m.X0, m.Y1-m.Y0, 1e-12, "square")
	e, p := toynets.NewEvaluator(r.Experiment.MLP()), make([]float32, 2)
	for _, c := range [][2]int{{0, 0}, {63, 0}, {0, 63}, {17, 42}} {
		x := []float32{float32(m.X0 + (m.X1-m.X0)*(float64(c[0])+0.5)/64),
			float32(m.Y0 + (m.Y1-m.Y0)*(float64(c[1])+0.5)/64)}
		e.Probabilities(p, r.Models[1], x, 1)
		k := 2 * (c[1]*64 + c[0])
		assert.Equal(t, p, m.Probabilities[k:k+2])
		assert.InDelta(t, 1, p[0]+p[1], 1e-6)
	}
	for i := range r.Test.N { // every point lies inside
		x, y := float64(r.Test.X[2*i]), float64(r.Test.X[2*i+1])
		assert.True(t, m.X0 < x && x < m.X1 && m.Y0 < y && y < m.Y1)
	}
	require.Len(t, m.ClassAccuracy, 2)
	assert.InDelta(t, m.TestAcc, (m.ClassAccuracy[0]+m.ClassAccuracy[1])/2, 1e-12, "the classes are balanced")
}

// Tasks that are not planar are shown by their first test examples.
func TestMergedImages(t *testing.T) {
	r, heard := conduct(t, "data=strokes&side=8&n=100&nt=50&net=12&steps=40&restarts=2&lambdas=3", local(2), true)
	first, err := wire.NewCodec(stage.Messages()).Decode(heard.shown[0].(*wire.Begin).First)
	require.NoError(t, err)
	s := first.(*stage.Setup)
	assert.True(t, s.Image)
	assert.False(t, s.Planar)
	assert.Equal(t, 8, s.Side)
	assert.Equal(t, 10, s.Classes)
	require.Len(t, s.Y, 24)
	require.Len(t, s.X, 24*64)
	m := NewResponder(r).Merged(&stage.AskMerged{Lambda: 0, Method: "none"})[0]
	assert.Zero(t, m.G)
	require.Len(t, m.Probabilities, 240)
	want := make([]float32, 240)
	toynets.NewEvaluator(r.Experiment.MLP()).Probabilities(want, r.Models[0], s.X, 24)
	assert.Equal(t, want, m.Probabilities)
}

// A probe at the marks gives the losses of the networks there: the plane's evaluator sums in another order, so to
// float32 rounding.
func TestProbedMarks(t *testing.T) {
	r, heard := conduct(t, small, local(2), false)
	re := NewResponder(r)
	var l *stage.Landscape
	for _, m := range heard.shown {
		if x, ok := m.(*stage.Landscape); ok && x.Method == "wm" {
			l = x
		}
	}
	require.NotNil(t, l)
	p, _ := r.Result.Find("B", "wm")
	none, _ := r.Result.Find("B", "none")
	for k, want := range []measure.Number{p.Path.Test.Loss[0], none.Path.Test.Loss[4], p.Path.Test.Loss[4]} {
		got, ok := re.LossAt(&stage.AskLoss{Method: "wm", U: l.Marks[2*k], V: l.Marks[2*k+1]})
		require.True(t, ok)
		assert.InEpsilon(t, float64(want), got.Loss, 1e-5, "mark %d", k)
		assert.Equal(t, l.Marks[2*k], got.U)
	}
	// The landscape's own nodes give the landscape's numbers, to the bit.
	w := path.Window{U0: l.U0, U1: l.U1, V0: l.V0, V1: l.V1}
	least := math.Inf(1)
	for k, loss := range l.Loss {
		u, v := w.At(l.N, k%l.N, k/l.N)
		got, _ := re.LossAt(&stage.AskLoss{Method: "wm", U: u, V: v})
		require.Equal(t, loss, got.Loss)
		least = min(least, loss)
	}
	assert.Less(t, least, float64(none.Path.Test.Loss[2]),
		"the picture holds something lower than the middle of the ridge")
	_, ok := re.LossAt(&stage.AskLoss{Method: "none"})
	assert.False(t, ok, "the plane belongs to the matcher")
}
