package board

import (
	"bytes"
	"fmt"
	"image/png"

	"onebasin/render"
	"onebasin/render/chart"
	"onebasin/render/raster"
	"onebasin/render/svg"
	"onebasin/render/table"
)

// File is a figure as a file.
type File struct {
	Name string
	Type string // MIME
	Data []byte
}

// maxScale bounds the pixels per CSS pixel of an exported picture.
const maxScale = 4

// Export returns what a figure shows, "all" for all that are shown together, as a picture (png at scale pixels per CSS
// pixel, svg) or as its numbers (csv).
func (b *Board) Export(figure, format string, scale float64) (File, error) {
	if _, ok := b.place(figure); !ok && figure != "all" {
		return File{}, fmt.Errorf("there is no figure “%s”", figure)
	}
	if b.shown.fragment == "" {
		return File{}, fmt.Errorf("there is nothing to export yet")
	}
	scale = min(maxScale, max(1, scale))
	f := File{Name: fmt.Sprintf("onebasin-%s.%s", figure, format)}
	switch format {
	case "csv":
		t := table.New()
		b.table(figure, t)
		f.Type, f.Data = "text/csv", t.Bytes()
	case "svg":
		width, height, marks := b.alone(figure, scale)
		f.Type, f.Data = "image/svg+xml", svg.Document(width, height, b.sheet.Theme.Background, marks)
	case "png":
		var to bytes.Buffer
		width, height, marks := b.alone(figure, scale)
		if err := png.Encode(&to, raster.Draw(width, height, scale, b.sheet.Theme.Background, marks)); err != nil {
			return File{}, err
		}
		f.Type, f.Data = "image/png", to.Bytes()
	default:
		return File{}, fmt.Errorf("there is no format “%s”", format)
	}
	return f, nil
}

// place returns where a figure of the page, or a chart that is shown, is; without an area if it is not on the sheet.
func (b *Board) place(figure string) (at render.Rect, ok bool) {
	if b.charts != nil {
		if f := b.charts.Named(figure); f != nil {
			return f.At, true
		}
	}
	at, ok = b.layout.Figures[figure]
	return at, ok
}

// table lists a figure's numbers.
func (b *Board) table(figure string, t *table.Table) {
	if b.charts != nil {
		if f := b.charts.Named(figure); f != nil {
			chart.Table(t, f.Chart)
			return
		}
	}
	if p, ok := b.shown.page.(Tabled); ok {
		p.Table(figure, t)
	}
}

// alone draws a figure, as large as it is on the canvas, on a sheet of its own.
func (b *Board) alone(figure string, scale float64) (width, height float64, marks []render.Mark) {
	c := *b
	c.sheet = &Sheet{Width: b.sheet.Width, Room: b.sheet.Room, Ratio: scale, Theme: b.sheet.Theme, Still: true}
	c.shown = &experiment{laboratory: b.shown.laboratory, fragment: b.shown.fragment, page: b.shown.page.On(c.sheet),
		charts: b.shown.charts, ended: b.shown.ended}
	c.draw, c.drawn, c.over = chart.Drawing{}, Kept{}, false
	if figure != "all" {
		c.embed = figure
		if at, _ := b.place(figure); at.W > 0 {
			c.sheet.Width = at.W + 2*render.Edge
		}
	}
	c.lay()
	for c.Work() {
	}
	for _, l := range c.Layers() {
		marks = append(marks, l.Marks...)
	}
	return c.sheet.Width, c.layout.Height, marks
}
