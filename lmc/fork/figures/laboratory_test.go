package figures

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/fork/keys"
	"onebasin/render"
	"onebasin/render/board"
)

// The figures show the fork that the link's reader, the command and the page's hand say.
func TestTheForkShown(t *testing.T) {
	for _, link := range []string{"", "view.fork=30", "view.fork=-1", "forks=7,80&view.fork=50", "view.fork=100000"} {
		l, problems := keys.Parse(link)
		assert.Empty(t, problems)
		p := Laboratory().New(nil, l.Experiment.Fragment())
		p.Look(l.View.Fragment())
		assert.Equal(t, l.Shown(), p.(board.Varied).Shown(), link)
		assert.Equal(t, l.Shown(), p.On(nil).(board.Varied).Shown(), "a file of a figure shows the same")
	}
}

// Every figure that the keys name is a chart of the first page.
func TestFiguresAreCharts(t *testing.T) {
	var names []string
	for _, a := range Laboratory().Studies[0].Charts {
		names = append(names, a.Name)
	}
	for _, f := range keys.Figures() {
		assert.Contains(t, names, f.Name)
	}
	assert.Len(t, keys.Figures(), len(names))
}

// Charts are seen from where a link says that they are when it says nothing.
func TestUsualCamera(t *testing.T) {
	l, _ := keys.Parse("")
	assert.Equal(t, []float64{render.UsualTurn, render.UsualTilt}, []float64{l.View.Turn, l.View.Tilt})
	assert.Equal(t, -1, l.View.Step, "the end")
}
