package networks

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/toynets/reading/internal/testfile"
)

// The files that the scripts of docs/files.md write are read as the same network: PyTorch's out×in, Flax's and Keras's
// in×out, each by the names that the document gives.
func TestDocumentedScripts(t *testing.T) {
	text, err := os.ReadFile("../../../docs/files.md")
	require.NoError(t, err)
	small := net(3, 5, 2)
	for framework, names := range map[string][]string{
		"PyTorch": {"0.weight", "0.bias", "2.weight", "2.bias"},
		"Flax": {"params/Dense_0/kernelᵀ", "params/Dense_0/bias", "params/Dense_1/kernelᵀ",
			"params/Dense_1/bias"},
		"Keras": {"sequential/dense/kernelᵀ", "sequential/dense/bias", "sequential/dense_1/kernelᵀ",
			"sequential/dense_1/bias"},
	} {
		for _, name := range names[:2] {
			assert.Contains(t, string(text), strings.TrimSuffix(name, "ᵀ"), framework)
		}
		n, err := infer(t, testfile.NPZ(false, small.rename(names...)...))
		require.NoError(t, err, framework)
		assert.Equal(t, []int{3, 5, 2}, n.Widths, framework)
		want, err := infer(t, testfile.NPZ(false, small.tensors...))
		require.NoError(t, err)
		assert.Equal(t, want.Theta, n.Theta, framework)
		back, err := n.Tensors(n.Theta)
		require.NoError(t, err)
		assert.Equal(t, strings.TrimSuffix(names[0], "ᵀ"), back[0].Name, framework)
	}
}
