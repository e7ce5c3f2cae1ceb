//go:build !js

package command

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// numpy returns a Python that has NumPy, or skips the test.
func numpy(t *testing.T) string {
	t.Helper()
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(python, "-c", "import numpy").Run() == nil {
			return python
		}
	}
	t.Skip("no Python with NumPy here: docs/verify.py is not tried")
	return ""
}

// The script that docs/verify.md tells of agrees with what is written, and notices what is not so.
func TestVerifyScript(t *testing.T) {
	python := numpy(t)
	verify := func(dir string) (string, error) {
		out, err := exec.Command(python, "../../../docs/verify.py", dir).CombinedOutput()
		return string(out), err
	}
	for _, link := range []string{
		"n=200&nt=100&net=12-10&act=gelu&steps=200&seeds=1,2,3&match=wm,planted&restarts=4&lambdas=5",
		"data=strokes&side=8&n=100&nt=60&net=9&act=sigmoid&steps=60&restarts=3&lambdas=4",
		"data=gauss&dim=5&classes=3&n=100&nt=60&net=8-7-6&act=tanh&opt=sgd&lr=0.1&steps=100&restarts=3&lambdas=3",
		"n=60&nt=30&net=6-5&steps=20&match=wm,group&restarts=2&lambdas=3",
		"n=60&nt=30&net=6-5&steps=20&match=group&restarts=2&lambdas=3&act=sigmoid&opt=adamw&wd=0.1",
		"n=40&nt=30&net=4-4&opt=sgd&lr=10&mom=0.999&steps=300&lambdas=3",
	} {
		dir := t.TempDir()
		code, _, said := line("run", "-out", dir, link)
		require.Zero(t, code, said)
		out, err := verify(dir)
		require.NoError(t, err, out)
		assert.NotContains(t, out, "MORE THAN")
		assert.Contains(t, out, "digest                           differs by at most 0.0e+00  ok")
		assert.Equal(t, strings.Contains(link, "steps=20&"), strings.Contains(out, "a network trained here"))
		if !strings.HasPrefix(link, "n=200") {
			continue
		}
		name := filepath.Join(dir, "B-wm.safetensors")
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		b[len(b)-2] ^= 1
		require.NoError(t, os.WriteFile(name, b, 0o600))
		out, err = verify(dir)
		require.Error(t, err, "one bit of one weight")
		assert.Contains(t, out, "MORE THAN")
	}
}
