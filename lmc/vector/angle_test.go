package vector

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Angles that are known by heart, at an apex that is not the origin; lengths do not matter.
func TestAngleByHand(t *testing.T) {
	o := []float32{1, -2}
	for _, c := range []struct {
		a, b [2]float32
		want float64
	}{
		{[2]float32{3, 0}, [2]float32{0, 5}, 90},
		{[2]float32{1, 1}, [2]float32{0, 2}, 45},
		{[2]float32{2, 1}, [2]float32{4, 2}, 0},
		{[2]float32{2, 1}, [2]float32{-4, -2}, 180},
		{[2]float32{1, 0}, [2]float32{-1, 1}, 135},
	} {
		a, b := []float32{o[0] + c.a[0], o[1] + c.a[1]}, []float32{o[0] + c.b[0], o[1] + c.b[1]}
		assert.InDelta(t, c.want, Angle(o, a, b), 1e-12)
		assert.Equal(t, Angle(o, a, b), Angle(o, b, a))
	}
	assert.True(t, math.IsNaN(Angle(o, o, []float32{0, 0})), "there is no direction to the apex itself")
	assert.True(t, math.IsNaN(Angle(o, []float32{0, 0}, []float32{float32(math.NaN()), 0})))
}

// It is the arc cosine of the inner product, and exact where that is not: near 0.
func TestAngleIsTheArcCosine(t *testing.T) {
	for degrees := 0.5; degrees < 180; degrees += 3.7 {
		b := []float32{float32(math.Cos(degrees * math.Pi / 180)), float32(math.Sin(degrees * math.Pi / 180))}
		cosine := float64(b[0]) / math.Hypot(float64(b[0]), float64(b[1]))
		assert.InDelta(t, math.Acos(cosine)*180/math.Pi, Angle([]float32{0, 0}, []float32{2, 0}, b), 1e-9)
	}
	assert.InDelta(t, 1e-6*180/math.Pi, Angle([]float32{0, 0}, []float32{1, 0}, []float32{1, 1e-6}), 1e-12)
}
