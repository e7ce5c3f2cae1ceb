//go:build !js

package command

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/trees"
)

// The script that docs/verify.md tells of agrees with what is written of every architecture, and notices what is not
// so.
func TestVerifyTreesScript(t *testing.T) {
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("no Python here: docs/verify_trees.py is not tried")
	}
	verify := func(dir string) (string, error) {
		out, err := exec.Command("python3", "../../../docs/verify_trees.py", dir).CombinedOutput()
		return string(out), err
	}
	const small = "lab=trees&data=gauss&n=60&nt=50&dim=3&classes=3&trees=4&steps=60&bs=20&lambdas=5"
	for _, link := range []string{
		small + "&seeds=1,2,3&scale=normal",
		small + "&tree=perfect&depth=3&split=0.8&lr=0.05",
		small + "&tree=list&depth=3&match=am",
		small + "&tree=modified&depth=4&split=0.3&scale=normal&match=wm",
	} {
		dir := t.TempDir()
		var out, said bytes.Buffer
		code := Run(t.Context(), lab.NewLabs([]lab.Lab{trees.Lab()}), []string{"run", "-out", dir, link}, &out, &said)
		require.Zero(t, code, said.String())
		text, err := verify(dir)
		require.NoError(t, err, text)
		assert.NotContains(t, text, "NOT OK")
		name := filepath.Join(dir, "B.safetensors")
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		b[len(b)-2] ^= 0x40 // of the largest bits of a leaf
		if link == small+"&tree=modified&depth=4&split=0.3&scale=normal&match=wm" {
			continue // its last leaf is zero, and is no parameter
		}
		require.NoError(t, os.WriteFile(name, b, 0o600))
		text, err = verify(dir)
		require.Error(t, err, "a wrong weight")
		assert.Contains(t, text, "NOT OK")
	}
}
