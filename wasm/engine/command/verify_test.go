//go:build !js

package command

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/match"
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

// A verified folder holds what the command wrote of an experiment, and a script of docs/ looks it over.
type verified struct{ python, script, dir string }

// verify writes an experiment of a laboratory, which the script finds right; it returns what that said.
func verify(t *testing.T, python, script string, l lab.Lab, link string) (v verified, said string) {
	t.Helper()
	v = verified{python, "../../../docs/" + script, t.TempDir()}
	var out, problems bytes.Buffer
	code := Run(t.Context(), lab.NewLabs([]lab.Lab{l}), []string{"run", "-out", v.dir, link}, &out, &problems)
	require.Zero(t, code, problems.String())
	said, err := v.run()
	require.NoError(t, err, said)
	assert.NotRegexp(t, notRight, said)
	return v, said
}

// notRight is how scripts say that something is not.
const notRight = "MORE THAN|NOT OK"

func (v verified) run() (said string, err error) {
	out, err := exec.Command(v.python, v.script, v.dir).CombinedOutput()
	return string(out), err
}

// notices changes bits near the end of a file, which the script must notice of what a pattern names, and restores it.
func (v verified) notices(t *testing.T, file string, bits byte, what string) {
	t.Helper()
	name := filepath.Join(v.dir, file)
	b, err := os.ReadFile(name)
	require.NoError(t, err)
	wrong := bytes.Clone(b)
	wrong[len(b)-2] ^= bits
	require.NoError(t, os.WriteFile(name, wrong, 0o600))
	said, err := v.run()
	require.Error(t, err, "a wrong weight of %s", file)
	assert.Regexp(t, "(?m)^"+what+".*("+notRight+")", said)
	require.NoError(t, os.WriteFile(name, b, 0o600))
}

// sameDigest is what scripts say of a digest that they found as it is written.
const sameDigest = "digest                           differs by at most 0.0e+00  ok"

// The script that docs/verify.md tells of agrees with what is written, and notices what is not so.
func TestVerifyScript(t *testing.T) {
	python := numpy(t)
	for _, link := range []string{
		"n=200&nt=100&net=12-10&act=gelu&steps=200&seeds=1,2,3&match=wm,planted&restarts=4&lambdas=5",
		"data=strokes&side=8&n=100&nt=60&net=9&act=sigmoid&steps=60&restarts=3&lambdas=4",
		"data=gauss&dim=5&classes=3&n=100&nt=60&net=8-7-6&act=tanh&opt=sgd&lr=0.1&steps=100&restarts=3&lambdas=3",
		"n=60&nt=30&net=6-5&steps=20&match=wm,group&restarts=2&lambdas=3",
		"n=60&nt=30&net=6-5&steps=20&match=group&restarts=2&lambdas=3&act=sigmoid&opt=adamw&wd=0.1",
		"n=40&nt=30&net=4-4&opt=sgd&lr=10&mom=0.999&steps=300&lambdas=3",
	} {
		v, said := verify(t, python, "verify.py", match.Lab(), link)
		assert.Contains(t, said, sameDigest)
		assert.Equal(t, strings.Contains(link, "steps=20&"), strings.Contains(said, "a network trained here"))
		if strings.HasPrefix(link, "n=200") {
			v.notices(t, "B-wm.safetensors", 1, "")
		}
	}
}
