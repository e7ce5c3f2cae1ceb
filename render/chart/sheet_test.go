package chart_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
	drawing "onebasin/render/chart"
)

// Wide charts have a row of their own, others stand two and two where there is room, and one that would stand alone has
// its whole row.
func TestArrange(t *testing.T) {
	announced := []chart.Announced{{Name: "a"}, {Name: "b"}, {Name: "c"}, {Name: "d", Wide: true}, {Name: "e"}}
	d := &drawing.Drawing{Theme: render.Light(), Ratio: 1}
	none := func(string) *chart.Chart { return nil }
	const half = (1000 - 2*render.Edge - render.Gutter) / 2
	for width, want := range map[float64][]float64{
		1000: {half, half, 1000 - 2*render.Edge, 1000 - 2*render.Edge, 1000 - 2*render.Edge},
		500:  {500 - 2*render.Edge, 500 - 2*render.Edge, 500 - 2*render.Edge, 500 - 2*render.Edge, 500 - 2*render.Edge},
	} {
		s := d.Arrange(width, announced, none)
		require.Len(t, s.Figures, len(want))
		for k, f := range s.Figures {
			assert.Equal(t, want[k], f.At.W, "%s at %g", f.Name, width)
			assert.LessOrEqual(t, f.At.Bottom(), s.Height)
			assert.Same(t, f, s.Named(f.Name))
			for _, other := range s.Figures[:k] {
				assert.False(t, f.At.Touches(other.At), "%s on %s at %g", f.Name, other.Name, width)
			}
		}
		assert.Equal(t, width == 1000, s.Figures[0].At.Y == s.Figures[1].At.Y)
		assert.Nil(t, s.Named("no such"))
		assert.Len(t, d.Draw(s, "comes later"), 3*len(announced), "a title, a frame and words for each")
	}
}

// A field is painted a little at a time, told when it is whole, and forgotten with its chart.
func TestPaint(t *testing.T) {
	field := chart.Grid{Rows: 2, Cols: 2, X1: 1, Y1: 1, Values: []float64{0.1, 1, 2, 3},
		Map: chart.MapLoss, Field: true}
	c := &chart.Chart{Name: "a", Panels: []chart.Panel{{Grid: field}}}
	d := &drawing.Drawing{Theme: render.Light(), Ratio: 1}
	s := d.Arrange(600, []chart.Announced{{Name: "a"}}, func(string) *chart.Chart { return c })
	pixels := func() (n int) {
		for _, m := range d.Draw(s, "") {
			if clip, ok := m.(render.Clip); ok {
				for _, m := range clip.Marks {
					if _, ok := m.(render.Pixels); ok {
						n++
					}
				}
			}
		}
		return n
	}
	assert.False(t, d.Painting(), "nothing was drawn")
	assert.Zero(t, pixels(), "not yet")
	assert.True(t, d.Painting())
	wholes := 0
	for more, whole := d.Paint(); more; more, whole = d.Paint() {
		if whole {
			wholes++
		}
	}
	assert.Equal(t, 1, wholes)
	assert.False(t, d.Painting())
	assert.Equal(t, 1, pixels())
	d.Forget()
	assert.Zero(t, pixels())
}
