package job

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/matching"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
)

// Every matcher is a job, on the trained networks and as a null: the starts that its registry entry gives it, the same
// however they are cut, and what the search itself finds.
func TestEveryMatcherIsAJob(t *testing.T) {
	f := fragment(t, small) // 6 restarts
	a, b := trained(t, f)
	train, _ := data(t, f)
	l, _ := keys.Parse(f)
	e := l.Experiment
	sym := symmetry.MLPSymmetry(e.MLP())
	c := NewWorker()
	for _, m := range matching.Matchers() {
		if !m.Searches {
			continue
		}
		for _, prefix := range []string{"", nullPrefix} {
			match := func(first, last int) *Matched {
				out, ok := finish(&Match{Experiment: f, Method: prefix + m.Name, From: 1, First: first, Last: last,
					A: a, B: b}, c).(*Matched)
				require.True(t, ok, m.Name)
				return out
			}
			starts := m.Starts(6)
			whole := match(0, starts)
			require.Len(t, whole.Permutations, starts)
			if m.Name != "group" {
				assert.Equal(t, matching.Objective(a, sym.Apply(b, whole.Permutation)),
					whole.Objectives[whole.Best], m.Name)
			}
			for k := range starts {
				one := match(k, k+1)
				assert.Equal(t, whole.Permutations[k:k+1], one.Permutations, m.Name)
				assert.Equal(t, whole.Objectives[k:k+1], one.Objectives, m.Name)
				pair := matching.Pairing{Symmetry: sym, Model: e.MLP(), A: a, B: b, Train: train,
					Ordered: prefix == nullPrefix}
				search, err := matching.NewSearch(m.Name, pair, k,
					func(method string, start int) *toynets.Rand { return e.MatchStream(prefix+method, 1, start) })
				require.NoError(t, err)
				for search.Step() {
				}
				assert.Equal(t, whole.Permutations[k], [][]int(search.Permutation()),
					"%s: permutations handed out stay as they were", m.Name)
				assert.True(t, whole.Element(k).Equal(matching.ElementOf(search)), m.Name)
				assert.Equal(t, whole.Merits[k], matching.Merit(search), m.Name)
				assert.Equal(t, whole.Sweeps[k], search.Sweeps())
			}
		}
	}
}

// Progress of every matcher rises from 0 to 1 and is spoken of.
func TestProgressOfEveryMatcher(t *testing.T) {
	f := fragment(t, small)
	a, b := trained(t, f)
	c := NewWorker()
	finish(&Train{Experiment: f}, c) // leaves the data there
	for _, m := range matching.Matchers() {
		if !m.Searches {
			continue
		}
		s := c.Start(&Match{Experiment: f, Method: m.Name, From: 1, Last: m.Starts(6), A: a, B: b})
		assert.Contains(t, s.Note(), "Matching B", m.Name)
		before, seen := 0.0, 0
		for more := true; more; {
			more = s.Step()
			now := s.Fraction()
			require.GreaterOrEqual(t, now, before, m.Name)
			require.LessOrEqual(t, now, 1.0, m.Name)
			if now > before {
				seen++
			}
			before = now
		}
		assert.Equal(t, 1.0, before, m.Name)
		if m.Name != "exact" && m.Name != "am" && m.Name != "amc" { // which take one step here
			assert.Greater(t, seen, 1, m.Name)
		}
	}
}

func TestMatchersThatDoNotFitAreRefused(t *testing.T) {
	f := fragment(t, small)
	a, b := trained(t, f)
	wide := fragment(t, "n=60&nt=40&net=12-11&steps=5&seeds=1,2")
	wa, wb := trained(t, wide)
	for _, c := range []struct {
		job    Match
		reason string
	}{
		{Match{Experiment: f, Method: "om", From: 1, Last: 1, A: a, B: b}, `there is no matcher "om"`},
		{Match{Experiment: f, Method: "none", From: 1, Last: 1, A: a, B: b}, `"none" is no search for a permutation`},
		{Match{Experiment: f, Method: "am", From: 1, Last: 2, A: a, B: b}, "restarts 0 to 2 of 1"},
		{Match{Experiment: f, Method: "ours", From: 1, Last: 3, A: a, B: b}, "restarts 0 to 3 of 2"},
		{Match{Experiment: wide, Method: "exact", From: 1, Last: 1, A: wa, B: wb},
			"hidden layers of 12-11 units have too many orders to try them all"},
	} {
		failed, ok := finish(&c.job, NewWorker()).(*wire.Failed)
		require.True(t, ok, c.reason)
		assert.Contains(t, failed.Reason, c.reason)
	}
}
