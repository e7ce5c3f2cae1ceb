package chart_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/chart"
	"onebasin/render"
	drawing "onebasin/render/chart"
	"onebasin/render/table"
)

// parting is a chart of two trainings that part at step 10, over a plane, and of their losses.
func parting() *chart.Chart {
	var field []float64
	for j := range 9 {
		for i := range 9 {
			u, v := float64(i)/4-1, float64(j)/4-1
			field = append(field, 0.05+(u*u-0.4)*(u*u-0.4)+0.5*(v+1))
		}
	}
	way := func(name, ink string, x, y, moments []float64) chart.Series {
		return chart.Series{Name: name, Shape: chart.ShapePath, Ink: ink, X: x, Y: y, Moments: moments}
	}
	return &chart.Chart{Name: "ridge", Title: "A ridge",
		Film: chart.Film{Steps: []float64{0, 10, 20, 30}, Said: []string{"Step 0", "Step 10, where they part",
			"Step 20: " + string(slices.Repeat([]byte("far apart "), 30)), "Step 30, the end"}},
		Panels: []chart.Panel{
			{X: chart.Axis{Title: "u"}, Y: chart.Axis{Title: "v"}, Equal: true, Solid: true,
				Grid: chart.Grid{Rows: 9, Cols: 9, X0: -1, X1: 1, Y0: -1, Y1: 1, Values: field, Map: chart.MapLoss,
					Field: true, Unit: "loss, nats"},
				Series: []chart.Series{
					{Name: "straight line", Shape: chart.ShapeDash, Ink: "merged", X: []float64{-0.6, 0.6},
						Y: []float64{-0.8, -0.8}},
					way("shared", "ink", []float64{math.NaN(), 0}, []float64{math.NaN(), 0.5}, []float64{0, 10}),
					way("to A", "A", []float64{0, -0.4, -0.6}, []float64{0.5, 0, -0.8}, []float64{10, 20, 30}),
					way("to B", "B", []float64{0, 0.4, 0.6}, []float64{0.5, 0, -0.8}, []float64{10, 20, 30}),
					{Shape: chart.ShapeDots, Ink: "ink", Labels: []string{"A", "B", "fork"},
						X: []float64{-0.6, 0.6, 0}, Y: []float64{-0.8, -0.8, 0.5}}}},
			{Title: "Loss", X: chart.Axis{Title: "step"}, Y: chart.Axis{Title: "loss, nats"}, Series: []chart.Series{
				{Name: "A", Shape: chart.ShapeLine, Ink: "A", X: []float64{0, 10, 20, 30},
					Y: []float64{2, 1, 0.5, 0.2}}}},
		}}
}

// drawn draws the chart and returns its marks, those within others, too.
func drawn(d *drawing.Drawing, c *chart.Chart) (s *drawing.Sheet, all []render.Mark) {
	s = d.Arrange(760, []chart.Announced{{Name: c.Name, Wide: true}}, func(string) *chart.Chart { return c })
	d.Draw(s, "")
	for more := true; more; more, _ = d.Paint() {
	}
	var flatten func([]render.Mark)
	flatten = func(marks []render.Mark) {
		for _, m := range marks {
			if clip, ok := m.(render.Clip); ok {
				flatten(clip.Marks)
				continue
			}
			all = append(all, m)
		}
	}
	flatten(d.Draw(s, ""))
	return s, all
}

// count counts marks of a kind.
func count[M render.Mark](marks []render.Mark, which func(M) bool) (n int) {
	for _, m := range marks {
		if m, ok := m.(M); ok && which(m) {
			n++
		}
	}
	return n
}

// Paths grow step by step, with a disc where each has come to, over contours and over a surface; the step is marked
// where x is the step, and said in words as long as there is room. The end is the whole chart.
func TestFilm(t *testing.T) {
	texts := func(marks []render.Mark) (texts []string) {
		for _, m := range marks {
			if l, ok := m.(render.Label); ok {
				texts = append(texts, l.Text)
			}
		}
		return texts
	}
	theme := render.Light()
	for _, solid := range []bool{false, true} {
		for _, c := range []struct {
			stepping bool
			step     float64
			heads    int // discs without a name that are A's or B's
			marked   bool
			said     string
		}{
			{false, 0, 0, false, "Step 30, the end"},
			{true, 0, 0, true, "Step 0"}, // the shared path comes from outside
			{true, 12, 2, true, "Step 10, where they part"},
			{true, 20, 2, true, "Step 20"},
			{true, 99, 0, false, "Step 30, the end"},
		} {
			d := &drawing.Drawing{Theme: theme, Ratio: 1, Solid: solid, Stepping: c.stepping, Step: c.step,
				Camera: render.Camera{Turn: 30, Tilt: 50}}
			_, marks := drawn(d, parting())
			heads := count(marks, func(m render.Disc) bool { return m.Fill == theme.A || m.Fill == theme.B })
			assert.Equal(t, c.heads, heads, "%+v", c)
			marked := count(marks, func(m render.Line) bool {
				return m.Color == theme.Merged && len(m.Points) == 2 && m.Points[0].X == m.Points[1].X
			})
			assert.Equal(t, c.marked, marked == 1, "%+v", c)
			assert.Contains(t, texts(marks), c.said, "%+v", c)
			for _, name := range []string{"A", "B", "fork"} {
				assert.Contains(t, texts(marks), name, "the ends keep their names")
			}
			assert.Equal(t, solid, count(marks, func(render.Mesh) bool { return true }) == 1)
			assert.Equal(t, !solid, count(marks, func(render.Pixels) bool { return true }) > 0)
		}
	}
}

// A surface has its place, is read under a pointer, and is kept as long as it shows the same.
func TestRelief(t *testing.T) {
	d := &drawing.Drawing{Theme: render.Light(), Ratio: 1, Solid: true, Camera: render.Camera{Turn: 0, Tilt: 60}}
	c := parting()
	s, marks := drawn(d, c)
	f := s.Named("ridge")
	require.Len(t, f.Reliefs(), 1)
	place := f.Reliefs()[0]
	assert.True(t, f.At.Contains(place.Center()))
	assert.True(t, s.OnRelief(place.Center()))
	assert.False(t, s.OnRelief(render.Point{X: place.Right() + 60, Y: place.Center().Y}), "the other panel")
	assert.Regexp(t, `^loss, nats 0\.\d+ at \([−\d.]+, [−\d.]+\)$`, s.Tip(place.Center()))
	assert.Empty(t, s.Look(place.Center()))
	for _, m := range marks {
		if disc, ok := m.(render.Disc); ok && disc.Fill == render.Black {
			assert.Regexp(t, `^(straight line|fork), u`, s.Tip(disc.At))
		}
	}
	mesh := func() render.Mesh {
		for _, m := range marks {
			if m, ok := m.(render.Mesh); ok {
				return m
			}
		}
		return render.Mesh{}
	}
	before := &mesh().Points[0]
	d.Camera.Turn = 10
	_, marks = drawn(d, c)
	assert.Same(t, before, &mesh().Points[0], "turned, it is the same surface")
	d.Prepare(s)
	d.Theme = render.Dark()
	_, marks = drawn(d, c)
	assert.NotSame(t, before, &mesh().Points[0])
	d.Solid = false
	s, _ = drawn(d, c)
	assert.False(t, s.OnRelief(place.Center()))
	assert.Len(t, s.Named("ridge").Reliefs(), 1, "it can be one")
}

// The table names the step of each point of a path.
func TestFilmTable(t *testing.T) {
	to := table.New()
	drawing.Table(to, parting())
	assert.Contains(t, string(to.Bytes()), "to A,-0.4,0,,,step 20")
}
