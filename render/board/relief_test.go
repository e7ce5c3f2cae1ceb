package board_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/render"
	"onebasin/render/board"
)

// heardOf returns what the page around was told since it was asked last, of a kind.
func heardOf(b *board.Board, kind string) (texts []string) {
	for _, o := range b.Outgoing() {
		if o.To == board.ToPage && o.Kind == kind {
			texts = append(texts, o.Text)
		}
	}
	return texts
}

// at returns the middle of a place.
func at(p board.Place) render.Point { return render.Point{X: p.X + p.W/2, Y: p.Y + p.H/2} }

// A chart that can be a surface is one where the view says so. A pointer turns it, which is told as view keys, and a
// finger that meant to scroll has turned nothing; it is seen nearer, and as a whole again.
func TestSurfaceOfAChart(t *testing.T) {
	b := play(t, 700)
	b.Look(looking("wm"))
	b.Take(filmedChart())
	settle(b)
	assert.Equal(t, []string{"fixed"}, heardOf(b, "zoomed"), "contours are seen as they are")
	assert.False(t, b.Describe().Relief.Solid)
	b.Zoom(2)
	assert.Empty(t, heardOf(b, "zoomed"))

	b.Look(looking("wm") + "&view.mode=3d&view.turn=20")
	settle(b)
	assert.Equal(t, []string{"whole"}, heardOf(b, "zoomed"))
	r := b.Describe().Relief
	require.NotNil(t, r)
	assert.Equal(t, board.Relief{Figure: "lines", Area: r.Area, Solid: true, Turn: 20, Tilt: render.UsualTilt, Zoom: 1},
		*r)

	p := at(r.Area)
	b.Pointer(board.Event{Kind: "down", At: p})
	b.Pointer(board.Event{Kind: "move", At: render.Point{X: p.X + 40, Y: p.Y + 10}})
	assert.Equal(t, []string{"view.turn=0&view.tilt=55"}, heardOf(b, "view"))
	assert.Contains(t, b.Describe().Awaited, "motion")
	b.Pointer(board.Event{Kind: "up", At: render.Point{X: p.X + 60, Y: p.Y + 10}})
	assert.Equal(t, []string{"view.turn=-10&view.tilt=55"}, heardOf(b, "view"))
	b.Pointer(board.Event{Kind: "move", At: p})
	assert.Empty(t, heardOf(b, "view"), "nothing is held")
	b.Pointer(board.Event{Kind: "down", At: p, Touch: true})
	b.Pointer(board.Event{Kind: "move", At: render.Point{X: p.X, Y: p.Y + 4}, Touch: true})
	b.Pointer(board.Event{Kind: "cancel", Touch: true})
	assert.Equal(t, []string{"view.turn=-10&view.tilt=57", "view.turn=-10&view.tilt=55"}, heardOf(b, "view"))

	b.Pinch(2, p, render.Point{})
	assert.Equal(t, []string{"elsewhere"}, heardOf(b, "zoomed"))
	assert.Equal(t, 2.0, b.Describe().Relief.Zoom)
	b.Zoom(1.5)
	assert.Equal(t, 3.0, b.Describe().Relief.Zoom)
	b.ZoomOut()
	assert.Equal(t, []string{"whole"}, heardOf(b, "zoomed"))
	for resting := true; resting; {
		_, resting = b.Pass(50)
	}
	settle(b)
	assert.NotContains(t, b.Describe().Awaited, "motion")

	b.Look("")
	assert.Nil(t, b.Describe().Relief)
}

// Where a film stands is a view key: it is told in words, and pictures are of what is seen.
func TestFilmOfAChart(t *testing.T) {
	b := play(t, 700)
	b.Look(looking("wm"))
	assert.Empty(t, heardOf(b, "steps"))
	b.Take(filmedChart())
	settle(b)
	assert.Equal(t, []string{`{"count":2,"at":2,"text":"Step 20","steps":[0,10,20]}`}, heardOf(b, "steps"))
	end := picture(t, b)
	b.Look(looking("wm") + "&view.step=10")
	assert.Equal(t, []string{`{"count":2,"at":1,"text":"Step 10","steps":[0,10,20]}`}, heardOf(b, "steps"))
	assert.True(t, b.Changed())
	assert.Equal(t, board.Frame{Step: 10, At: 1, Last: 2, Said: "Step 10"}, *b.Describe().Film)
	half := picture(t, b)
	assert.False(t, bytes.Equal(end, half))
	b.Look(looking("wm") + "&view.step=13")
	assert.Empty(t, heardOf(b, "steps"), "the last step that has come is the same")
	b.Look(looking("wm"))
	assert.Len(t, heardOf(b, "steps"), 1)
	assert.True(t, bytes.Equal(end, picture(t, b)))
	b.Look("")
	assert.Equal(t, []string{`{"count":0,"at":0,"text":"","steps":[]}`}, heardOf(b, "steps"), "there is none")
	b.Look("view.step=10")
	assert.Empty(t, heardOf(b, "steps"))
}

func picture(t *testing.T, b *board.Board) []byte {
	t.Helper()
	f, err := b.Export("lines", "png", board.Print{Scale: 1})
	require.NoError(t, err)
	return f.Data
}
