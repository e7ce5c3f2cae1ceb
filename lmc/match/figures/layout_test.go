package figures_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/match/keys"
	"onebasin/render"
)

// Two by two the figures fit the room they are told of, unless it is so low that they would be too small; more room
// than they want changes nothing, and one under the other they have their own heights.
func TestFiguresFitTheRoom(t *testing.T) {
	for width := 280.0; width < 1700; width += 20 {
		a := newBoard()
		a.Resize(width)
		natural := a.Height()
		for room := 100.0; room < 1500; room += 50 {
			a.Room(room)
			switch {
			case width < 720 || room >= natural:
				assert.Equal(t, natural, a.Height(), "width %g, room %g", width, room)
			default:
				assert.GreaterOrEqual(t, a.Height(), room-1e-9, "width %g, room %g", width, room)
				assert.Less(t, a.Height(), natural, "width %g, room %g", width, room)
				assert.GreaterOrEqual(t, a.Height(), 0.6*natural, "width %g, room %g", width, room)
				if room > max(0.75*natural, 560) { // below, the axes of the path need their least height
					assert.InDelta(t, room, a.Height(), 1e-9, "width %g, room %g", width, room)
				}
			}
		}
		a.Room(0)
		assert.Equal(t, natural, a.Height())
	}
}

// However the figures stand, the colours of the matrices have their scale inside the figure, and the merged network's
// title is a finding that its line holds.
func TestMatricesHaveTheirScale(t *testing.T) {
	r := record(t, "net=8&steps=100&restarts=2&n=100&nt=100")
	for _, c := range []struct {
		width, room float64
		view        string
	}{{328, 0, ""}, {358, 0, ""}, {736, 0, ""}, {900, 0, ""}, {905, 560, ""}, {1076, 645, ""}, {1600, 900, ""},
		{328, 0, "view.embed=units"}, {600, 0, "view.embed=units"}, {1000, 0, "view.embed=units"}} {
		a := play(t, r, c.width)
		link, _ := keys.Parse(c.view)
		a.Look(link.View.Fragment())
		a.Room(c.room)
		settle(t, a, r)
		d := describe(a)
		scale, title := false, c.view != ""
		for _, m := range flat(marks(a)) {
			l, ok := m.(render.Label)
			if !ok {
				continue
			}
			if l.Text == "cosine" {
				f := d.Frames["units"]
				scale = l.At.X >= f.X && l.At.X+lineOf(l) <= f.X+f.W && l.At.Y <= f.Y+f.H-6
			}
			if strings.Contains(l.Text, "% right with π(B), ") {
				title = render.MeasureText(l.Text, l.Size, l.Bold) <= d.Frames["merged"].W-28
			}
		}
		assert.True(t, scale, "%v: the scale", c)
		assert.True(t, title, "%v: the title", c)
	}
}

// lineOf is how far a label reaches to the right of its place.
func lineOf(l render.Label) float64 {
	if l.Vertical {
		return l.Size
	}
	return render.MeasureText(l.Text, l.Size, l.Bold)
}
