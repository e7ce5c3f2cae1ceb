package main

import (
	"strings"
	"testing"

	"onebasin/internal/allocation"
)

func TestAccepts(t *testing.T) {
	for _, c := range []struct {
		lines []string
		want  bool
	}{
		{nil, false}, {[]string{""}, false}, {[]string{"br"}, true}, {[]string{"BR"}, true},
		{[]string{"gzip, br"}, true},
		{[]string{"gzip", "br"}, true}, {[]string{"br;q=0"}, false}, {[]string{"br;Q=0"}, false},
		{[]string{"br ; q = 0.000"}, false},
		{[]string{"br\t;\tq=0"}, false}, {[]string{"br;level=3;q=0"}, false}, {[]string{"br;q=0.001"}, true},
		{[]string{"*"}, true}, {[]string{"*;q=0"}, false}, {[]string{"*", "br;q=0"}, false},
		{[]string{"br;q=0", "*"}, false},
		{[]string{"br", "*;q=0"}, true}, {[]string{"br", "br;Q=0"}, false}, {[]string{"br;q=0", "br"}, false},
		{[]string{"br;q=much"}, false}, {[]string{"br;q="}, false}, {[]string{"br;q=-1"}, false},
		{[]string{"br;q=nan"}, false},
		{[]string{"br;q=inf"}, false}, {[]string{"br;q=1.000"}, true}, {[]string{"brotli"}, false},
		{[]string{"x-br"}, false},
	} {
		if got := accepts(c.lines, "br"); got != c.want {
			t.Errorf("%q: %v", c.lines, got)
		}
	}
}

// However a request writes its wish, upper or lower case, on one line or several: the answer is the same, and a coding
// that is refused is not sent.
func FuzzAccepts(f *testing.F) {
	for _, line := range []string{"gzip, deflate, br, zstd", "br;Q=0", "*;q=0.5, br;q=0", "br;q=1;q=0",
		",;,=;q", "identity;q=0"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		allocation.Within(t, uint64(16*len(line)+4<<10), func() { accepts([]string{line, line}, "br") })
		for _, coding := range []string{"br", "gzip"} {
			want := accepts([]string{line}, coding)
			if got := accepts([]string{asciiUpper(line)}, coding); got != want {
				t.Errorf("%q in capitals: %v", line, got)
			}
			if got := accepts(strings.Split(line, ","), coding); got != want {
				t.Errorf("%q on several lines: %v", line, got)
			}
			if accepts([]string{line, coding + ";q=0"}, coding) || accepts([]string{coding + ";Q=0", line}, coding) {
				t.Errorf("%q: %s is sent although it was refused", line, coding)
			}
		}
	})
}

func asciiUpper(s string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, s)
}
