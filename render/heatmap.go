package render

import "image/color"

// Heatmap returns rows×cols values (row-major, row 0 on top) as squares over r, with lo and hi at the ends of the map. Values that are
// NaN get the colour none.
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

// PixelsKey returns a Key for pixels from what they are: FNV-1a over eight bytes at a time.
func PixelsKey(w, h int, pix []byte) uint64 {
	const prime = 1099511628211
	key := uint64(14695981039346656037)
	mix := func(v uint64) { key = (key ^ v) * prime; key ^= key >> 29 }
	mix(uint64(w))
	mix(uint64(h))
	for len(pix) >= 8 {
		mix(uint64(pix[0]) | uint64(pix[1])<<8 | uint64(pix[2])<<16 | uint64(pix[3])<<24 | uint64(pix[4])<<32 | uint64(pix[5])<<40 | uint64(pix[6])<<48 | uint64(pix[7])<<56)
		pix = pix[8:]
	}
	for _, b := range pix {
		mix(uint64(b))
	}
	return key
}
