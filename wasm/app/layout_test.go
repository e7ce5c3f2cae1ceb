package app_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/wasm/app"
)

// Two by two the figures fit the room they are told of, unless it is so low that they would be too small; more room than they want changes nothing, and one under the other they
// have their own heights.
func TestFiguresFitTheRoom(t *testing.T) {
	for width := 280.0; width < 1700; width += 20 {
		a := app.New(1)
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
				if room > 0.75*natural {
					assert.InDelta(t, room, a.Height(), 1e-9, "width %g, room %g", width, room)
				}
			}
		}
		a.Room(0)
		assert.Equal(t, natural, a.Height())
	}
}
