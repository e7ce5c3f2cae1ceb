package assign

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// The families differ in how hard they are: uniform needs few searches, gram many, and in "product" (w = −ij, Machol and Wien) every search settles most columns. Time over n³ must not
// grow with n.
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
