//go:build !js

package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/bring"
	"onebasin/toynets/reading/tensors"
)

// Networks and data of one's own go through everything that needs no training, and come back as they were named.
func TestOwnFiles(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	code, _, said := line("run", "-out", dir, "n=80&nt=40&net=4&steps=200&restarts=2&lambdas=3")
	require.Zero(t, code, said)

	files := []string{"-data", at("train.csv"), "-models", at("A.safetensors") + "," + at("B.safetensors")}
	out := at("out")
	code, text, said := line(append([]string{"run", "-out", out, "restarts=2&lambdas=3&match=wm,group,planted"},
		files...)...)
	require.Zero(t, code, said)
	assert.Contains(t, said, "taken for act=relu")
	var r struct {
		Experiment, Digest string
		Models             []struct {
			Seed *int
			File struct{ Name, SHA256 string }
		}
		Pairs []struct {
			Method, Note  string
			FunctionError float64
			Null          any
		}
	}
	require.NoError(t, json.Unmarshal([]byte(text), &r))
	content, err := os.ReadFile(at("A.safetensors"))
	require.NoError(t, err)
	a := bring.NewFile("A.safetensors", content)
	assert.Nil(t, r.Models[0].Seed)
	assert.Equal(t, "A.safetensors", r.Models[0].File.Name)
	assert.Equal(t, a.SHA256, r.Models[0].File.SHA256)
	assert.Contains(t, r.Experiment, "&dim=2&classes=2&")
	assert.Contains(t, r.Experiment, "&models=file&files="+a.Short()+",")
	for _, p := range r.Pairs {
		assert.Empty(t, p.Note, p.Method)
		assert.Nil(t, p.Null, "how they were before training is not known")
		assert.Less(t, p.FunctionError, 1e-4)
	}
	for _, name := range []string{"B-wm.safetensors", "B-wm-merged.safetensors"} {
		content, err := os.ReadFile(filepath.Join(out, name))
		require.NoError(t, err)
		f, err := tensors.Read(content)
		require.NoError(t, err)
		assert.Equal(t, []int{4, 2}, f.Tensors[0].Shape)
	}

	// The whole link with the files is the same experiment.
	code, again, said := line(append([]string{"run", r.Experiment + "&digest=" + r.Digest}, files...)...)
	require.Zero(t, code, said)
	assert.Contains(t, said, "Reproduced bit for bit")
	assert.Contains(t, again, r.Digest)

	for _, c := range []struct {
		says string
		args []string
	}{
		{"this link is about the data of file", []string{"run", r.Experiment}},
		{"a sweep trains networks again", append([]string{"study", "sweep", r.Experiment}, files...)},
		{"the link says file=", append([]string{"run", r.Experiment, "-data", at("test.csv")}, files[2:]...)},
		{"link says data=moons, and the files given are data=file", append([]string{"run", "data=moons"}, files...)},
		{"no such file", []string{"run", "-data", at("nothing.csv")}},
		{"a sweep takes no files of your own", []string{"sweep", r.Experiment}},
	} {
		code, _, said := line(c.args...)
		assert.NotZero(t, code, c.says)
		assert.Contains(t, said, c.says)
	}
	for _, name := range []string{"why", "planes"} {
		code, text, said := line(append([]string{"study", name, r.Experiment}, files...)...)
		require.Zero(t, code, said)
		assert.NotContains(t, text, "A untrained")
	}
	// With data alone the networks are trained on them.
	code, text, said = line("run", "-data", at("train.csv"), "net=4&steps=20&restarts=2&lambdas=3&inputs=standard")
	require.Zero(t, code, said)
	assert.Contains(t, text, `"seed":1`)
}

// A file is read whole or refused, also one that never ends.
func TestFilesAreReadUpToASize(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(path, []byte("12345678"), 0o666))
	b, err := readFile(path, 8)
	require.NoError(t, err)
	assert.Equal(t, "12345678", string(b))
	_, err = readFile(path, 7)
	assert.ErrorContains(t, err, "files of at most")
	_, err = readFile(filepath.Dir(path), 8)
	assert.Error(t, err)
	_, err = readFile(path+"!", 8)
	assert.ErrorIs(t, err, os.ErrNotExist)
	if _, err := os.Stat("/dev/zero"); err == nil {
		_, err = readFile("/dev/zero", 1<<20)
		assert.ErrorContains(t, err, "files of at most 1 MB are read")
	}
}
