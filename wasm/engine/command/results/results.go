//go:build !js

// Package results keeps the results of sweeps in files, one a line (JSON Lines), which a sweep goes on from however it
// was ended:
//
//	f, err := results.Open("results.jsonl", build)
//	…
//	if !f.Has(fragment) {
//		err = f.Append(fragment, line)
//	}
//	err = f.Close(order)
//
// One program at a time writes to a file, which is locked meanwhile. A result is written when it is finished, its line
// as a whole, and counts as there if its experiment and its build are those asked for; twice the same counts once. What
// lies behind the last whole line, half a line or zeros, is cut off; what was torn elsewhere, where files were put
// together, is passed over. Results of other experiments and builds stay as they are. A file of anything else is
// refused.
package results

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"onebasin/lmc/lab/wire"
	"onebasin/wasm/engine/command/whole"
)

// Refused says what is wrong with a file that results are to be written to.
type Refused struct{ Reason string }

func (r Refused) Error() string { return r.Reason }

// File is an open file of results.
type File struct {
	path, build string
	f           *os.File
	lock        lock
	size        int64
	pieces      []piece
	first       map[result]int // where among the pieces a result is, first of its kind
	held        map[string]int // likewise by fragment, of this build
	others      int            // results of other builds
	notes       []string
}

// Open opens the file at path, which it makes if there is none, for results of a build, and mends its end. It returns a
// Refused where another program writes to the file and where it holds anything but results.
func Open(path, build string) (*File, error) {
	r := &File{build: build, first: map[result]int{}, held: map[string]int{}}
	if err := r.open(path); err != nil {
		return nil, err
	}
	err := r.read()
	if err == nil {
		err = r.mend()
	}
	if err != nil {
		r.f.Close()
		r.lock.release()
		return nil, err
	}
	return r, nil
}

// open makes the file if there is none, locks it, then opens it: the last program may have put another one in its
// place.
func (r *File) open(path string) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return Refused{path + " is no file that results can be appended to"}
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return err
	}
	f.Close()
	if r.path, err = filepath.EvalSymlinks(path); err != nil {
		return err
	}
	r.lock, err = acquire(r.path)
	switch {
	case errors.Is(err, errLocked):
		return Refused{"another program is writing to " + path +
			"; give each a file of its own, or wait for the other's end"}
	case errors.Is(err, errNoLocks):
		r.note("%s cannot be locked on this file system: see to it that no other program writes to it", path)
	case err != nil:
		return err
	}
	if r.f, err = os.OpenFile(r.path, os.O_RDWR|os.O_APPEND, 0); err != nil {
		r.lock.release()
	}
	return err
}

// read reads what the file holds.
func (r *File) read() error {
	err := read(r.f, func(p piece) {
		r.size += p.size
		r.add(p)
	})
	if e := (NoResult{}); errors.As(err, &e) {
		return Refused{fmt.Sprintf("line %d of %s is no result; name another file, or mend this one", e.Line, r.path)}
	}
	return err
}

// add counts a piece that is in the file.
func (r *File) add(p piece) {
	k := len(r.pieces)
	r.pieces = append(r.pieces, p)
	if !p.whole() {
		return
	}
	if _, twice := r.first[p.result]; !twice {
		r.first[p.result] = k
	}
	if p.Build != r.build || p.Build == wire.Unnamed { // two builds without a name may be two programs
		r.others++
		return
	}
	if other, twice := r.held[p.Experiment]; !twice {
		r.held[p.Experiment] = k
	} else if r.pieces[other].Digest != p.Digest {
		r.note("lines %d and %d of %s are the same experiment by the same build with different digests: "+
			"one was changed, or a computer failed",
			r.pieces[other].line, p.line, r.path)
	}
}

// mend cuts off what lies behind the last result, sees to it that the next one begins a line, and notes what is
// strange.
func (r *File) mend() error {
	end, size := len(r.pieces), r.size
	for end > 0 && !r.pieces[end-1].whole() {
		end--
		size -= r.pieces[end].size
	}
	switch {
	case end == 0 && r.size > longest: // whatever it is, it is no beginning of a first result
		return Refused{fmt.Sprintf("there is no result in %s; name another file", r.path)}
	case size < r.size:
		r.note("what stood at the end of %s was no whole result, and is cut off", r.path)
		if err := os.Truncate(r.path, size); err != nil {
			return err
		}
	}
	r.pieces, r.size = r.pieces[:end], size
	torn := 0
	for _, p := range r.pieces {
		if !p.whole() {
			torn++
		}
	}
	if torn > 0 {
		r.note("%d results in %s were cut off when they were written, and do not count", torn, r.path)
	}
	if twice := end - torn - len(r.first); twice > 0 {
		r.note("%d results in %s are there already, and do not count again", twice, r.path)
	}
	if r.others > 0 {
		r.note("%d results in %s are of other builds, stay as they are and do not count", r.others, r.path)
	}
	if end == 0 || r.pieces[end-1].ended {
		return nil
	}
	last := &r.pieces[end-1]
	last.size++
	last.ended = true
	return r.write([]byte("\n"))
}

func (r *File) note(format string, values ...any) {
	r.notes = append(r.notes, fmt.Sprintf(format, values...))
}

// Notes returns what a user should know of the file, in sentences.
func (r *File) Notes() []string { return r.notes }

// Has reports whether the experiment's result is there.
func (r *File) Has(fragment string) bool {
	_, ok := r.held[fragment]
	return ok
}

// Append adds the line of an experiment's result, its end included.
func (r *File) Append(fragment string, line []byte) error {
	p := piece{from: r.size, size: int64(len(line)), line: len(r.pieces) + 1, ended: true}
	p.result, _ = judge(line)
	if !p.whole() || p.Experiment != fragment || !strings.HasSuffix(string(line), "\n") {
		panic("results: no result of that experiment")
	}
	if err := r.write(line); err != nil {
		return err
	}
	r.held[fragment] = len(r.pieces)
	r.first[p.result] = len(r.pieces)
	r.pieces = append(r.pieces, p)
	return nil
}

// write appends bytes as a whole, or not at all.
func (r *File) write(b []byte) error {
	if _, err := r.f.Write(b); err != nil {
		if r.lock.on != nil { // else the end may be another program's
			err = errors.Join(err, os.Truncate(r.path, r.size))
		}
		return err
	}
	r.size += int64(len(b))
	return nil
}

// Close closes the file. With the fragments of a whole sweep it puts their results in that order behind whatever else
// there is, and leaves out what was torn or is there twice.
func (r *File) Close(order []string) error {
	defer r.lock.release()
	sorted := r.sorted(order)
	if sorted == nil || r.lock.on == nil {
		return errors.Join(r.f.Sync(), r.f.Close())
	}
	var files whole.Files
	defer files.Drop()
	err := files.Write(r.path, func(w io.Writer) error {
		for _, p := range sorted {
			_, err := io.Copy(w, io.NewSectionReader(r.f, p.from, p.size))
			if err == nil && !p.ended {
				_, err = io.WriteString(w, "\n")
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err = errors.Join(err, r.f.Close()); err != nil {
		return err
	}
	return files.Place()
}

// sorted returns the pieces in the order of a whole sweep, nil if they are in it.
func (r *File) sorted(order []string) []piece {
	if len(order) == 0 {
		return nil
	}
	mine := make(map[int]bool, len(order))
	for _, fragment := range order {
		mine[r.held[fragment]] = true
	}
	var sorted []piece
	for k, p := range r.pieces {
		if p.whole() && r.first[p.result] == k && !mine[k] {
			sorted = append(sorted, p)
		}
	}
	for _, fragment := range order {
		sorted = append(sorted, r.pieces[r.held[fragment]])
	}
	if len(sorted) != len(r.pieces) {
		return sorted
	}
	for k, p := range sorted {
		if p.from != r.pieces[k].from || !p.ended {
			return sorted
		}
	}
	return nil
}
