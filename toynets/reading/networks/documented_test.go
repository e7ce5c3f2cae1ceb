package networks

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/toynets/files"
	"onebasin/toynets/reading/internal/testfile"
)

// The files that the scripts of docs/files.md write are read as the same network: PyTorch's out×in as safetensors,
// which sorts names, and as .pt, Flax's and Keras's in×out as npz, each by the names that the document gives; and what
// comes back has these names and orientation.
func TestDocumentedScripts(t *testing.T) {
	text, err := os.ReadFile("../../../docs/files.md")
	require.NoError(t, err)
	small := net(3, 5, 2)
	sorted := func(list ...tensor) []byte {
		slices.SortFunc(list, func(a, b tensor) int { return strings.Compare(a.Name, b.Name) })
		var all []files.Tensor
		for _, t := range list {
			all = append(all, files.Tensor{Name: t.Name, Shape: t.Shape, Data: t.Values})
		}
		var b bytes.Buffer
		require.NoError(t, files.Safetensors(&b, all, ""))
		return b.Bytes()
	}
	npz := func(list ...tensor) []byte { return testfile.NPZ(false, list...) }
	for framework, c := range map[string]struct {
		names []string
		write func(...tensor) []byte
		load  string // what comes back
	}{
		"PyTorch":           {[]string{"0.weight", "0.bias", "2.weight", "2.bias"}, sorted, "load_state_dict("},
		"PyTorch’s own .pt": {[]string{"0.weight", "0.bias", "2.weight", "2.bias"}, testfile.PyTorch, "torch.save("},
		"Flax": {[]string{"params/Dense_0/kernelᵀ", "params/Dense_0/bias", "params/Dense_1/kernelᵀ",
			"params/Dense_1/bias"}, npz, `unflatten_dict(load_file("B-wm.safetensors"), sep="/")`},
		"Keras": {[]string{"sequential/dense/kernelᵀ", "sequential/dense/bias", "sequential/dense_1/kernelᵀ",
			"sequential/dense_1/bias"}, npz, "v.assign(merged[v.path])"},
	} {
		for _, said := range append(c.names[:2:2], c.load) {
			assert.Contains(t, string(text), strings.TrimSuffix(said, "ᵀ"), framework)
		}
		list := small.rename(c.names...)
		n, err := infer(t, c.write(slices.Clone(list)...))
		require.NoError(t, err, framework)
		assert.Equal(t, []int{3, 5, 2}, n.Widths, framework)
		assert.Equal(t, small.theta(), n.Theta, framework)
		back, err := n.Tensors(n.Theta)
		require.NoError(t, err)
		for k, b := range back {
			assert.Equal(t, files.Tensor{Name: list[k].Name, Shape: list[k].Shape, Data: list[k].Values}, b, framework)
		}
	}
}
