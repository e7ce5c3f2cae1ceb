//go:build !js

package results

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"onebasin/internal/allocation"
)

// bound is how many bytes may be allocated to read a file of n: its buffer, the longest line with its growth, and what
// the reader of JSON makes of it.
func bound(n int) uint64 { return uint64(32*n + 160<<10) }

var files = []string{
	"", "\n", "notes", a + b[:len(b)/2] + c, a + "\x00\x00\n" + b, a + "\n\n", opening,
	`{"experiment":"x","digest":"y"}`,
	opening + `x","digest":"y","n":` + strings.Repeat("[", 100), "\x00" + a[:len(a)-1] + b + "\r\n",
	opening + opening + `","digest":1}`,
}

// Whatever a file holds, its pieces lie end to end from its beginning, results among them are JSON, and memory is
// bounded by its size.
func FuzzRead(f *testing.F) {
	for _, s := range files {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		pieces := make([]piece, 0, 1+len(file))
		var err error
		allocation.Within(t, bound(len(file)), func() {
			pieces = pieces[:0]
			err = read(bytes.NewReader(file), func(p piece) { pieces = append(pieces, p) })
		})
		if err != nil && !errors.As(err, new(NoResult)) {
			t.Fatal(err)
		}
		var at int64
		for _, p := range pieces {
			require.Equal(t, at, p.from)
			require.Positive(t, p.size)
			at += p.size
			text := file[p.from:at]
			if p.whole() {
				require.Equal(t, text[len(text)-1] == '\n', p.ended)
				require.True(t, json.Valid(text))
			}
		}
		if err == nil {
			require.EqualValues(t, len(file), at)
		}
	})
}

// How a file arrives makes no difference, and what breaks off is told.
func TestReadersOfAllKinds(t *testing.T) {
	for _, file := range files {
		var pieces, slowly []piece
		err := read(strings.NewReader(file), func(p piece) { pieces = append(pieces, p) })
		again := read(iotest.OneByteReader(strings.NewReader(file)), func(p piece) { slowly = append(slowly, p) })
		require.Equal(t, err, again, "%q", file)
		require.Equal(t, pieces, slowly, "%q", file)
		broken := io.MultiReader(strings.NewReader(file), iotest.ErrReader(io.ErrClosedPipe))
		require.Error(t, read(broken, func(piece) {}), "%q", file)
	}
}
