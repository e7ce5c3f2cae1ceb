package board_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/render"
	"onebasin/render/board"
)

// told are the view keys that were told, and where the frame was told handles to be.
func told(b *board.Board) (views, grips []string) {
	for _, o := range b.Outgoing() {
		switch o.Kind {
		case "view":
			views = append(views, o.Text)
		case "grips":
			grips = append(grips, o.Text)
		}
	}
	return views, grips
}

// A handle goes with the pointer that takes hold of it: along its track, or anywhere in its panel, without a jump where
// it is not taken in its middle. What a finger did that turns out to scroll is undone; elsewhere nothing is held.
func TestHandles(t *testing.T) {
	track := chart.Handle{Name: "here", At: 1, X: []float64{0, 0.5, 1}, Y: []float64{0, 0.5, 0},
		Looks: []string{"view.k=0", "view.k=1", "view.k=2"}}
	free := chart.Handle{Name: "there", X: []float64{0.5}, Y: []float64{0.1}, Looks: []string{"view.x={x}&view.y={y}"}}
	one := &chart.Chart{Name: "a", Panels: []chart.Panel{{X: chart.Axis{Max: 1}, Y: chart.Axis{Max: 1},
		Handles: []chart.Handle{track, free, {Name: "none"}}}}}
	study := chart.Study{Charts: []chart.Announced{{Name: "a", Wide: true}}}
	b := board.New(1, board.Laboratory{Name: "tiny", Studies: []chart.Study{study}})
	b.Resize(700)
	b.Take(&wire.Begin{Experiment: "lab=tiny"})
	b.Take(one)
	b.Layers()
	at := b.Describe().Grips
	require.Len(t, at, 2)
	_, grips := told(b)
	require.Len(t, grips, 1)
	assert.Regexp(t, `^\d+ \d+ 26 \d+ \d+ 26$`, grips[0])

	place := func(k int, dx, dy float64) render.Point { return render.Point{X: at[k].X + dx, Y: at[k].Y + dy} }
	does := func(kind string, p render.Point, touch bool) []string {
		b.Pointer(board.Event{Kind: kind, At: p, Touch: touch})
		views, _ := told(b)
		return views
	}
	assert.Empty(t, does("down", place(0, 6, -5), false), "taken, not moved")
	assert.Empty(t, does("move", place(0, 8, -5), false), "the nearest is where it was")
	assert.Equal(t, []string{"view.k=2"}, does("move", place(0, 300, 400), false))
	assert.Empty(t, does("up", place(0, 300, 400), false))
	assert.Empty(t, does("move", place(0, -300, 0), false), "let go")

	assert.Empty(t, does("down", place(1, 0, 0), false))
	wide := (at[0].Y - at[1].Y) / -0.4 // pixels of a unit of y
	assert.Equal(t, []string{"view.x=0.5&view.y=0.35"}, does("move", place(1, 0, -0.25*wide), false))
	assert.Equal(t, []string{"view.x=1&view.y=1"}, does("move", place(1, 1e4, -1e4), false), "it stays in its panel")
	assert.Equal(t, []string{"view.x=0.5&view.y=0.1"}, does("cancel", render.Point{}, true), "as it was")

	assert.Empty(t, does("down", place(0, 24, 0), false), "too far for a mouse")
	assert.Empty(t, does("move", place(0, 200, 0), false))
	assert.Empty(t, does("down", place(0, 24, 0), true), "not for a finger")
	assert.NotEmpty(t, does("move", place(0, 300, 300), true))
	does("up", place(0, 300, 300), true)

	b.Take(&chart.Chart{Name: "a", Method: "another", Panels: one.Panels[:1]})
	assert.Len(t, b.Describe().Charts[0].Title, 0)
	bare := chart.Panel{X: chart.Axis{Max: 1}, Y: chart.Axis{Max: 1}}
	b.Take(&chart.Chart{Name: "a", Title: "Newer", Panels: []chart.Panel{bare}})
	assert.Equal(t, "Newer", b.Describe().Charts[0].Title, "one that is about nothing in particular is always shown")
	_, grips = told(b)
	assert.Equal(t, []string{""}, grips, "there are none any more")
}
