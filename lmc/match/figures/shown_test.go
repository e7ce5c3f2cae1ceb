package figures_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
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
		l.Experiment.Seeds = []int{1, 2, 3, 4}[:2+r.IntN(3)]
		l.View.Pair = []string{"A-B", "A-C", "A-D"}[r.IntN(3)]
		t.Run(l.Fragment(), func(t *testing.T) { showsTheSame(t, l) })
	}
}

func showsTheSame(t *testing.T, l keys.Link) {
	shown := l.Shown()
	opened := match.Lab().Read(l.Fragment()).Link
	require.Equal(t, shown.Answer(), opened.Shown)

	rec := recordShown(t, l.Experiment.Fragment(), l.Plane(), shown.From)
	require.Contains(t, rec.run.Findings(), opened.Shown, "the sentence")
	a := newBoard()
	a.Resize(1000)
	a.Look(l.View.Fragment())
	for _, m := range rec.shown {
		a.Take(m)
	}
	said := settle(t, a, rec)
	d := describe(a)
	assert.Equal(t, shown.Method, d.Method)
	assert.Equal(t, shown.From, d.From)
	require.NotNil(t, d.Landscape)
	assert.Equal(t, l.Plane(), d.Landscape.Method)
	assert.Equal(t, shown.From, d.Landscape.From)
	for m, drawn := range d.Merged { // is halfway on the path of these networks
		p, ok := rec.run.Result.Find(shown.From, m)
		if shown.Step < 0 && ok && len(p.Path.Test.Loss) == 3 {
			assert.InDelta(t, float64(p.Path.Test.Loss[1]), drawn.Loss, 1e-6, m)
		}
	}
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
	assert.True(t, shown.Step >= 0 || says(a.Layers()[1].Marks, cmp.Or(units, "units of π("+shown.From+")")))
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

// Another network is compared with A without a run: all figures turn to it, and back, whatever was on its way.
func TestAnotherNetworkIsChosen(t *testing.T) {
	r := record(t, "n=80&nt=60&net=5-5&steps=60&lambdas=5&restarts=2&seeds=1,2,3")
	a := play(t, r, 1000)
	first := describe(a)
	require.Equal(t, "B", first.From)
	shown := func(view, from string) described {
		a.Look(view)
		settle(t, a, r)
		d := describe(a)
		assert.Equal(t, from, d.From)
		assert.Equal(t, from, d.Landscape.From)
		// The landscape is coarse here.
		assert.Empty(t, slices.DeleteFunc(d.Awaited, func(s string) bool { return s == "landscape" }))
		title, entry := "Renumbering "+from+"’s", "A to π("+from+")"
		assert.True(t, slices.ContainsFunc(flat(marks(a)), func(m render.Mark) bool {
			l, ok := m.(render.Label)
			return ok && (strings.Contains(l.Text, title) || strings.Contains(l.Text, entry))
		}))
		for method, drawn := range d.Merged {
			if strings.Contains(view, "step") {
				break // is on the way there
			}
			p, _ := r.run.Result.Find(from, method)
			assert.InDelta(t, float64(p.Path.Test.Loss[2]), drawn.Loss, 1e-6, from+" "+method)
		}
		return d
	}
	shown("view.pair=A-C", "C")
	shown("view.pair=A-C&view.step=1", "C")
	assert.Equal(t, first.Merged, shown("view.pair=A-B", "B").Merged)
	assert.Equal(t, first.Landscape.Marks, describe(a).Landscape.Marks)
	a.Look("view.pair=A-C") // before B's answers are there
	a.Look("view.pair=A-B")
	shown("view.pair=A-C&view.lambda=0.5", "C")
	shown("view.pair=A-D", "B") // which is not trained
}

// says reports whether marks hold a text.
func says(marks []render.Mark, text string) bool {
	return slices.ContainsFunc(flat(marks), func(m render.Mark) bool {
		l, ok := m.(render.Label)
		return ok && l.Text == text
	})
}
