package run

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/keys"
)

// sweepable is an experiment of milliseconds with two models.
const sweepable = "n=60&nt=50&net=6-6&steps=40&bs=20&match=wm&restarts=3&lambdas=5"

// askSweep asks for the study of sweeps and returns what was shown and said.
func askSweep(t *testing.T, r *Run, crew lab.Crew, method, view string) (shown []*chart.Chart, said []string) {
	t.Helper()
	last := -1.0
	err := r.Study(context.Background(), crew, &chart.Question{Name: "sweep", Method: method, View: view},
		func(c *chart.Chart) { shown = append(shown, c) },
		func(f float64, text string) {
			assert.GreaterOrEqual(t, f, last, "progress goes on")
			assert.LessOrEqual(t, f, 1.0)
			last = f
			if len(said) == 0 || said[len(said)-1] != text {
				said = append(said, text)
			}
		})
	require.NoError(t, err)
	return shown, said
}

// trainings is a crew that counts what it trains.
type trainings struct {
	lab.Crew
	trained int
}

func (c *trainings) Do(ctx context.Context, jobs []wire.Message, report func(int, float64, string)) (
	[]wire.Message, error) {
	for _, j := range jobs {
		if _, ok := j.(*job.Train); ok {
			c.trained++
		}
	}
	return c.Crew.Do(ctx, jobs, report)
}

func TestSeedsSaid(t *testing.T) {
	assert.Equal(t, "1 and 2, 3 and 4", seedsSaid([][2]int{{1, 2}, {3, 4}}))
	assert.Equal(t, "1 and 2, 3 and 4, … 11 and 12 (6 pairs)",
		seedsSaid([][2]int{{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}, {11, 12}}))
	assert.Equal(t, "7 and 3, 1 and 2, 4 and 5, 6 and 8, 9 and 10, 11 and 12",
		seedsSaid([][2]int{{7, 3}, {1, 2}, {4, 5}, {6, 8}, {9, 10}, {11, 12}}))
}

// All announced charts, again after every experiment, the same for any number of workers; every value names the
// experiment that gives it.
func TestStudyOfSweeps(t *testing.T) {
	r, _ := conduct(t, sweepable, local(1), true)
	crew := &trainings{Crew: local(1)}
	shown, said := askSweep(t, r, crew, "wm", "view.values=3,6,9&view.pairs=2")
	require.Len(t, shown, 4*6)
	assert.Equal(t, []string{"width 3, seeds 1 and 2", "width 6, seeds 1 and 2", "width 9, seeds 1 and 2",
		"width 3, seeds 3 and 4", "width 6, seeds 3 and 4", "width 9, seeds 3 and 4"}, said,
		"the whole with one pair first")
	assert.Equal(t, 2*5, crew.trained, "what the run knows itself is not computed again")
	announced, _ := chart.StudyNamed(keys.Studies(), "sweep")
	for k, c := range shown {
		assert.Equal(t, announced.Charts[k%4].Name, c.Name)
		assert.Equal(t, "sweep wm", c.Study+" "+c.Method)
		assert.NotEmpty(t, c.Note)
		assert.Equal(t, k/4 < 5, strings.HasPrefix(c.Title, "So far "), c.Title)
		for _, p := range c.Panels {
			for _, s := range p.Series {
				require.Len(t, s.Y, len(s.X))
				for i := range s.X {
					assert.False(t, math.IsNaN(s.X[i]+s.Y[i]) || math.IsInf(s.Y[i], 0))
				}
			}
		}
	}
	text := encoded(shown[len(shown)-4:])
	for _, crew := range []lab.Crew{local(3), local(4), backwards{2}, backwards{40}} {
		again, _ := conduct(t, sweepable, local(2), true)
		other, _ := askSweep(t, again, crew, "wm", "view.values=3,6,9&view.pairs=2")
		require.Equal(t, text, encoded(other[len(other)-4:]), "%T of %d", crew, crew.Size())
	}

	// Each dot is what its link gives.
	barrier := shown[len(shown)-4].Panels[0]
	require.Len(t, barrier.Series, 4)
	for k, method := range []string{"none", "", "wm", ""} {
		s := barrier.Series[k]
		if method == "" {
			assert.Equal(t, []float64{3, 6, 9}, s.X)
			for v := range s.Y {
				assert.InDelta(t, (barrier.Series[k-1].Y[2*v]+barrier.Series[k-1].Y[2*v+1])/2, s.Y[v], 1e-15,
					"the mean")
			}
			continue
		}
		assert.Equal(t, []float64{3, 3, 6, 6, 9, 9}, s.X)
		for i, link := range s.Links {
			one, _ := conduct(t, link, local(2), true)
			p, _ := one.Result.Find("B", method)
			assert.Equal(t, float64(p.Barrier.Test.Loss), s.Y[i])
		}
	}
	paths := shown[len(shown)-1]
	require.Len(t, paths.Panels, 3)
	assert.Len(t, paths.Panels[0].Series, 6, "two pairs and the mean, before and after")
}

// Every value with one pair first, then value by value; each experiment once, for any number of workers.
func TestPartsOfASweep(t *testing.T) {
	p := &sweepPlan{values: []float64{1, 2}, pairs: make([][2]int, 5)}
	assert.Equal(t, []sweepPart{{0, 0, 1}, {1, 0, 1}, {0, 1, 2}, {0, 2, 3}, {0, 3, 4}, {0, 4, 5}, {1, 1, 2}, {1, 2, 3},
		{1, 3, 4}, {1, 4, 5}}, p.parts(2))
	assert.Equal(t, []sweepPart{{0, 0, 3}, {1, 0, 3}, {0, 3, 5}, {1, 3, 5}}, p.parts(7))
	assert.Equal(t, []sweepPart{{0, 0, 5}, {1, 0, 5}}, p.parts(64))
	assert.Equal(t, p.parts(2), p.parts(1))
}

func encoded(charts []*chart.Chart) (all [][]byte) {
	for _, c := range charts {
		all = append(all, wire.Encode(c))
	}
	return all
}

// A study that was stopped goes on from what it had, and another of the same experiments computes none.
func TestStudyOfSweepsGoesOn(t *testing.T) {
	r, _ := conduct(t, sweepable, local(1), true)
	ctx, cancel := context.WithCancel(context.Background())
	crew, charts := &trainings{Crew: local(2)}, 0
	q := &chart.Question{Name: "sweep", Method: "wm", View: "view.sweep=lr&view.values=0.001,0.01&view.pairs=3"}
	err := r.Study(ctx, crew, q, func(*chart.Chart) {
		if charts++; charts == 4*3 {
			cancel()
		}
	}, func(float64, string) {})
	assert.ErrorIs(t, err, context.Canceled)
	assert.Equal(t, 2*3, crew.trained)
	shown, _ := askSweep(t, r, crew, "wm", q.View)
	assert.Len(t, shown, 4*6)
	assert.Equal(t, 2*6, crew.trained)
	askSweep(t, r, crew, "wm", "view.sweep=lr&view.values=0.01&view.pairs=2")
	assert.Equal(t, 2*6, crew.trained)
	fresh, _ := conduct(t, sweepable, local(1), true)
	whole, _ := askSweep(t, fresh, local(1), "wm", q.View)
	assert.Equal(t, encoded(whole), encoded(shown))

	ctx, cancel = context.WithCancel(context.Background())
	cancel()
	assert.ErrorIs(t, r.Study(ctx, crew, q, func(*chart.Chart) { t.Error("shown") }, func(float64, string) {}),
		context.Canceled)
}

// Without matching there is one line; where networks diverge there is none, and it is said; a setting that begins at
// zero stands one value after the other.
func TestStudyOfSweepsAtItsEdges(t *testing.T) {
	r, _ := conduct(t, sweepable, local(1), true)
	shown, _ := askSweep(t, r, local(2), "none", "view.sweep=wd&view.values=0,0.01,0.001&view.pairs=1")
	last := shown[len(shown)-4:]
	assert.Equal(t, []string{"0", "0.001", "0.01"}, last[0].Panels[0].X.Labels)
	assert.Len(t, last[0].Panels[0].Series, 2)
	assert.Equal(t, []float64{0, 1, 2}, last[0].Panels[0].Series[0].X)
	assert.Len(t, last[2].Panels, 1, "no distance to lose")

	r, _ = conduct(t, "n=60&nt=50&net=6-6&steps=300&restarts=2&lambdas=4&opt=sgd&mom=0.999&lr=0.0001", local(1), true)
	shown, _ = askSweep(t, r, local(2), "wm", "view.sweep=lr&view.values=0.0001,10&view.pairs=2")
	last = shown[len(shown)-4:]
	for _, c := range last {
		assert.Contains(t, c.Note, "2 of 4 experiments diverged and are left out.")
	}
	assert.Equal(t, []float64{0.0001}, last[0].Panels[0].Series[1].X, "no mean of nothing")
	assert.Len(t, last[3].Panels[0].Series[0].X, 5, "an odd number of points has one halfway")
	assert.Len(t, last[1].Panels[0].Series[3].X, 1)
}

// Several pairs at once: charts after every value, stopped as promptly, and no more than the crew was asked for is
// kept.
func TestStudyOfSweepsOnALargeCrew(t *testing.T) {
	r, _ := conduct(t, sweepable, local(1), true)
	crew := &trainings{Crew: local(6)}
	ctx, cancel := context.WithCancel(context.Background())
	q := &chart.Question{Name: "sweep", Method: "wm", View: "view.values=3,6,9&view.pairs=5"}
	charts := 0
	err := r.Study(ctx, crew, q, func(c *chart.Chart) {
		if charts++; charts == 8 {
			cancel()
		}
	}, func(float64, string) {})
	assert.ErrorIs(t, err, context.Canceled)
	assert.Equal(t, 2*(3+2), crew.trained, "three pairs of width 3, two of width 6 beside the run's own")
	shown, said := askSweep(t, r, crew, "wm", q.View)
	assert.Len(t, shown, 4*6)
	assert.Equal(t, "width 3, seeds 1 and 2, 3 and 4, 5 and 6", said[0])
	assert.Equal(t, "width 9, seeds 7 and 8, 9 and 10", said[5])
	assert.Equal(t, 2*14, crew.trained)
}

// An experiment that fails ends, and the others with it, though they wait for their jobs.
func TestTogetherEnds(t *testing.T) {
	e := experiment(t, sweepable)
	for _, fail := range []int{-1, 0, 1, 2} {
		ends := make([]error, 3)
		lab.Together(context.Background(), local(2), 3, func(m int, crew lab.Crew) {
			jobs := []wire.Message{&job.Train{Experiment: e.Fragment(), Model: m % 2},
				&job.Train{Experiment: e.Fragment()}}
			for k := range 2 + m {
				if m == fail && k == 1 {
					return
				}
				out, err := crew.Do(context.Background(), jobs, func(int, float64, string) {})
				if ends[m] = err; err != nil {
					return
				}
				assert.Len(t, out, 2)
				assert.Equal(t, m%2 == 0, string(wire.Encode(out[0])) == string(wire.Encode(out[1])),
					"each has its own outcomes")
			}
		})
		assert.Equal(t, make([]error, 3), ends)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var err [2]error
	lab.Together(ctx, local(2), 2, func(m int, crew lab.Crew) {
		_, err[m] = crew.Do(ctx, []wire.Message{&job.Train{Experiment: e.Fragment()}}, func(int, float64, string) {})
	})
	assert.ErrorIs(t, err[0], context.Canceled)
	assert.ErrorIs(t, err[1], context.Canceled)
	lab.Together(ctx, local(1), 0, nil)
}

// What is too much is left out or refused, in words.
func TestSweepPlans(t *testing.T) {
	l, _ := keys.Parse("")
	plan := func(view string, budget float64) (*sweepPlan, error) {
		v, problems := keys.Parse(view)
		require.Empty(t, problems)
		return planSweep(l.Experiment, "wm", v.View, budget)
	}
	p, err := plan("", sweepBudget)
	require.NoError(t, err)
	assert.Equal(t, []float64{8, 16, 32, 64, 128}, p.values)
	assert.Len(t, p.pairs, 5)
	assert.Empty(t, p.leftOut, "the usual study is within its budget")
	for _, c := range []struct {
		view   string
		budget float64
		values []float64
		pairs  int
		short  string
	}{
		{"", 7e10, []float64{8, 16, 32, 64, 128}, 4, "Left out: 1 of 5 pairs of seeds, too"},
		{"", 2e10, []float64{8, 16, 32, 64}, 3, "Left out: 2 of 5 pairs of seeds and width 128, too"},
		{"", 1e8, []float64{8}, 1, "Left out: 4 of 5 pairs of seeds, width 128, width 64, width 32 and width 16, too"},
		{"view.pairs=2", 2e10, []float64{8, 16, 32, 64}, 2, "Left out: width 128, too"},
	} {
		p, err := plan(c.view, c.budget)
		require.NoError(t, err, c.view)
		assert.Equal(t, c.values, p.values)
		assert.Len(t, p.pairs, c.pairs)
		assert.True(t, strings.HasPrefix(p.leftOut, c.short), p.leftOut)
	}
	_, err = plan("view.values=1024", 1e9)
	assert.ErrorContains(t, err, "one experiment of this sweep alone would take too long")
	_, err = plan("view.values=0.5", sweepBudget)
	assert.EqualError(t, err, "net takes whole numbers from 1 to 1024 joined by “-”, not “0.5-0.5”")
	big, _ := keys.Parse("data=strokes&side=28&n=60000&nt=60000")
	v, _ := keys.Parse("view.sweep=n&view.values=50&view.pairs=1")
	_, err = planSweep(big.Experiment, "wm", v.View, 1e99)
	assert.NoError(t, err)
}
