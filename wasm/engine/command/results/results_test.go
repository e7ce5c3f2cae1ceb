//go:build !js

package results

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// made returns the line of a result.
func made(experiment, build, digest string) string {
	return fmt.Sprintf(`{"experiment":"%s","build":"%s","digest":"%s",`+
		`"pairs":[{"note":"{\"experiment\":\""}],"seconds":{"total":1.5}}`+"\n", experiment, build, digest)
}

var a, b, c = made("x=1", "this", "aaa"), made("x=2", "this", "bbb"), made("x=3", "this", "ccc")

// holding writes a file.
func holding(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "results")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func contents(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(text)
}

// alone checks that there is nothing beside a file.
func alone(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	assert.Len(t, entries, 1, "%v", entries)
}

// Whatever a file was left as, what is whole in it counts, the next result is appended to whole lines, and in the end
// the file is as if nothing had happened.
func TestGoesOnFromAnything(t *testing.T) {
	zeros, windows := strings.Repeat("\x00", 4096), strings.ReplaceAll(a+b, "\n", "\r\n")
	for name, f := range map[string]struct{ text, mended, counts string }{
		"nothing":                        {"", "", ""},
		"all":                            {a + b + c, a + b + c, "123"},
		"one letter":                     {"{", "", ""},
		"a part of the opening":          {a + opening[:7], a, "1"},
		"the opening":                    {a + opening, a, "1"},
		"half a line":                    {a + b[:len(b)/2], a, "1"},
		"half a line in quoted quotes":   {a + b[:strings.Index(b, `\"experiment`)+3], a, "1"},
		"all but the last end":           {a + b[:len(b)-1], a + b, "12"},
		"all but the last brace":         {a + b[:len(b)-2], a, "1"},
		"half a line and its end":        {a + b[:len(b)/2] + "\n", a, "1"},
		"zeros":                          {zeros, "", ""},
		"zeros at the end":               {a + zeros, a, "1"},
		"zeros and an end":               {a + zeros + "\n", a, "1"},
		"zeros in a line":                {a + b[:40] + zeros, a, "1"},
		"zeros in the middle of a line":  {a + b[:40] + zeros + b[60:], a, "1"},
		"zeros in place of the last end": {a + b[:len(b)-1] + zeros, a, "1"},
		"many zeros":                     {a + strings.Repeat(zeros, 300), a, "1"},
		"a blank line":                   {a + "\n", a, "1"},
		"blank lines":                    {a + "\n \t\r\n\n", a, "1"},
		"lines' ends of Windows":         {windows, windows, "12"},
		"twice":                          {a + b + a + b, a + b + a + b, "12"},
		"a torn line in the middle":      {a[:50] + "\n" + b, a[:50] + "\n" + b, "2"},
		"a torn line before another":     {a[:50] + b + c, a[:50] + b + c, "23"},
		"zeros before another":           {a[:50] + zeros + b, a[:50] + zeros + b, "2"},
		"a line's end that is missing":   {a[:len(a)-1] + b, a[:len(a)-1] + b, "12"},
		"a blank line in the middle":     {a + "\n" + b, a + "\n" + b, "12"},
	} {
		path := holding(t, f.text)
		r, err := Open(path, "this")
		require.NoError(t, err, name)
		assert.Equal(t, f.mended, contents(t, path), name)
		counts := ""
		for k := range 4 {
			if r.Has(fmt.Sprint("x=", k)) {
				counts += fmt.Sprint(k)
			}
		}
		assert.Equal(t, f.counts, counts, name)
		for k, line := range []string{a, b, c} {
			if fragment := fmt.Sprint("x=", k+1); !r.Has(fragment) {
				require.NoError(t, r.Append(fragment, []byte(line)))
				assert.True(t, strings.HasSuffix(contents(t, path), line), name)
			}
		}
		require.NoError(t, r.Close([]string{"x=1", "x=2", "x=3"}), name)
		assert.Equal(t, a+b+c, strings.ReplaceAll(contents(t, path), "\r", ""), name)
		info, err := os.Stat(path)
		require.NoError(t, err)
		assert.Equal(t, fs.FileMode(0o600), info.Mode().Perm(), name)
		alone(t, path)
	}
}

// What no sweep has written is left as it is.
func TestOtherFilesAreRefused(t *testing.T) {
	for name, f := range map[string]struct {
		text string
		line int
	}{
		"notes":                {"notes", 1},
		"notes and zeros":      {"notes\x00", 1},
		"JSON":                 {"{}\n", 1},
		"other JSON":           {a + `{"experiment":"x"}` + "\n", 2},
		"another kind":         {a + `{"experiment":"x","digest":1}` + "\n", 2},
		"more than a result":   {a + b[:len(b)-1] + " and more\n", 2},
		"a mistake in a line":  {strings.Replace(a, ":1.5", ":1,5,", 1) + b, 1},
		"a mark of byte order": {"\ufeff" + a, 1},
		"notes after results":  {a + "\n\nnotes\n", 4},
		"notes before results": {"notes" + a, 1},
	} {
		path := holding(t, f.text)
		_, err := Open(path, "this")
		says := fmt.Sprintf("line %d of %s is no result; name another file, or mend this one", f.line, path)
		assert.Equal(t, Refused{says}, err, name)
		assert.Equal(t, f.text, contents(t, path), name)
		alone(t, path)
	}
	dir := t.TempDir()
	_, err := Open(dir, "this")
	assert.ErrorAs(t, err, new(Refused))
}

// A large file of zeros is no torn line.
func TestZerosAreNoResults(t *testing.T) {
	path := filepath.Join(t.TempDir(), "disk")
	f, err := os.Create(path)
	require.NoError(t, err)
	require.NoError(t, f.Truncate(longest+1))
	require.NoError(t, f.Close())
	_, err = Open(path, "this")
	assert.Equal(t, Refused{"there is no result in " + path + "; name another file"}, err)
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.EqualValues(t, longest+1, info.Size())
}

func TestBuildsAreToldApart(t *testing.T) {
	others := made("x=1", "other", "aaa") + made("x=1", "source", "aaa") + made("x=9", "this", "iii")
	path := holding(t, others+a+others)
	r, err := Open(path, "this")
	require.NoError(t, err)
	assert.True(t, r.Has("x=1"))
	assert.Equal(t, []string{"3 results in " + path + " are there already, and do not count again",
		"4 results in " + path + " are of other builds, stay as they are and do not count"}, r.Notes())
	require.NoError(t, r.Append("x=2", []byte(b)))
	require.NoError(t, r.Close([]string{"x=2", "x=1"}))
	assert.Equal(t, others+b+a, contents(t, path))

	// A program without a name does not know its own results.
	r, err = Open(path, "source")
	require.NoError(t, err)
	assert.False(t, r.Has("x=1"))
	require.NoError(t, r.Close(nil))
}

func TestContradictionIsTold(t *testing.T) {
	other := made("x=1", "this", "another")
	path := holding(t, a+b+other)
	r, err := Open(path, "this")
	require.NoError(t, err)
	require.Len(t, r.Notes(), 1)
	assert.Contains(t, r.Notes()[0], "lines 1 and 3 of "+path+
		" are the same experiment by the same build with different digests")
	require.NoError(t, r.Close([]string{"x=2", "x=1"}))
	assert.Equal(t, other+b+a, contents(t, path), "neither is lost")
}

func TestSecondWriterIsRefused(t *testing.T) {
	path := holding(t, a)
	name := filepath.Join(t.TempDir(), "other name")
	require.NoError(t, os.Symlink(path, name))
	first, err := Open(path, "this")
	require.NoError(t, err)
	for _, path := range []string{path, name} {
		_, err = Open(path, "this")
		assert.Equal(t, Refused{"another program is writing to " + path +
			"; give each a file of its own, or wait for the other's end"}, err)
	}
	require.NoError(t, first.Append("x=2", []byte(b)))
	require.NoError(t, first.Close([]string{"x=2", "x=1"}))
	second, err := Open(name, "this")
	require.NoError(t, err, "when the first has ended")
	require.NoError(t, second.Append("x=3", []byte(c)))
	require.NoError(t, second.Close(nil))
	assert.Equal(t, b+a+c, contents(t, path))
	alone(t, path)
}

// However many programs want a file at once, one has it, and no line is lost.
func TestOneWriterAtATime(t *testing.T) {
	path := holding(t, "")
	const writers, lines = 6, 5
	done := make(chan error)
	for w := range writers {
		go func() {
			done <- func() error {
				for k := 0; k < lines; {
					r, err := Open(path, "this")
					if _, refused := err.(Refused); refused {
						continue
					} else if err != nil {
						return err
					}
					x := fmt.Sprintf("x=%d,%d", w, k)
					if err := r.Append(x, []byte(made(x, "this", "d"))); err != nil {
						return err
					}
					if err := r.Close([]string{x}); err != nil {
						return err
					}
					k++
				}
				return nil
			}()
		}()
	}
	for range writers {
		require.NoError(t, <-done)
	}
	all := strings.SplitAfter(contents(t, path), "\n")
	assert.Len(t, all, writers*lines+1)
	alone(t, path)
}

// A disk without room leaves whole lines.
func TestAppendWritesAllOrNothing(t *testing.T) {
	path := holding(t, a)
	r, err := Open(path, "this")
	require.NoError(t, err)
	require.NoError(t, r.f.Close())
	assert.Error(t, r.Append("x=2", []byte(b)))
	assert.False(t, r.Has("x=2"))
	assert.Equal(t, a, contents(t, path))
	assert.Panics(t, func() { r.Append("x=2", []byte(c)) })
	assert.Panics(t, func() { r.Append("x=2", []byte(b[:len(b)-1])) })
}
