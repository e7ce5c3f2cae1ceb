package keys

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The canonical link has every key of the experiment; reading it and printing it is the identity.
func TestCanonicalLink(t *testing.T) {
	l, problems := Parse("")
	assert.Empty(t, problems)
	text := l.Experiment.Fragment()
	assert.Equal(t, "v=1&lab=fork&data=checker&n=1000&nt=1000&noise=0.1&dseed=0&dim=16&classes=4&side=16&net=64-64"+
		"&act=relu&opt=adam&lr=0.02&mom=0.9&wd=0.0001&bs=20&steps=1200&seeds=1,2&forks=0,25,50,100,200,400,600,900"+
		"&mseed=0&lambdas=25", text)
	again, problems := Parse(text)
	assert.Empty(t, problems)
	assert.Equal(t, l, again)
	_, problems = Parse("forks=1,x")
	assert.Len(t, problems, 1)
	assert.Contains(t, problems[0].Message, "takes whole numbers from 0 to 200000 joined by “,”")
	_, problems = Parse("seeds=1,2,3")
	assert.Len(t, problems, 1)
	assert.Contains(t, problems[0].Message, "takes 2 whole numbers")
}

// What cannot be run is refused in words, before anything is allocated.
func TestRefusals(t *testing.T) {
	for link, want := range map[string]string{
		"data=file":      "data=file takes examples of a file, and the link names none",
		"forks=0,1300":   "forks names step 1300, and training has 1200",
		"steps=100":      "forks names step 200, and training has 100",
		"forks=5,10,5":   "forks names step 5 twice",
		"forks=10,20,15": "forks names step 15 after step 20",
		"net=1024-1024-1024-1024-1024-1024&n=60000&data=strokes": "this experiment would need about",
	} {
		l, problems := Parse(link)
		assert.Empty(t, problems)
		assert.ErrorContains(t, l.Experiment.Check(), want, link)
	}
	for _, link := range []string{"", "forks=0", "forks=0,1200", "steps=0&forks=0", "net=512-512&data=strokes"} {
		l, _ := Parse(link)
		assert.NoError(t, l.Experiment.Check(), link)
	}
}

// A view asks for the nearest fork, the earlier of two; below 0 for init.
func TestShown(t *testing.T) {
	for view, want := range map[string]string{"": "0", "view.fork=25": "25", "view.fork=37": "25", "view.fork=38": "50",
		"view.fork=9999": "900", "view.fork=-1": "init", "view.fork=150": "100", "forks=700&view.fork=3": "700"} {
		l, problems := Parse(view)
		assert.Empty(t, problems)
		assert.Equal(t, want, l.Shown(), view)
		assert.Contains(t, l.Experiment.Partings(), l.Shown())
	}
}

func TestSnapshotSteps(t *testing.T) {
	for link, want := range map[string]int{"": 41, "steps=3&forks=0": 4, "steps=0&forks=0": 1, "steps=1&forks=1": 2} {
		l, _ := Parse(link)
		steps := l.Experiment.SnapshotSteps()
		assert.Len(t, steps, want, link)
		assert.True(t, slices.IsSorted(steps))
		assert.Equal(t, 0, steps[0])
		assert.Equal(t, l.Experiment.Steps, steps[len(steps)-1])
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
