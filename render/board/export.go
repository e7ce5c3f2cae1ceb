package board

import (
	"bytes"
	"fmt"
	"image/png"
	"strings"

	"onebasin/lmc/lab/origin"
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

// Print is how a file is made of a figure.
type Print struct {
	Scale float64 // pixels per CSS pixel of a PNG
	Width float64 // in CSS pixels, 0 for as wide as on the sheet
	Light bool    // in light colours, whatever the sheet's
	From  origin.Origin
}

// Width bounds: what is narrower has no room for its text, what is wider is no print.
const minPrint, maxPrint = 240, 2400

// Export returns what a figure shows, "all" for all that are shown together, as a picture (png, svg) or as its numbers
// (csv). It carries its origin: a PNG as text chunks, an SVG as metadata, numbers as comments before them.
func (b *Board) Export(figure, format string, p Print) (File, error) {
	if _, ok := b.place(figure); !ok && figure != "all" {
		return File{}, fmt.Errorf("there is no figure “%s”", figure)
	}
	if b.shown.fragment == "" {
		return File{}, fmt.Errorf("there is nothing to export yet")
	}
	p.Scale = min(maxScale, max(1, p.Scale))
	if p.Width > 0 {
		p.Width = min(maxPrint, max(minPrint, p.Width))
	}
	if l := p.From.Link; l != "" && !strings.Contains(l, b.shown.fragment) { // it runs, and the one before is shown
		p.From.Link, p.From.Digest = "#"+b.shown.fragment, ""
	}
	f := File{Name: fmt.Sprintf("onebasin-%s.%s", figure, format)}
	switch format {
	case "csv":
		t := table.New()
		b.table(figure, t)
		f.Type, f.Data = "text/csv", append([]byte(p.From.Comment()), t.Bytes()...)
	case "svg":
		width, height, marks, theme := b.alone(figure, p)
		f.Type, f.Data = "image/svg+xml", svg.Document(width, height, theme.Background, marks, metadata(p.From)...)
	case "png":
		var to bytes.Buffer
		width, height, marks, theme := b.alone(figure, p)
		if err := png.Encode(&to, raster.Draw(width, height, p.Scale, theme.Background, marks)); err != nil {
			return File{}, err
		}
		f.Type, f.Data = "image/png", raster.Described(to.Bytes(), p.Scale, metadata(p.From)...)
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

// metadata is an origin as a picture keeps it, and by whom it was made.
func metadata(from origin.Origin) [][2]string {
	fields := from.Fields()
	if len(fields) == 0 {
		return nil
	}
	about := [][2]string{{"Software", "One Basin"}}
	for _, f := range fields {
		about = append(about, [2]string{f.Name, f.Text})
	}
	return about
}

// alone draws a figure, as large as it is on the canvas or as wide as p says, on a sheet of its own.
func (b *Board) alone(figure string, p Print) (width, height float64, marks []render.Mark, theme *render.Theme) {
	c := *b
	c.sheet = &Sheet{Width: b.sheet.Width, Room: b.sheet.Room, Ratio: p.Scale, Theme: b.sheet.Theme, Still: true}
	if p.Light {
		c.sheet.Theme = render.Light()
	}
	c.shown = &experiment{laboratory: b.shown.laboratory, fragment: b.shown.fragment, page: b.shown.page.On(c.sheet),
		charts: b.shown.charts, ended: b.shown.ended}
	c.draw, c.drawn, c.over = chart.Drawing{}, Kept{}, false
	c.orbit.Still()
	if figure != "all" {
		c.embed = figure
		if at, _ := b.place(figure); at.W > 0 {
			c.sheet.Width = at.W + 2*render.Edge
		}
	}
	if p.Width > 0 {
		c.sheet.Width, c.sheet.Room = p.Width, 0
	}
	c.lay()
	for c.Work() {
	}
	for _, l := range c.Layers() {
		marks = append(marks, l.Marks...)
	}
	return c.sheet.Width, c.layout.Height, marks, c.sheet.Theme
}
