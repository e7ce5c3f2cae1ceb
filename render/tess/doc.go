// Package tess turns solid shapes into triangles with a feathered edge one pixel wide, so that a drawer without
// antialiasing shows them antialiased: opacity falls linearly from one half pixel inside the edge to zero one half
// pixel outside it, and what a shape covers is its area.
//
// Coordinates are device pixels. A shape thinner than a pixel keeps its area by becoming paler, not by vanishing.
// Colours in a Mesh are premultiplied. All methods append to the receiver, which keeps its buffers through Reset:
//
//	var m tess.Mesh
//	m.Polyline(points, 2, blue)
//	m.Disc(tess.Point{X: 10, Y: 10}, 4, white)
//	draw(m.Vertices, m.Indices)
//
// The package knows no screen and no marks.
package tess
