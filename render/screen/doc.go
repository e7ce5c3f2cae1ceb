//go:build js

// Package screen draws marks onto an Ebiten image.
//
// All solid marks and glyphs between two pictures or clips become one list of triangles over one atlas, which holds a
// white pixel beside the glyphs: a figure costs a few draw calls. Pictures stay on the graphics card under their Key.
// In the steady state, when the same letters and pictures are shown again, a frame allocates nothing of its own.
//
//	var s screen.Screen
//	s.Draw(canvas, marks, devicePixelRatio, 0)
package screen
