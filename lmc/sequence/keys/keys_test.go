package keys

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The canonical link has every key of the experiment; reading it and printing it is the identity.
func TestCanonicalLink(t *testing.T) {
	l, problems := Parse("")
	assert.Empty(t, problems)
	text := l.Experiment.Fragment()
	assert.Equal(t, "v=1&lab=sequence&data=spirals&n=1000&nt=1000&noise=0.1&dseed=0&dim=16&classes=4&side=16"+
		"&net=64-64&act=relu&opt=adam&lr=0.003&mom=0.9&wd=0.0001&bs=50&steps=1200&seeds=1,2,3"+
		"&checkpoints=0,5,10,20,40,80,160,320,640,1200&match=wm,am&restarts=4&mseed=0&lambdas=9&levels=5&prune=0.5"+
		"&rewind=40", text)
	again, problems := Parse(text)
	assert.Empty(t, problems)
	assert.Equal(t, l, again)
	_, problems = Parse("match=ste")
	assert.Len(t, problems, 1)
	assert.Contains(t, problems[0].Message, "wm, am")
}

// Checkpoints that training does not reach are left out; its end is always one; each is there once, in order.
func TestKept(t *testing.T) {
	for link, want := range map[string][]int{
		"steps=100&checkpoints=80,0,20,20,5000": {0, 20, 80, 100},
		"steps=100&checkpoints=100":             {100},
		"steps=0":                               {0},
	} {
		l, problems := Parse(link)
		assert.Empty(t, problems)
		assert.Equal(t, want, l.Experiment.Kept(), link)
	}
}

// What is too large is refused in words, before anything is allocated.
func TestRefusals(t *testing.T) {
	for link, want := range map[string]string{
		"net=1024-1024-1024-1024": "this experiment would need about",
		"levels=30&seeds=1,2,3":   "",
		"net=512-512":             "",
	} {
		l, problems := Parse(link)
		assert.Empty(t, problems)
		err := l.Experiment.Check()
		if want == "" {
			assert.NoError(t, err, link)
		} else {
			assert.ErrorContains(t, err, want)
		}
	}
	l, _ := Parse("")
	l.Experiment.Levels = 99
	assert.ErrorContains(t, l.Experiment.Check(), "would train 696 networks")
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
