package wire

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fill sets every field below v to random contents; lists have no, one or a
// few items.
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
		v.SetFloat([]float64{0, math.Copysign(0, -1), 1, -0.1, math.Inf(1), math.MaxFloat32, r.NormFloat64()}[r.IntN(7)])
	default:
		panic("a message has a field that the test cannot fill: " + v.Type().String())
	}
}

func random(k int, r *rand.Rand) Message {
	m := reflect.New(reflect.TypeOf(registry[k]).Elem())
	fill(m, r)
	return m.Interface().(Message)
}

// Every field of every message arrives: one that its code method forgets would
// come back empty.
func TestRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for k := range registry {
		for range 40 {
			m := random(k, r)
			b := Encode(m)
			require.Equal(t, byte(k), b[0])
			got, err := Decode(b)
			require.NoError(t, err, "%T", m)
			require.Equal(t, m, got)
			require.Equal(t, b, Encode(got))
		}
	}
}

// Numbers that are not numbers keep their bits.
func TestNaNsArrive(t *testing.T) {
	m, err := Decode(Encode(&Walked{TestLoss: []float64{math.NaN(), math.Inf(-1)}}))
	require.NoError(t, err)
	assert.True(t, math.IsNaN(m.(*Walked).TestLoss[0]))
	assert.True(t, math.IsInf(m.(*Walked).TestLoss[1], -1))
}

func TestEveryPrefixAndEveryExcessIsAnError(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for k := range registry {
		for range 5 {
			b := Encode(random(k, r))
			for n := range b {
				_, err := Decode(b[:n])
				require.Error(t, err, "%T, %d of %d bytes", registry[k], n, len(b))
			}
			_, err := Decode(append(b, 0))
			require.ErrorIs(t, err, errLong)
		}
	}
}

func TestWhatIsNoMessageIsAnError(t *testing.T) {
	for _, b := range [][]byte{nil, {}, {byte(len(registry))}, {255}} {
		m, err := Decode(b)
		assert.Error(t, err)
		assert.Nil(t, m)
	}
	_, err := Decode([]byte{200, 1, 2})
	assert.ErrorIs(t, err, errUnknown)
}

type stranger struct{}

func (stranger) code(coder) {}

func TestUnregisteredMessagesPanic(t *testing.T) {
	assert.PanicsWithValue(t, "wire: wire.stranger is not registered", func() { Encode(stranger{}) })
}

// A message is known by its type, so no type may stand in the registry twice.
func TestRegistry(t *testing.T) {
	seen := map[reflect.Type]bool{}
	for _, m := range registry {
		require.False(t, seen[reflect.TypeOf(m)])
		seen[reflect.TypeOf(m)] = true
	}
	require.LessOrEqual(t, len(registry), 256)
}

// A length that lies must not make the reader allocate what is not there.
func TestLyingLengthsAllocateNothing(t *testing.T) {
	for _, m := range []Message{&Trained{}, &Matched{}, &Walked{}, &Mapped{}, &Failed{}} { // all begin with a list or a text
		for _, length := range []uint64{1 << 20, 1 << 40, 1 << 62, math.MaxUint64, 1 << 63} {
			b := binary.LittleEndian.AppendUint64([]byte{tagOf(m)}, length)
			b = append(b, make([]byte, 64)...)
			require.Less(t, allocated(func() {
				_, err := Decode(b)
				require.Error(t, err)
			}), uint64(64<<10))
		}
	}
}

// allocated returns the bytes that f allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func FuzzDecode(f *testing.F) {
	r := rand.New(rand.NewPCG(5, 6))
	for k := range registry {
		f.Add(Encode(random(k, r)))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var m Message
		var err error
		// A list of lists takes 24 bytes for each item of at least one byte; what else the test's program allocates is little.
		if n := allocated(func() { m, err = Decode(b) }); n > uint64(32*len(b)+64<<10) {
			t.Fatalf("%d bytes were allocated for a message of %d", n, len(b))
		}
		if err != nil {
			return
		}
		again, err := Decode(Encode(m))
		require.NoError(t, err)
		require.Equal(t, Encode(m), Encode(again))
	})
}
