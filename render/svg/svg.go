package svg

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"strconv"
	"strings"

	"onebasin/render"
	"onebasin/render/text"
)

// Document returns an SVG of width×height CSS pixels: background, unless it is transparent, then marks in order. about
// is written into its metadata, each by its name.
func Document(width, height float64, background color.NRGBA, marks []render.Mark, about ...[2]string) []byte {
	w := writer{}
	fmt.Fprintf(&w.b,
		`<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %[1]s %[2]s" `+
			`font-family="Inter, 'Helvetica Neue', Arial, sans-serif">`+"\n", num(width), num(height))
	w.about(about)
	if background.A > 0 {
		fmt.Fprintf(&w.b, `<rect width="100%%" height="100%%"%s/>`+"\n", paint("fill", background))
	}
	w.marks(marks)
	w.b.WriteString("</svg>\n")
	return w.b.Bytes()
}

// about writes metadata, in a namespace of its own.
func (w *writer) about(about [][2]string) {
	if len(about) == 0 {
		return
	}
	w.b.WriteString(`<metadata xmlns:o="urn:onebasin:origin">` + "\n")
	for _, a := range about {
		w.tag("<o:%[1]s>%s</o:%[1]s>", strings.ToLower(a[0]), escape(a[1]))
	}
	w.b.WriteString("</metadata>\n")
}

// escape returns text as XML holds it.
func escape(text string) string {
	var s bytes.Buffer
	if err := xml.EscapeText(&s, []byte(text)); err != nil {
		panic("svg: writing to memory failed")
	}
	return s.String()
}

type writer struct {
	b     bytes.Buffer
	clips int
}

func (w *writer) marks(marks []render.Mark) {
	for _, m := range marks {
		switch m := m.(type) {
		case render.Line:
			w.line(m)
		case render.Fill:
			w.tag(`<path d="%sZ"%s/>`, path(m.Points), paint("fill", m.Color))
		case render.Band:
			back := make([]render.Point, len(m.Lower))
			for i, p := range m.Lower {
				back[len(back)-1-i] = p
			}
			w.tag(`<path d="%sZ"%s/>`, path(append(append([]render.Point{}, m.Upper...), back...)),
				paint("fill", m.Color))
		case render.Disc:
			w.tag(`<circle cx="%s" cy="%s" r="%s"%s%s/>`, num(m.At.X), num(m.At.Y), num(m.R), paint("fill", m.Fill),
				stroke(m.Stroke, m.Width))
		case render.Box:
			w.tag(`<rect x="%s" y="%s" width="%s" height="%s" rx="%s"%s%s/>`,
				num(m.X), num(m.Y), num(m.W), num(m.H), num(m.Radius), paint("fill", m.Fill), stroke(m.Stroke, m.Width))
		case render.Label:
			w.label(m)
		case render.Pixels:
			w.pixels(m)
		case render.Mesh:
			w.mesh(m)
		case render.Clip:
			w.clips++
			w.tag(`<clipPath id="clip%d"><rect x="%s" y="%s" width="%s" height="%s"/></clipPath>`, w.clips, num(m.X),
				num(m.Y), num(m.W), num(m.H))
			w.tag(`<g clip-path="url(#clip%d)">`, w.clips)
			w.marks(m.Marks)
			w.tag(`</g>`)
		}
	}
}

func (w *writer) tag(format string, args ...any) {
	fmt.Fprintf(&w.b, format, args...)
	w.b.WriteByte('\n')
}

func (w *writer) line(l render.Line) {
	ends := "butt"
	if len(l.Dash) == 0 && l.Width >= 1.5 {
		ends = "round"
	}
	dash := ""
	if len(l.Dash) > 0 {
		parts := make([]string, len(l.Dash))
		for i, d := range l.Dash {
			parts[i] = num(d)
		}
		dash = ` stroke-dasharray="` + strings.Join(parts, " ") + `"`
	}
	w.tag(`<path d="%s" fill="none" stroke-linejoin="round" stroke-linecap="%s"%s%s/>`, path(l.Points), ends,
		stroke(l.Color, l.Width), dash)
}

func (w *writer) label(l render.Label) {
	at, angle := l.Origin()
	extra := ""
	if l.Bold {
		extra = ` font-weight="600"`
	}
	if step := text.AngleStep(angle); step != 0 {
		extra += fmt.Sprintf(` transform="rotate(%s %s %s)"`, num(float64(step)*360/text.Angles), num(at.X), num(at.Y))
	}
	if l.Halo.A > 0 {
		extra += stroke(l.Halo, 2*render.HaloWidth) + ` stroke-linejoin="round" paint-order="stroke"`
	}
	// textLength holds the layout where the reader's machine has another typeface.
	w.tag(`<text x="%s" y="%s" font-size="%s" textLength="%s"%s%s xml:space="preserve">%s</text>`,
		num(at.X), num(at.Y), num(l.Size), num(render.MeasureText(l.Text, l.Size, l.Bold)), paint("fill", l.Color),
		extra, escape(l.Text))
}

func (w *writer) pixels(m render.Pixels) {
	if m.W <= 0 || m.H <= 0 {
		return
	}
	var b bytes.Buffer
	img := &image.RGBA{Pix: m.Pix, Stride: 4 * m.W, Rect: image.Rect(0, 0, m.W, m.H)}
	if err := png.Encode(&b, img); err != nil {
		panic("svg: writing to memory failed")
	}
	style := ""
	if !m.Smooth {
		style = ` style="image-rendering:pixelated"`
	}
	w.tag(`<image x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none"%s href="data:image/png;base64,%s"/>`,
		num(m.X), num(m.Y), num(m.Rect.W), num(m.Rect.H), style, base64.StdEncoding.EncodeToString(b.Bytes()))
}

// path writes M and L commands; a point that is not finite lifts the pen.
func path(points []render.Point) string {
	var b strings.Builder
	pen := byte('M')
	for _, p := range points {
		if s := p.X + p.Y; math.IsNaN(s) || math.IsInf(s, 0) {
			pen = 'M'
			continue
		}
		b.WriteByte(pen)
		b.WriteString(num(p.X) + " " + num(p.Y))
		pen = 'L'
	}
	return b.String()
}

func paint(attribute string, c color.NRGBA) string {
	if c.A == 0 {
		return fmt.Sprintf(` %s="none"`, attribute)
	}
	s := fmt.Sprintf(` %s="#%02x%02x%02x"`, attribute, c.R, c.G, c.B)
	if c.A < 255 {
		s += fmt.Sprintf(` %s-opacity="%s"`, attribute, num(float64(c.A)/255))
	}
	return s
}

func stroke(c color.NRGBA, width float64) string {
	if c.A == 0 || width <= 0 {
		return ""
	}
	return paint("stroke", c) + fmt.Sprintf(` stroke-width="%s"`, num(width))
}

// num writes a coordinate to the hundredth of a pixel, and what is not a number as 0: XML readers refuse NaN.
func num(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "0"
	}
	return strconv.FormatFloat(math.Round(v*100)/100+0, 'f', -1, 64)
}
