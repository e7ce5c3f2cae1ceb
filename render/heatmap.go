package render

import "image/color"

// Heatmap returns rows×cols values (row-major, row 0 on top) as squares over r, with lo and hi at the ends of the map.
// Values that are NaN get the colour none.
//
// Heatmap panics if values has another length.
func Heatmap(r Rect, rows, cols int, values []float64, lo, hi float64, m Colormap, none color.NRGBA) Pixels {
	if len(values) != rows*cols {
		panic("render: heat map with another number of values than its shape")
	}
	pix := make([]byte, 0, 4*len(values))
	for _, v := range values {
		c := none
		if v == v {
			c = m.At((v - lo) / (hi - lo))
		}
		pix = append(pix, premultiply(c)...)
	}
	return Pixels{Rect: r, W: cols, H: rows, Pix: pix, Key: PixelsKey(cols, rows, pix)}
}

func premultiply(c color.NRGBA) []byte {
	a := int(c.A)
	return []byte{byte((int(c.R)*a + 127) / 255), byte((int(c.G)*a + 127) / 255), byte((int(c.B)*a + 127) / 255), c.A}
}

// PixelsKey returns a Key for pixels from what they are.
func PixelsKey(w, h int, pix []byte) uint64 {
	key := offset
	key.word(uint64(w))
	key.word(uint64(h))
	key.bytes(pix)
	return uint64(key)
}
