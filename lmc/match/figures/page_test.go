package figures_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/run"
	"onebasin/lmc/match/stage"
	"onebasin/lmc/measure"
	"onebasin/lmc/vector"
	"onebasin/render"
	"onebasin/render/golden"
	"onebasin/render/raster"
)

func TestGoldenFigures(t *testing.T) {
	runs := map[string]*recording{}
	for _, c := range []struct {
		name, fragment string
		width          float64
		dark           bool
		view           string
	}{
		{"spirals-wide", "", 1100, false, ""},
		{"spirals-phone", "", 358, true, ""},
		{"strokes-wide", "data=strokes&side=12&net=48&steps=300&n=500&nt=300&restarts=2", 1000, true, ""},
		{"gauss-wide", "data=gauss&net=24-24&steps=200&n=400&nt=300&restarts=2", 1000, false, ""},
		{"planted-phone", "match=planted&net=16-16&steps=200&restarts=3", 358, false, ""},
		{"none-wide", "match=none&net=16-16&steps=200", 900, false, ""},
		{"surface", "", 760, false, "view.mode=3d&view.embed=landscape"},
		{"surface-dark", "", 358, true, "view.mode=3d&view.embed=landscape&view.turn=-40&view.tilt=50&view.lambda=0.3"},
		{"none-shown", "", 1100, false, "view.method=none"},
		{"matchers", "net=12-12&steps=300&restarts=4&match=wm,am,ours,ste", 1100, false, ""},
		{"rows", "net=7-7&steps=300&restarts=8&match=wm,ours,sinkhorn,am,amc,ste,exact", 1100, false, ""},
		{"rows-phone", "net=7-7&steps=300&restarts=8&match=wm,ours,sinkhorn,am,amc,ste,exact", 358, true, ""},
		{"search", "", 1100, false, "view.step=5"},
		{"restart", "", 1100, true, "view.restart=4&view.layer=2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if runs[c.fragment] == nil {
				runs[c.fragment] = record(t, c.fragment)
			}
			a := play(t, runs[c.fragment], c.width)
			a.Theme(c.dark)
			link, problems := keys.Parse(c.view)
			require.Empty(t, problems)
			a.Look(link.View.Fragment())
			settle(t, a, runs[c.fragment])
			th := render.Light()
			if c.dark {
				th = render.Dark()
			}
			golden.Check(t, c.name, raster.Draw(c.width, a.Height(), 1, th.Background, marks(a)))
		})
	}
}

func TestEmptyFiguresSayWhatWillBeThere(t *testing.T) {
	a := newBoard()
	a.Resize(1000)
	golden.Check(t, "empty", raster.Draw(1000, a.Height(), 1, render.Light().Background, marks(a)))
}

func TestDraggingOnThePathMovesLambda(t *testing.T) {
	r := record(t, "net=8&steps=100&restarts=2&n=100&nt=100")
	a := play(t, r, 1000)
	d := describe(a)
	path := d.Frames["path"]
	from := render.Point{X: path.X + path.W/2, Y: path.Y + path.H/2}
	point(a, "down", from, false)
	point(a, "move", render.Point{X: path.X + path.W - 1, Y: from.Y}, false)
	said := settle(t, a, r)
	assert.Contains(t, said, looked("view.lambda=1"))
	assert.Contains(t, said, shape("grabbing"))
	got := describe(a)
	assert.Equal(t, 1.0, got.Lambda)
	none, _ := r.run.Result.Find("B", "none")
	last := len(none.Path.Test.Loss) - 1
	assert.Equal(t, float64(none.Path.Test.Loss[last]), got.Merged["none"].Loss, "at λ = 1 the merged network is B")
	point(a, "up", from, false)
	point(a, "move", from, false)
	settle(t, a, r)
	assert.Equal(t, 1.0, describe(a).Lambda, "after letting go nothing moves")
}

func TestDraggingOnTheLandscapeMovesLambda(t *testing.T) {
	r := record(t, "net=8&steps=100&restarts=2&n=100&nt=100")
	a := play(t, r, 1000)
	l := describe(a).Landscape
	require.NotNil(t, l)
	b, pi := l.Marks["A"], l.Marks["π(B)"]
	at := func(t float64) render.Point { return render.Point{X: b.X + t*(pi.X-b.X), Y: b.Y + t*(pi.Y-b.Y)} }
	point(a, "down", at(0.2), false)
	point(a, "move", at(0.75), false)
	settle(t, a, r)
	assert.InDelta(t, 0.75, describe(a).Lambda, 0.011)
}

func TestHoverReadsTheComputedLoss(t *testing.T) {
	r := record(t, "net=8&steps=100&restarts=2&n=100&nt=100")
	a := play(t, r, 1000)
	b := describe(a).Landscape.Marks["B"]
	point(a, "move", render.Point{X: b.X, Y: b.Y - 20}, false)
	said := settle(t, a, r)
	point(a, "move", render.Point{X: b.X, Y: b.Y - 20}, false)
	said = append(said, settle(t, a, r)...)
	var words []string
	for _, s := range said {
		if s.Kind == "say" {
			words = append(words, s.Text)
		}
	}
	require.NotEmpty(t, words)
	assert.Contains(t, words[len(words)-1], "test loss")
}

func TestMarksStandWhereTheResultSays(t *testing.T) {
	r := record(t, "net=8&steps=100&restarts=2&n=100&nt=100")
	for _, width := range []float64{340, 800, 1400} {
		l := describe(play(t, r, width)).Landscape
		require.NotNil(t, l)
		assert.InDelta(t, 0, l.Marks["A"].U, 1e-6)
		assert.InDelta(t, 1, l.Marks["B"].U, 1e-6)
		unit := l.Marks["B"].X - l.Marks["A"].X
		pi := l.Marks["π(B)"]
		assert.InDelta(t, l.Marks["A"].X+pi.U*unit, pi.X, 1e-6, "one unit is as long along u …")
		assert.InDelta(t, l.Marks["A"].Y-pi.V*unit, pi.Y, 1e-6, "… as along v")
		p := r.run.Pairs[1]
		apart := vector.Distance(p.A, p.Matched) / vector.Distance(p.A, p.B)
		assert.InDelta(t, apart, math.Hypot(pi.U, pi.V), 1e-4, "π(B) lies in the plane")
	}
}

func TestAViewNeverChangesTheExperiment(t *testing.T) {
	r := record(t, "net=8&steps=50&restarts=2&n=100&nt=100")
	a := play(t, r, 1000)
	link, _ := keys.Parse("view.lambda=0.25&view.method=none&view.layer=1")
	a.Look(link.View.Fragment())
	for _, s := range settle(t, a, r) {
		assert.NotEqual(t, "view", s.Kind, "the page's own view is not told back to it")
	}
	assert.Equal(t, 0.25, describe(a).Lambda)
	assert.Equal(t, "none", describe(a).Method)
}

func TestASurfaceTurnsAndItsKnobMovesLambda(t *testing.T) {
	r := record(t, "net=8&steps=100&restarts=2&n=100&nt=100")
	a := play(t, r, 1000)
	link, _ := keys.Parse("view.mode=3d&view.tilt=85")
	a.Look(link.View.Fragment())
	settle(t, a, r)
	frame := describe(a).Frames["landscape"]
	corner := render.Point{X: frame.X + 10, Y: frame.Y + frame.H - 10}
	point(a, "down", corner, false)
	point(a, "move", render.Point{X: corner.X + 40, Y: corner.Y}, false)
	point(a, "up", render.Point{X: corner.X + 40, Y: corner.Y}, false)
	assert.Contains(t, settle(t, a, r), looked("view.turn=10&view.tilt=85"), "forty pixels turn it by twenty degrees")

	var knobs []render.Point
	for _, m := range flat(a.Layers()[len(a.Layers())-2].Marks) {
		if d, ok := m.(render.Disc); ok && d.At.Y < frame.Y+frame.H && d.At.X < frame.X+frame.W {
			knobs = append(knobs, d.At)
		}
	}
	require.NotEmpty(t, knobs, "λ is on the surface")
	point(a, "down", knobs[0], false)
	for range 40 {
		knobs[0].X += 2
		point(a, "move", knobs[0], false)
	}
	settle(t, a, r)
	assert.NotEqual(t, 0.5, describe(a).Lambda)
	assert.Equal(t, 10.0, describe(a).Turn, "and it did not turn")
}

// An experiment whose training diverged takes the place of the one before, and says that there is no path.
func TestDivergedTrainingLeavesNoPath(t *testing.T) {
	a := play(t, record(t, "net=8&steps=100&restarts=1&n=100&nt=100"), 1000)
	require.NotNil(t, describe(a).Landscape)
	for _, m := range record(t, "steps=100&restarts=1&n=200&nt=200&opt=sgd&lr=10").shown {
		a.Take(m)
	}
	assert.Nil(t, describe(a).Landscape)
	var said []string
	for _, m := range flat(marks(a)) {
		if l, ok := m.(render.Label); ok {
			said = append(said, l.Text)
		}
	}
	assert.Contains(t, said, "there is no path: training diverged")
	assert.NotContains(t, said, "appears after training")
}

// What will not come says why: weights that no search can compare, a layer too wide for every order to be tried, and a
// plane through two networks that are one.
func TestEmptyFiguresSayWhyNothingComes(t *testing.T) {
	for _, c := range []struct{ fragment, view, want string }{
		{"n=60&nt=30&net=64-64&opt=sgd&lr=10&steps=50&bs=20&restarts=2&lambdas=5", "",
			"there is no path: the weights are too large for the computer’s numbers"},
		{"n=60&nt=30&net=64-64&steps=5&match=exact&lambdas=5", "view.method=exact", "there is no path: "},
		{"n=60&nt=30&net=9&steps=5&restarts=1&seeds=5,5&lambdas=5", "", "there is no plane: A and B are one network"},
	} {
		r := record(t, c.fragment)
		for _, width := range []float64{340, 1000} {
			a := play(t, r, width)
			link, _ := keys.Parse(c.view)
			a.Look(link.View.Fragment())
			settle(t, a, r)
			said := ""
			for _, m := range flat(marks(a)) {
				if l, ok := m.(render.Label); ok {
					said += l.Text + " "
				}
			}
			assert.Contains(t, said, c.want)
			assert.NotContains(t, said, "after matching")
		}
	}
}

// A finger that scrolls the page, or becomes one of two, leaves λ and the surface as they were.
func TestAFingerThatScrollsMovesNothing(t *testing.T) {
	r := record(t, "net=8&steps=100&restarts=2&n=100&nt=100")
	a := play(t, r, 1000)
	path := describe(a).Frames["path"]
	at := render.Point{X: path.X + 0.3*path.W, Y: path.Y + path.H/2}
	point(a, "down", at, true)
	settle(t, a, r)
	assert.NotEqual(t, 0.5, describe(a).Lambda, "a tap moves λ")
	point(a, "move", render.Point{X: at.X, Y: at.Y - 20}, true)
	point(a, "cancel", render.Point{}, true)
	assert.Contains(t, settle(t, a, r), looked("view.lambda=0.5"))

	link, _ := keys.Parse("view.mode=3d&view.turn=20&view.tilt=40")
	a.Look(link.View.Fragment())
	settle(t, a, r)
	frame := describe(a).Frames["landscape"]
	corner := render.Point{X: frame.X + 10, Y: frame.Y + frame.H - 10}
	point(a, "down", corner, true)
	point(a, "move", render.Point{X: corner.X + 30, Y: corner.Y + 20}, true)
	point(a, "cancel", render.Point{}, true)
	assert.Contains(t, settle(t, a, r), looked("view.turn=20&view.tilt=40"))
	point(a, "move", render.Point{X: corner.X + 90, Y: corner.Y}, true)
	assert.Equal(t, 20.0, describe(a).Turn, "it is let go")
}

// What is magnified follows a finger, and two.
func TestFingersMoveAPlane(t *testing.T) {
	r := record(t, "net=8&steps=100&restarts=2&n=100&nt=100")
	a := play(t, r, 1000)
	settle(t, a, r)
	place := func() render.Point {
		m := describe(a).Landscape.Marks["B"]
		return render.Point{X: m.X, Y: m.Y}
	}
	area := describe(a).Landscape.Area
	at := render.Point{X: area.X + area.W/2, Y: area.Y + 10}
	drag := func() {
		point(a, "down", at, true)
		point(a, "move", render.Point{X: at.X - 30, Y: at.Y}, true)
		point(a, "up", render.Point{X: at.X - 30, Y: at.Y}, true)
		settle(t, a, r)
	}
	before := place()
	drag()
	assert.Equal(t, before, place(), "the whole plane stays: a finger scrolls the page")
	a.Pinch(2, at, render.Point{})
	settle(t, a, r)
	before = place()
	drag()
	assert.InDelta(t, before.X-30, place().X, 2)
	before = place()
	a.Pinch(1, at, render.Point{X: 12, Y: 8})
	settle(t, a, r)
	assert.InDelta(t, before.X+12, place().X, 2)
	assert.InDelta(t, before.Y+8, place().Y, 2)
}

// Whoever moved or magnified the landscape is told that there is more than is seen, in the view that it concerns, until
// a new experiment comes.
func TestWhatIsSeenElsewhereIsTold(t *testing.T) {
	r := record(t, "steps=50&restarts=1")
	a := play(t, r, 1100)
	last := func(change func()) (told any) {
		a.Outgoing()
		change()
		for _, s := range settle(t, a, r) {
			if s.Kind == "zoomed" {
				told = s.Text == "elsewhere"
			}
		}
		return told
	}
	look := func(mode string) func() {
		return func() {
			v := keys.Default().View
			v.Mode = mode
			a.Look(v.Fragment())
		}
	}
	area := describe(a).Landscape.Area
	pan := func(by float64) { a.Pinch(1, render.Point{X: area.X + 10, Y: area.Y + 10}, render.Point{X: by}) }
	assert.Equal(t, true, last(func() { pan(40) }), "moved")
	assert.Equal(t, false, last(func() { pan(-40) }), "and back")
	assert.Equal(t, true, last(func() { a.Zoom(1.6) }), "magnified")
	assert.Equal(t, false, last(func() { a.Zoom(1 / 1.6) }), "and back")
	assert.Nil(t, last(look("3d")))
	assert.Equal(t, true, last(func() { a.Zoom(1.6) }), "nearer")
	assert.Equal(t, false, last(look("2d")), "the contours are whole")
	assert.Equal(t, true, last(look("3d")))
	assert.Equal(t, false, last(a.ZoomOut))
	a.Zoom(2)
	last(look("2d"))
	assert.Equal(t, true, last(func() { a.Zoom(2) }))
	assert.Equal(t, false, last(func() {
		for _, m := range r.shown {
			a.Take(m)
		}
	}), "another experiment")
}

// Units travel to their places; for those who prefer reduced motion they stand there at once.
func TestUnitsTravelUnlessMotionIsReduced(t *testing.T) {
	r := record(t, "steps=50&restarts=1")
	responder := run.NewResponder(r.run)
	for _, still := range []bool{false, true} {
		a := play(t, r, 1100)
		a.Still(still)
		v := keys.Default().View
		v.Step = 1
		a.Look(v.Fragment())
		moved := 0
		for _, s := range a.Outgoing() {
			if m, ok := s.Question.(*stage.AskSearchStep); ok {
				state := responder.SearchStep(m)
				moved = state.Moved
				a.Take(state)
			}
		}
		require.Positive(t, moved, "the first assignment moves units")
		travels, _ := a.Pass(16)
		assert.Equal(t, !still, travels, "still: %v", still)
	}
}

// A row of many matchers picks what is shown: the matcher, at the end of its search, in the figures and in the page
// around them; its tip gives its barriers.
func TestARowPicksTheMatcher(t *testing.T) {
	r := record(t, "net=5&steps=100&restarts=3&n=100&nt=100&match=wm,ours,am,amc,sinkhorn")
	a := play(t, r, 1000)
	a.Look("view.step=1")
	settle(t, a, r)
	rows := describe(a).Axes["rows"]
	at := render.Point{X: rows.X + rows.W/2, Y: rows.Y + 3.5*rows.H/6} // none, wm, ours, am
	point(a, "move", at, false)
	assert.True(t, says(marks(a), "Activation matching: barrier "+barrierOf(r, "am")), "the tip")
	point(a, "down", at, false)
	said := settle(t, a, r)
	assert.Contains(t, said, looked("view.method=am&view.restart=-1&view.step=-1"))
	d := describe(a)
	assert.Equal(t, "am", d.Method)
	assert.Equal(t, "am", d.Landscape.Method)
	assert.Equal(t, 0.5, d.Lambda, "λ stays where it is")
	a.Resize(358)
	settle(t, a, r)
	rows = describe(a).Axes["rows"]
	point(a, "down", render.Point{X: 30, Y: rows.Y + 1}, true)
	settle(t, a, r)
	assert.Equal(t, "none", describe(a).Method, "a finger on a name")
}

func barrierOf(r *recording, method string) string {
	p, _ := r.run.Result.Find("B", method)
	return measure.Amount(p.Barrier.Test.Loss)
}
