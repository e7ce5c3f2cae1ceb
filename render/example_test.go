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
	fmt.Printf("the curve's top stands at λ = %s, loss %s\n", render.Number(plot.X.Value(top.X), 3),
		render.Number(plot.Y.Value(top.Y), 3))
	for _, m := range marks {
		if l, ok := m.(render.Label); ok {
			fmt.Print(l.Text, "; ")
		}
	}
	// Output:
	// the curve's top stands at λ = 0.5, loss 1.15
	// 0; 0.2; 0.4; 0.6; 0.8; 1.0; 0; 0.2; 0.4; 0.6; 0.8; 1.0; 1.2; λ; test loss; The loss rises between A and B;
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

// A loss is seen as a place: its height, its paths and what hides what.
func ExampleSurface() {
	field := render.Field{W: 3, H: 3, Z: []float64{2, 2, 2, 0.02, 1, 0.02, 2, 2, 2}}
	surface := render.NewSurface(field, render.LossLevels(0.02, 2), 0, 1, 0, 1, render.Light())
	path := render.SurfacePath{Points: [][2]float64{{0, 0.5}, {1, 0.5}}, Color: render.ColorB}
	figure := render.Rect{W: 480, H: 360}
	for _, tilt := range []float64{10, 60} {
		marks := surface.Draw(figure, render.Camera{Turn: 90, Tilt: tilt}, []render.SurfacePath{path}, nil)
		marks = append(marks, surface.Overlay(render.SurfaceSpot{U: 0.9, V: 0.5, Color: render.ColorMerged})...)
		fmt.Printf("tilt %v: the ridge is seen: %v, what is behind it: %v; %d groups of marks\n", tilt,
			surface.Visible(0.5, 0.5), surface.Visible(0.9, 0.5), len(marks))
	}
	// Output:
	// tilt 10: the ridge is seen: true, what is behind it: false; 2 groups of marks
	// tilt 60: the ridge is seen: true, what is behind it: true; 2 groups of marks
}
