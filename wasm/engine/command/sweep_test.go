//go:build !js

package command

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/match/keys"
)

// tinySweep is twelve experiments of milliseconds.
const tinySweep = "n=40&nt=30&net=4|5|3-3&steps=10&restarts=2&lambdas=3&seeds=1,2|3,4&lr=0.003|0.01"

var clock = regexp.MustCompile(`("seconds":)(\{[^}]*\}|[0-9.e-]+)`)

// untimed takes out of results what the clock says.
func untimed(text string) string { return clock.ReplaceAllString(text, "${1}0") }

// swept runs the tiny sweep into a file and returns what is in it.
func swept(t *testing.T, path string, args ...string) (text, said string) {
	t.Helper()
	code, out, said := line(append([]string{"sweep", tinySweep, "-o", path}, args...)...)
	require.Zero(t, code, said)
	assert.Empty(t, out)
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(b), said
}

// Each line is what run prints, in the order of nested loops, for any number of workers.
func TestSweepPrintsWhatRunPrints(t *testing.T) {
	grid, err := keys.ParseGrid(tinySweep)
	require.NoError(t, err)
	code, all, said := line("sweep", tinySweep)
	require.Zero(t, code, said)
	assert.Equal(t, 12, strings.Count(said, " of 12: net="))
	lines := strings.SplitAfter(all, "\n")
	require.Len(t, lines, 13)
	for i := range grid.Len() {
		code, one, _ := line("run", grid.At(i).Experiment.Fragment())
		require.Zero(t, code)
		assert.True(t, untimed(one) == untimed(lines[i]))
	}
	for _, workers := range []string{"1", "3", "40"} {
		code, again, _ := line("sweep", "-workers", workers, "#"+strings.ReplaceAll(tinySweep, "|", "%7C"))
		require.Zero(t, code)
		assert.True(t, untimed(all) == untimed(again), workers)
	}

	var parts []string
	for _, shard := range []string{"0/5", "1/5", "2/5", "3/5", "4/5"} {
		code, part, _ := line("sweep", tinySweep, "-shard="+shard)
		require.Zero(t, code)
		parts = append(parts, strings.SplitAfter(untimed(part), "\n")...)
	}
	assert.ElementsMatch(t, nonempty(strings.SplitAfter(untimed(all), "\n")), nonempty(parts))
	code, none, _ := line("sweep", tinySweep, "-shard", "12/13")
	assert.Zero(t, code)
	assert.Empty(t, none, "a part of nothing")
}

func nonempty(lines []string) (all []string) {
	for _, l := range lines {
		if l != "" {
			all = append(all, l)
		}
	}
	return all
}

// However a sweep was ended, the same command makes the file that an uninterrupted one would have made.
func TestSweepGoesOnWhereItStopped(t *testing.T) {
	dir := t.TempDir()
	whole, _ := swept(t, filepath.Join(dir, "whole"))
	require.Equal(t, 12, strings.Count(whole, "\n"))
	lines := strings.SplitAfter(whole, "\n")
	half := lines[1][:len(lines[1])/2]
	for name, c := range map[string]struct {
		begun string
		kept  []int
		says  string
	}{
		"nothing":                      {"", nil, ""},
		"one letter":                   {whole[:1], nil, "is cut off"},
		"half a line":                  {lines[0] + half, []int{0}, "is cut off"},
		"half a line and its end":      {lines[0] + half + "\n", []int{0}, "is cut off"},
		"a power cut":                  {lines[0] + half + strings.Repeat("\x00", 9000), []int{0}, "is cut off"},
		"a blank last line":            {lines[0] + "\n", []int{0}, "is cut off"},
		"all but the last end":         {whole[:len(whole)-1], []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, ""},
		"out of order":                 {lines[7] + lines[2] + lines[11], []int{7, 2, 11}, ""},
		"everything":                   {whole, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, ""},
		"some twice":                   {lines[0] + lines[3] + lines[0] + lines[3], []int{0, 3}, "2 results in"},
		"parts, one of them cut short": {lines[0] + half + lines[2], []int{0, 2}, "1 results in"},
	} {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(c.begun), 0o600))
		got, said := swept(t, path)
		assert.True(t, untimed(whole) == untimed(got), name)
		assert.Equal(t, 12-len(c.kept), strings.Count(said, " of 12: "), "%s: only the others are computed\n%s", name,
			said)
		assert.Contains(t, said, c.says, name)
		for _, k := range c.kept {
			assert.Contains(t, got, lines[k], "%s: to the letter, its seconds too", name)
		}
	}
	names, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, names, 12, "nothing else is left behind")
}

// Two programs on one file: the second is refused before it computes, and the first loses nothing.
func TestSecondSweepIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results")
	var second *exec.Cmd
	var secondOut []byte
	first := &hooked{this: " of 12: ", then: func() {
		if second == nil {
			second = program(t, "sweep", tinySweep, "-shard", "1/2", "-o", path)
			secondOut, _ = second.CombinedOutput()
		}
	}}
	require.Zero(t, Run(context.Background(), labs, []string{"sweep", tinySweep, "-o", path}, io.Discard, first))
	require.NotNil(t, second)
	assert.Equal(t, 2, second.ProcessState.ExitCode())
	assert.Equal(t, "engine: another program is writing to "+path+
		"; give each a file of its own, or wait for the other's end\n", string(secondOut))
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	_, whole, _ := line("sweep", tinySweep)
	assert.True(t, untimed(whole) == untimed(string(b)))
}

// A program that was killed bars nobody from its file.
func TestKilledSweepGoesOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results")
	c := program(t, "sweep", tinySweep, "-workers=1", "-o", path)
	said, err := c.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	_, err = bufio.NewReader(said).ReadString('\n')
	require.NoError(t, err)
	require.NoError(t, c.Process.Kill())
	c.Wait()
	begun, err := os.ReadFile(path)
	require.NoError(t, err)
	got, more := swept(t, path)
	_, whole, _ := line("sweep", tinySweep)
	assert.True(t, untimed(whole) == untimed(got))
	assert.Equal(t, 12-strings.Count(string(begun), "\n"), strings.Count(more, " of 12: "))
	assert.NoFileExists(t, path+".lock")
}

// What another build computed is not this build's, and other sweeps' results stay.
func TestSweepKeepsOtherResults(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results")
	whole, _ := swept(t, path)
	other := strings.ReplaceAll(whole, `"build":"`, `"build":"another-`)
	_, more, _ := line("run", "net=7&"+strings.Replace(tiny, "net=4&", "", 1))
	require.NoError(t, os.WriteFile(path, []byte(more+other), 0o600))
	got, said := swept(t, path)
	assert.Equal(t, 12, strings.Count(said, " of 12: "))
	assert.True(t, untimed(more+other+whole) == untimed(got))
}

func TestSweepsFileIsNoOtherFile(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ text, says string }{
		{"notes", "line 1 of "}, {"{}\n", "line 1 of "},
		{`{"experiment":"x","digest":"y"}` + "\n\nnotes\n", "line 3 of "},
	} {
		path := filepath.Join(dir, "file")
		require.NoError(t, os.WriteFile(path, []byte(c.text), 0o600))
		code, out, said := line("sweep", tinySweep, "-o", path)
		assert.Equal(t, 2, code)
		assert.Empty(t, out)
		assert.Equal(t, "engine: "+c.says+path+" is no result; name another file, or mend this one\n", said)
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, c.text, string(b), "left as it was")
	}
	code, _, said := line("sweep", tinySweep, "-o", dir)
	assert.Equal(t, 2, code, said)
	code, _, said = line("sweep", tinySweep, "-o", filepath.Join(dir, "file", "below"))
	assert.Equal(t, 1, code, said)
}

func TestBadSweeps(t *testing.T) {
	path := filepath.Join(t.TempDir(), "never")
	large := "data=strokes&side=28&n=60000&nt=60000&net=8|1024-1024-1024-1024-1024-1024&seeds=1,2,3,4,5,6,7,8"
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"nets=8|16"}, "engine: there is no key “nets”"},
		{[]string{"net=8||16"}, "engine: net has an empty alternative"},
		{[]string{"net=8|0"}, "engine: net takes whole numbers"},
		{[]string{large}, "engine: net=1024-1024-1024-1024-1024-1024: this experiment would need about"},
		{[]string{strings.Replace(large, "8|", "", 1)}, "engine: this experiment would need about"},
		{[]string{"net=8", "16"}, "engine: sweep takes one link, not 2; put it in quotes"},
		{[]string{"-shard", "4/4", tinySweep},
			"engine: -shard must be I/N, part I of N, counted from 0, such as 0/4; not \"4/4\""},
		{[]string{"-shard", "-1/4", tinySweep}, "engine: -shard must be"},
		{[]string{"-shard", "1", tinySweep}, "engine: -shard must be"},
		{[]string{"-shard", "/", tinySweep}, "engine: -shard must be"},
		{[]string{"-workers", "0", tinySweep}, "engine: -workers must be from 1 to 256"},
		{[]string{"dseed=" + numbered(1000) + "&mseed=" + numbered(101)},
			"engine: these are 101000 experiments, and a sweep takes at most 100000"},
	} {
		code, out, said := line(append([]string{"sweep", "-o", path}, c.args...)...)
		assert.Equal(t, 2, code, "%q", c.args)
		assert.Empty(t, out)
		assert.True(t, strings.HasPrefix(said, c.says), "%q: %s", c.args, said)
		assert.Equal(t, 1, strings.Count(said, "\n"), said)
		assert.NoFileExists(t, path, "nothing is begun")
	}
}

func numbered(n int) string {
	var s []string
	for k := range n {
		s = append(s, string(rune('1'+k/1000))+string(rune('0'+k/100%10))+string(rune('0'+k/10%10))+
			string(rune('0'+k%10)))
	}
	return strings.Join(s, "|")
}

// stopping ends a sweep when it has said that so many experiments are done.
type stopping struct {
	bytes.Buffer
	after  int
	cancel context.CancelFunc
}

func (s *stopping) Write(b []byte) (int, error) {
	if s.after -= bytes.Count(b, []byte(" of 12: ")); s.after <= 0 {
		s.cancel()
	}
	return s.Buffer.Write(b)
}

func TestStoppedSweepKeepsWhatIsDone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results")
	ctx, cancel := context.WithCancel(context.Background())
	said := &stopping{after: 4, cancel: cancel}
	assert.Equal(t, 1, Run(ctx, labs, []string{"sweep", tinySweep, "-o", path, "-workers=2"}, io.Discard, said))
	assert.Regexp(t, `\n[4-6] of 12 are kept\nengine: stopped\n$`, said.String())
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	kept := strings.Count(string(b), "\n")
	assert.GreaterOrEqual(t, kept, 4)
	got, more := swept(t, path)
	assert.Equal(t, 12-kept, strings.Count(more, " of 12: "), "the others")
	_, whole, _ := line("sweep", tinySweep)
	assert.True(t, untimed(whole) == untimed(got))

	// On standard output, too, what is finished is printed.
	ctx, cancel = context.WithCancel(context.Background())
	said = &stopping{after: 4, cancel: cancel}
	var out bytes.Buffer
	assert.Equal(t, 1, Run(ctx, labs, []string{"sweep", tinySweep, "-workers=3"}, &out, said))
	assert.GreaterOrEqual(t, strings.Count(out.String(), "\n"), 4)
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestSweepEndsWhereItCannotWrite(t *testing.T) {
	var said bytes.Buffer
	assert.Equal(t, 1, Run(context.Background(), labs, []string{"sweep", tinySweep}, full{}, &said))
	assert.Contains(t, said.String(), "engine: no space left\n")
}

// Results that come out of turn wait for those before them.
func TestInOrder(t *testing.T) {
	var out bytes.Buffer
	o := &inOrder{w: &out, held: map[int][]byte{}}
	for _, c := range []struct {
		k    int
		want string
	}{{2, ""}, {0, "0"}, {1, "012"}, {5, "012"}, {3, "0123"}, {7, "0123"}} {
		require.NoError(t, o.put(c.k, "", []byte{byte('0' + c.k)}))
		assert.Equal(t, c.want, out.String())
	}
	require.NoError(t, o.close(false))
	assert.Equal(t, "012357", out.String())
}
