package raster

import (
	"encoding/binary"
	"hash/crc32"
	"math"
)

// Described returns a PNG with what is known of it: how many pixels there are to a CSS pixel, of which an inch has 96
// (chunk pHYs), so that programs for print know its size, and texts by their keywords (tEXt, in Latin-1: other
// characters become question marks). The picture stays as it is. See the PNG specification, 3rd edition, 11.3.
//
// Described panics for what is not a PNG.
func Described(png []byte, scale float64, about ...[2]string) []byte {
	const head = 8 + 4 + 4 + 13 + 4 // signature and IHDR
	if len(png) < head || string(png[12:16]) != "IHDR" {
		panic("raster: not a PNG")
	}
	out := append([]byte(nil), png[:head]...)
	const inch, css = 0.0254, 96
	perMetre := binary.BigEndian.AppendUint32(nil, uint32(math.Round(scale*css/inch)))
	out = chunk(out, "pHYs", append(append(perMetre, perMetre...), 1))
	for _, a := range about {
		out = chunk(out, "tEXt", append(append(latin1(a[0]), 0), latin1(a[1])...))
	}
	return append(out, png[head:]...)
}

// chunk appends a chunk of a PNG.
func chunk(to []byte, kind string, data []byte) []byte {
	to = binary.BigEndian.AppendUint32(to, uint32(len(data)))
	from := len(to)
	to = append(append(to, kind...), data...)
	return binary.BigEndian.AppendUint32(to, crc32.ChecksumIEEE(to[from:]))
}

// latin1 returns text in ISO 8859-1.
func latin1(text string) (b []byte) {
	for _, c := range text {
		if c > 0xff || c == 0 {
			c = '?'
		}
		b = append(b, byte(c))
	}
	return b
}
