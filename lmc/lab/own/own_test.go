package own_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/internal/allocation"
	"onebasin/lmc/lab/own"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/lab/wire/wiretest"
	"onebasin/toynets"
	"onebasin/toynets/files"
)

func TestMessages(t *testing.T) { wiretest.Messages(t, own.Messages()) }

func FuzzMessages(f *testing.F) { wiretest.Fuzz(f, own.Messages()) }

var want = own.Want{Files: []string{"0123456789abcdef"}, Widths: []int{2, 3}, Scale: "none", N: 300_000, NTest: 2}

// examples are n of two inputs.
func examples(n int) toynets.Data {
	d := toynets.Data{X: make([]float32, 2*n), Y: make([]int32, n), N: n, Dim: 2, Classes: 3}
	for i := range d.X {
		d.X[i] = float32(i)
		d.Y[i/2] = int32(i % 3)
	}
	return d
}

// What is sent in pieces arrives as it was, and not before all of it is there.
func TestParcels(t *testing.T) {
	data := &own.Data{Want: want.Name(), Own: toynets.Own{Train: examples(want.N), Test: examples(2), Side: 7},
		Files: []own.File{{Name: "a.csv", SHA256: "0123"}}}
	models := own.Want{Models: true, Files: []string{"a", "b"}, Widths: []int{1, 2, 1}}
	networks := &own.Networks{Want: models.Name(), Each: []own.Network{{Theta: []float32{1, 2}},
		{Theta: []float32{3, 4}, Places: []files.Place{{Name: "w", Layer: 1, Shape: []int{2}}}}}}
	codec := wire.NewCodec(own.Messages())
	sent := 0
	for _, a := range []own.Answer{data, networks} {
		for m := range own.Parcel(a) {
			assert.Equal(t, a == own.Answer(networks), own.Has(want), "the shelf keeps what came last of either kind")
			got, err := codec.Decode(wire.Encode(m))
			require.NoError(t, err)
			require.NoError(t, own.Take(got))
			sent++
		}
	}
	assert.Equal(t, 1+3+2+1+1+1+2, sent)
	got, ok := own.DataOf(want)
	require.True(t, ok)
	assert.Equal(t, data, got)
	n, ok := own.NetworksOf(models)
	require.True(t, ok)
	require.Len(t, n.Each, 2)
	assert.Equal(t, networks.Each[1], n.Each[1])
	other := want
	other.Seed = 1
	assert.False(t, own.Has(other), "another split is another answer")
}

// A parcel that lies is refused.
func TestBadParcels(t *testing.T) {
	for name, list := range map[string][]wire.Message{
		"a piece of nothing": {&own.Piece{Want: "nothing", Values: []float32{1}}},
		"beyond the end": {&own.Head{Want: "x", Sizes: []int{2, 1, 0, 0}, Dim: 2, Classes: 2},
			&own.Piece{Want: "x", At: 1, Values: []float32{1, 2}}},
		"an array too many": {&own.Head{Want: "x", Sizes: []int{2, 1, 0, 0}, Dim: 2, Classes: 2},
			&own.Piece{Want: "x", Array: 4, Values: []float32{1}}},
		"a class too large": {&own.Head{Want: "x", Sizes: []int{0, 1, 0, 0}, Dim: 1, Classes: 2},
			&own.Piece{Want: "x", Array: 1, Values: []float32{2}}},
		"a class beyond all whole numbers": {&own.Head{Want: "x", Sizes: []int{1, 1, 0, 0}, Dim: 1, Classes: 2},
			&own.Piece{Want: "x", Values: []float32{1}}, &own.Piece{Want: "x", Array: 1, Values: []float32{1e30}}},
		"a class that is no number": {&own.Head{Want: "x", Sizes: []int{1, 1, 0, 0}, Dim: 1, Classes: 2},
			&own.Piece{Want: "x", Values: []float32{1}},
			&own.Piece{Want: "x", Array: 1, Values: []float32{float32(math.NaN())}}},
		"inputs of no example": {&own.Head{Want: "x", Sizes: []int{1, 0, 0, 0}, Dim: 1, Classes: 2},
			&own.Piece{Want: "x", Values: []float32{1}}},
		"a dimension that overflows": {&own.Head{Want: "x", Sizes: []int{0, 4, 0, 0}, Dim: 1 << 62, Classes: 2},
			&own.Piece{Want: "x", Array: 1, Values: []float32{0, 1, 0, 1}}},
		"a piece twice": {&own.Head{Want: "x", Sizes: []int{2, 2, 0, 0}, Dim: 1, Classes: 2},
			&own.Piece{Want: "x", Values: []float32{1}}, &own.Piece{Want: "x", Values: []float32{1}}},
		"a piece that is missing": {&own.Head{Want: "x", Sizes: []int{2, 2, 0, 0}, Dim: 1, Classes: 2},
			&own.Piece{Want: "x", At: 1, Values: []float32{1}}},
		"a size that overflows": {&own.Head{Want: "x", Sizes: []int{1 << 40}}},
		"a size below zero":     {&own.Head{Want: "x", Sizes: []int{-1}}},
		"three arrays":          {&own.Head{Want: "x", Sizes: []int{0, 0, 0}, Dim: 1}},
		"no parcel":             {&wire.Halt{}},
	} {
		var err error
		for _, m := range list {
			err = own.Take(m)
		}
		assert.Error(t, err, name)
	}
}

// takeBound is how many bytes may be allocated to take messages of n bytes: numbers that have come, and room for those
// that are announced.
func takeBound(n int) uint64 { return uint64(32*n + 48<<10) }

// Whatever a parcel's messages say, they are taken or refused without a panic; what a head announces takes no memory
// before it has come; and examples that have come whole fit themselves.
func FuzzTake(f *testing.F) {
	head := &own.Head{Want: "x", Sizes: []int{4, 2, 2, 1}, Dim: 2, Classes: 3, Files: []own.File{{Name: "a"}}}
	f.Add(wire.Encode(head), []byte("\x00\x01\x02\x03\x01\x00\x01\x02\x02"), 4)
	f.Add(wire.Encode(head), []byte("\x00\x01\x02\x03\x01\x09\x01\x02\x02"), 1)
	f.Add(wire.Encode(&own.Head{Want: "x", Sizes: []int{1 << 27}, Dim: 1}), []byte{0}, 1)
	f.Add(wire.Encode(&own.Head{Sizes: []int{2, 2}, Files: make([]own.File, 2), Places: make([][]files.Place, 2)}),
		[]byte("\x00\x01\x02\x03"), 2)
	codec := wire.NewCodec(own.Messages())
	f.Fuzz(func(t *testing.T, text, numbers []byte, each int) {
		m, err := codec.Decode(text)
		if err != nil || each < 1 {
			return
		}
		h, ok := m.(*own.Head)
		if !ok {
			_ = own.Take(m) // of a parcel that an input before began, or of none
			return
		}
		var pieces []*own.Piece
		for k, left := 0, numbers; k < len(h.Sizes) && len(pieces) < 100; k++ {
			for at := 0; at < h.Sizes[k] && len(left) > 0 && len(pieces) < 100; at += each {
				p := &own.Piece{Want: h.Want, Array: k, At: at}
				for range min(each, h.Sizes[k]-at, len(left)) {
					p.Values, left = append(p.Values, float32(int8(left[0]))), left[1:]
				}
				pieces = append(pieces, p)
			}
		}
		allocation.Within(t, takeBound(len(text)+len(numbers)), func() {
			for err = own.Take(h); err == nil && len(pieces) > 0; pieces = pieces[1:] {
				err = own.Take(pieces[0])
			}
		})
	})
}
