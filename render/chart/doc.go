// Package chart draws charts, which lmc/lab/chart holds as data: several on a sheet, each with a title that states the
// finding, a legend, panels with their axes, a bar of colours, and a note. It is the one drawing of charts: whoever
// shows the marks may be a canvas, a PNG or an SVG, and Table lists the same numbers.
//
//	d := &chart.Drawing{Theme: render.Light(), Ratio: 2}
//	sheet := d.Arrange(1100, study.Charts, known)   // known(name) returns a chart, nil while there is none
//	marks := d.Draw(sheet, "is computed when its turn comes")
//	for more := true; more; more, _ = d.Paint() {   // fields are painted a little at a time; then draw again
//	}
//	words := sheet.Tip(render.Point{X: 200, Y: 80}) // the value under a pointer
//
// Lengths are CSS pixels. The package computes no number of its own and knows no laboratory.
package chart
