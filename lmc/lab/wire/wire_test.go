package wire_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/lab/wire/wiretest"
)

func TestMessages(t *testing.T) {
	wiretest.Messages(t, append(wire.Programs(), wire.Announcements()...))
}

func FuzzMessages(f *testing.F) { wiretest.Fuzz(f, wire.Programs()) }

// numbers is a message of this test's own: the set is open.
type numbers struct{ X []float64 }

func (m *numbers) Code(c wire.Coder) { c.Floats(&m.X) }

// Numbers that are not numbers keep their bits.
func TestNaNsArrive(t *testing.T) {
	codec := wire.NewCodec([]wire.Message{(*numbers)(nil)})
	m, err := codec.Decode(wire.Encode(&numbers{X: []float64{math.NaN(), math.Inf(-1)}}))
	require.NoError(t, err)
	assert.True(t, math.IsNaN(m.(*numbers).X[0]))
	assert.True(t, math.IsInf(m.(*numbers).X[1], -1))
}

func TestWhatIsNoMessageIsAnError(t *testing.T) {
	codec := wire.NewCodec(wire.Programs())
	for _, b := range [][]byte{nil, {}, {0}, {255}, {3, 'a', 'b'}} {
		m, err := codec.Decode(b)
		assert.Error(t, err)
		assert.Nil(t, m)
	}
	_, err := codec.Decode(wire.Encode(&numbers{}))
	assert.ErrorIs(t, err, wire.ErrUnknown)
}

// A message is known by its type's name: two types of one name cannot be told apart.
func TestTwoMessagesOfOneNamePanic(t *testing.T) {
	one := []wire.Message{(*numbers)(nil)}
	assert.NotPanics(t, func() { wire.NewCodec(one, one) })
	type numbers struct{ wire.Ready }
	assert.PanicsWithValue(t, "wire: two messages are called wire_test.numbers", func() {
		wire.NewCodec(one, []wire.Message{&numbers{}})
	})
}

type stranger struct{}

func (stranger) Code(wire.Coder) {}

func TestOnlyPointersAreSent(t *testing.T) {
	assert.PanicsWithValue(t, "wire: wire_test.stranger cannot be sent", func() { wire.Encode(stranger{}) })
}
