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
	"onebasin/lmc/sequence"
)

// The script that docs/verify.md tells of agrees with what is written of a sequence, and notices what is not so.
func TestVerifySequenceScript(t *testing.T) {
	python := numpy(t)
	verify := func(dir string) (string, error) {
		out, err := exec.Command(python, "../../../docs/verify_sequence.py", dir).CombinedOutput()
		return string(out), err
	}
	const small = "lab=sequence&n=80&nt=60&steps=60&bs=20&checkpoints=0,5,20&restarts=2&lambdas=5&prune=0.3&rewind=5"
	for link, wrong := range map[string]string{
		small + "&net=6-5&levels=2":                                      "B-level-2-sparse.safetensors",
		small + "&net=9&act=gelu&levels=1&seeds=4,7&match=am":            "A-5.safetensors",
		small + "&net=7-6-5&act=tanh&levels=0&seeds=1,2,3,4&match=am,wm": "D.safetensors",
	} {
		dir := t.TempDir()
		var out, said bytes.Buffer
		code := Run(t.Context(), lab.NewLabs([]lab.Lab{sequence.Lab()}), []string{"run", "-out", dir, link}, &out,
			&said)
		require.Zero(t, code, said.String())
		text, err := verify(dir)
		require.NoError(t, err, text)
		assert.NotContains(t, text, "MORE THAN")
		assert.Contains(t, text, "digest                           differs by at most 0.0e+00  ok")
		name := filepath.Join(dir, wrong)
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		b[len(b)-2] ^= 1
		require.NoError(t, os.WriteFile(name, b, 0o600))
		text, err = verify(dir)
		require.Error(t, err, "one bit of one weight")
		assert.Contains(t, text, "MORE THAN")
	}
}
