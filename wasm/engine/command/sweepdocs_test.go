//go:build !js

package command

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"onebasin/lmc/match/keys"
)

// fenced returns the code blocks of a language in docs/sweeps.md.
func fenced(t *testing.T, language string) (blocks []string) {
	t.Helper()
	b, err := os.ReadFile("../../../docs/sweeps.md")
	require.NoError(t, err)
	for _, m := range regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllStringSubmatch(string(b), -1) {
		blocks = append(blocks, m[1])
	}
	require.NotEmpty(t, blocks, language)
	return blocks
}

// tool finds a program, or skips the test.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skip(name + " is not installed")
	}
	return path
}

// in runs a program in dir and returns what it prints.
func in(t *testing.T, dir, input string, environment []string, name string, args ...string) string {
	t.Helper()
	c := exec.Command(tool(t, name), args...)
	c.Dir, c.Stdin, c.Env = dir, strings.NewReader(input), append(os.Environ(), environment...)
	out, err := c.CombinedOutput()
	require.NoError(t, err, "%s", out)
	return string(out)
}

func TestSweepScriptsAreScripts(t *testing.T) {
	for _, s := range append(fenced(t, "sh"), fenced(t, "bash")...) {
		in(t, t.TempDir(), s, nil, "bash", "-n")
	}
}

// The Slurm script calls the program with a sweep that it accepts, as parts of the array.
func TestSlurmArray(t *testing.T) {
	dir := t.TempDir()
	script := fenced(t, "bash")[0]
	require.NoError(t, os.WriteFile(filepath.Join(dir, "engine"), []byte("#!/bin/sh\nprintf '%s\\n' \"$@\"\n"), 0o700))
	said := in(t, dir, script, []string{"SLURM_ARRAY_TASK_ID=3", "SLURM_ARRAY_TASK_MIN=0", "SLURM_ARRAY_TASK_MAX=15",
		"SLURM_CPUS_PER_TASK=4"}, "bash")
	args := strings.Split(strings.TrimSpace(said), "\n")
	require.Len(t, args, 8)
	assert.Equal(t, []string{"sweep", args[1], "-shard", "3/16", "-workers", "4", "-o", "results/3.jsonl"}, args)
	g, err := keys.ParseGrid(args[1])
	require.NoError(t, err)
	assert.Equal(t, 25, g.Len())
	assert.Contains(t, script, "--array=0-15")
	assert.DirExists(t, filepath.Join(dir, "results"))
}

func TestKubernetesJob(t *testing.T) {
	var job struct {
		APIVersion string `yaml:"apiVersion"`
		Kind       string
		Spec       struct {
			CompletionMode string `yaml:"completionMode"`
			Completions    int
			Template       struct {
				Spec struct {
					Containers []struct {
						Command, Args []string
						Env           []struct{ Name, Value string }
						VolumeMounts  []struct{ Name string } `yaml:"volumeMounts"`
					}
					Volumes []struct{ Name string }
				}
			}
		}
	}
	require.NoError(t, yaml.Unmarshal([]byte(fenced(t, "yaml")[0]), &job))
	assert.Equal(t, "batch/v1 Job Indexed", job.APIVersion+" "+job.Kind+" "+job.Spec.CompletionMode)
	pod := job.Spec.Template.Spec
	require.Len(t, pod.Containers, 1)
	c := pod.Containers[0]
	assert.Equal(t, pod.Volumes[0].Name, c.VolumeMounts[0].Name)
	assert.Equal(t, []string{"/engine", "sweep"}, c.Command)
	// As Kubernetes puts the variables in.
	args := strings.NewReplacer("$(JOB_COMPLETION_INDEX)", "15", "$("+c.Env[0].Name+")",
		c.Env[0].Value).Replace(strings.Join(c.Args, "\n"))
	assert.NotContains(t, args, "$")
	_, rest, _ := strings.Cut(args, "\n")
	assert.Equal(t, "-shard=15/16\n-workers=4\n-o=/results/15.jsonl", rest)
	_, n, err := parseShard("15/16")
	require.NoError(t, err)
	assert.Equal(t, job.Spec.Completions, n)
	g, err := keys.ParseGrid(c.Args[0])
	require.NoError(t, err)
	assert.Equal(t, 25, g.Len())
}

// means reads what a recipe of the documents prints: width, matcher, mean barrier, …, number of values, build.
func means(t *testing.T, text string, fields int) map[string]float64 {
	t.Helper()
	m := map[string]float64{}
	for _, l := range strings.Split(strings.TrimSpace(text), "\n") {
		f := strings.Fields(l)
		require.Len(t, f, fields, l)
		x, err := strconv.ParseFloat(f[2], 64)
		require.NoError(t, err)
		assert.Equal(t, "4", f[fields-2], "two rates and two pairs of seeds")
		m[f[0]+" "+f[1]+" "+f[fields-1]] = x
	}
	return m
}

// The readers agree about a sweep of three widths, two rates and two pairs of seeds, and nothing that has happened to
// the file makes them count otherwise.
func TestReadersOfSweeps(t *testing.T) {
	tool(t, "jq")
	dir := t.TempDir()
	path := filepath.Join(dir, "results.jsonl")
	whole, said := swept(t, path)
	script, err := os.ReadFile("../../../docs/sweep.py")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "sweep.py"), script, 0o600))
	recipes := fenced(t, "sh")
	readers := func() (byPython, byJq map[string]float64, table []string) {
		return means(t, in(t, dir, fenced(t, "python")[0], nil, "sh", "-c", "python3 - 2>said"), 7),
			means(t, in(t, dir, recipes[len(recipes)-1], nil, "bash"), 5),
			strings.Split(strings.TrimSpace(in(t, dir, "", nil, "sh", "-c", "python3 sweep.py results.jsonl 2>said")),
				"\n")
	}
	read, byJq, rows := readers()
	assert.Len(t, read, 6, said)
	assert.InDeltaMapValues(t, read, byJq, 1e-12)
	require.Len(t, rows, 2+6)
	assert.Equal(t, "| net | lr | barrier, none | barrier, wm | a quarter left | R, wm | R, null | R above null |",
		rows[0])
	for _, r := range rows[2:] {
		span := ` -?[.\d]+ \(-?[.\d]+ – -?[.\d]+\) \|`
		assert.Regexp(t, `^\| [3-5-]+ \| 0\.\d+ \|`+span+span+` [0-2] of 2 \|`+span+span+` [0-2] of 2 \|$`, r)
	}

	half, last := whole[:300], whole[strings.LastIndex(whole[:len(whole)-1], "\n")+1:]
	other := strings.ReplaceAll(whole, `"build":"`, `"build":"another-`)
	for name, c := range map[string]struct{ text, says string }{
		"twice":                   {whole + whole, "0 that were cut off, 12 that are there already"},
		"half a line":             {whole + half, "1 that were cut off, 0 that are there already"},
		"half a line and its end": {whole + half + "\n", "1 that were cut off, 0 that are there already"},
		"a part that was cut off": {half + whole, "1 that were cut off, 0 that are there already"},
		"zeros": {whole + strings.Repeat("\x00", 5000),
			"1 that were cut off, 0 that are there already"},
		"zeros in place of an end": {whole[:len(whole)-1] + "\x00\x00\n" + last,
			"1 that were cut off, 0 that are there already"},
		"blank lines":             {"\n" + whole + "\n\n", ""},
		"a line's end is missing": {strings.TrimSuffix(whole, "\n"), ""},
		"an end missing, then more": {strings.TrimSuffix(whole, "\n") + last,
			"0 that were cut off, 1 that are there already"},
	} {
		require.NoError(t, os.WriteFile(path, []byte(c.text), 0o600))
		python, jq, again := readers()
		assert.Equal(t, read, python, name)
		assert.InDeltaMapValues(t, byJq, jq, 1e-12, name)
		assert.Equal(t, rows, again, name)
		said, err := os.ReadFile(filepath.Join(dir, "said"))
		require.NoError(t, err)
		assert.Contains(t, string(said), c.says, name)
		assert.Equal(t, c.says == "", len(said) == 0, name)
		// The command that wrote the file counts as they do, and puts it right.
		mended, _ := swept(t, path)
		assert.True(t, untimed(whole) == untimed(mended), name)
	}

	require.NoError(t, os.WriteFile(path, []byte(whole+other), 0o600))
	python, jq, rows := readers()
	assert.Len(t, python, 12, "each build by itself")
	assert.InDeltaMapValues(t, python, jq, 1e-12)
	require.Len(t, rows, 2+12)
	assert.Contains(t, rows[0], "| build | net | lr |")

	require.NoError(t, os.WriteFile(path, []byte(whole+"notes\n"), 0o600))
	assert.Equal(t, "line 13 of results.jsonl is no result\n",
		in(t, dir, "", nil, "sh", "-c", "python3 sweep.py results.jsonl 2>&1 || true"))
	require.NoError(t, os.WriteFile(path, nil, 0o600))
	assert.Equal(t, "there is no result in results.jsonl\n",
		in(t, dir, "", nil, "sh", "-c", "python3 sweep.py results.jsonl 2>&1 || true"))
}
