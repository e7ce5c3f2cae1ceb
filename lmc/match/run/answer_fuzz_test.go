package run

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"onebasin/internal/allocation"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/stage"
)

// answerBound is how many bytes may be allocated for the answer to a question of n bytes about the small experiment:
// the probabilities of a grid of regions, similarities, and the largest landscape with the jobs that make it.
func answerBound(n int) uint64 { return uint64(64*n + 4<<20) }

// Whatever figures ask of a small run, it is answered, or not at all, without a panic, and memory is bounded.
func FuzzAnswer(f *testing.F) {
	for _, x := range []float64{0, .3, 1, -1e300, math.Inf(1), math.NaN()} {
		for _, method := range []string{"wm", "none", "planted", "wm.2", "wm.-1", "wm.99999999999999999999", ".", ""} {
			for _, k := range []int{0, 1, -1, math.MaxInt, math.MinInt} {
				f.Add(wire.Encode(&stage.AskSearchStep{Method: method, K: k}))
				f.Add(wire.Encode(&stage.AskLandscape{Method: method, U1: x, V0: -1, V1: 1, N: k}))
			}
			f.Add(wire.Encode(&stage.AskMerged{Method: method, Lambda: x}))
			f.Add(wire.Encode(&stage.AskLoss{Method: method, U: x, V: .5}))
		}
	}
	crew := local(1)
	r, _ := conduct(f, small, crew, true)
	codec := wire.NewCodec(stage.Messages())
	f.Fuzz(func(t *testing.T, text []byte) {
		q, err := codec.Decode(text)
		if err != nil {
			return
		}
		allocation.Within(t, answerBound(len(text)), func() { r.Answer(q) })
		if a, ok := q.(*stage.AskLandscape); ok {
			if a.N > 40 && a.N < 1000 {
				a.N = 40 // which takes long
			}
			var err error
			allocation.Within(t, answerBound(len(text)), func() {
				err = r.Picture(t.Context(), crew, a, func(wire.Message) {})
			})
			if err != nil {
				require.NotEmpty(t, err.Error())
			}
		}
	})
}
