package networks

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/toynets"
	"onebasin/toynets/reading/internal/testfile"
)

// The narrower network gets units of zeros, and computes what it did.
func TestPadKeepsTheFunction(t *testing.T) {
	narrow, err := infer(t, testfile.NPZ(false, net(3, 5, 7, 2).tensors...))
	require.NoError(t, err)
	wide, err := infer(t, testfile.NPZ(false, net(3, 9, 4, 2).tensors...))
	require.NoError(t, err)
	before := append([]float32{}, narrow.Theta...)
	padded, err := Pad([]Network{narrow, wide})
	require.NoError(t, err)
	assert.Equal(t, before, narrow.Theta)
	r := toynets.Stream(2, "inputs")
	for _, act := range toynets.Activations() {
		x := make([]float32, 3*50)
		for i := range x {
			x[i] = float32(r.Normal())
		}
		for k, n := range []Network{narrow, wide} {
			assert.Equal(t, []int{3, 9, 7, 2}, padded[k].Widths)
			want, got := make([]float32, 100), make([]float32, 100)
			toynets.NewEvaluator(toynets.MLP{Widths: n.Widths, Act: act.Act}).Logits(want, n.Theta, x, 50)
			toynets.NewEvaluator(
				toynets.MLP{Widths: padded[k].Widths, Act: act.Act},
			).Logits(
				got,
				padded[k].Theta,
				x,
				50,
			)
			assert.InDeltaSlice(t, want, got, 2e-6)
		}
	}
	assert.Contains(t, padded[0].Describe(), `Layer 1 is "1", 3 → 9, with 4 units of zeros added.`)

	same, err := Pad([]Network{wide, wide})
	require.NoError(t, err)
	assert.Equal(t, wide, same[1])
	for says, other := range map[string]named{"network 2: expected 3 layers": net(3, 4, 2), "3 inputs": net(4, 5, 7, 2),
		"2 outputs": net(3, 5, 7, 3)} {
		n, err := infer(t, testfile.NPZ(false, other.tensors...))
		require.NoError(t, err)
		_, err = Pad([]Network{narrow, n})
		assert.ErrorContains(t, err, says)
	}
	none, err := Pad(nil)
	assert.NoError(t, err)
	assert.Empty(t, none)
}
