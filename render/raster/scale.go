package raster

import (
	"image"
	"math"
)

// scaled returns a picture at another size: interpolated between the centres of its pixels, averaged where it becomes
// smaller, or as squares. It is what golang.org/x/image/draw's BiLinear and NearestNeighbor do, written for the one
// kind of picture there is here: their code for all others would be a thirtieth of the program that draws.
func scaled(src *image.RGBA, w, h int, smooth bool) *image.RGBA {
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	columns, rows := shares(src.Rect.Dx(), w, smooth), shares(src.Rect.Dy(), h, smooth)
	// Across first: the rows of the picture in the width of the other.
	across := make([][4]float64, w*src.Rect.Dy())
	for y := range src.Rect.Dy() {
		for x, from := range columns {
			to := &across[y*w+x]
			for _, s := range from {
				pixel := src.Pix[y*src.Stride+4*s.at:]
				for c := range to {
					to[c] += s.weight * float64(pixel[c])
				}
			}
		}
	}
	for y, from := range rows {
		for x := range w {
			var sum [4]float64
			for _, s := range from {
				for c, v := range across[s.at*w+x] {
					sum[c] += s.weight * v
				}
			}
			for c, v := range sum {
				dst.Pix[y*dst.Stride+4*x+c] = byte(v + 0.5)
			}
		}
	}
	return dst
}

// share is what a row, or column, of a picture gives to one of the other.
type share struct {
	at     int
	weight float64
}

// shares returns, for each of m rows, those of the n that it is made of, whose weights sum to 1.
func shares(n, m int, smooth bool) [][]share {
	all := make([][]share, m)
	scale := float64(n) / float64(m)
	reach := max(1, scale) // of the tent that is laid over the rows
	for k := range all {
		if !smooth {
			all[k] = []share{{(2*k + 1) * n / (2 * m), 1}}
			continue
		}
		center, total := (float64(k)+0.5)*scale-0.5, 0.0
		for i := max(0, int(math.Floor(center-reach))); i < n && float64(i) < center+reach; i++ {
			if w := 1 - math.Abs(center-float64(i))/reach; w > 0 {
				all[k] = append(all[k], share{i, w})
				total += w
			}
		}
		for i := range all[k] {
			all[k][i].weight /= total
		}
	}
	return all
}
