package networks

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/toynets/files"
	"onebasin/toynets/reading/internal/testfile"
	"onebasin/toynets/reading/tensors"
)

// What was read goes back under the names, shapes and values it came with, also through a file.
func TestTensorsGoBack(t *testing.T) {
	small := net(3, 5, 2)
	row := func(name string, n int) tensor { t := random(name, 1, n); return t }
	for name, c := range map[string]struct{ given, want []tensor }{
		"PyTorch": {small.rename("0.weight", "0.bias", "2.weight", "2.bias"), nil},
		"wrapped": {small.rename("model_state_dict.module.a.weight", "model_state_dict.module.a.bias",
			"model_state_dict.module.b.weight", "model_state_dict.module.b.bias"),
			small.rename("module.a.weight", "module.a.bias", "module.b.weight", "module.b.bias")},
		"Flax": {small.rename("params/Dense_0/kernelᵀ", "params/Dense_0/bias", "params/Dense_1/kernelᵀ",
			"params/Dense_1/bias"), nil},
		"Keras": {small.rename("sequential/dense_2/kernelᵀ", "sequential/dense_2/bias", "sequential/dense_3/kernelᵀ",
			"sequential/dense_3/bias"), nil},
		"without biases": {[]tensor{random("W1", 5, 3), random("W2", 2, 5)}, nil},
		"rows":           {[]tensor{random("W1", 3, 5), row("b1", 5), random("W2", 5, 2), row("b2", 2)}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			n, err := infer(t, testfile.NPZ(false, c.given...))
			require.NoError(t, err)
			got, err := n.Tensors(n.Theta)
			require.NoError(t, err)
			want := c.want
			if want == nil {
				want = c.given
			}
			require.Len(t, got, len(want))
			for i, w := range want {
				assert.Equal(t, files.Tensor{Name: w.Name, Shape: w.Shape, Data: w.Values}, got[i])
			}
			var b bytes.Buffer
			require.NoError(t, files.Safetensors(&b, got, ""))
			f, err := tensors.Read(b.Bytes())
			require.NoError(t, err)
			again, err := Infer(f)
			require.NoError(t, err)
			assert.Equal(t, n.Theta, again.Theta)
			assert.Panics(t, func() { n.Tensors(n.Theta[1:]) })
		})
	}
	n, err := infer(t, testfile.NPZ(false, append(small.rename("0.weight", "0.bias", "2.weight", "2.bias"),
		random("1.running_mean", 5), tensor{Name: "1.running_var", Shape: []int{5}, Values: make([]float32, 5)})...))
	require.NoError(t, err)
	_, err = n.Tensors(n.Theta)
	assert.ErrorContains(t, err, `layer "0": expected weights as the file has them, found BatchNorm "1" multiplied in`)
}

// A network of another width goes back with the units that were added.
func TestPaddedTensorsGoBack(t *testing.T) {
	a, err := infer(t, testfile.NPZ(false, net(3, 5, 2).rename("0.weightᵀ", "0.bias", "2.weightᵀ", "2.bias")...))
	require.NoError(t, err)
	b, err := infer(t, testfile.NPZ(false, net(3, 7, 2).tensors...))
	require.NoError(t, err)
	padded, err := Pad([]Network{a, b})
	require.NoError(t, err)
	got, err := padded[0].Tensors(padded[0].Theta)
	require.NoError(t, err)
	assert.Equal(t, []int{3, 7}, got[0].Shape)
	assert.Equal(t, []float32{0, 0}, got[0].Data[5:7])
	assert.Equal(t, "2.bias", got[3].Name)
	assert.True(t, strings.HasPrefix(got[2].Name, "2."))
}
