package app

import (
	"bytes"
	"fmt"
	"image/png"

	"onebasin/render"
	drawing "onebasin/render/chart"
	"onebasin/render/raster"
	"onebasin/render/svg"
)

// File is a figure as a file.
type File struct {
	Name string
	Type string // MIME
	Data []byte
}

// maxScale bounds the pixels per CSS pixel of an exported picture.
const maxScale = 4

// Export returns what a figure shows, "all" for all that are shown together, as a picture
// (png at scale pixels per CSS pixel, svg) or as its numbers (csv).
func (a *App) Export(figure, format string, scale float64) (File, error) {
	if figure != "all" && a.frames.named(figure) == nil {
		return File{}, fmt.Errorf("there is no figure “%s”", figure)
	}
	if a.run.setup == nil {
		return File{}, fmt.Errorf("there is nothing to export yet")
	}
	f := File{Name: fmt.Sprintf("onebasin-%s.%s", figure, format)}
	switch format {
	case "csv":
		f.Type = "text/csv"
		f.Data = a.csv(figure)
		return f, nil
	case "png", "svg":
	default:
		return File{}, fmt.Errorf("there is no format “%s”", format)
	}
	width, height, marks := a.sheet(figure, min(maxScale, max(1, scale)))
	if format == "svg" {
		f.Type = "image/svg+xml"
		f.Data = svg.Document(width, height, a.theme.Background, marks)
		return f, nil
	}
	var b bytes.Buffer
	if err := png.Encode(&b, raster.Draw(width, height, min(maxScale, max(1, scale)), a.theme.Background, marks)); err != nil {
		return File{}, err
	}
	f.Type, f.Data = "image/png", b.Bytes()
	return f, nil
}

// sheet draws a figure, as large as it is on the canvas, on a sheet of its own.
func (a *App) sheet(figure string, scale float64) (width, height float64, marks []render.Mark) {
	s := *a
	s.ratio = scale
	s.sayings = nil
	s.run.drawing = drawing.Drawing{}
	s.over = false
	s.frames = a.frames
	if figure != "all" {
		s.width = a.frames.named(figure).W + 2*edge
		if s.width <= 2*edge { // it is not on the canvas
			s.width = a.width
		}
		s.view.Embed = figure
	}
	s.layOut()
	for s.Work() {
	}
	for _, l := range s.Layers() {
		marks = append(marks, l.Marks...)
	}
	return s.width, s.frames.height, marks
}
