package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/andybalholm/brotli"
)

// shrinks are the kinds of files worth compressing; fonts and pictures are compressed already.
var shrinks = map[string]bool{".wasm": true, ".js": true, ".css": true, ".html": true, ".json": true, ".svg": true,
	".txt": true, ".webmanifest": true}

// A coding compresses a file as tightly as it can: a site is built once and loaded many times.
type coding struct {
	name, suffix string // in Content-Encoding, and of the twin
	compress     func(io.Writer) io.WriteCloser
	unpack       func(io.Reader) (io.Reader, error)
}

var codings = []coding{
	{"br", ".br", func(w io.Writer) io.WriteCloser {
		return brotli.NewWriterOptions(w, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24})
	}, func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil }},
	{"gzip", ".gz", func(w io.Writer) io.WriteCloser {
		z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
		if err != nil {
			panic("pack: gzip has no such level")
		}
		return z
	}, func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
}

// writeTwins writes the compressed twins of the files in dist. Twins are kept in the cache under the hash of the
// contents, so that a file that is built again with the same bytes costs nothing; one that does not unpack to them, as
// after a full disk, is made anew. A quick run compresses nothing: it takes what the cache has and removes the twins of
// other contents.
func writeTwins(dist, cache string, quick bool) error {
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return err
	}
	var files []string
	err := filepath.WalkDir(dist, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && shrinks[filepath.Ext(path)] && d.Name() != manifestName {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	failures := make([]error, len(files)*len(codings))
	for i, path := range files {
		for k, c := range codings {
			wg.Add(1)
			go func() {
				defer wg.Done()
				turn <- struct{}{}
				defer func() { <-turn }()
				failures[i*len(codings)+k] = c.writeTwin(path, cache, quick)
			}()
		}
	}
	wg.Wait()
	return errors.Join(append(failures, forget(cache))...)
}

func (c coding) writeTwin(path, cache string, quick bool) error {
	plain, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	kept := filepath.Join(cache, sum(plain)[:32]+c.suffix)
	packed, err := os.ReadFile(kept)
	if err != nil || !c.holds(packed, plain) {
		if quick {
			return remove(path + c.suffix)
		}
		begin := time.Now()
		var b bytes.Buffer
		z := c.compress(&b)
		if _, err := z.Write(plain); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		packed = b.Bytes()
		if took := time.Since(begin); took > time.Second {
			fmt.Printf("  %s%s: %.2f of %.2f MB, %.0f s\n", filepath.Base(path), c.suffix, float64(len(packed))/1e6,
				float64(len(plain))/1e6, took.Seconds())
		}
		if err := writeWhole(kept, packed); err != nil {
			return err
		}
	}
	if len(packed) >= len(plain) {
		return remove(path + c.suffix)
	}
	now := time.Now()
	if err := os.Chtimes(kept, now, now); err != nil { // used today: see forget
		return err
	}
	return writeIfChanged(path+c.suffix, packed)
}

// holds reports whether a twin unpacks to the file.
func (c coding) holds(packed, plain []byte) bool {
	r, err := c.unpack(bytes.NewReader(packed))
	if err != nil {
		return false
	}
	got, err := io.ReadAll(r)
	return err == nil && bytes.Equal(got, plain)
}

// remove removes a file if it is there.
func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// forget removes what no build has used for a fortnight.
func forget(cache string) error {
	entries, err := os.ReadDir(cache)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > 14*24*time.Hour {
			if err := os.Remove(filepath.Join(cache, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
