package render

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// A pointer turns a surface by half a degree a pixel, around and around, and tilts it within bounds.
func TestDragged(t *testing.T) {
	c := Camera{Turn: UsualTurn, Tilt: UsualTilt, Zoom: 2}
	assert.Equal(t, Camera{Turn: 20, Tilt: 60, Zoom: 2}, c.Dragged(20, 20))
	assert.Equal(t, Camera{Turn: 170, Tilt: lowest, Zoom: 2}, c.Dragged(440, -1000))
	assert.Equal(t, Camera{Turn: -140, Tilt: highest, Zoom: 2}, c.Dragged(-380, 1000))
	assert.Equal(t, Camera{Turn: UsualTurn, Tilt: UsualTilt, Zoom: 2}, c.Dragged(0.4, -0.4), "whole degrees")
}

// A camera that moved is prepared for and drawn finely once it has rested, and then time need not go on.
func TestRest(t *testing.T) {
	var o Orbit
	assert.Equal(t, Rested, o.Rest(16))
	assert.Equal(t, 1.0, o.Nearness())
	phases := func() (all []Phase) {
		for range 100 {
			all = append(all, o.Rest(1000)) // however slow frames are, one is no rest
			if all[len(all)-1] == Redraw {
				break
			}
		}
		return all
	}
	o.Moved()
	assert.True(t, o.Moving())
	assert.Equal(t, []Phase{Wait, Wait, Wait, Prepare, Redraw}, phases())
	assert.False(t, o.Resting())
	assert.Equal(t, Rested, o.Rest(16))

	o.Near(2)
	assert.Equal(t, 2.0, o.Nearness())
	assert.True(t, o.Resting())
	o.Still()
	assert.False(t, o.Resting())
	o.Near(100)
	assert.Equal(t, nearest, o.Nearness())
	o.Near(1e-9)
	assert.Equal(t, farthest, o.Nearness())
	o.Whole()
	assert.Equal(t, 1.0, o.Nearness())
}
