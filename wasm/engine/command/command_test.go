//go:build !js

package command

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/match"
	"onebasin/lmc/match/keys"
)

// tiny takes a few milliseconds; its digest is kept in the conductor's tests.
const tiny = "n=40&nt=30&net=4&steps=10&restarts=2&lambdas=3"

// labs are the laboratories of the command that is tested.
var labs = lab.NewLabs([]lab.Lab{match.Lab()})

// line runs one command line.
func line(args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = Run(context.Background(), labs, args, &out, &err)
	return code, out.String(), err.String()
}

func TestRunPrintsTheResult(t *testing.T) {
	code, out, progress := line("run", tiny)
	require.Zero(t, code, progress)
	assert.Equal(t, "trained\nmatched\npath\nspectrum\n", progress, "plain lines where there is no terminal")
	assert.Equal(t, 1, strings.Count(out, "\n"), "one line of JSON")
	var r map[string]any
	require.NoError(t, json.Unmarshal([]byte(out), &r))
	for _, key := range []string{"experiment", "build", "digest", "seconds", "models", "pairs"} {
		assert.Contains(t, r, key)
	}
	l, _ := keys.Parse(tiny)
	assert.Equal(t, l.Experiment.Fragment(), r["experiment"])
	pair := r["pairs"].([]any)[1].(map[string]any)
	for _, key := range []string{"to", "from", "method", "permutation", "objective", "sweeps", "restart", "seconds",
		"functionError", "distance", "path",
		"barrier", "midpoint", "alignment"} {
		assert.Contains(t, pair, key)
	}

	// The whole link, any number of workers, flags before or after: the same.
	for _, args := range [][]string{
		{"run", "http://127.0.0.1:8080/index.html?workers=3#" + tiny + "&view.lambda=0.2"},
		{"run", "-workers", "1", tiny},
		{"run", tiny, "-workers=7"}, {"run", "#" + tiny},
	} {
		code, again, _ := line(args...)
		require.Zero(t, code)
		var s map[string]any
		require.NoError(t, json.Unmarshal([]byte(again), &s))
		assert.Equal(t, r["digest"], s["digest"], "%q", args)
	}
	code, _, said := line("run", tiny+"&digest="+r["digest"].(string))
	assert.Zero(t, code)
	assert.Contains(t, said, "Reproduced bit for bit")
	code, _, said = line("run", tiny+"&digest=000000000000")
	assert.Zero(t, code)
	assert.Contains(t, said, "Not reproduced")
}

// What the user must change: exit code 2 and one clear line.
func TestBadCommandLines(t *testing.T) {
	huge := "data=strokes&side=28&n=60000&nt=60000&net=1024-1024-1024-1024-1024-1024&seeds=1,2,3,4,5,6,7,8"
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"run", "net=0"}, "engine: net takes whole numbers from 1 to 1024 joined by “-”, not “0”"},
		{[]string{"run", "lr=nan&n=7"}, "engine: lr must be a number above 0"},
		{[]string{"run", "nonsense"}, "engine: “nonsense” is not of the form key=value"},
		{[]string{"run", "data=spirals", "net=8"}, "engine: run takes one link, not 2; put it in quotes"},
		{[]string{"run", "-workers", "0", tiny}, "engine: -workers must be from 1 to 256"},
		{[]string{"run", "-workers", "many", tiny}, "engine: invalid value"},
		{[]string{"run", "-nonsense", tiny}, "engine: flag provided but not defined: -nonsense"},
		{[]string{"run", huge}, "engine: this experiment would need about"},
		{[]string{"walk"}, `engine: there is no command "walk"; try: engine help`},
	} {
		code, out, said := line(c.args...)
		assert.Equal(t, 2, code, "%q", c.args)
		assert.Empty(t, out, "%q", c.args)
		assert.True(t, strings.HasPrefix(said, c.says), "%q: %s", c.args, said)
		assert.Equal(t, 1, strings.Count(said, "\n"), "one line: %s", said)
		// What the page uses instead is not used here.
		assert.NotContains(t, said, "; used", "%q", c.args)
	}
}

func TestHelp(t *testing.T) {
	for _, args := range [][]string{{}, {"help"}, {"-h"}, {"--help"}, {"run", "-h"}, {"run", "--help"}} {
		code, out, said := line(args...)
		assert.Zero(t, code)
		assert.Empty(t, said)
		for _, f := range keys.Schema() {
			assert.Equal(t, !f.View, strings.Contains(out, "\n  "+f.Key+" "), "%q: %s", args, f.Key)
		}
	}
}

func TestSchemaCommand(t *testing.T) {
	code, out, _ := line("schema")
	require.Zero(t, code)
	var rows []map[string]any
	require.NoError(t, json.Unmarshal([]byte(out), &rows))
	assert.Len(t, rows, len(keys.Schema()))
}

func TestOutWritesEverything(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	code, out, said := line("run", "-out", dir, tiny+"&seeds=1,2,3&match=wm,planted")
	require.Zero(t, code, said)
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	assert.Equal(t, []string{"A.safetensors", "B-planted-permutation.safetensors", "B-planted.safetensors",
		"B-wm-permutation.safetensors", "B-wm.safetensors", "B.safetensors", "C-planted-permutation.safetensors",
		"C-planted.safetensors", "C-wm-permutation.safetensors", "C-wm.safetensors", "C.safetensors",
		"permutations.json", "result.json", "test.csv", "train.csv"}, names)
	b, err := os.ReadFile(filepath.Join(dir, "result.json"))
	require.NoError(t, err)
	assert.Equal(t, out, string(b))
}

// A study's folder has the networks that it made beside those of the run.
func TestOutOfAStudyHasWhatItMade(t *testing.T) {
	for study, made := range map[string][]string{
		"bend": {"B-curve-control", "B-wm-curve-control", "B-chain-control", "B-midpoint-repaired", "B-wm-midpoint",
			"B-wm-midpoint-repaired"},
		"many": {"A-mergemany", "C-mergemany", "mean-mergemany", "B-frankwolfe", "mean-frankwolfe"},
	} {
		dir := t.TempDir()
		code, _, said := line("study", "-out", dir, "-method", "wm", study, tiny+"&seeds=1,2,3&match=wm")
		require.Zero(t, code, said)
		plain, err := os.Stat(filepath.Join(dir, "B.safetensors"))
		require.NoError(t, err)
		for _, name := range made {
			file, err := os.Stat(filepath.Join(dir, name+".safetensors"))
			require.NoError(t, err, study)
			assert.InDelta(t, plain.Size(), file.Size(), 200, "a network of this shape")
		}
	}
}

// A study of a matching is of the pair that the link looks at, as in the page.
func TestStudyIsOfThePairShown(t *testing.T) {
	const link = tiny + "&seeds=1,2,3&match=wm,am&view.pair=A-C"
	for flags, want := range map[string]string{"": "C:am", "-method wm": "C:wm"} {
		args := append(append([]string{"study"}, strings.Fields(flags)...), "why", link+"&view.method=am")
		code, out, said := line(args...)
		require.Zero(t, code, said)
		var s struct{ Method string }
		require.NoError(t, json.Unmarshal([]byte(out), &s))
		assert.Equal(t, want, s.Method, flags)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, said bytes.Buffer
	assert.Equal(t, 1, Run(ctx, labs, []string{"run", ""}, &out, &said))
	assert.Empty(t, out.String())
	assert.Equal(t, "engine: stopped\n", said.String())
}

func TestDivergedRunIsNoFailure(t *testing.T) {
	code, out, _ := line("run", "n=40&nt=30&net=4-4&opt=sgd&lr=10&mom=0.999&steps=300&restarts=2&lambdas=3")
	assert.Zero(t, code)
	assert.True(t, json.Valid([]byte(out)))
	assert.Contains(t, out, "training diverged at step")
}
