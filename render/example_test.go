package render_test

import (
	"fmt"

	"onebasin/render"
)

// A figure of one curve: what is drawn can be read without drawing it.
func ExampleAxes_Draw() {
	plot := render.Axes{
		X:     render.Axis{Title: "λ", Max: 1},
		Y:     render.Axis{Title: "test loss", Max: 1.2},
		Title: "The loss rises between A and B",
	}.Draw(render.Rect{W: 480, H: 320})
	lambda, loss := []float64{0, 0.25, 0.5, 0.75, 1}, []float64{0.02, 0.55, 1.15, 0.6, 0.02}
	curve := plot.Curve(lambda, loss, 2.5, render.ColorB)
	marks := append(plot.Marks, curve)

	top := curve.Points[2]
	fmt.Printf("the curve's top stands at λ = %s, loss %s\n", render.Number(plot.X.Value(top.X), 3), render.Number(plot.Y.Value(top.Y), 3))
	for _, m := range marks {
		if l, ok := m.(render.Label); ok {
			fmt.Print(l.Text, " | ")
		}
	}
	// Output:
	// the curve's top stands at λ = 0.5, loss 1.15
	// 0 | 0.2 | 0.4 | 0.6 | 0.8 | 1.0 | 0 | 0.2 | 0.4 | 0.6 | 0.8 | 1.0 | 1.2 | λ | test loss | The loss rises between A and B |
}

// A loss on a grid becomes a picture of bands, its levels and its colour bar.
func ExampleTerrain() {
	field := render.Field{W: 3, H: 2, Z: []float64{0.02, 0.3, 2, 0.05, 0.1, 1}}
	levels := render.LossLevels(0.02, 2)
	terrain := render.NewTerrain(field, levels, 300, 200, 1, render.Light())
	for terrain.Step() { // the caller answers its users between the steps
	}
	picture := terrain.Pixels(render.Rect{W: 300, H: 200})
	fmt.Println(picture.W, picture.H, levels.Values, render.Number(field.At(0, 0), 2))
	// Output: 300 200 [0.02 0.05 0.1 0.2 0.5 1 2] 0.02
}
