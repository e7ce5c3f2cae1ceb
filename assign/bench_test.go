package assign

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"onebasin/web/bench/plain"
)

// The families differ in how hard they are: uniform needs few searches, gram many, and in "product" (w = −ij, Machol
// and Wien) every search settles most columns. Time over n³ must not grow with n.
func BenchmarkMaximize(b *testing.B) {
	for _, f := range families {
		if f.name != "uniform" && f.name != "gram" && f.name != "product" && f.name != "tied" {
			continue
		}
		for n := 64; n <= 2048; n *= 2 {
			if f.name == "product" && n > 1024 {
				continue // tens of seconds
			}
			b.Run(fmt.Sprintf("%s/n=%d", f.name, n), func(b *testing.B) {
				w := f.make(n, rand.New(rand.NewPCG(6, uint64(n))))
				var s Solver
				for b.Loop() {
					s.Maximize(n, w)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n*n*n), "ns/n³")
			})
		}
	}
}

// BenchmarkFiles solves the n×n matrices of little-endian float64 in the folder ONEBASIN_GRAMS: Gram matrices of
// trained networks, which are not made in this package.
func BenchmarkFiles(b *testing.B) {
	names, _ := filepath.Glob(os.Getenv("ONEBASIN_GRAMS") + "/*.f64")
	if len(names) == 0 {
		b.Skip("ONEBASIN_GRAMS names no folder of matrices")
	}
	for _, name := range names {
		b.Run(filepath.Base(name), func(b *testing.B) {
			raw, err := os.ReadFile(name)
			if err != nil {
				b.Fatal(err)
			}
			w := make([]float64, len(raw)/8)
			for k := range w {
				w[k] = math.Float64frombits(binary.LittleEndian.Uint64(raw[8*k:]))
			}
			n := int(math.Round(math.Sqrt(float64(len(w)))))
			var s Solver
			for b.Loop() {
				if _, err := s.Maximize(n, w); err != nil {
					b.Fatal(err)
				}
			}
			plain.Report(b)
		})
	}
}
