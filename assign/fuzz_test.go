package assign

import (
	"math"
	"testing"
)

func FuzzMaximize(f *testing.F) {
	f.Add(uint8(2), []byte("0123456789abcdef"))
	f.Add(uint8(0), []byte{})
	f.Add(uint8(3), []byte{0xff, 0x7f, 0, 0, 0xf0, 0x7f, 1, 0, 0, 0x80, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, size uint8, data []byte) {
		n := int(size % 24)
		w := make([]float64, n*n)
		for k := range w { // sign, exponent and the first bits of the fraction come from the data: ties are frequent
			if len(data) > 1 {
				at := 2 * k % (len(data) - 1)
				w[k] = math.Float64frombits(uint64(data[at])<<56 | uint64(data[at+1])<<48)
			}
		}
		a, err := Maximize(n, w)
		refused := false
		for _, x := range w {
			refused = refused || !(math.Abs(x) <= Limit(n))
		}
		if (err != nil) != refused {
			t.Fatalf("error %v, refused %v", err, refused)
		}
		if err == nil {
			certify(t, n, w, a)
		}
	})
}
