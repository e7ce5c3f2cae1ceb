package keys_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/match/keys"
)

func TestSeedPairs(t *testing.T) {
	for _, c := range []struct {
		own  []int
		n    int
		want [][2]int
	}{
		{[]int{1, 2}, 3, [][2]int{{1, 2}, {3, 4}, {5, 6}}},
		{[]int{5, 9, 7}, 4, [][2]int{{5, 9}, {1, 2}, {3, 4}, {6, 7}}},
		{[]int{2, 1}, 2, [][2]int{{2, 1}, {3, 4}}},
		{[]int{1 << 53, 0}, 2, [][2]int{{1 << 53, 0}, {1, 2}}},
		{[]int{3, 3}, 2, [][2]int{{3, 3}, {1, 2}}},
		{[]int{4, 5}, 1, [][2]int{{4, 5}}},
	} {
		assert.Equal(t, c.want, keys.SeedPairs(c.own, c.n))
	}
}

// Every setting varies its key and nothing else, over values that the key takes, with the experiment's own among them.
func TestSettings(t *testing.T) {
	base := keys.Default().Experiment
	for _, s := range keys.Settings() {
		values := s.Over(base, nil)
		assert.True(t, slices.IsSorted(values), s.Name)
		assert.LessOrEqual(t, len(values), 6, "%s: one panel a value", s.Name)
		g, err := s.Grid(base, "wm", values, 2)
		require.NoError(t, err, s.Name)
		require.Equal(t, 2*len(values), g.Len())
		own := 0
		for k := range g.Len() {
			e := g.At(k).Experiment
			require.NoError(t, e.Check())
			link, text := keys.Link{Experiment: e}, g.Axes[0].Values[k/2]
			assert.Equal(t, text, link.Value(s.Key))
			if e.Fragment() == base.Fragment() {
				own++
			}
		}
		assert.Equal(t, 1, own, "%s: the experiment itself is among them", s.Name)
		assert.Equal(t, []float64{3, 7}, s.Over(base, []float64{7, 3, 7}))
	}
}

func TestSettingsOfTheNetwork(t *testing.T) {
	l, _ := keys.Parse("net=64-32&seeds=4,5,6&match=wm,am&lambdas=24")
	width, _ := keys.SettingNamed("width")
	assert.Equal(t, []float64{8, 16, 32, 64, 128}, width.Over(l.Experiment, nil),
		"layers that differ have no one width")
	g, err := width.Grid(l.Experiment, "am", []float64{8}, 2)
	require.NoError(t, err)
	want, _ := keys.Parse("net=8-8&seeds=1,2&match=am&lambdas=25")
	assert.Equal(t, want.Experiment, g.At(1).Experiment)

	depth, _ := keys.SettingNamed("depth")
	g, err = depth.Grid(l.Experiment, "wm", []float64{3}, 1)
	require.NoError(t, err)
	assert.Equal(t, []int{64, 64, 64}, g.At(0).Experiment.Net)
	for _, c := range []struct {
		setting keys.Setting
		value   float64
		says    string
	}{
		{depth, 7, "net takes 1 to 6 whole numbers joined by “-”, not “64-64-64-64-64-64-64”"},
		{depth, 0, "net takes whole numbers from 1 to 1024 joined by “-”, not “0-layers”"},
		{depth, 1.5, "net takes whole numbers from 1 to 1024 joined by “-”, not “1.5-layers”"},
		{width, 2000, "net takes whole numbers from 1 to 1024 joined by “-”, not “2000-2000”"},
		{width, 0.5, "net takes whole numbers from 1 to 1024 joined by “-”, not “0.5-0.5”"},
	} {
		_, err := c.setting.Grid(l.Experiment, "wm", []float64{c.value}, 1)
		assert.EqualError(t, err, c.says)
	}
	_, ok := keys.SettingNamed("colour")
	assert.False(t, ok)
}
