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

	"onebasin/lmc/fork"
	"onebasin/lmc/lab"
)

// The script that docs/verify.md tells of agrees with what is written of partings, and notices what is not so.
func TestVerifyForkScript(t *testing.T) {
	python := numpy(t)
	verify := func(dir string) (string, error) {
		out, err := exec.Command(python, "../../../docs/verify_fork.py", dir).CombinedOutput()
		return string(out), err
	}
	for k, link := range []string{
		"lab=fork&data=moons&n=120&nt=60&net=12-10&steps=120&forks=0,30,120&lambdas=7",
		"lab=fork&data=gauss&dim=5&classes=3&n=90&nt=60&net=8-7-6&act=tanh&opt=sgd&lr=0.1&steps=80&forks=10&lambdas=4",
		"lab=fork&data=strokes&side=8&n=80&nt=40&net=9&act=sigmoid&steps=60&forks=0,20&lambdas=5&seeds=3,4",
		"lab=fork&n=100&nt=60&net=7-6&act=gelu&opt=adamw&steps=90&forks=0,45&lambdas=5",
	} {
		dir := t.TempDir()
		var out, said bytes.Buffer
		code := Run(t.Context(), lab.NewLabs([]lab.Lab{fork.Lab()}), []string{"run", "-out", dir, link}, &out, &said)
		require.Zero(t, code, said.String())
		text, err := verify(dir)
		require.NoError(t, err, text)
		assert.NotContains(t, text, "MORE THAN")
		assert.Contains(t, text, "digest                           differs by at most 0.0e+00  ok")
		if k > 0 {
			continue
		}
		for name, want := range map[string]string{"B-30": "digest", "fork-30": "angle"} {
			file := filepath.Join(dir, name+".safetensors")
			b, err := os.ReadFile(file)
			require.NoError(t, err)
			wrong := bytes.Clone(b)
			wrong[len(b)-2] ^= 0x40
			require.NoError(t, os.WriteFile(file, wrong, 0o600))
			text, err = verify(dir)
			require.Error(t, err, "a wrong weight of %s", name)
			assert.Regexp(t, `(?m)^`+want+` .*MORE THAN`, text)
			require.NoError(t, os.WriteFile(file, b, 0o600))
		}
	}
}
