package render_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/render"
)

// A polyline meets a rectangle that it passes, touches or ends in, and no other; NaN parts its pieces.
func TestMeets(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		points []render.Point
		meets  bool
	}{
		{[]render.Point{{X: 0, Y: 15}, {X: 40, Y: 15}}, true},
		{[]render.Point{{X: 0, Y: 0}, {X: 40, Y: 30}}, true},
		{[]render.Point{{X: 15, Y: 15}, {X: 16, Y: 15}}, true},
		{[]render.Point{{X: 20, Y: 0}, {X: 20, Y: 12}}, true},
		{[]render.Point{{X: 0, Y: 25}, {X: 40, Y: 25}}, false},
		{[]render.Point{{X: 0, Y: 18}, {X: 12, Y: 30}}, false},
		{[]render.Point{{X: 0, Y: 15}, {X: 5, Y: 15}}, false},
		{[]render.Point{{X: 0, Y: 15}, {X: nan, Y: nan}, {X: 40, Y: 15}}, false},
		{[]render.Point{{X: 20, Y: 15}}, false},
	} {
		assert.Equal(t, c.meets, render.Meets(c.points, render.Rect{X: 10, Y: 10, W: 20, H: 10}), "%v", c.points)
	}
}
