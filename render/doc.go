// Package render turns numbers into figures: scales, axes, curves, heat maps, filled contours, lit surfaces, and the
// marks they are made of.
//
// A figure is a pure function from results to a slice of Marks. A mark is the smallest thing anybody has to draw: a
// polyline, a convex polygon, a band, a disc, a box, a piece of text, a rectangle of pixels, shaded triangles, or a
// clipped group of these. Marks are plain values in CSS pixels with y downwards, so the same figure is drawn on the
// canvas (render/screen), into a PNG (render/raster) and into an SVG (render/svg), and a test can read it without
// drawing at all.
//
//	plot := render.Axes{
//		X: render.Axis{Title: "λ", Max: 1},
//		Y: render.Axis{Title: "test loss", Max: 1.2},
//		Theme: render.Light(),
//	}.Draw(render.Rect{W: 480, H: 320})
//	marks := append(plot.Marks, plot.Curve(lambda, loss, 2, render.ColorB))
//
// The package computes no result and keeps no state; it knows neither networks nor windows.
package render
