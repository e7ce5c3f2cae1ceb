package svg

import (
	"encoding/xml"
	"image/color"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/render"
)

var blue = color.NRGBA{0, 0x72, 0xB2, 255}

func TestDocumentByHand(t *testing.T) {
	got := string(Document(100, 50, color.NRGBA{255, 255, 255, 255}, []render.Mark{
		render.Line{Points: []render.Point{{X: 1, Y: 2}, {X: 3.456, Y: math.NaN()}, {X: 5, Y: 6}, {X: 7, Y: 8}},
			Width: 1, Color: blue, Dash: []float64{3, 2}},
		render.Disc{At: render.Point{X: 10, Y: 20}, R: 4, Fill: render.Alpha(blue, 0.5), Stroke: blue, Width: 2},
		render.Label{At: render.Point{X: 5, Y: 5}, Text: `A < B & "π"`, Size: 12, Color: blue, Bold: true},
		render.Clip{Rect: render.Rect{X: 1, Y: 1, W: 8, H: 8},
			Marks: []render.Mark{render.Box{Rect: render.Rect{W: 4, H: 3}, Fill: blue}}},
	}))
	for _, want := range []string{
		`viewBox="0 0 100 50"`,
		`<path d="M1 2M5 6L7 8" fill="none" stroke-linejoin="round" stroke-linecap="butt" stroke="#0072b2" ` +
			`stroke-width="1" stroke-dasharray="3 2"/>`,
		`<circle cx="10" cy="20" r="4" fill="#0072b2" fill-opacity="0.5" stroke="#0072b2" stroke-width="2"/>`,
		`font-weight="600"`, `A &lt; B &amp; &#34;π&#34;`,
		`<g clip-path="url(#clip1)">`,
	} {
		assert.Contains(t, got, want)
	}
}

func TestEveryMarkIsValidXML(t *testing.T) {
	nan := math.NaN()
	doc := Document(100, 50, color.NRGBA{}, []render.Mark{
		render.Fill{Points: []render.Point{{X: 0, Y: 0}, {X: 1, Y: nan}, {X: 2, Y: 2}}, Color: blue},
		render.Band{Upper: []render.Point{{X: 0, Y: 0}, {X: 1, Y: 0}},
			Lower: []render.Point{{X: 0, Y: 5}, {X: 1, Y: 5}}, Color: blue},
		render.Pixels{Rect: render.Rect{W: 10, H: 10}, W: 1, H: 1, Pix: []byte{1, 2, 3, 255}},
		render.Pixels{},
		render.Mesh{},
		render.Mesh{Points: []render.Point{{X: 1, Y: 1}, {X: 9, Y: 1}, {X: 1, Y: 5}, {X: nan}},
			Colors: make([]color.NRGBA, 4), Triangles: []uint32{0, 1, 2}},
		render.Disc{At: render.Point{X: nan, Y: 1}, R: 1, Fill: blue},
		render.Label{Text: "x\x00\u202e\xff", Size: 12, Vertical: true, Halo: blue, Color: blue},
		render.Clip{Marks: []render.Mark{render.Clip{}}},
	})
	d := xml.NewDecoder(strings.NewReader(string(doc)))
	depth := 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		switch token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	assert.Zero(t, depth)
	assert.NotContains(t, string(doc), "NaN")
	assert.Contains(t, string(doc), `rotate(270 `)
	assert.Contains(t, string(doc), `<image x="1" y="1" width="8" height="4"`, "triangles become a picture")
}
