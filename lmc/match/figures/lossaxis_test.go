package figures_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/render"
)

// The axis of losses is linear, logarithmic, or close to the curves of the matching shown, as the view asks; discs and
// measures of what lies beyond it are not drawn elsewhere.
func TestTheLossAxisIsChosen(t *testing.T) {
	r := record(t, "restarts=3")
	a := play(t, r, 1000)
	ticks := map[string][]string{}
	heights := map[string]float64{}
	for _, axis := range []string{"linear", "log", "close"} {
		a.Look("view.loss=" + axis)
		settle(t, a, r)
		loss := describe(a).Axes["loss"]
		highest := loss.Y + loss.H
		for _, m := range flat(marks(a)) {
			switch m := m.(type) {
			case render.Label:
				if m.Anchor == render.End && m.Baseline == render.Center && m.At.X < loss.X && m.At.X > loss.X-20 &&
					m.At.Y <= loss.Y+loss.H {
					ticks[axis] = append(ticks[axis], m.Text)
				}
			case render.Line:
				if m.Color == render.ColorPiB && m.Width == 2.25 && m.Points[0].Y < loss.Y+loss.H {
					for _, p := range m.Points {
						highest = min(highest, p.Y)
					}
				}
			}
		}
		heights[axis] = (loss.Y + loss.H - highest) / loss.H
	}
	assert.NotEqual(t, ticks["linear"], ticks["log"])
	assert.NotEqual(t, ticks["linear"], ticks["close"])
	assert.Contains(t, ticks["linear"], "0")
	assert.NotContains(t, ticks["log"], "0")
	assert.Greater(t, heights["close"], 0.6, "the matched curve fills the plot")
	assert.Less(t, heights["close"], 1.0)
	assert.Less(t, heights["linear"], heights["close"])
}

// The restarts of the matcher shown spread over a band of losses.
func TestRestartsSpread(t *testing.T) {
	band := func(link, view string) bool {
		r := record(t, link)
		a := play(t, r, 1000)
		a.Look(view)
		settle(t, a, r)
		for _, m := range flat(marks(a)) {
			if _, ok := m.(render.Band); ok {
				return true
			}
		}
		return false
	}
	const small = "net=6-6&steps=60&n=60&nt=60&bs=20&match=wm,am"
	assert.True(t, band(small+"&restarts=4", ""))
	assert.False(t, band(small+"&restarts=1", ""), "there is one start")
	assert.False(t, band(small+"&restarts=4", "view.method=am"), "nothing is left to chance")
}
