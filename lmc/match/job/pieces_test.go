package job

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/symmetry"
	"onebasin/toynets/kernel"
)

// However large a network and its batch, no step of a job does much more than a piece of work: so many steps are the
// least for what there is to multiply.
func TestStepsOfLargeJobsArePieces(t *testing.T) {
	f := fragment(t, "net=300-300&n=600&nt=500&bs=600&steps=2&lambdas=3&restarts=1&match=wm,am")
	l, _ := keys.Parse(f)
	e := l.Experiment
	m := e.MLP()
	params := m.Params()
	a, b := make([]float32, params), make([]float32, params)
	m.Init(a, e.MatchStream("pieces", 0, 0))
	m.Init(b, e.MatchStream("pieces", 1, 0))
	identity := symmetry.MLPSymmetry(m).Identity()
	for _, c := range []struct {
		message wire.Message
		work    int // multiply-adds
	}{
		{&Train{Experiment: f}, 2 * 600 * params * 5 / 2}, // nothing is propagated to the inputs
		{&EvaluateLine{Experiment: f, A: a, B: b, Permutation: identity}, (2*500 + 3*(600+500)) * params},
		{&EvaluatePlane{Experiment: f, Origin: a, E1: a, E2: b, U1: 1, V1: 1, N: 2, Last: 2}, 4 * 500 * 300 * 300},
		{&EvaluateMeans{Experiment: f, Models: [][]float32{a, b}, Sets: [][]int{{0}, {0, 1}}, Ensemble: true},
			4 * 500 * params},
		{&Match{Experiment: f, Method: "wm", From: 1, A: a, B: b, Last: 1}, 2 * 300 * 300 * 300},
		{&Match{Experiment: f, Method: "am", From: 1, A: a, B: b, Last: 1}, 2 * 600 * 300 * 300},
		{&TraceDescent{Experiment: f, Method: "wm", From: 1, A: a, B: b}, 2 * 300 * 300 * 300},
		{&TrainCurve{Experiment: f, A: a, B: b, Steps: 2, N: 2, Name: "bend"}, 2 * 100 * params * 5 / 2},
		{&FindCurvature{Experiment: f, Theta: a, Rows: 100, Products: 2, Top: 1, Name: "x"}, 2 * 100 * params * 5},
	} {
		name := fmt.Sprintf("%T", c.message)
		s, steps := NewWorker().Start(c.message), 1
		for s.Step() {
			assert.LessOrEqual(t, s.Fraction(), 1.0, name)
			steps++
		}
		_, failed := s.Outcome().(*wire.Failed)
		require.False(t, failed, name)
		assert.GreaterOrEqual(t, steps, c.work/kernel.PieceWork()/2, name)
	}
}
