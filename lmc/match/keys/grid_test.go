package keys_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/link"
	"onebasin/lmc/match/keys"
	"onebasin/toynets"
)

// Nested loops in the order of the link, the last key fastest.
func TestGridCountsLikeNestedLoops(t *testing.T) {
	g, err := keys.ParseGrid("#lr=0.01|3e-3&n=50&net=16-16|8&view.lambda=0.3&seeds=1,2|3,4|5,6")
	require.NoError(t, err)
	require.Equal(t, 12, g.Len())
	k := 0
	for _, lr := range []string{"0.01", "0.003"} {
		for _, net := range []string{"16-16", "8"} {
			for _, seeds := range []string{"1,2", "3,4", "5,6"} {
				label := "lr=" + lr + "&net=" + net + "&seeds=" + seeds
				want, problems := keys.Parse("n=50&" + label)
				require.Empty(t, problems)
				assert.Equal(t, want.Experiment, g.At(k).Experiment)
				assert.Equal(t, label, g.Label(k), "in canonical form")
				k++
			}
		}
	}
	again := g.At(0).Experiment
	again.Net[0], again.Seeds[0] = 999, 999
	assert.NotEqual(t, again, g.At(0).Experiment, "experiments share nothing")
}

func TestGridOfOne(t *testing.T) {
	for _, text := range []string{"", "#", "net=8"} {
		g, err := keys.ParseGrid(text)
		require.NoError(t, err)
		require.Equal(t, 1, g.Len())
		want, _ := keys.Parse(text)
		assert.Equal(t, want.Experiment, g.At(0).Experiment)
		assert.Empty(t, g.Label(0))
	}
}

// A browser writes | as %7C; every key of the experiment takes alternatives.
func TestGridReadsEscapes(t *testing.T) {
	plain, err := keys.ParseGrid("act=relu|tanh|gelu&match=wm|wm,am&v=1")
	require.NoError(t, err)
	escaped, err := keys.ParseGrid("act=relu%7Ctanh%7cgelu&match=wm%7Cwm,am&v=1")
	require.NoError(t, err)
	assert.Equal(t, plain, escaped)
	assert.Equal(t, 6, plain.Len())
	for _, f := range keys.Schema() {
		if f.View || f.Kind == link.KindChoice || f.Default == "" {
			continue
		}
		_, err := keys.ParseGrid(f.Key + "=" + f.Default + "|" + f.Default)
		assert.EqualError(t, err, f.Key+" has the alternative "+f.Default+" twice")
	}
}

func TestGridRefusals(t *testing.T) {
	numbers := func(n int) string {
		var s []string
		for k := range n {
			s = append(s, string(rune('1'+k/100))+string(rune('0'+k/10%10))+string(rune('0'+k%10)))
		}
		return strings.Join(s, "|")
	}
	for _, c := range []struct{ text, message string }{
		{"net=8|", "net has an empty alternative"},
		{"net=|8", "net has an empty alternative"},
		{"net=8||16", "net has an empty alternative"},
		{"net=8|16|08", "net has the alternative 8 twice"},
		{"lr=0.1|1e-1", "lr has the alternative 0.1 twice"},
		{"net=8|0", "net takes whole numbers from 1 to 1024 joined by “-”, not “0”"},
		{"nets=8|16", "there is no key “nets”"},
		{"width=8", "there is no key “width”"},
		{"net=8|16&net=32|64", "net is given twice"},
		{"net=8|16&net=32", "net is given twice"},
		{"view.lambda=0|1", "view.lambda must be a number from 0 to 1, not “0|1”"},
		{"net=8|16&digest=0123456789ab", "a sweep is many experiments and has no one digest; leave the key out"},
		{"n|nt=8", "there is no key “n|nt”"},
		{"n=" + numbers(400) + "&nt=" + numbers(500), "these are 200000 experiments, and a sweep takes at most 100000"},
		{"n=" + numbers(400) + "&nt=" + numbers(400) + "&bs=" + numbers(400) + "&steps=" + numbers(400) + "&dseed=" +
			numbers(400) + "&mseed=" + numbers(400),
			"these are 4.096e+15 experiments, and a sweep takes at most 100000"},
	} {
		_, err := keys.ParseGrid(c.text)
		require.Error(t, err, c.text)
		assert.True(t, strings.HasPrefix(err.Error(), c.message), "%s: %v", c.text, err)
		assert.NotContains(t, err.Error(), "\n")
	}
	_, err := keys.NewGrid(keys.Default().Experiment, []link.Axis{{Key: "view.lambda", Values: []string{"0"}}})
	assert.EqualError(t, err, "there is no key “view.lambda” of an experiment")
	g, _ := keys.ParseGrid("net=8|16")
	assert.PanicsWithValue(t, "link: no such experiment in the grid", func() { g.At(2) })
	assert.PanicsWithValue(t, "link: no such experiment in the grid", func() { g.At(-1) })
}

// The parts hold every experiment exactly once, whatever their number.
func TestShardsPartitionTheGrid(t *testing.T) {
	r := toynets.Stream(1, "shards")
	for range 50 {
		var axes []link.Axis
		for _, key := range []string{"n", "nt", "dseed"} {
			a := link.Axis{Key: key}
			for k := range 1 + r.IntN(4) {
				a.Values = append(a.Values, string(rune('1'+k))+"0")
			}
			axes = append(axes, a)
		}
		g, err := keys.NewGrid(keys.Default().Experiment, axes)
		require.NoError(t, err)
		n := 1 + r.IntN(9)
		var all []int
		for i := range n {
			part := g.Shard(i, n)
			assert.True(t, slices.IsSorted(part))
			assert.LessOrEqual(t, len(part), g.Len()/n+1, "no part has much more than its share")
			all = append(all, part...)
		}
		slices.Sort(all)
		require.Len(t, all, g.Len())
		for k, i := range all {
			require.Equal(t, k, i)
		}
	}
}
