package run

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// What studies made is among the files: the repaired network has the accuracy and loss that the chart has halfway, the
// curve through its control point the chart's losses, the mean of the networks matched jointly that of its chart.
func TestStudiesKeepWhatTheyMake(t *testing.T) {
	r, _ := conduct(t, "n=100&nt=80&net=8-7&steps=120&seeds=1,2,3&restarts=2&lambdas=5&match=wm", local(2), true)
	before := len(r.Files())
	bend := studied(t, r, local(2), chart.Question{Name: "bend", Method: "wm"})
	studied(t, r, local(2), chart.Question{Name: "many", Method: "wm"})
	networks := map[string][]float32{}
	for _, m := range r.made {
		networks[m.name] = m.theta
	}
	for _, name := range []string{"B-midpoint", "B-midpoint-repaired", "B-wm-midpoint", "B-wm-midpoint-repaired",
		"B-curve-control", "B-wm-curve-control", "B-chain-control", "A-mergemany", "C-frankwolfe", "mean-frankwolfe"} {
		require.Contains(t, networks, name)
		require.Len(t, networks[name], r.Experiment.MLP().Params())
	}
	assert.Len(t, r.Files(), before+len(networks))
	eval := toynets.NewEvaluator(r.Experiment.MLP())
	repaired := bend["repair"].Panels[0].Series
	half := len(repaired[0].Y) / 2
	assert.InDelta(t, repaired[2].Y[half], eval.Score(networks["B-wm-midpoint"], r.Test).Loss, 1e-9)
	assert.InDelta(t, repaired[3].Y[half], eval.Score(networks["B-wm-midpoint-repaired"], r.Test).Loss, 1e-9)
	curve := bend["curve"].Panels[1].Series[0].Y
	theta := make([]float32, len(r.Models[0]))
	(&path.Curve{A: r.Models[0], C: networks["B-curve-control"], B: r.Models[1]}).AtTo(theta, 0.5)
	assert.InDelta(t, curve[len(curve)/2], eval.Score(theta, r.Test).Loss, 1e-6)
	// Asked again nothing is there twice.
	studied(t, r, local(2), chart.Question{Name: "bend", Method: "wm"})
	assert.Len(t, r.Files(), before+len(networks))
}
