//go:build !js

package whole

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// holds returns a folder's files with what is in them.
func holds(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	all := map[string]string{}
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		require.NoError(t, err)
		all[e.Name()] = string(b)
	}
	return all
}

func TestAllOrNothing(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	require.NoError(t, os.WriteFile(a, []byte("old"), 0o640))

	var files Files
	require.NoError(t, files.Write(a, text("new")))
	broken := errors.New("broken")
	err := files.Write(b, func(w io.Writer) error {
		return errors.Join(text(strings.Repeat("half", 10000))(w), broken)
	})
	require.ErrorIs(t, err, broken)
	files.Drop()
	assert.Equal(t, map[string]string{"a": "old"}, holds(t, dir))

	require.NoError(t, files.Write(a, text("new")))
	require.NoError(t, files.Write(b, text("other")))
	assert.Equal(t, "old", holds(t, dir)["a"], "before all are complete")
	require.NoError(t, files.Place())
	files.Drop()
	assert.Equal(t, map[string]string{"a": "new", "b": "other"}, holds(t, dir))
	info, err := os.Stat(a)
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o640), info.Mode().Perm(), "as before")
}

// A name that cannot be taken leaves nothing else behind.
func TestTakenName(t *testing.T) {
	dir := t.TempDir()
	taken := filepath.Join(dir, "taken")
	require.NoError(t, os.MkdirAll(filepath.Join(taken, "below"), 0o700))
	var files Files
	require.NoError(t, files.Write(taken, text("new")))
	assert.Error(t, files.Place())
	files.Drop()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 1)
}

func TestRoom(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	require.NoError(t, Room(dir, 1<<20))
	assert.Empty(t, holds(t, dir), "nothing is left of the try")
	file := filepath.Join(dir, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	assert.Error(t, Room(filepath.Join(file, "below"), 1))
}
