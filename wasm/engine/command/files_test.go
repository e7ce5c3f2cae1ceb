//go:build !js

package command

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/match"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/run"
	"onebasin/lmc/trees"
)

// both are the laboratories of a test's program.
var both = lab.NewLabs([]lab.Lab{match.Lab(), trees.Lab()})

// A test's program is the command where it is asked to be.
func TestMain(m *testing.M) {
	switch os.Getenv("ONEBASIN_COMMAND") {
	case "":
		os.Exit(m.Run())
	case "deaf":
		deaf()
	default:
		os.Exit(Main(both))
	}
}

// program returns the command as a program of its own.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	c := exec.Command(self, args...)
	c.Env = append(os.Environ(), "ONEBASIN_COMMAND=1")
	return c
}

// mounted runs the command with a file system of its own at dir, mounted with these options; it skips the test where
// that is not allowed.
func mounted(t *testing.T, dir, options string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	mount := "mount -t tmpfs -o " + options + " none " + dir
	if err := exec.Command("unshare", "-rm", "sh", "-c", mount).Run(); err != nil {
		t.Skip("no file system can be mounted here: ", err)
	}
	c := program(t)
	self := c.Path
	c.Path, _ = exec.LookPath("unshare")
	c.Args = append([]string{"unshare", "-rm", "sh", "-c", mount + ` && exec "$0" "$@"`, self}, args...)
	var out, said bytes.Buffer
	c.Stdout, c.Stderr = &out, &said
	c.Run()
	return c.ProcessState.ExitCode(), out.String(), said.String()
}

// Where nothing can be written, nothing is computed. It is no fault of the link.
func TestUnwritableFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	below := filepath.Join(file, "below")
	code, out, said := line("run", "-out", below, tiny)
	assert.Equal(t, 1, code)
	assert.Empty(t, out)
	assert.Regexp(t,
		"^engine: about [0-9]+ kB of files cannot be written to "+below+": [a-z ]+; nothing was computed\n$", said)
}

func TestReadOnlyFolder(t *testing.T) {
	dir := t.TempDir()
	code, out, said := mounted(t, dir, "ro", "run", "-out", dir, tiny)
	assert.Equal(t, 1, code)
	assert.Empty(t, out)
	assert.Regexp(t, "^engine: about .*: read-only file system; nothing was computed\n$", said)
}

func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	large := strings.Replace(tiny, "n=40", "n=2000", 1) // 70 kB of data
	code, out, said := mounted(t, dir, "size=64k", "run", "-out", dir, large)
	assert.Equal(t, 1, code)
	assert.Empty(t, out)
	assert.Regexp(t, "^engine: about .*: no space left on device; nothing was computed\n$", said)
}

// What is written fits into what was tried.
func TestFilesSize(t *testing.T) {
	for _, link := range []string{tiny, tiny + "&seeds=1,2,3&match=wm,planted",
		"n=200&nt=100&data=strokes&side=12&net=50-40-30&steps=5&restarts=1&lambdas=9"} {
		dir := t.TempDir()
		code, _, said := line("run", "-out", dir, link)
		require.Zero(t, code, said)
		var written int64
		entries, err := os.ReadDir(dir)
		require.NoError(t, err)
		for _, e := range entries {
			info, err := e.Info()
			require.NoError(t, err)
			written += info.Size()
		}
		l, _ := keys.Parse(link)
		size := run.FilesSize(l.Experiment)
		assert.Greater(t, size, written, link)
		assert.Less(t, size, 3*written, link)
	}
}

// hooked calls then when this has been said.
type hooked struct {
	bytes.Buffer
	this string
	then func()
}

func (h *hooked) Write(b []byte) (int, error) {
	if strings.Contains(string(b), h.this) {
		h.then()
	}
	return h.Buffer.Write(b)
}

// Should the folder be gone when all is computed, the result is printed all the same; and what was there before stays
// whole.
func TestResultIsPrintedAnyway(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "gone")
	said := &hooked{this: "matched", then: func() { os.RemoveAll(dir) }}
	var out bytes.Buffer
	assert.Equal(t, 1, Run(context.Background(), labs, []string{"run", "-out", dir, tiny}, &out, said))
	assert.True(t, json.Valid(out.Bytes()))
	assert.Contains(t, said.String(), "engine: the files are not in "+dir+": ")

	dir = t.TempDir()
	code, _, _ := line("run", "-out", dir, tiny)
	require.Zero(t, code)
	before, err := os.ReadFile(filepath.Join(dir, "result.json"))
	require.NoError(t, err)
	taken := filepath.Join(dir, "A.safetensors")
	said = &hooked{this: "matched", then: func() {
		os.Remove(taken)
		os.MkdirAll(filepath.Join(taken, "below"), 0o700)
	}}
	out.Reset()
	assert.Equal(t, 1, Run(context.Background(), labs, []string{"run", "-out", dir, tiny}, &out, said))
	assert.True(t, json.Valid(out.Bytes()))
	after, err := os.ReadFile(filepath.Join(dir, "result.json"))
	require.NoError(t, err)
	assert.Equal(t, before, after, "no half of another run")
	parts, err := filepath.Glob(filepath.Join(dir, "*.part"))
	require.NoError(t, err)
	assert.Empty(t, parts)
}
