package link_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/internal/allocation"
	"onebasin/lmc/link"
)

var keys = link.Keys{
	Experiment: strings.Fields("v lab data n nt noise dseed dim classes side net seeds match lambdas"),
	View:       strings.Fields("view.lambda view.title"),
	Text:       []string{"view.title"},
}

func TestMendedTextIsQuotedBriefly(t *testing.T) {
	m := link.Mend("data=moons"+strings.Repeat(")", 1000), keys)
	assert.Equal(t, "data=moons", m.Fragment)
	assert.Equal(t, []string{"“))))))))…” at its end was left out."}, m.Notes)
}

func TestNotesComeOnceAndInOrder(t *testing.T) {
	m := link.Mend("<http://h/#data=moons&amp;seeds=1%2C2%2C\u200b3&&net=8–8>.", keys)
	assert.Equal(t, "data=moons&seeds=1,2,3&net=8-8", m.Fragment)
	assert.Equal(t, []string{"“&amp;” stood for “&”.", "Codes such as %2C or %3D stood for plain characters.",
		"Another kind of dash stood for a hyphen.",
		"There were invisible characters in it.", "There was an “&” too many.", "“<” before it was left out.",
		"“>.” at its end was left out."}, m.Notes)
}

// What is beyond the longest text is not looked into.
func TestLongTextComesBackWhole(t *testing.T) {
	text := strings.Repeat("n=1&amp;", link.MaxLength/8)
	m := link.Mend(text, keys)
	assert.NotEmpty(t, m.Notes)
	text += "x"
	for _, before := range []string{"", "#", "http://h/index.html?workers=2#"} {
		assert.Equal(t, link.Mended{Fragment: text}, link.Mend(before+text, keys))
	}
}

// Somebody else's parameters stay in the address; those of the link leave it.
func TestQuery(t *testing.T) {
	for _, c := range []struct{ text, fragment, query string }{
		{"?workers=3#data=moons", "data=moons", "workers=3"},
		{"?workers=3&data=moons&simd=0", "data=moons", "workers=3&simd=0"},
		{"?data=moons&x=1#seeds=3,4", "seeds=3,4&data=moons", "x=1"},
		{"?x=1&data=moons", "x=1&data=moons", ""},
		{"?workers=2%23data=moons", "data=moons", "workers=2"},
		{"?from=https://h/%3Fdata%3Dmoons#data=moons", "data=moons", "from=https://h/%3Fdata%3Dmoons"},
		{"?utm_source=x&gclid=1", "", "utm_source=x&gclid=1"},
		{"?workers=2#view.lambda=0.3", "view.lambda=0.3", "workers=2"},
		{"?workers=2", "", "workers=2"}, {"", "", ""}, {"#", "", ""}, {"http://h", "", ""}, {"http://h/a/index.html",
			"", ""},
		{"http://h/other.html", "http://h/other.html", ""},
	} {
		m := link.Mend(c.text, keys)
		assert.Equal(t, c.fragment, m.Fragment, c.text)
		assert.Equal(t, c.query, m.Query, c.text)
	}
}

func TestBeginnings(t *testing.T) {
	const whole = "v=1&lab=match&data=moons&n=10&nt=10&noise=0&dseed=0&dim=2&classes=2&side=8&net=8&seeds=1,2" +
		"&match=wm&lambdas=25"
	upTo := func(key string) string { return whole[:strings.Index(whole, "&"+key+"=")] }
	const note = "It may end early: it is missing "
	for _, c := range []struct{ text, fragment, early, note string }{
		{whole, whole, "", ""},
		{upTo("match"), upTo("match"),
			"this link ends early: it is missing match and lambdas, and what it says of seeds may be cut", ""},
		{upTo("match") + "&", upTo("match"),
			"this link ends early: it is missing match and lambdas, and what it says of seeds may be cut", ""},
		{upTo("match") + "&mat", upTo("match"), "this link ends early: it is missing match and lambdas", ""},
		{upTo("match") + "&mat%", upTo("match"), "this link ends early: it is missing match and lambdas", ""},
		{upTo("match") + "&mit", upTo("match") + "&mit", "", ""}, // the codec says what is wrong
		{upTo("lambdas") + "&view.lambda=1", upTo("lambdas") + "&view.lambda=1",
			"this link ends early: it is missing lambdas", ""},
		{"v=1", "v=1", "", note + "lab, data, n, nt, noise and 8 more keys, which have their defaults."},
		{"v=1&la", "v=1", "this link ends early: it is missing lab, data, n, nt, noise and 8 more keys", ""},
		{"v=1&data=moons", "v=1&data=moons", "", ""},
		{"data=moons&n=10", "data=moons&n=10", "", ""},
		{"v=1&lab=match&view.lambda=1", "v=1&lab=match&view.lambda=1", "", ""},
		{"digest=0123456789ab&v=1", "digest=0123456789ab&v=1",
			"this link ends early: it is missing lab, data, n, nt, noise and 8 more keys, and what it says " +
				"of v may be cut", ""},
		{"v=1&lab=match&digest=0123456789ab", "v=1&lab=match&digest=0123456789ab", "", ""},
		{"v=1&lab=match...", "v=1&lab=match",
			"this link ends early: it is missing data, n, nt, noise, dseed and 7 more keys, and what it says " +
				"of lab may be cut", ""},
		{"n=10…", "n=10", "this link ends early: it was shortened to end in “…”", ""},
		{"n=10&view.title=So…", "n=10&view.title=So…", "", ""},
	} {
		m := link.Mend(c.text, keys)
		assert.Equal(t, c.fragment, m.Fragment, c.text)
		assert.Equal(t, c.early, m.Early, c.text)
		if c.note != "" && assert.NotEmpty(t, m.Notes, c.text) {
			assert.Equal(t, c.note, m.Notes[len(m.Notes)-1], c.text)
		} else if c.note == "" {
			assert.NotContains(t, strings.Join(m.Notes, " "), note, c.text)
		}
	}
}

func TestTitle(t *testing.T) {
	for text, want := range map[string]string{
		"Two spirals": "Two spirals", " π(B) ≡ B\t": "π(B) ≡ B", "a\x00b\x7fc\u0085d\ne": "abcde",
		"a\u202eb\u2066c\u200fd\u061ce": "abcde", "a\u2028b": "ab",
		"👩\u200d🔬 می\u200cخواهم": "👩\u200d🔬 می\u200cخواهم", // joiners belong to the writing
	} {
		assert.Equal(t, want, link.Title(text))
	}
}

// Twice the text takes twice the memory, whatever it repeats.
func TestMemoryGrowsWithTheText(t *testing.T) {
	for _, part := range []string{"%25", "&", "&amp;", "?a=http://", "?a=http%3A//", "?u=%253A//", "%23", "%2523data=",
		"a=%2526&", "\u200b", "\n> ", "((", "=3D&", "=\n=3D", "n=1 ", "–", "v=1&lab="} {
		for _, begin := range []string{"", "#", "https://x/?", "data=moons&"} {
			text := begin + strings.Repeat(part, 1+link.MaxLength/len(part))
			text = text[:link.MaxLength]
			allocation.Within(t, uint64(perByte*len(text)), func() { link.Mend(text, keys) })
		}
	}
}

// perByte bounds what Mend allocates for a byte of the text.
const perByte = 200

// What comes out is no longer than what went in, and said in sentences.
func FuzzMend(f *testing.F) {
	for _, s := range []string{"", "#", "?", "data=moons&n=10", "http://h/index.html%23data%3Dmoons%26n%3D10",
		"https://x/?url=http%3A%2F%2Fh%2F%23v%3D1%26lab%3Dmatch&data=05%7C",
		"<http://h/#data=moons&amp;seeds=1%2C2&&net=8–8>.", "data=3Dmoons&n=3D10",
		"?data=moons&utm_source=x#view.title=a%20b", "v=1&lab=match&data=moons&n=10&nt=10&noise=0&dseed=0&dim=2&cl",
		"n=1 0&seeds=1,\n> 2", "%2525252525252525252523v=1", "view.title=%23v%3D1", "&amp;amp;#38;", "%ff%c3%28&%%%2",
		"n=10…", "\u200b\u202e\"'“", "\xe9=\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var m link.Mended
		allocation.Within(t, uint64(perByte*len(text)+8<<10), func() { m = link.Mend(text, keys) })
		if len(text) > link.MaxLength {
			require.Equal(t, link.Mended{Fragment: m.Fragment}, m)
			require.Contains(t, text, m.Fragment)
			return
		}
		// A query may be put behind a fragment; nothing else is added.
		if len(m.Fragment) > len(text)+1 || len(m.Query) > len(text) || len(m.Notes) > 12 {
			t.Fatalf("%d bytes became %d, %d and %d notes", len(text), len(m.Fragment), len(m.Query), len(m.Notes))
		}
		for _, note := range append(m.Notes, m.Early) {
			if len(note) > 300 || strings.ContainsFunc(note, unicode.IsControl) {
				t.Fatalf("not a clear sentence: %q", note)
			}
		}
	})
}
