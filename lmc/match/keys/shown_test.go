package keys_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/match/keys"
	"onebasin/lmc/matching"
)

func TestShown(t *testing.T) {
	for fragment, want := range map[string]string{ // method, restart, step, matching, plane
		"":                                                "wm -1 -1 wm wm",
		"match=am,ste":                                    "am -1 -1 am am",
		"match=ste,am":                                    "ste -1 -1 ste ste",
		"match=am,ste&view.method=ste":                    "ste -1 -1 ste ste",
		"match=am,ste&view.method=exact":                  "am -1 -1 am am",
		"match=none":                                      "none -1 -1 none none",
		"match=am&view.method=none":                       "none -1 -1 none am",
		"restarts=4&view.restart=3&view.step=2":           "wm 3 2 wm.3 wm.3",
		"restarts=4&view.restart=4":                       "wm -1 -1 wm wm",
		"match=am&restarts=4&view.restart=1":              "am -1 -1 am am",
		"match=ste&view.step=2":                           "ste -1 -1 ste ste",
		"view.method=none&view.step=2&view.restart=1":     "none -1 -1 none wm",
		"match=planted&restarts=2&view.restart=1":         "planted 1 -1 planted.1 planted.1",
		"match=none,wm&view.method=none&restarts=2":       "none -1 -1 none wm",
		"match=wm,none,am&view.method=am&view.restart=0":  "am 0 -1 am.0 am.0",
		"match=none,am&view.method=planted&view.restart=": "am -1 -1 am am",
		"seeds=1,2,3&view.pair=A-C":                       "C:wm -1 -1 wm wm",
		"seeds=1,2,3&view.pair=A-D":                       "wm -1 -1 wm wm",
		"seeds=1,2&view.pair=A-C&view.method=none":        "none -1 -1 none wm",
		"seeds=3,2,1,5&view.pair=A-D&view.reveal=click":   "D:none -1 -1 none wm",
		"view.pair=C-A":                                   "wm -1 -1 wm wm",
	} {
		l, _ := keys.Parse(fragment)
		s := l.Shown()
		got := fmt.Sprint(s.Answer(), " ", s.Restart, " ", s.Step, " ", s.Matching(), " ", l.Plane())
		assert.Equal(t, want, got, fragment)
	}
}

// Whatever a link says, what is shown is something that its experiment computes; and a view that says just that shows
// the same.
func TestShownIsComputed(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var names []string
	for _, m := range matching.Matchers() {
		names = append(names, m.Name)
	}
	for range 5000 {
		l := keys.Default()
		r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		l.Experiment.Match = slices.Clone(names[:1+r.IntN(len(names))])
		l.Experiment.Restarts = 1 + r.IntN(200)
		l.View.Method = names[r.IntN(len(names))]
		l.View.Restart, l.View.Step = r.IntN(201)-1, r.IntN(30)-1
		l.Experiment.Seeds = []int{1, 2, 3, 4, 5, 6, 7, 8}[:2+r.IntN(7)]
		l.View.Pair = "A-" + string(rune('B'+r.IntN(7)))
		read, problems := keys.Parse(l.Fragment())
		require.Empty(t, problems)
		s := read.Shown()
		require.Contains(t, read.Experiment.Methods(), s.Method)
		if slices.Contains(read.Experiment.Methods(), l.View.Method) {
			require.Equal(t, l.View.Method, s.Method)
		}
		m, _ := matching.MatcherNamed(s.Method)
		require.Less(t, s.Restart, m.Starts(read.Experiment.Restarts))
		require.True(t, m.Searches || s.Restart < 0 && s.Step < 0)
		method, _, one := strings.Cut(s.Matching(), ".")
		require.Equal(t, s.Method, method)
		require.Equal(t, s.Restart >= 0, one)
		from, answered := keys.AnswerOf(s.Answer())
		require.Equal(t, []string{s.From, s.Method}, []string{from, answered})
		if k := int(s.From[0] - 'A'); "A-"+s.From != l.View.Pair {
			require.Equal(t, 1, k)
			require.GreaterOrEqual(t, int(l.View.Pair[2]-'A'), len(l.Experiment.Seeds))
		}
		again := read
		again.View.Method, again.View.Restart, again.View.Step = s.Method, s.Restart, s.Step
		require.Equal(t, s, again.Shown())
		require.Equal(t, read.Plane(), again.Plane())
	}
}
