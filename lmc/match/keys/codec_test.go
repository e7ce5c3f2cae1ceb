package keys_test

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/internal/allocation"
	"onebasin/lmc/link"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/measure"
	"onebasin/toynets"
)

// randomText returns a random text that f must take, not always in canonical form.
func randomText(f link.Spec, r *toynets.Rand) string {
	whole := func() string {
		if r.IntN(8) == 0 {
			return strconv.Itoa(int([]float64{f.Min, f.Max}[r.IntN(2)]))
		}
		return strconv.Itoa(int(f.Min) + r.IntN(int(f.Max-f.Min)+1))
	}
	list := func(sep string) string {
		items := make([]string, f.MinItems+r.IntN(f.MaxItems-f.MinItems+1))
		for i := range items {
			items[i] = whole()
		}
		return strings.Join(items, sep)
	}
	switch f.Kind {
	case link.KindInt:
		return whole()
	case link.KindNumber:
		x := r.Uniform(f.Min, f.Max)
		for range r.IntN(30) {
			if x/10 >= f.Min {
				x /= 10
			}
		}
		if f.MinOpen && x == f.Min {
			x = f.Max
		}
		return strconv.FormatFloat(x, "feg"[r.IntN(3)], -1, 64)
	case link.KindChoice:
		return f.Options[r.IntN(len(f.Options))].Name
	case link.KindChoices:
		names := f.Names()
		r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		return strings.Join(names[:f.MinItems+r.IntN(min(f.MaxItems, len(names))-f.MinItems+1)], ",")
	case link.KindValues:
		var items []string
		for range r.IntN(f.MaxItems + 1) {
			items = append(items, strconv.FormatFloat(r.Uniform(f.Min, f.Max), "fe"[r.IntN(2)], -1, 64))
		}
		return strings.Join(items, ",")
	case link.KindWidths:
		return list("-")
	case link.KindSeeds:
		return list(",")
	case link.KindFiles:
		return []string{"", "0123456789abcdef", "fedcba9876543210,0000000000000000"}[r.IntN(3)]
	case link.KindText:
		return []string{"", "one", "a%26b", "%CF%80(B)%20%E2%89%A1%20B", "100%25", "a+b", "x%3Dy"}[r.IntN(7)]
	}
	panic("no such kind: " + f.Kind)
}

func TestParseThenPrintIsTheIdentity(t *testing.T) {
	r := toynets.Stream(1, "codec")
	schema := keys.Schema()
	for range 2000 {
		var parts []string
		for _, f := range schema {
			if r.IntN(3) > 0 {
				parts = append(parts, f.Key+"="+randomText(f, r))
			}
		}
		r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		if r.IntN(2) == 0 {
			parts = append(parts, "digest=0123456789ab")
		}
		text := strings.Join(parts, "&")
		l, problems := keys.Parse(text)
		require.Empty(t, problems, text)
		printed := l.Fragment()
		again, problems := keys.Parse("#" + printed)
		require.Empty(t, problems, printed)
		require.Equal(t, l, again, text)
		require.Equal(t, printed, again.Fragment())
		require.Empty(t, strings.Trim(printed, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._,-=&%"),
			printed)
	}
}

// parseBound is how many bytes may be allocated to read a link of n bytes, with what is said of it.
func parseBound(n int) uint64 { return uint64(1000*n + 256<<10) }

// What was read has one text. A text that says what is wrong with it, or is read as it stands: what Parse takes without
// a word, Read takes the same way.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "#", "v=1&lab=match", "net=0", "lr=nan", "lr=0x1p-3", "noise=-0",
		"seeds=1,2,3&digest=ffffffffffff",
		"view.title=%F0%9F%98%80&view.lambda=1e-1", "==&&=", "match=wm,wm", "view.values=1,2e3,&view.sweep=lr",
		"view.values=,", "\x00\xff=\xff", "n=９", "view.title=%00%7F%ZZ",
		whole, whole[:100], "view.title=http://h/#data=moons&n=50", "view.title=a%23n%3D50&n=60", "?data=moons",
		"n=50&&foo=1", "noise=1.", "https://x/?url=http%3A%2F%2Fh%2F%23n%3D50", "view.title=Why?&n=50"} {
		f.Add(s)
	}
	keys.Parse("") // makes the schema
	f.Fuzz(func(t *testing.T, text string) {
		var l keys.Link
		var problems []link.Problem
		allocation.Within(t, parseBound(len(text)), func() { l, problems = keys.Parse(text) })
		if len(problems) > 13 {
			t.Fatalf("%d problems", len(problems))
		}
		for _, p := range problems {
			if p.Fault() == "" || p.Message == "" || p.Key == "" && !strings.Contains(text, "=") ||
				len(p.Message) > 700 || strings.ContainsAny(p.Message, "\n\r\x00") {
				t.Fatalf("not a clear message: %q", p)
			}
		}
		printed := l.Fragment()
		again, more := keys.Parse(printed)
		if len(more) > 0 || again.Fragment() != printed {
			t.Fatalf("%q is not canonical: %v", printed, more)
		}
		assert.Equal(t, l, again)
		if err := l.Experiment.Check(); err == nil {
			l.Experiment.MLP() // panics when a bound is not one
		}
		if !utf8.ValidString(text) || len(problems) > 0 {
			return
		}
		r := keys.Read(text)
		if len(r.Problems) > 0 && strings.HasPrefix(r.Problems[0].Message, "this link ends early") {
			return
		}
		assert.Empty(t, r.Problems)
		assert.Equal(t, l, r.Link)
	})
}

func TestCanonicalForm(t *testing.T) {
	for _, c := range []struct{ key, text, want string }{
		{"lr", "3e-3", "0.003"}, {"lr", "0.0030", "0.003"}, {"lr", ".003", "0.003"}, {"lr", "10", "10"},
		{"lr", "1E0", "1"},
		{"noise", "-0", "0"}, {"noise", "0.10000000000000001", "0.1"},
		{"noise", "0.30000000000000004", "0.30000000000000004"},
		{"n", "0064", "64"}, {"net", "064-8", "64-8"}, {"seeds", "01,2", "1,2"},
		{"seeds", "9007199254740992,0", "9007199254740992,0"},
		{"view.title", "a%20%26%20b", "a%20%26%20b"}, {"view.title", "a+b", "a%2Bb"}, {"view.title", "π", "%CF%80"},
		{"view.title", "%cf%80", "%CF%80"}, {"view.title", "a.b_c-d", "a.b_c-d"},
		{"view.values", "1e1,.5,-0,0010", "10,0.5,0,10"}, {"view.values", "", ""},
	} {
		l, problems := keys.Parse(c.key + "=" + c.text)
		assert.Empty(t, problems, c.text)
		assert.Equal(t, c.want, l.Value(c.key), c.text)
	}
	l, _ := keys.Parse("noise=-0")
	assert.False(t, math.Signbit(l.Experiment.Noise), "there is one zero")
	l, problems := keys.Parse("view.title=R%26D%20%E2%80%93%20%CF%80(B)")
	assert.Empty(t, problems)
	assert.Equal(t, "R&D – π(B)", l.View.Title)
}

func TestFragmentOfTheDefault(t *testing.T) {
	l, problems := keys.Parse("")
	assert.Empty(t, problems)
	assert.Equal(t,
		"v=1&lab=match&data=spirals&n=1000&nt=1000&noise=0.1&dseed=0&dim=16&classes=4&side=16&net=64-64&act=relu&"+
			"opt=adam&lr=0.003&mom=0.9&wd=0.0001&bs=50&steps=1200&seeds=1,2&match=wm&restarts=12&mseed=0&lambdas=25",
		l.Fragment())
	assert.Equal(t, keys.Default(), l)
}

// namesOf lists what a choice takes.
func namesOf(key string) string {
	for _, f := range keys.Schema() {
		if f.Key == key {
			return strings.Join(f.Names(), ", ")
		}
	}
	panic("no key " + key)
}

// Every link opens: what is wrong is named, with what was found and what is used instead.
func TestBadInput(t *testing.T) {
	many := strings.Repeat("1,", 199) + "1"
	for _, c := range []struct{ text, key, message string }{
		{"nets=64", "nets", "there is no key “nets”; it was left out"},
		{"net=0", "net", "net takes whole numbers from 1 to 1024 joined by “-”, not “0”; used 64-64"},
		{"net=", "net", "net takes whole numbers from 1 to 1024 joined by “-”, not “”; used 64-64"},
		{"net=64-", "net", "net takes whole numbers from 1 to 1024 joined by “-”, not “64-”; used 64-64"},
		{"net=1-1-1-1-1-1-1", "net", "net takes 1 to 6 whole numbers joined by “-”, not “1-1-1-1-1-1-1”; used 64-64"},
		{"n=1000000000", "n", "n must be a whole number from 10 to 60000, not “1000000000”; used 1000"},
		{"n=1e3", "n", "n must be a whole number from 10 to 60000, not “1e3”; used 1000"},
		{"n=+500", "n", "n must be a whole number from 10 to 60000, not “+500”; used 1000"},
		{"n=99999999999999999999", "n",
			"n must be a whole number from 10 to 60000, not “99999999999999999999”; used 1000"},
		{"lr=nan", "lr", "lr must be a number above 0 and at most 10, not “nan”; used 0.003"},
		{"lr=0", "lr", "lr must be a number above 0 and at most 10, not “0”; used 0.003"},
		{"lr=-1", "lr", "lr must be a number above 0 and at most 10, not “-1”; used 0.003"},
		{"lr=inf", "lr", "lr must be a number above 0 and at most 10, not “inf”; used 0.003"},
		{"lr=1e999", "lr", "lr must be a number above 0 and at most 10, not “1e999”; used 0.003"},
		{"noise=0x1p-3", "noise", "noise must be a number from 0 to 2, not “0x1p-3”; used 0.1"},
		{"seeds=" + many, "seeds", "seeds takes 2 to 8 whole numbers joined by “,”, not “" + many[:40] +
			"…”; used 1,2"},
		{"seeds=1", "seeds", "seeds takes 2 to 8 whole numbers joined by “,”, not “1”; used 1,2"},
		{"seeds=1,-2", "seeds", "seeds takes whole numbers from 0 to 9007199254740992 joined by “,”, not " +
			"“1,-2”; used 1,2"},
		{"data=mnist", "data", "data must be one of " + namesOf("data") + ", not “mnist”; used spirals"},
		{"match=wm,wm", "match", "match names wm twice, not “wm,wm”; used wm"},
		{"match=wm,magic", "match", "match must be one or more of " + namesOf("match") +
			", joined by commas, not “wm,magic”; used wm"},
		{"v=2", "v", "v must be 1, not “2”; used 1"},
		{"digest=xyz", "digest", "digest must be 12 hexadecimal digits, not “xyz”; nothing is compared"},
		{"digest=0123456789AB", "digest",
			"digest must be 12 hexadecimal digits, not “0123456789AB”; nothing is compared"},
		{"n=20&n=30", "n", "n is given twice; used the first"},
		{"n", "link", "“n” is not of the form key=value; it was left out"},
		{"&", "link", "“” is not of the form key=value; it was left out"},
		{"view.title=%zz", "view.title",
			"view.title must be percent-encoded text of at most 120 characters, not “%zz”; used nothing"},
		{"view.title=%FF", "view.title",
			"view.title must be percent-encoded text of at most 120 characters, not “%FF”; used nothing"},
		{"view.lambda=1.1", "view.lambda", "view.lambda must be a number from 0 to 1, not “1.1”; used 0.5"},
		{"view.values=1,", "view.values",
			"view.values takes at most 12 numbers from 0 to 200000 joined by “,”, not “1,”; used nothing"},
		{"view.values=1,nan", "view.values",
			"view.values takes at most 12 numbers from 0 to 200000 joined by “,”, not “1,nan”; used nothing"},
		{"view.values=" + many, "view.values",
			"view.values takes at most 12 numbers from 0 to 200000 joined by “,”, not “" + many[:40] +
				"…”; used nothing"},
		{"view.values=-1", "view.values",
			"view.values takes at most 12 numbers from 0 to 200000 joined by “,”, not “-1”; used nothing"},
		{"a\x00b=\u202e", "a·b", "there is no key “a·b”; it was left out"},
	} {
		l, problems := keys.Parse(c.text)
		if assert.NotEmpty(t, problems, c.text) {
			assert.Equal(t, c.key, problems[0].Key, c.text)
			assert.Equal(t, c.message, problems[0].Message)
			assert.Equal(t, problems[0].Message, problems[0].Error())
			assert.Equal(t, c.message[:strings.LastIndex(c.message, "; ")], problems[0].Fault())
		}
		want := keys.Default()
		if strings.HasPrefix(c.text, "n=20&") {
			want.Experiment.N = 20
		}
		assert.Equal(t, want, l, "%q must leave the rest at its default", c.text)
	}
}

func TestGarbageIsAnsweredBriefly(t *testing.T) {
	l, problems := keys.Parse(strings.Repeat("n=5&", 1<<18))
	require.Len(t, problems, 1)
	assert.Equal(t, "the link is 1048576 bytes long and at most 16384 are read; used the default experiment",
		problems[0].Message)
	assert.Equal(t, keys.Default(), l)

	r := toynets.Stream(2, "garbage")
	b := make([]byte, link.MaxLength)
	for i := range b {
		b[i] = byte(r.IntN(256))
		if r.IntN(5) == 0 {
			b[i] = "&="[r.IntN(2)]
		}
	}
	_, problems = keys.Parse(string(b))
	require.Len(t, problems, 13)
	assert.Equal(t, "and more that could not be read; used the defaults", problems[12].Message)
}

// One bad key does not disturb the others, whatever their order.
func TestTheRestOfABadLinkIsKept(t *testing.T) {
	l, problems := keys.Parse("n=500&lr=nan&net=8&unknown=3&digest=ab&view.lambda=0.25")
	assert.Len(t, problems, 3)
	assert.Equal(t, 500, l.Experiment.N)
	assert.Equal(t, []int{8}, l.Experiment.Net)
	assert.Equal(t, 0.25, l.View.Lambda)
	assert.Equal(t, 0.003, l.Experiment.LR)
	assert.Equal(t, "", l.Digest)
}

func TestDefaultsAreNotShared(t *testing.T) {
	a := keys.Default()
	a.Experiment.Net[0], a.Experiment.Seeds[0], a.Experiment.Match[0] = 1, 99, "none"
	assert.Equal(t, []int{64, 64}, keys.Default().Experiment.Net)
	assert.Equal(t, []int{1, 2}, keys.Default().Experiment.Seeds)
	assert.Equal(t, []string{"wm"}, keys.Default().Experiment.Match)
}

func TestValueOfNoKeyPanics(t *testing.T) {
	assert.PanicsWithValue(t, "link: no key foo", func() { keys.Default().Value("foo") })
}

func TestNumberAsJSON(t *testing.T) {
	for _, c := range []struct {
		x    float64
		want string
	}{{0, "0"}, {1.5, "1.5"}, {1e-7, "1e-07"}, {1e21, "1e+21"}, {0.1, "0.1"}, {math.NaN(), "null"},
		{math.Inf(1), "null"}, {math.Inf(-1), "null"}} {
		b, err := measure.Number(c.x).MarshalJSON()
		require.NoError(t, err)
		assert.Equal(t, c.want, string(b))
		if c.want != "null" {
			x, err := strconv.ParseFloat(string(b), 64)
			assert.NoError(t, err)
			assert.Equal(t, c.x, x)
		}
	}
}
