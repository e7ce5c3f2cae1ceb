// Package app is the laboratory's figures: results and a view in, marks out. It
// also says what a pointer's movement over them means.
//
// It is a world that knows no screen: marks are in CSS pixels, and whoever shows
// them may be a canvas, a PNG or an SVG. It computes no number of its own: what
// it shows was computed by the engine, and what it lacks it asks the engine for.
//
//	a := app.New(2)
//	a.Resize(1100)
//	a.Take(m)              // stages, as they come
//	a.Look(view)
//	for _, l := range a.Layers() { … draw l.Marks … }
package app
