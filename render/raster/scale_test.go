package raster

import (
	"fmt"
	"image"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"golang.org/x/image/draw"
)

// The judge is golang.org/x/image/draw, which computes in sixteen bits.
func TestScaledPictures(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	sizes := [][4]int{{1, 1, 5, 3}, {2, 3, 40, 50}, {64, 64, 200, 180}, {64, 64, 20, 33}, {17, 5, 16, 6}, {9, 9, 9, 9}}
	for _, size := range sizes {
		src := image.NewRGBA(image.Rect(0, 0, size[0], size[1]))
		for i := range src.Rect.Dx() * src.Rect.Dy() {
			a := []int{255, 255, 128, 0}[r.IntN(4)]
			for c := range 3 {
				src.Pix[4*i+c] = byte(r.IntN(a + 1))
			}
			src.Pix[4*i+3] = byte(a)
		}
		for _, smooth := range []bool{false, true} {
			want := image.NewRGBA(image.Rect(0, 0, size[2], size[3]))
			var scaler draw.Scaler = draw.NearestNeighbor
			if smooth {
				scaler = draw.BiLinear
			}
			scaler.Scale(want, want.Rect, src, src.Rect, draw.Src, nil)
			got := scaled(src, size[2], size[3], smooth)
			worst := 0
			for i := range want.Pix {
				worst = max(worst, int(got.Pix[i])-int(want.Pix[i]), int(want.Pix[i])-int(got.Pix[i]))
			}
			assert.LessOrEqual(t, worst, 1, fmt.Sprint(size, " smooth: ", smooth))
		}
	}
}
