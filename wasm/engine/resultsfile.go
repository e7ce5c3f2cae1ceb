//go:build !js

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// resultsFile is a file of results, one a line, that a sweep goes on from. A
// result is appended when it is finished, so that whatever ends the program loses
// no other; once all are there, the file is put in the order of the sweep.
type resultsFile struct {
	f     *os.File
	path  string
	build string
	lines []extent
	held  map[string]extent // where the result of a fragment by this build is
	order []string          // fragments of the sweep
}

// extent is where a line is in the file, its end included.
type extent struct{ from, size int64 }

// opening is how every result begins.
const opening = `{"experiment":"`

// openResults opens the file at path, which it makes if there is none, and reads
// what it holds. A last line without its end, which a program that was ended
// while it wrote leaves behind, is cut off; a file of anything else is refused.
func openResults(path, build string) (*resultsFile, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, usage{path + " is no file that results can be appended to"}
	} else if err == nil {
		if path, err = filepath.EvalSymlinks(path); err != nil {
			return nil, err
		}
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	r := &resultsFile{f: f, path: path, build: build, held: map[string]extent{}}
	if err := r.read(); err != nil {
		f.Close()
		return nil, err
	}
	return r, nil
}

func (r *resultsFile) read() error {
	in := bufio.NewReader(r.f)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if err != nil && len(line) == 0 {
			return nil
		}
		head := line[:min(len(line), len(opening))]
		if err != nil && bytes.HasPrefix([]byte(opening), head) {
			return r.f.Truncate(r.end())
		}
		var found struct{ Experiment, Build, Digest string }
		if err != nil || json.Unmarshal(line, &found) != nil || found.Experiment == "" || found.Digest == "" {
			return usage{fmt.Sprintf("line %d of %s is no result; name another file, or mend this one", len(r.lines)+1, r.path)}
		}
		at := extent{r.end(), int64(len(line))}
		r.lines = append(r.lines, at)
		if _, twice := r.held[found.Experiment]; found.Build == r.build && !twice {
			r.held[found.Experiment] = at
		}
	}
}

// end returns where the next line begins.
func (r *resultsFile) end() int64 {
	if len(r.lines) == 0 {
		return 0
	}
	last := r.lines[len(r.lines)-1]
	return last.from + last.size
}

func (r *resultsFile) has(fragment string) bool {
	_, ok := r.held[fragment]
	return ok
}

func (r *resultsFile) put(_ int, fragment string, line []byte) error {
	at := extent{r.end(), int64(len(line))}
	if _, err := r.f.WriteAt(line, at.from); err != nil {
		return err
	}
	r.lines = append(r.lines, at)
	r.held[fragment] = at
	return nil
}

// close closes the file, once the sweep is whole with its results in order, after
// whatever else was in the file.
func (r *resultsFile) close(whole bool) error {
	if !whole {
		return r.f.Close()
	}
	mine := make([]extent, len(r.order))
	ours := make(map[extent]bool, len(r.order))
	for k, fragment := range r.order {
		mine[k] = r.held[fragment]
		ours[mine[k]] = true
	}
	sorted := slices.DeleteFunc(slices.Clone(r.lines), func(x extent) bool { return ours[x] })
	sorted = append(sorted, mine...)
	if slices.Equal(sorted, r.lines) {
		return r.f.Close()
	}
	err := r.rewrite(sorted)
	return errors.Join(err, r.f.Close())
}

// rewrite puts lines into a new file, which takes the old one's place when it is
// whole.
func (r *resultsFile) rewrite(lines []extent) error {
	info, err := r.f.Stat()
	if err != nil {
		return err
	}
	sorted, err := os.CreateTemp(filepath.Dir(r.path), filepath.Base(r.path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(sorted.Name()) // it has another name by then, if all went well
	out := bufio.NewWriter(sorted)
	for _, x := range lines {
		if _, err := io.Copy(out, io.NewSectionReader(r.f, x.from, x.size)); err != nil {
			sorted.Close()
			return err
		}
	}
	if err := errors.Join(out.Flush(), sorted.Chmod(info.Mode().Perm()), sorted.Close()); err != nil {
		return err
	}
	return os.Rename(sorted.Name(), r.path)
}
