package figures_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/match/figures"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/stage"
	"onebasin/render/board"
)

// sample is a study that only these tests have.
var sample = chart.Study{Name: "sample", Charts: []chart.Announced{{Name: "one", Title: "One"},
	{Name: "two", Title: "Two"}}}

// What is awaited is named until it is there, and nothing else is.
func TestAwaited(t *testing.T) {
	r := record(t, "net=8&steps=100&restarts=2&n=100&nt=100")
	laboratory := figures.Laboratory()
	laboratory.Studies = append(laboratory.Studies, sample)
	a := board.New(1, laboratory)
	a.Resize(1000)
	awaited := func() []string { return describe(a).Awaited }
	view := func(fragment string) {
		l, problems := keys.Parse(fragment)
		require.Empty(t, problems)
		a.Look(l.View.Fragment())
	}
	assert.Equal(t, []string{"experiment"}, awaited())
	shown := r.shown
	for _, ok := shown[0].(*stage.Curves); !ok; _, ok = shown[0].(*stage.Curves) {
		a.Take(shown[0])
		shown = shown[1:]
	}
	assert.Equal(t, []string{"path"}, awaited())
	assert.Equal(t, r.run.Result.Experiment, describe(a).Experiment)
	for _, m := range shown {
		a.Take(m)
	}
	assert.Equal(t, []string{"merged", "landscape", "search", "picture"}, awaited())
	settle(t, a, r)
	assert.Equal(t, []string{"landscape"}, awaited(), "the coarse one is not all")
	fine := &stage.AskLandscape{Method: "wm", N: 64}
	require.NoError(t, r.run.ShowLandscape(t.Context(), lab.NewLocal(2, job.NewWorker), fine, a.Take))
	assert.Equal(t, []string{"picture"}, awaited())
	settle(t, a, r)
	assert.Empty(t, awaited())

	view("view.lambda=0.25")
	assert.Equal(t, []string{"merged"}, awaited())
	view("view.lambda=0.25&view.step=1")
	assert.Equal(t, []string{"merged", "search"}, awaited())
	settle(t, a, r)
	assert.Empty(t, awaited(), "what moved stands at its place")
	view("view.mode=3d&view.turn=50")
	assert.Equal(t, []string{"merged", "search", "motion"}, awaited(), "a surface is there at once")
	settle(t, a, r)
	assert.Empty(t, awaited())
	a.Look("view.study=" + sample.Name)
	assert.Contains(t, awaited(), "charts")
	for _, c := range sample.Charts {
		a.Take(&chart.Chart{Study: sample.Name, Method: "wm", Name: c.Name, Title: "The finding"})
	}
	settle(t, a, r)
	assert.Empty(t, awaited())
	view("view.embed=path")
	settle(t, a, r)
	assert.Empty(t, awaited())
}

// What will not come is not awaited: a landscape of networks whose training diverged, or of one network twice.
func TestNothingIsAwaitedInVain(t *testing.T) {
	const diverges = "net=8-8&opt=sgd&lr=10&mom=0.999&steps=300"
	for _, link := range []string{diverges, "match=none&" + diverges, "net=8&steps=20&seeds=4,4"} {
		r := record(t, link+"&restarts=2&n=80&nt=60")
		assert.Empty(t, describe(play(t, r, 1000)).Awaited, link)
	}
}
