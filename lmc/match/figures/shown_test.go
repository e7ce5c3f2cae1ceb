package figures_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/match"
	"onebasin/lmc/match/keys"
	"onebasin/render"
)

// Whatever a link compares and shows, every part shows the same: the house's answer (by which the page chooses its
// sentence and the command its studies), landscape, merged networks, units, search, charts.
func TestEveryPartShowsTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	names := []string{"none", "wm", "am", "amc", "planted", "ours", "exact"}
	for range 40 {
		l, _ := keys.Parse("n=40&nt=30&net=4-4&steps=20&bs=10&lambdas=3")
		r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		l.Experiment.Match = slices.Clone(names[:1+r.IntN(4)])
		l.Experiment.Restarts = 1 + r.IntN(4)
		l.View.Method = names[r.IntN(len(names))]
		l.View.Restart, l.View.Step = r.IntN(6)-1, r.IntN(4)-1
		l.View.Layer = 1 + r.IntN(2)
		t.Run(l.Fragment(), func(t *testing.T) { showsTheSame(t, l) })
	}
}

func showsTheSame(t *testing.T, l keys.Link) {
	shown := l.Shown()
	opened := match.Lab().Read(l.Fragment()).Link
	require.Equal(t, shown.Method, opened.Shown)

	rec := recordShown(t, l.Experiment.Fragment(), l.Plane())
	a := newBoard()
	a.Resize(1000)
	a.Look(l.View.Fragment())
	for _, m := range rec.shown {
		a.Take(m)
	}
	said := settle(t, a, rec)
	d := describe(a)
	assert.Equal(t, shown.Method, d.Method)
	require.NotNil(t, d.Landscape)
	assert.Equal(t, l.Plane(), d.Landscape.Method)
	merged := map[string]bool{"none": true, shown.Matching(): true}
	assert.Len(t, d.Merged, len(merged))
	for m := range merged {
		assert.Contains(t, d.Merged, m)
	}
	for _, o := range said {
		if o.Kind == "steps" {
			assert.Contains(t, o.Text, `"method":"`+shown.Method+`"`)
		}
	}
	units := map[string]string{"none": "nothing is renumbered", "planted": "units of π(copy)"}[shown.Method]
	assert.True(t, shown.Step >= 0 || says(a.Layers()[1].Marks, cmp.Or(units, "units of π(B)")))
	for _, s := range keys.Studies() {
		a.Look(l.View.Fragment() + "&view.study=" + s.Name)
		for _, c := range s.Charts {
			a.Take(&chart.Chart{Study: s.Name, Method: opened.Shown, Name: c.Name, Title: "The finding"})
		}
		for _, c := range a.Describe().Charts {
			assert.True(t, c.Known, c.Name)
		}
	}
}

// says reports whether marks hold a text.
func says(marks []render.Mark, text string) bool {
	return slices.ContainsFunc(flat(marks), func(m render.Mark) bool {
		l, ok := m.(render.Label)
		return ok && l.Text == text
	})
}
