// Package reading reads what people bring: their own networks and data, in the files that PyTorch, JAX, Keras, NumPy
// and spreadsheets write. This package says what a file is and what is wrong with it; below it, tensors reads named
// arrays, networks makes a perceptron of them, datasets makes labelled examples.
//
//	format, err := reading.FormatOf(file)          // told from the content, never from the name
//	file, err := tensors.Read(bytes)               // named arrays, not yet decoded
//	network, err := networks.Infer(file)           // widths, θ, and what was inferred, in words
//	examples, err := datasets.Read(options, bytes) // X, Y
//
// Whatever a file holds, it is read or refused in one sentence that says where, what was expected and what was found.
// Nothing in a file is ever executed, no name in it becomes a path, and memory is bounded by the file's own size. The
// package opens no file and no connection: it sees bytes.
package reading

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Problem is what is wrong with a file, for somebody who did not write the reader: one sentence.
type Problem struct {
	Where    string // in the file, such as `header of tensor "0.weight"`
	Expected string
	Found    string
	Advice   string // what to do about it; may be empty
}

func (p *Problem) Error() string {
	text := p.Where + ": expected " + p.Expected + ", found " + p.Found
	if p.Advice != "" {
		text += "; " + p.Advice
	}
	return text
}

// Wrong is a Problem at a place; found is formatted with its arguments.
func Wrong(where, expected, found string, args ...any) error {
	return &Problem{Where: where, Expected: expected, Found: fmt.Sprintf(found, args...)}
}

// Advise adds advice to a Problem that has none; other errors stay as they are.
func Advise(err error, advice string) error {
	var p *Problem
	if !errors.As(err, &p) || p.Advice != "" {
		return err
	}
	with := *p
	with.Advice = advice
	return &with
}

// longestQuote is how many characters of a file's own text an error repeats.
const longestQuote = 60

// Quote is a piece of a file's own text as an error may show it: in quotation marks, and Brief.
func Quote(text string) string { return `"` + Brief(text) + `"` }

// Brief is a piece of a file's own text as it may be shown: on one line, printable and short.
func Brief(text string) string {
	if len(text) > 4*longestQuote {
		text = text[:4*longestQuote] + "…"
	}
	var b strings.Builder
	n := 0
	for _, c := range text {
		if n++; n > longestQuote {
			b.WriteRune('…')
			break
		}
		if !unicode.IsPrint(c) || c == utf8.RuneError {
			c = '·'
		}
		b.WriteRune(c)
	}
	return b.String()
}

// Plural is a number with its noun: 1 tensor, 2 tensors.
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprint(n) + " " + noun + "s"
}
