package board_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/render"
	"onebasin/render/board"
)

// followLab has a first page of charts that follow λ and a matching.
var followLab = board.Laboratory{Name: "follow",
	Studies: []chart.Study{{Charts: []chart.Announced{{Name: "first", Title: "First"}}}},
	Follows: []string{"view.lambda", "view.method"}, Pictured: []string{"view.method"}}

// asked are the questions that a board has for the engine, as view keys.
func asked(b *board.Board) (charts, pictures []string) {
	for _, o := range b.Outgoing() {
		switch q := o.Question.(type) {
		case *chart.Question:
			charts = append(charts, q.View)
		case *chart.Picture:
			pictures = append(pictures, q.View)
		}
	}
	return charts, pictures
}

// Charts of a first page follow what is looked at: one question at a time, and the last one in the end.
func TestChartsFollowTheView(t *testing.T) {
	b := board.New(1, tinyLab, followLab)
	b.Look("view.lambda=0.1")
	charts, pictures := asked(b)
	assert.Empty(t, charts, "there is no experiment yet")
	assert.Empty(t, pictures)
	b.Take(&wire.Begin{Experiment: "v=1&lab=follow"})
	charts, pictures = asked(b)
	assert.Equal(t, []string{"view.lambda=0.1"}, charts)
	assert.Equal(t, []string{""}, pictures)
	for _, lambda := range []string{"0.2", "0.3", "0.4"} {
		b.Look("view.theme=dark&view.lambda=" + lambda)
	}
	charts, pictures = asked(b)
	assert.Empty(t, charts, "the first is not answered yet")
	assert.Empty(t, pictures, "which do not depend on λ")
	b.Take(&chart.Question{View: "view.lambda=0.1"})
	charts, _ = asked(b)
	assert.Equal(t, []string{"view.lambda=0.4"}, charts)
	b.Take(&chart.Question{View: "view.lambda=0.4"})
	b.Look("view.theme=light&view.lambda=0.4")
	charts, _ = asked(b)
	assert.Empty(t, charts, "nothing that they follow has changed")
	b.Look("view.lambda=0.4&view.method=am")
	charts, pictures = asked(b)
	assert.Equal(t, []string{"view.lambda=0.4&view.method=am"}, charts)
	assert.Equal(t, []string{"view.method=am"}, pictures)
	b.Take(&wire.Begin{Experiment: "v=1&lab=follow&n=2"})
	b.Take(&wire.Reveal{})
	charts, pictures = asked(b)
	assert.Equal(t, []string{"view.lambda=0.4&view.method=am"}, charts, "of the next experiment, too")
	assert.Len(t, pictures, 1)
}

// A value of a chart that can be clicked changes the view where the pointer goes up on what it went down on.
func TestValuesCanBeClicked(t *testing.T) {
	b := board.New(1, tinyLab, followLab)
	b.Resize(600)
	b.Take(&wire.Begin{Experiment: "v=1&lab=follow"})
	first := &chart.Chart{Name: "first", Title: "First", Panels: []chart.Panel{{X: chart.Axis{Max: 1},
		Y: chart.Axis{Max: 1}, Series: []chart.Series{{Shape: chart.ShapeDots, X: []float64{0.25, 0.75},
			Y: []float64{0.5, 0.5}, Looks: []string{"view.flip=1", "view.flip=2"}}}}}}
	b.Take(first)
	settle(b)
	b.Outgoing()
	var discs []render.Point
	for _, m := range inside(marks(b)) {
		if d, ok := m.(render.Disc); ok {
			discs = append(discs, d.At)
		}
	}
	if !assert.Len(t, discs, 2) {
		return
	}
	events := func(kinds string, at ...render.Point) (looked []string) {
		for k, p := range at {
			b.Pointer(board.Event{Kind: map[byte]string{'d': "down", 'm': "move", 'u': "up", 'c': "cancel"}[kinds[k]],
				At: p, Touch: true})
		}
		for _, o := range b.Outgoing() {
			if o.Kind == "view" {
				looked = append(looked, o.Text)
			}
		}
		return looked
	}
	assert.Equal(t, []string{"view.flip=2"}, events("du", discs[1], discs[1]))
	near := discs[0]
	near.X += 8
	assert.Equal(t, []string{"view.flip=1"}, events("dmu", discs[0], near, near), "a finger is no needle")
	assert.Empty(t, events("du", discs[0], discs[1]), "somewhere else")
	assert.Empty(t, events("dc", discs[0], discs[0]), "the finger scrolled")
	assert.Empty(t, events("du", render.Point{X: 2, Y: 2}, render.Point{X: 2, Y: 2}))

	b.Take(first)
	assert.Equal(t, []string{"view.flip=2"}, events("du", discs[1], discs[1]), "a chart that came a moment ago")
	assert.True(t, b.Changed(), "it is still to be drawn")
	events("d", discs[1])
	b.Take(first)
	assert.Equal(t, []string{"view.flip=2"}, events("u", discs[1]), "it came while the finger was down")
}

// inside are marks with those that a clip holds in its place.
func inside(all []render.Mark) (flat []render.Mark) {
	for _, m := range all {
		if c, ok := m.(render.Clip); ok {
			flat = append(flat, inside(c.Marks)...)
			continue
		}
		flat = append(flat, m)
	}
	return flat
}
