package figures_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/match/keys"
	"onebasin/render"
)

// At every width the matrices of the units have titled, numbered axes whose texts lie inside the figure and off one
// another, before the search and within it.
func TestUnitsHaveNumberedAxes(t *testing.T) {
	for _, net := range []string{"8", "130"} {
		r := record(t, "net="+net+"&steps=30&restarts=2&n=60&nt=60")
		for _, view := range []string{"", "view.step=1", "view.embed=units", "view.embed=units&view.step=1"} {
			link, _ := keys.Parse(view)
			for _, width := range []float64{280, 358, 736, 905, 1076, 1600} {
				a := play(t, r, width)
				a.Look(link.View.Fragment())
				settle(t, a, r)
				f := describe(a).Frames["units"]
				frame := render.Rect{X: f.X, Y: f.Y, W: f.W, H: f.H}
				var texts []render.Label
				numbers, titles := 0, map[string]bool{}
				for _, m := range flat(marks(a)) {
					l, ok := m.(render.Label)
					if !ok || !frame.Contains(l.At) {
						continue
					}
					where := fmt.Sprintf("net=%s %s at %g: %q", net, view, width, l.Text)
					b := l.Bounds()
					across := b.X >= frame.X-1 && b.Right() <= frame.Right()+1
					down := b.Y >= frame.Y-1 && b.Bottom() <= frame.Bottom()+1
					assert.True(t, across && down, "%s lies inside", where)
					for _, o := range texts {
						c := o.Bounds()
						across := b.X < c.Right() && c.X < b.Right()
						touches := across && b.Y+3 < c.Bottom() && c.Y+3 < b.Bottom()
						assert.False(t, touches, "%s touches %q", where, o.Text)
					}
					texts = append(texts, l)
					if strings.Trim(l.Text, "0123456789") == "" {
						numbers++
					}
					titles[l.Text] = true
				}
				assert.GreaterOrEqual(t, numbers, 6, "%s at %g: numbers", view, width)
				rows := titles["units of A"] || titles["A, best match first"] || titles["units of A, best match first"]
				assert.True(t, rows, "%s at %g: the rows", view, width)
				after := titles["units of B renumbered"] || titles["B renumbered"]
				columns := titles["units of B"] && titles["units of π(B)"] || titles["units of B so far"] && after
				assert.True(t, columns, "%s at %g: the columns", view, width)
			}
		}
	}
}
