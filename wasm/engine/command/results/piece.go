//go:build !js

package results

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// opening is how every result begins. It cannot stand inside of one, where JSON would escape its quotes.
const opening = `{"experiment":"`

// longest bounds a line, in bytes; the largest result that the schema allows is a tenth of it.
const longest = 64 << 20

// A piece is what stands from one opening, or the beginning of a line, to the next opening or the end of the line,
// which belongs to it: a result or, if the program that wrote it was ended meanwhile, what is left of one.
type piece struct {
	from, size int64 // place in the file
	line       int   // counted from 1
	ended      bool  // of a result: the line ends behind it
	result
}

// result is what a line tells of itself. What is left of one tells nothing.
type result struct{ Experiment, Build, Digest string }

func (r result) whole() bool { return r.Experiment != "" && r.Digest != "" }

// NoResult is a line that is neither a result nor what is left of one.
type NoResult struct{ Line int }

func (e NoResult) Error() string { return fmt.Sprintf("line %d is no result", e.Line) }

// read hands on all pieces of a file in their order. It keeps one line in memory and ends with a NoResult at a line
// that no sweep has begun.
func read(file io.Reader, each func(piece)) error {
	in := bufio.NewReaderSize(file, 1<<16)
	var line line
	var from int64
	for number := 1; ; number++ {
		err := line.read(in)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if line.size > 0 && !line.split(from, number, each) {
			return NoResult{number}
		}
		if err != nil {
			return nil
		}
		from += line.size
	}
}

// line is a line of a file, its end included.
type line struct {
	text    []byte // without skipped bytes at its beginning; the beginning of a line that is too long
	skipped int64  // blanks and zeros
	size    int64  // of the whole line
}

// read reads the next line. Zeros that a power cut left, which may be gigabytes, take no memory.
func (l *line) read(in *bufio.Reader) error {
	l.text, l.skipped, l.size = l.text[:0], 0, 0
	for {
		part, err := in.ReadSlice('\n')
		l.size += int64(len(part))
		if len(l.text) == 0 && empty(part) {
			l.skipped += int64(len(part))
		} else {
			l.text = append(l.text, part[:min(len(part), longest-len(l.text))]...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}

// split hands on the pieces of a line, unless one is no result and not what is left of one.
func (l *line) split(from int64, number int, each func(piece)) bool {
	if int64(len(l.text)) < l.size-l.skipped { // too long
		each(piece{from: from, size: l.size, line: number})
		return bytes.IndexByte(l.text, 0) >= 0
	}
	end := from + l.size
	text, at := l.text, from+l.skipped
	for from < end {
		n := len(text)
		if k := bytes.Index(text[min(1, n):], []byte(opening)); k >= 0 {
			n = 1 + k
		}
		r, ok := judge(text[:n])
		if !ok {
			return false
		}
		ended := n > 0 && text[n-1] == '\n'
		text, at = text[n:], at+int64(n)
		each(piece{from: from, size: at - from, line: number, ended: ended, result: r})
		from = at
	}
	return true
}

// judge reads a piece. It is not ok if it is neither a result nor what is left of one: its beginning, or something with
// zeros where the disk lost it.
func judge(text []byte) (r result, ok bool) {
	text = bytes.TrimRight(text, " \t\r\n")
	if !bytes.HasPrefix(text, []byte(opening)) {
		text = bytes.Trim(text, " \t\r\n\x00")
		return result{}, bytes.HasPrefix([]byte(opening), text)
	}
	err := json.Unmarshal(text, &r)
	if err == nil {
		return r, r.whole()
	}
	cut := errors.Is(json.NewDecoder(bytes.NewReader(text)).Decode(new(struct{})), io.ErrUnexpectedEOF)
	return result{}, cut || bytes.IndexByte(text, 0) >= 0
}

// empty reports whether there is nothing in text but blanks and zeros.
func empty(text []byte) bool { return len(bytes.Trim(text, " \t\r\n\x00")) == 0 }
