package keys_test

import (
	"bufio"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/link"
	"onebasin/lmc/match/keys"
	"onebasin/toynets"
)

// mangling is a text in which one link is looked for, and what becomes of it.
type mangling struct{ outcome, says, text string }

// manglings reads the table of everything that happens to links.
func manglings(t *testing.T) (all []mangling) {
	t.Helper()
	f, err := os.Open("../../link/testdata/manglings.txt")
	require.NoError(t, err)
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if line := s.Text(); line != "" && line[0] != '#' {
			columns := strings.Split(line, "\t")
			require.Len(t, columns, 3, line)
			text, err := strconv.Unquote(columns[2])
			require.NoError(t, err, line)
			all = append(all, mangling{columns[0], columns[1], text})
		}
	}
	require.Greater(t, len(all), 96)
	return all
}

func TestManglings(t *testing.T) {
	want, problems := keys.Parse("data=moons&n=40&nt=30&net=4-4&steps=10&seeds=3,4&restarts=2&lambdas=3")
	require.Empty(t, problems)
	for _, m := range manglings(t) {
		r := keys.Read(m.text)
		notes := strings.Join(r.Notes, " ")
		switch m.outcome {
		case "same":
			assert.Empty(t, notes, m.text)
		case "mended":
			assert.Contains(t, notes, m.says, m.text)
		case "refused":
			if assert.NotEmpty(t, r.Problems, m.text) {
				assert.Contains(t, r.Problems[0].Fault(), m.says, m.text)
			}
			continue
		default:
			t.Fatalf("what is %q?", m.outcome)
		}
		assert.Empty(t, r.Problems, m.text)
		assert.Equal(t, want.Experiment, r.Link.Experiment, m.text)
	}
}

// whole is a canonical link with keys of every length.
const whole = "v=1&lab=match&data=strokes&n=1000&nt=500&noise=0.25&dseed=12&dim=16&classes=4&side=16&net=64-32" +
	"&act=relu&opt=adam&lr=0.003&mom=0.9&wd=0.0001&bs=50&steps=1200&seeds=17,4&match=wm,ste-random&restarts=12" +
	"&mseed=7&lambdas=101"

// A canonical link that is cut anywhere is told, unless it means the same; inside its last value, the digest in front
// of it says so when the experiment is done.
func TestCutLinks(t *testing.T) {
	l, problems := keys.Parse(whole)
	require.Empty(t, problems)
	require.Equal(t, whole, l.Fragment())
	for _, text := range []string{whole, "#" + whole, "https://host.example/index.html#" + whole,
		strings.NewReplacer("&", "%26", "=", "%3D").Replace(whole),
		strings.ReplaceAll(whole, "&", "&amp;")} {
		start := strings.Index(text, "v")
		for i := start + 1; i < strings.LastIndexAny(text, "=D"); i++ {
			r := keys.Read(text[:i])
			said := strings.Join(r.Notes, " ")
			for _, p := range r.Problems {
				said += " " + p.Message
			}
			if r.Link.Experiment.Fragment() == whole {
				t.Fatalf("%s is the whole experiment", text[:i])
			}
			assert.True(t, len(r.Problems) > 0 || strings.Contains(said, "It may end early"), "%s: %q", text[:i], said)
			if i > strings.Index(text, "dim") {
				assert.Regexp(t, "this link ends early|not of the form", said, text[:i])
			}
		}
	}
	const digest = "digest=0123456789ab&"
	for i := len(digest) + 1; i < len(digest+whole); i++ {
		r := keys.Read((digest + whole)[:i])
		assert.True(t, len(r.Problems) > 0 || r.Link.Digest != "" && i > len(digest+whole)-3, (digest + whole)[:i])
	}
}

// randomLink returns a link that is valid as it is.
func randomLink(r *toynets.Rand) string {
	var parts []string
	for _, f := range keys.Schema() {
		if r.IntN(3) > 0 {
			parts = append(parts, f.Key+"="+randomText(f, r))
		}
	}
	r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	return strings.Join(parts, "&")
}

// What nothing happened to is read as it is.
func TestValidLinksNeedNoMending(t *testing.T) {
	r := toynets.Stream(3, "reading")
	for range 5000 {
		text := randomLink(r)
		want, problems := keys.Parse(text)
		require.Empty(t, problems, text)
		for _, in := range []string{"", "#", "http://127.0.0.1:8080/#",
			"https://host.example/a/index.html?workers=3&simd=0#"} {
			got := keys.Read(in + text)
			require.Empty(t, got.Problems, text)
			require.Equal(t, want, got.Link, text)
			if !strings.HasPrefix(text, "v=1") {
				require.Empty(t, got.Notes, text)
			}
		}
	}
}

// Everything that happens to links, one after the other as it does: to the values, to what joins them, to the whole, to
// what stands around it.
func TestManglingsOfRandomLinks(t *testing.T) {
	r := toynets.Stream(4, "reading")
	anywhere := func(s, what string) string {
		at := r.IntN(len(s) + 1)
		return s[:at] + what + s[at:]
	}
	escape := func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
	stages := [][]func(string) string{
		{
			func(s string) string { return strings.ReplaceAll(s, "-", "–") },
			func(s string) string { return strings.ReplaceAll(s, "-", "\u2212") },
			func(s string) string { return strings.ReplaceAll(s, ",", ", ") },
			func(s string) string { return anywhere(s, "\u200b") },
			func(s string) string { return anywhere(s, "\u00ad") },
			func(s string) string { return anywhere(s, "\r\n") },
			func(s string) string { return anywhere(s, "\n> ") },
			func(s string) string { return strings.ReplaceAll(s, ",", "%2C") },
			func(s string) string { return strings.NewReplacer(".", "%2E", "-", "%2d").Replace(s) },
		},
		{
			func(s string) string { return strings.ReplaceAll(s, "&", "&amp;") },
			func(s string) string { return strings.ReplaceAll(s, "&", "&&") },
			func(s string) string { return strings.ReplaceAll(s, "&", "&amp;amp;") },
			func(s string) string { return strings.ReplaceAll(s, "=", "%3D") },
			func(s string) string { return strings.ReplaceAll(s, "&", "%26") },
		},
		{escape, func(s string) string { return escape(escape(s)) }},
		{
			func(s string) string { return "https://host.example/index.html#" + s },
			func(s string) string { return "https://host.example/index.html%23" + s },
			func(s string) string { return "https://host.example/?workers=2&" + s },
		},
		{
			func(s string) string { return "https://x.example/?url=" + escape(s) + "&data=05%7C02" },
			func(s string) string { return "https://x.example/?id=7&url=" + escape(s) },
		},
		{
			func(s string) string { return "<" + s + ">" },
			func(s string) string { return "“" + s + "”." },
			func(s string) string { return s + "\n" },
		},
	}
	for range 5000 {
		text := randomLink(r)
		own := func(s link.Spec) bool { return s.Kind == link.KindText && strings.Contains(text, s.Key) }
		if text == "" || slices.ContainsFunc(keys.Schema(), own) {
			continue // text has characters of its own
		}
		want, _ := keys.Parse(text)
		mangled, wrapped := text, false
		for k, stage := range stages {
			if r.IntN(2) == 0 || k == 4 && !wrapped {
				continue
			}
			mangled = stage[r.IntN(len(stage))](mangled)
			wrapped = wrapped || k == 3
		}
		got := keys.Read(mangled)
		require.Empty(t, got.Problems, "%s\n%s", text, mangled)
		require.Equal(t, want, got.Link, "%s\n%s", text, mangled)
	}
}

// What a text does not name is taken from those after it, of which one that is wrong is told too.
func TestReadingOverAnother(t *testing.T) {
	r := keys.Read("#n=50&amp;foo=1&view.lambda=0.25", "n=60&seeds=3,4&view.lambda=1&view.mode=3d&nt=5",
		"digest=0123456789ab&seeds=5,6")
	assert.Equal(t, []string{"n", "view.lambda"}, r.Named)
	assert.Equal(t, "n=50&seeds=3,4", changed(r.Link))
	assert.Equal(t, "view.lambda=0.25&view.mode=3d", r.Link.View.Fragment())
	assert.Equal(t, "0123456789ab", r.Link.Digest)
	require.Len(t, r.Problems, 2)
	assert.Equal(t, "there is no key “foo”; it was left out", r.Problems[0].Message)
	assert.Equal(t, "nt must be a whole number from 10 to 60000, not “5”; used 1000", r.Problems[1].Message)
	assert.Equal(t, []string{"“&amp;” stood for “&”."}, r.Notes)
}

// changed prints the keys of an experiment that differ from their defaults.
func changed(l keys.Link) string {
	var parts []string
	for _, f := range keys.Schema() {
		if v := l.Value(f.Key); !f.View && v != f.Default {
			parts = append(parts, f.Key+"="+v)
		}
	}
	return strings.Join(parts, "&")
}

// The problems say how many parts of the link they are about.
func TestPartsAreCounted(t *testing.T) {
	parts := func(text string) (n int) {
		for _, p := range keys.Read(text).Problems {
			n += p.Parts
		}
		return n
	}
	assert.Equal(t, 0, parts("n=50&&nt=50"))
	assert.Equal(t, 1, parts("n=5&nt=50"))
	assert.Equal(t, 100, parts(strings.Repeat("foo=1&", 100)))
	assert.Equal(t, 0, parts(strings.Repeat("x", 1<<15)), "the whole is too long")
	assert.Equal(t, 1, parts(whole[:strings.Index(whole, "&match")]+",x"), "the beginning of a link, and a bad value")
}

func TestTitlesAreOfWritingAlone(t *testing.T) {
	l, problems := keys.Parse("view.title=%00a%0Ab%E2%80%AEc%20")
	assert.Empty(t, problems)
	assert.Equal(t, "abc", l.View.Title)
	assert.Equal(t, "view.title=abc", l.View.Fragment())
}

func TestReadGrid(t *testing.T) {
	g, notes, err := keys.ReadGrid("https://host.example/#net=8%7C16&amp;seeds=1,2|3,4.")
	require.NoError(t, err)
	assert.Equal(t, 4, g.Len())
	assert.Len(t, notes, 2)
	_, _, err = keys.ReadGrid(whole[:strings.Index(whole, "&match")])
	assert.ErrorContains(t, err, "this link ends early: it is missing match, restarts, mseed and lambdas")
}
