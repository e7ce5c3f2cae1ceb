// Package wiretest holds what every message must pass, for the tests of the packages that bring them.
package wiretest

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"onebasin/internal/allocation"
	"onebasin/lmc/lab/wire"
)

// Messages checks that every field of every message arrives (one that its Code method forgets would come back empty),
// that every prefix and every excess is an error, and that a length that lies takes no memory.
func Messages(t *testing.T, list []wire.Message) {
	t.Helper()
	codec := wire.NewCodec(list)
	r := rand.New(rand.NewPCG(1, 2))
	for _, kind := range list {
		for range 40 {
			m := random(kind, r)
			b := wire.Encode(m)
			got, err := codec.Decode(b)
			require.NoError(t, err, "%T", m)
			require.Equal(t, m, got)
			require.Equal(t, b, wire.Encode(got))
		}
		b := wire.Encode(random(kind, r))
		for n := range b {
			_, err := codec.Decode(b[:n])
			require.Error(t, err, "%T, %d of %d bytes", kind, n, len(b))
		}
		_, err := codec.Decode(append(b, 0))
		require.Error(t, err, "%T with a byte too many", kind)
		liesTakeNothing(t, codec, kind)
	}
}

// liesTakeNothing puts lengths that lie in place of every eight bytes of an empty message.
func liesTakeNothing(t *testing.T, codec wire.Codec, kind wire.Message) {
	t.Helper()
	empty := wire.Encode(reflect.New(reflect.TypeOf(kind).Elem()).Interface().(wire.Message))
	for at := 1 + int(empty[0]); at+8 <= len(empty); at += 8 {
		for _, length := range []uint64{1 << 20, 1 << 40, 1 << 62, math.MaxUint64, 1 << 63} {
			b := append([]byte(nil), empty...)
			binary.LittleEndian.PutUint64(b[at:], length)
			b = append(b, make([]byte, 64)...)
			allocation.Within(t, Bound(len(b)), func() { _, _ = codec.Decode(b) })
		}
	}
}

// Bound is how many bytes may be allocated for a message of n: what its fields take, which are a few times as large as
// their bytes at most, and what else the test's program allocates.
func Bound(n int) uint64 { return uint64(64*n + 48<<10) }

// Fuzz feeds bytes to the codec of the messages: none may take more memory than Bound, and what is read is written as
// it was read.
func Fuzz(f *testing.F, list []wire.Message) {
	codec := wire.NewCodec(list)
	r := rand.New(rand.NewPCG(5, 6))
	for _, kind := range list {
		f.Add(wire.Encode(random(kind, r)))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var m wire.Message
		var err error
		allocation.Within(t, Bound(len(b)), func() { m, err = codec.Decode(b) })
		if err != nil {
			return
		}
		again, err := codec.Decode(wire.Encode(m))
		require.NoError(t, err)
		require.Equal(t, wire.Encode(m), wire.Encode(again))
	})
}

func random(kind wire.Message, r *rand.Rand) wire.Message {
	m := reflect.New(reflect.TypeOf(kind).Elem())
	fill(m, r)
	return m.Interface().(wire.Message)
}

// fill sets every field below v to random contents; lists have no, one or a few items.
func fill(v reflect.Value, r *rand.Rand) {
	switch v.Kind() {
	case reflect.Pointer:
		fill(v.Elem(), r)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), r)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), r.IntN(5), 5))
		for i := range v.Len() {
			fill(v.Index(i), r)
		}
	case reflect.String:
		v.SetString(strings.Repeat("πx\x00\xff", r.IntN(4)))
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.Int, reflect.Int32:
		v.SetInt(int64(int32(r.Uint32())) >> r.IntN(32))
		if v.Kind() == reflect.Int && r.IntN(4) == 0 {
			v.SetInt(int64(r.Uint64()))
		}
	case reflect.Uint8:
		v.SetUint(uint64(r.IntN(256)))
	case reflect.Float32, reflect.Float64:
		numbers := []float64{0, math.Copysign(0, -1), 1, -0.1, math.Inf(1), math.MaxFloat32, r.NormFloat64()}
		v.SetFloat(numbers[r.IntN(7)])
	default:
		panic("a message has a field that the test cannot fill: " + v.Type().String())
	}
}
