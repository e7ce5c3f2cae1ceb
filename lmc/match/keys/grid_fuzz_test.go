package keys_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"onebasin/internal/allocation"
	"onebasin/lmc/link"
	"onebasin/lmc/match/keys"
)

// gridBound is how many bytes may be allocated to read a sweep of n bytes: an alternative is a name in two lists and in
// a set, and what is read of it.
func gridBound(n int) uint64 { return uint64(400*n + 64<<10) }

// Whatever a sweep's text says, it is read or refused in one clear line, memory is bounded by its length, and what was
// read is a grid of experiments that are all what their labels say.
func FuzzParseGrid(f *testing.F) {
	for _, s := range []string{
		"", "#", "net=8|16&seeds=1,2|3,4", "net=8%7C16%7c32", "n=|", "lr=0.1|1e-1", "digest=0|1", "net=8|16&net=4",
		"view.title=%7C|", "match=wm|wm,am&v=1|1", "n=10|11&nt=10|11&bs=1|2&steps=1|2&dseed=1|2", "&&|=|",
		"dim=2|3&data=gauss|blobs", strings.Repeat("n=&", 400), strings.Repeat("seeds=1|", 40),
		"mseed=1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var g link.Grid[keys.Link]
		var err error
		allocation.Within(t, gridBound(len(text)), func() { g, err = keys.ParseGrid(text) })
		if err != nil {
			if m := err.Error(); m == "" || len(m) > 700 || strings.ContainsAny(m, "\n\r\x00") {
				t.Fatalf("not a clear message: %q", m)
			}
			return
		}
		if g.Len() < 1 || g.Len() > link.MaxGrid {
			t.Fatalf("%d experiments", g.Len())
		}
		for _, k := range []int{0, g.Len() / 2, g.Len() - 1} {
			e := g.At(k).Experiment
			again, problems := keys.Parse(e.Fragment())
			require.Empty(t, problems)
			require.Equal(t, e, again.Experiment)
			for label := range strings.FieldsFuncSeq(g.Label(k), func(c rune) bool { return c == '&' }) {
				require.Contains(t, "&"+e.Fragment()+"&", "&"+label+"&")
			}
		}
	})
}
