// Command columns checks that no line of Go or JavaScript is wider than 120 columns, a tab being four, and that the
// comments of Go are filled to that width. With -w it fills them; a long line of code is left to its author.
//
//	go run ./.ci/columns [-w] FILE…
//
// Only paragraphs of text are filled: an indented line, a list, a heading, a directive, the output of an example and a
// comment behind code stay as they are.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"
)

const (
	columns = 120
	tab     = 4
)

func main() {
	write := flag.Bool("w", false, "fill comments")
	flag.Parse()
	faults := 0
	for _, name := range flag.Args() {
		text, err := os.ReadFile(name)
		if err != nil {
			fmt.Fprintln(os.Stderr, "columns:", err)
			os.Exit(2)
		}
		if generated.Match(text) {
			continue
		}
		if strings.HasSuffix(name, ".go") {
			filled := fill(name, text)
			switch {
			case bytes.Equal(filled, text):
			case *write:
				if err := os.WriteFile(name, filled, 0o644); err != nil {
					fmt.Fprintln(os.Stderr, "columns:", err)
					os.Exit(2)
				}
				text = filled
			default:
				faults++
				line := firstDifference(text, filled)
				fmt.Printf("%s:%d: a comment is not filled to %d columns\n", name, line, columns)
			}
		}
		for k, line := range strings.Split(string(text), "\n") {
			if n := width(line); n > columns {
				faults++
				fmt.Printf("%s:%d: %d columns\n", name, k+1, n)
			}
		}
	}
	if faults > 0 {
		os.Exit(1)
	}
}

var (
	generated = regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$`)
	output    = regexp.MustCompile(`(?i)^// (unordered )?output:`)
	marker    = regexp.MustCompile(`^([-#*+•]|\d+[.)])$`)
	verbatim  = regexp.MustCompile(`^//(\S|\s*$|\t|  | # | - | \+build | \[[^]]+\]: )`)
)

func width(line string) int {
	return utf8.RuneCountInString(line) + (tab-1)*strings.Count(line, "\t")
}

// fill returns the source with its comments filled.
func fill(name string, source []byte) []byte {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		fmt.Fprintln(os.Stderr, "columns:", err)
		os.Exit(2)
	}
	lines := strings.Split(string(source), "\n")
	comment := make([]bool, len(lines)) // lines that are nothing but a comment of this kind
	for _, group := range file.Comments {
		verbatimFromHere := false
		for _, c := range group.List {
			k := files.Position(c.Pos()).Line - 1
			verbatimFromHere = verbatimFromHere || output.MatchString(c.Text)
			comment[k] = !verbatimFromHere && strings.HasPrefix(c.Text, "//") &&
				strings.HasPrefix(strings.TrimLeft(lines[k], "\t"), "//") && !verbatim.MatchString(c.Text)
		}
	}
	var out []string
	for k := 0; k < len(lines); {
		if !comment[k] {
			out = append(out, lines[k])
			k++
			continue
		}
		indent := lines[k][:strings.Index(lines[k], "//")]
		var words []string
		for ; k < len(lines) && comment[k] && strings.HasPrefix(lines[k], indent+"//"); k++ {
			for _, w := range strings.Fields(lines[k][len(indent)+2:]) {
				if n := len(words); n > 0 && marker.MatchString(w) { // must not begin a line
					words[n-1] += " " + w
				} else {
					words = append(words, w)
				}
			}
		}
		line := indent + "//"
		for _, w := range words {
			if line != indent+"//" && width(line)+1+utf8.RuneCountInString(w) > columns {
				out = append(out, line)
				line = indent + "//"
			}
			line += " " + w
		}
		out = append(out, line)
	}
	return []byte(strings.Join(out, "\n"))
}

// firstDifference returns the line at which two texts part.
func firstDifference(a, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return 1 + bytes.Count(a[:n], []byte("\n"))
}
