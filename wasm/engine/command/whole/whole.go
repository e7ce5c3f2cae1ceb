//go:build !js

// Package whole writes files that are whole or not there. Each is written under another name, brought to the disk, and
// given its own name when all are complete, so that neither a full disk nor a power cut leaves half a file, or half of
// some files that belong together:
//
//	var files whole.Files
//	defer files.Drop()
//	err := files.Write("A.csv", func(w io.Writer) error { … })
//	…
//	err = files.Place()
package whole

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Files are files on their way. The zero value is ready.
type Files struct{ staged []staged }

// staged is a complete file that does not yet have its name.
type staged struct{ temporary, path string }

// Write writes what do writes to a file that will be at path, in a folder that is there, with the permissions of the
// file whose place it takes.
func (s *Files) Write(path string, do func(io.Writer) error) error {
	f, err := create(path)
	if err != nil {
		return err
	}
	s.staged = append(s.staged, staged{f.Name(), path})
	out := bufio.NewWriter(f)
	err = do(out)
	if err == nil {
		err = out.Flush()
	}
	old, missing := os.Stat(path)
	if err == nil && missing == nil {
		err = f.Chmod(old.Mode().Perm())
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// create makes a new file beside path.
func create(path string) (*os.File, error) {
	for k := 0; ; k++ {
		name := fmt.Sprintf("%s.%d-%d.part", path, os.Getpid(), k)
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// Place gives all files their names, in the order in which they were written.
func (s *Files) Place() error {
	for len(s.staged) > 0 {
		f := s.staged[0]
		if err := os.Rename(f.temporary, f.path); err != nil {
			return err
		}
		s.staged = s.staged[1:]
		syncFolder(filepath.Dir(f.path))
	}
	return nil
}

// Drop removes the files that were not placed.
func (s *Files) Drop() {
	for _, f := range s.staged {
		os.Remove(f.temporary)
	}
	s.staged = nil
}

// syncFolder brings a folder's names to the disk, where a system can.
func syncFolder(dir string) {
	if d, err := os.Open(dir); err == nil {
		d.Sync() // not every file system does this for folders
		d.Close()
	}
}

// Room makes a folder, with those above it, and tries whether so many bytes can be written into it.
func Room(dir string, bytes int64) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	var try Files
	defer try.Drop()
	return try.Write(filepath.Join(dir, "room"), func(w io.Writer) error {
		_, err := io.CopyN(w, zeros{}, bytes)
		return err
	})
}

// zeros reads as zeros.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}
