// Package labtest holds what every laboratory must pass, for the tests of those that bring them: whatever a link, a
// sweep or a job says, it is taken or refused in words, and memory is bounded by its length.
package labtest

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"onebasin/internal/allocation"
	"onebasin/lmc/lab"
	"onebasin/lmc/link"
)

// linkBound is how many bytes may be allocated to read a link of n bytes, with what is said of it.
func linkBound(n int) uint64 { return uint64(1000*n + 256<<10) }

// sweepBound is how many bytes may be allocated to read a sweep of n bytes: an alternative is a name in two lists and
// in a set, and what is read of it.
func sweepBound(n int) uint64 { return uint64(700*n + 256<<10) }

// Clear reports whether a message is one line of bounded length.
func Clear(message string) bool {
	return message != "" && len(message) <= 700 && !strings.ContainsAny(message, "\n\r\x00")
}

// Links feeds texts to the laboratory's reader of links: each objection is one clear line, what was read has one text,
// and what it needs is a number of bytes, however large.
func Links(f *testing.F, l lab.Lab, texts ...string) {
	for _, s := range append(texts, "", "#", "lab="+l.Name, "digest=ffffffffffff&v=1", "seeds=1,\n> 2&&steps=",
		"http://h/index.html%23lab%3D"+l.Name+"%26n%3D50", "view.title=%F0%9F%98%80&n=60000&nt=60000&dim=1024",
		"data=file&file=0123456789abcdef", "noise=-0&lr=0x1p-3&n=９") {
		f.Add(s)
	}
	for _, p := range l.Presets {
		f.Add(p.Fragment)
	}
	l.Read("") // makes the schema
	f.Fuzz(func(t *testing.T, text string) {
		var r lab.Reading
		allocation.Within(t, linkBound(len(text)), func() { r = l.Read(text) })
		for _, p := range r.Problems {
			if p.Fault() == "" || !Clear(p.Message) {
				t.Fatalf("not a clear message: %q", p)
			}
		}
		if err := r.Link.Refusal; err != nil && !Clear(err.Error()) {
			t.Fatalf("not a clear refusal: %q", err)
		}
		if r.Link.Memory < 0 || r.Link.FilesSize < 0 {
			t.Fatalf("%d bytes of memory, files of %d", r.Link.Memory, r.Link.FilesSize)
		}
		printed := r.Link.Experiment
		again := l.Read(printed)
		if len(again.Problems)+len(again.Notes) > 0 || again.Link.Experiment != printed {
			t.Fatalf("%q is not canonical: %v, %v", printed, again.Problems, again.Notes)
		}
	})
}

// Sweeps feeds texts to the laboratory's reader of sweeps: what was read is a grid of experiments that are all what
// their labels say.
func Sweeps(f *testing.F, l lab.Lab, texts ...string) {
	for _, s := range append(texts, "", "#", "seeds=1,2|3,4&n=50%7C60%7c70", "n=|", "lr=0.1|1e-1", "digest=0|1",
		"&&|=|", "view.title=%7C|", "n=10|11&nt=10|11&bs=1|2&steps=1|2&dseed=1|2", "dim=2|3&data=gauss|blobs",
		strings.Repeat("n=&", 400), strings.Repeat("seeds=1|", 40),
		"mseed=1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23") {
		f.Add(s)
	}
	l.Read("") // makes the schema
	f.Fuzz(func(t *testing.T, text string) {
		var s lab.Sweep
		var err error
		allocation.Within(t, sweepBound(len(text)), func() { s, _, err = l.Sweep(text) })
		if err != nil {
			if !Clear(err.Error()) {
				t.Fatalf("not a clear message: %q", err)
			}
			return
		}
		if s.Len < 1 || s.Len > link.MaxGrid {
			t.Fatalf("%d experiments", s.Len)
		}
		for _, k := range []int{0, s.Len / 2, s.Len - 1} {
			e := s.At(k).Experiment
			again := l.Read(e)
			require.Empty(t, again.Problems)
			require.Equal(t, e, again.Link.Experiment)
			for label := range strings.FieldsFuncSeq(s.Label(k), func(c rune) bool { return c == '&' }) {
				require.Contains(t, "&"+e+"&", "&"+label+"&")
			}
		}
	})
}
