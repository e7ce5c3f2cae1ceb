package keys_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/link"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/measure"
)

func TestSchemaIsSound(t *testing.T) {
	groups := []string{"Link", "Task", "Networks", "Training", "Matching", "Searches for the loss", "Your own files",
		"View"}
	fields := map[string]link.Spec{}
	last := 0
	for _, f := range keys.Schema() {
		require.NotContains(t, fields, f.Key)
		fields[f.Key] = f
		assert.NotEmpty(t, f.Label, f.Key)
		assert.True(t, strings.HasSuffix(f.Help, "."), "%s: help is a sentence", f.Key)
		assert.Equal(t, f.View, strings.HasPrefix(f.Key, "view."), f.Key)
		assert.Equal(t, len(f.Options) > 0, f.Kind == link.KindChoice || f.Kind == link.KindChoices, f.Key)
		at := -1
		for k, g := range groups {
			if g == f.Group {
				at = k
			}
		}
		require.GreaterOrEqual(t, at, last, "%s: groups come in order", f.Key)
		last = at
		if f.When != nil {
			other := fields[f.When.Key]
			for _, name := range f.When.In {
				assert.Contains(t, other.Names(), name, "%s: its condition can hold", f.Key)
			}
		}
		// A default that is out of bounds, or not canonical, would make Default panic or Parse differ from what help
		// says.
		l, problems := keys.Parse(f.Key + "=" + f.Default)
		assert.Empty(t, problems, f.Key)
		assert.Equal(t, f.Default, l.Value(f.Key), f.Key)
	}
}

// The bounds are inclusive, but where the schema says otherwise, and what lies beyond them is refused.
func TestBoundsAreWhatTheSchemaSays(t *testing.T) {
	format := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	for _, f := range keys.Schema() {
		if f.Kind != link.KindInt && f.Kind != link.KindNumber {
			continue
		}
		_, problems := keys.Parse(f.Key + "=" + format(f.Max))
		assert.Empty(t, problems, "%s at its greatest", f.Key)
		_, problems = keys.Parse(f.Key + "=" + format(f.Min))
		assert.Equal(t, f.MinOpen, len(problems) == 1, "%s at its least", f.Key)
		for _, x := range []float64{f.Min - 1, f.Max + 1} {
			if x == f.Max {
				continue // 2⁵³ + 1 is no float64
			}
			_, problems = keys.Parse(f.Key + "=" + format(x))
			assert.Len(t, problems, 1, "%s=%g", f.Key, x)
		}
	}
}

// Everything that the public contract fixes is understood, or refused with a message that says what is taken instead.
func TestContract(t *testing.T) {
	experiment := strings.Fields("v lab data n nt noise dseed dim classes side net act opt lr mom wd bs steps seeds " +
		"match restarts mseed lambdas")
	var have []string
	for _, f := range keys.Schema() {
		if !f.View && !f.Later {
			have = append(have, f.Key)
		}
	}
	assert.Equal(t, experiment, have, "the canonical order of the keys")
	// What was added later is printed where it differs from its default alone, after the rest.
	l, problems := keys.Parse("searchrate=0.02&shake=3&starts=0&match=ste&start=random")
	assert.Empty(t, problems)
	text := l.Experiment.Fragment()
	assert.True(t, strings.HasSuffix(text, "&lambdas=25&shake=3&start=random&searchrate=0.02"), text)
	again, _ := keys.Parse(text)
	assert.Equal(t, l, again)
	l, _ = keys.Parse("shake=0&start=own&starts=0&searchsteps=0&searchrate=0")
	assert.Equal(t, keys.Default(), l)
	assert.True(t, strings.HasSuffix(l.Experiment.Fragment(), "&mseed=0&lambdas=25"))
	r := keys.Read("https://example.org/#" + text + "&digest=0123456789ab")
	assert.Empty(t, r.Problems)
	assert.Empty(t, r.Notes, "such a link does not end early")
	assert.Equal(t, again.Experiment, r.Link.Experiment)

	understood := []string{"v=1", "lab=match", "data=blobs", "data=moons", "data=circles", "data=spirals",
		"data=checker", "data=gauss", "data=strokes",
		"act=relu", "act=tanh", "act=sigmoid", "act=gelu", "opt=sgd", "opt=adam", "opt=adamw", "seeds=1,2,3",
		"match=none", "match=wm,planted", "match=am", "match=wm,ste", "match=sinkhorn",
		"match=none,wm,ours,sinkhorn,am,amc,ste,ste-random,exact,planted",
		"net=64-64", "view.lambda=0.31", "view.method=wm", "view.layer=2", "view.mode=2d", "view.mode=3d",
		"view.embed=all", "view.embed=landscape", "view.theme=light", "view.theme=dark", "view.theme=auto",
		"view.title=x"}
	for _, s := range understood {
		_, problems := keys.Parse(s)
		assert.Empty(t, problems, s)
	}
	// What the contract reserves, and this version may not have yet.
	for _, s := range []string{"lab=trees", "lab=fork", "lab=sequence", "data=file"} {
		l, problems := keys.Parse(s)
		key, value, _ := strings.Cut(s, "=")
		if len(problems) == 0 {
			assert.Equal(t, value, l.Value(key))
			continue
		}
		if assert.Len(t, problems, 1, s) {
			assert.Equal(t, key, problems[0].Key)
			assert.Equal(t, value, problems[0].Found)
			assert.Contains(t, problems[0].Message, "one ", s)
			assert.NotEmpty(t, problems[0].Used, s)
		}
	}
}

func TestMethods(t *testing.T) {
	for _, c := range []struct{ match, want string }{
		{"none", "none"}, {"wm", "none,wm"}, {"wm,none", "none,wm"}, {"planted,wm", "none,planted,wm"},
	} {
		l, problems := keys.Parse("match=" + c.match)
		require.Empty(t, problems)
		assert.Equal(t, c.want, strings.Join(l.Experiment.Methods(), ","))
	}
}

func TestModelNames(t *testing.T) {
	assert.Equal(t, "A", measure.ModelName(0))
	assert.Equal(t, "Z", measure.ModelName(25))
	assert.Equal(t, "M26", measure.ModelName(26))
}

// The streams of restarts, methods and models are different streams.
func TestMatchStreams(t *testing.T) {
	e := keys.Default().Experiment
	seen := map[uint64]string{}
	for _, method := range []string{"wm", "planted", "null-wm", "plant"} {
		for from := 1; from < 8; from++ {
			for restart := range 50 {
				x := e.MatchStream(method, from, restart).Uint64()
				require.Empty(t, seen[x])
				seen[x] = method
			}
		}
	}
	f := e
	f.MatchSeed = 1
	assert.NotEqual(t, e.MatchStream("wm", 1, 0).Uint64(), f.MatchStream("wm", 1, 0).Uint64())
	assert.Equal(t, e.MatchStream("wm", 1, 3).Uint64(), e.MatchStream("wm", 1, 3).Uint64())
}
