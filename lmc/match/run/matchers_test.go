package run

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/match/result"
	"onebasin/lmc/matching"
)

const everyMatcher = "wm,ours,climbs,group,swap,sinkhorn-mid,sinkhorn,am,amc,ste,ste-random,exact,planted"

// All matchers on one pair in one run: the same bits from any crew, every one with its path, its restarts and, but for
// the control, its null.
func TestEveryMatcherInOneRun(t *testing.T) {
	const link = "n=80&nt=60&net=7-5&steps=60&bs=20&seeds=1,2&restarts=7&lambdas=5&match=" + everyMatcher
	want, _ := conduct(t, link, local(1), true)
	text := timeless(t, want.Result)
	for _, crew := range []lab.Crew{local(2), local(5), backwards{3}} {
		got, _ := conduct(t, link, crew, true)
		require.Equal(t, text, timeless(t, got.Result), "%T of %d", crew, crew.Size())
	}
	require.Len(t, want.Result.Pairs, 14)
	exact, ok := want.Result.Find("B", "exact")
	require.True(t, ok)
	for _, p := range want.Result.Pairs {
		m, _ := matching.MatcherNamed(p.Method)
		assert.Empty(t, p.Note, p.Method)
		assert.Less(t, float64(p.FunctionError), 1e-5, p.Method)
		assert.True(t, p.Barrier.Test.Loss.Exists(), p.Method)
		if !m.Searches {
			continue
		}
		assert.Len(t, p.Restarts, m.Starts(7), p.Method)
		assert.Equal(t, p.Objective, p.Restarts[p.Restart].Objective, p.Method)
		assert.Equal(t, p.Method == "planted", p.Null == nil, p.Method)
		if p.Method != "planted" {
			if p.Method == "group" { // scales bring the networks closer than any permutation
				assert.Greater(t, float64(p.Objective), float64(exact.Objective))
				assert.NotEmpty(t, p.Scales)
				continue
			}
			assert.LessOrEqual(t, float64(p.Objective), float64(exact.Objective)+1e-9, p.Method)
		}
	}
}

// A matcher that does not fit leaves a note on its pair, nulls that are valid JSON, and the others as they would be
// without it.
func TestAMatcherThatDoesNotFit(t *testing.T) {
	const link = "n=80&nt=60&net=16-16&steps=40&bs=20&seeds=1,2,3&restarts=3&lambdas=5&match="
	r, heard := conduct(t, link+"exact,wm", local(2), false)
	alone, _ := conduct(t, link+"wm", local(2), true)
	for _, from := range []string{"B", "C"} {
		p, ok := r.Result.Find(from, "exact")
		require.True(t, ok)
		assert.Equal(t, "there is no path: hidden layers of 16-16 units have too many orders to try them all; make "+
			"them smaller, as net=7-7", p.Note)
		assert.False(t, p.Objective.Exists())
		assert.False(t, p.Barrier.Test.Loss.Exists())
		assert.Len(t, p.Path.Test.Loss, 5)
		assert.Nil(t, p.Null)
		got, _ := r.Result.Find(from, "wm")
		want, _ := alone.Result.Find(from, "wm")
		got.Seconds, want.Seconds = 0, 0
		assert.Equal(t, want, got)
	}
	b, err := json.Marshal(r.Result)
	require.NoError(t, err)
	assert.NotContains(t, string(b), "NaN")
	assert.Contains(t, result.Finding(r.Result, 2, "B", "exact"), "On the straight line from A to B")
	for _, p := range heard.progress {
		require.Less(t, p.Fraction, 1.0)
	}
}

// Matchers added to a link change nothing of the others.
func TestMatchersDoNotSeeOneAnother(t *testing.T) {
	const link = "n=80&nt=60&net=6-5&steps=40&bs=20&seeds=1,2&restarts=3&lambdas=5&match="
	all, _ := conduct(t, link+everyMatcher, local(2), true)
	for _, method := range []string{"wm", "ours", "sinkhorn", "am", "ste", "exact", "planted"} {
		alone, _ := conduct(t, link+method, local(2), true)
		got, _ := all.Result.Find("B", method)
		want, _ := alone.Result.Find("B", method)
		got.Seconds, want.Seconds = 0, 0
		assert.Equal(t, want, got, method)
	}
}

// Shaken networks are the same functions. The line without matching is another, the search over the whole group ends as
// close, and A stays as it was trained.
func TestShakenNetworksAreTheSameFunctions(t *testing.T) {
	for _, act := range []string{"relu", "tanh", "sigmoid"} {
		link := "n=200&nt=100&net=16-12&steps=200&seeds=1,2,3&restarts=6&lambdas=5&match=wm,group&act=" + act
		plain, _ := conduct(t, link, local(2), true)
		shaken, _ := conduct(t, link+"&shake=7", local(2), true)
		assert.Contains(t, shaken.Result.Experiment, "&shake=7")
		assert.NotContains(t, plain.Result.Experiment, "shake")
		assert.Equal(t, plain.Models[0], shaken.Models[0])
		for i, m := range plain.Result.Models {
			assert.InDelta(t, float64(m.Test.Loss), float64(shaken.Result.Models[i].Test.Loss), 1e-4, act)
			if i > 0 {
				assert.NotEqual(t, plain.Models[i], shaken.Models[i])
			}
		}
		of := func(r *Run, method string) *result.Pair {
			p, ok := r.Result.Find("B", method)
			require.True(t, ok)
			assert.Less(t, float64(p.FunctionError), 1e-3, "%s %s", act, method)
			return p
		}
		assert.Greater(t, float64(of(shaken, "none").Distance.Before), float64(of(plain, "none").Distance.Before), act)
		assert.InEpsilon(t, float64(of(plain, "group").Distance.After), float64(of(shaken, "group").Distance.After),
			0.02, act)
		assert.Greater(t, float64(of(shaken, "wm").Distance.After), 1.05*float64(of(plain, "wm").Distance.After), act)
	}
}

// A path with an even number of points has none halfway; its midpoint is computed all the same, and is that of a path
// that has one.
func TestMidpointOfAnEvenPath(t *testing.T) {
	const link = "n=80&nt=60&net=6-5&steps=40&bs=20&seeds=1,2&restarts=2&match=wm&lambdas="
	odd, _ := conduct(t, link+"5", local(2), true)
	even, _ := conduct(t, link+"6", local(2), true)
	for i, p := range odd.Result.Pairs {
		require.True(t, p.Midpoint.Train.Loss.Exists())
		assert.Equal(t, p.Midpoint, even.Result.Pairs[i].Midpoint, p.Method)
		assert.Len(t, even.Result.Pairs[i].Path.Test.Loss, 6)
	}
}
