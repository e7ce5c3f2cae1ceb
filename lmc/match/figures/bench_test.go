package figures_test

import (
	"testing"

	"onebasin/lmc/match/keys"
)

// What a frame costs here while the surface is turned.
func BenchmarkTurning(b *testing.B) {
	r := record(b, "")
	a := play(b, r, 1100)
	v := keys.Default().View
	v.Mode = "3d"
	a.Look(v.Fragment())
	settle(b, a, r)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		i++
		v.Turn = float64(i % 180)
		a.Look(v.Fragment())
		a.Pass(16)
		a.Layers()
	}
}
