package main

import (
	"strings"
	"testing"
)

func TestFill(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("word ", 30))
	first, rest := strings.TrimSpace(strings.Repeat("word ", 23)), strings.TrimSpace(strings.Repeat("word ", 7))
	for _, c := range []struct{ name, from, to string }{
		{"too wide", "// " + long + "\n", "// " + first + "\n// " + rest + "\n"},
		{"too narrow", "// one\n// two\n", "// one two\n"},
		{"a paragraph ends", "// one\n//\n// two\n", ""},
		{"a formula", "// one:\n//\n//\tx = y\n//\tz = " + long + "\n//\n// two\n", ""},
		{"a list", "// one:\n//   - two\n//   - three\n", ""},
		{"a heading", "// # One\n//\n// two\n", ""},
		{"a directive", "//go:noinline\n", ""},
		{"an example's output", "func f() {\n\t// Output:\n\t// one\n\t// two\n}\n", ""},
		{"behind code", "var x int // one\nvar y int // two\n", ""},
		{"no line begins as a list", "// " + first + "ss -\n// " + rest + "\n",
			"// " + strings.TrimSuffix(first, " word") + "\n// wordss - " + rest + "\n"},
		{"indented", "func f() {\n\t// one\n\t// two\n}\n", "func f() {\n\t// one two\n}\n"},
	} {
		from := "package p\n\n" + c.from
		want := from
		if c.to != "" {
			want = "package p\n\n" + c.to
		}
		got := string(fill("p.go", []byte(from)))
		if got != want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, want)
		}
		if again := string(fill("p.go", []byte(got))); again != got {
			t.Errorf("%s: filled twice it is\n%s", c.name, again)
		}
	}
}
