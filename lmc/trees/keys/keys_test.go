package keys

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The canonical link has every key of the experiment; reading it and printing it is the identity.
func TestCanonicalLink(t *testing.T) {
	l, problems := Parse("")
	assert.Empty(t, problems)
	text := l.Experiment.Fragment()
	assert.Equal(t, "v=1&lab=trees&data=spirals&n=1000&nt=1000&noise=0.1&dseed=0&dim=16&classes=4&side=16&scale=none"+
		"&split=0&tree=oblivious&trees=64&depth=2&opt=adam&lr=0.02&mom=0.9&wd=0&bs=50&steps=1200&seeds=1,2"+
		"&match=wm,am&mseed=0&lambdas=25", text)
	again, problems := Parse(text)
	assert.Empty(t, problems)
	assert.Equal(t, l, again)
	_, problems = Parse("tree=bush")
	assert.Len(t, problems, 1)
	assert.Contains(t, problems[0].Message, "perfect, oblivious, list, modified")
}

// Every search is compared with every set of invariances that the architecture has, after none.
func TestMethods(t *testing.T) {
	for link, want := range map[string]string{
		"": "none wm-perm wm-perm-order wm-perm-flip wm-perm-order-flip am-perm am-perm-order am-perm-flip " +
			"am-perm-order-flip",
		"tree=perfect&match=am":  "none am-perm am-perm-flip",
		"tree=list&match=wm":     "none wm-perm wm-perm-flip",
		"tree=modified&match=wm": "none wm-perm",
	} {
		l, _ := Parse(link)
		var names []string
		for _, m := range l.Experiment.Methods() {
			names = append(names, m.Name())
		}
		assert.Equal(t, want, strings.Join(names, " "), link)
	}
}

// What is too large is refused in words, before anything is allocated.
func TestRefusals(t *testing.T) {
	for link, want := range map[string]string{
		"tree=oblivious&depth=6":                  "depth=6 is too deep for oblivious trees, which may be 5 deep",
		"tree=perfect&depth=9":                    "depth=9 is too deep for perfect trees, which may be 8 deep at most",
		"tree=perfect&depth=8&trees=1024&bs=4096": "this experiment would need about",
		"tree=oblivious&depth=5&trees=1024&bs=1":  "matching these trees would take about",
	} {
		l, problems := Parse(link)
		assert.Empty(t, problems)
		err := l.Experiment.Check()
		if assert.Error(t, err, link) {
			assert.Contains(t, err.Error(), want)
		}
	}
	for _, link := range []string{"", "tree=perfect&depth=6&trees=64", "tree=list&depth=16&trees=256",
		"tree=oblivious&depth=5&trees=64", "tree=perfect&trees=256&depth=4"} {
		l, _ := Parse(link)
		assert.NoError(t, l.Experiment.Check(), link)
		assert.False(t, math.IsNaN(l.Experiment.Work()))
	}
}

func TestPresets(t *testing.T) {
	names := map[string]bool{}
	for i, p := range Presets() {
		l, problems := Parse(p.Fragment)
		assert.Empty(t, problems, p.Name)
		assert.NoError(t, l.Experiment.Check(), p.Name)
		assert.Equal(t, i == 0, p.Fragment == "", "the first, and no other, is the default: %s", p.Name)
		assert.False(t, names[p.Name], "%s is there twice", p.Name)
		names[p.Name] = true
		assert.Regexp(t, `^[A-Z0-9].*\.$`, p.Help)
		var differing []string
		for _, f := range Schema() {
			if v := l.Value(f.Key); v != f.Default {
				differing = append(differing, f.Key+"="+v)
			}
		}
		assert.Equal(t, p.Fragment, strings.Join(differing, "&"), "only what differs, in order: %s", p.Name)
	}
}
