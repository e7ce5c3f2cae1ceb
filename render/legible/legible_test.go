package legible

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/render"
)

// Texts that are cut off or lie on one another are found, and no others.
func TestFaults(t *testing.T) {
	at := func(x, y, angle float64) Text {
		return Text{render.Label{At: render.Point{X: x, Y: y}, Text: "barrier", Size: 12, Angle: angle},
			render.Rect{W: 200, H: 200}}
	}
	assert.Len(t, Faults([]Text{at(20, 50, 0), at(50, 55, 0)}), 1)
	assert.Empty(t, Faults([]Text{at(20, 50, 0), at(80, 50, 0)}))
	assert.Empty(t, Faults([]Text{at(20, 50, 0), at(20, 64, 0)}))
	assert.Len(t, Faults([]Text{at(20, 50, 0.4), at(40, 60, 0)}), 1)
	assert.Len(t, Faults([]Text{at(-2, 50, 0), at(180, 90, 0), at(20, 2, 0)}), 3)
}

// What a clip cuts off is cut, and lines are handed on.
func TestRead(t *testing.T) {
	inside := []render.Mark{render.Label{At: render.Point{X: 20, Y: 50}, Text: "cut", Size: 12},
		render.Line{Width: 1}, render.Label{}}
	d := Read([]render.Mark{render.Clip{Rect: render.Rect{W: 30, H: 100}, Marks: inside}}, render.Rect{W: 200, H: 200})
	assert.Len(t, d.Texts, 1)
	assert.Len(t, d.Lines, 1)
	assert.Len(t, Faults(d.Texts), 1)
}
