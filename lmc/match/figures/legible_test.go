package figures_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/match"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/matching"
	"onebasin/render"
	"onebasin/render/board"
	"onebasin/render/legible"
)

// Whatever an experiment is, its figures can be read on every screen: no two texts overlap, none is cut, no barrier's
// number lies on a curve, λ's line goes through no text, and no axis is lower than 60 px.
func TestFiguresCanBeRead(t *testing.T) {
	experiments := 200
	if testing.Short() || runtime.GOARCH == "wasm" { // where the same marks take many times as long
		experiments = 20
	}
	r := rand.New(rand.NewPCG(1, 10))
	for _, c := range []string{"noise=2", "net=1", "n=10&bs=10", "seeds=1,1", "data=gauss&classes=32&dim=8", "lr=10",
		"steps=0",
		"match=wm,ours,sinkhorn,am,amc,ste,ste-random,exact,planted&net=5-5"} {
		link, problems := keys.Parse(c)
		require.Empty(t, problems, c)
		link.Experiment.NTest, link.Experiment.Steps, link.Experiment.Restarts = 100, min(300, link.Experiment.Steps), 3
		canBeRead(t, link, r)
	}
	for range experiments {
		canBeRead(t, anyExperiment(r), r)
	}
}

// anyExperiment returns one that can be run, with something that is looked at.
func anyExperiment(r *rand.Rand) keys.Link {
	one := func(of ...string) string { return of[r.IntN(len(of))] }
	var names []string
	for _, m := range matching.Matchers() {
		names = append(names, m.Name)
	}
	for {
		r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		fragment := fmt.Sprintf("data=%s&n=%s&nt=%s&noise=%s&dim=%s&classes=%s&side=8&net=%s&act=%s&opt=%s"+
			"&lr=%s&steps=%s", one("blobs", "moons", "circles", "spirals", "checker", "gauss", "strokes"),
			one("10", "40", "120"), one("10", "50", "200"), one("0", "0.1", "0.5", "2"), one("2", "8"),
			one("2", "3", "5", "10", "32"),
			one("1", "3", "8", "24", "4-4", "7-5", "16-16", "5-5-5-5"), one("relu", "tanh", "gelu"),
			one("sgd", "adam"), one("0.003", "0.03", "0.1", "10"), one("0", "1", "60", "200"))
		fragment += fmt.Sprintf("&bs=10&seeds=%s&match=%s&restarts=%s&lambdas=%s", one("1,2", "1,1", "3,7,9", "12,40"),
			strings.Join(names[:1+r.IntN(atMost(r))], ","), one("1", "3", "8"), one("3", "10", "25"))
		view := fmt.Sprintf("&view.method=%s&view.layer=%d&view.lambda=%.2f&view.restart=%d&view.step=%d&view.mode=%s"+
			"&view.loss=%s&view.pair=%s",
			names[r.IntN(len(names))], 1+r.IntN(3), r.Float64(), r.IntN(4)-1, max(-1, r.IntN(9)-6),
			one("2d", "2d", "3d"), one("linear", "log", "close"), one("A-B", "A-C"))
		read := match.Lab().Read(fragment + view)
		if read.Link.Refusal != nil || len(read.Problems) > 0 {
			continue
		}
		link, _ := keys.Parse(fragment + view)
		return link
	}
}

// atMost is how many matchers are compared at most: a few, mostly.
func atMost(r *rand.Rand) int { return []int{2, 4, 10}[r.IntN(3)] }

// screens are what figures are read on.
var screens = []struct {
	name        string
	width, room float64
	alone       bool
}{{"desktop", 1076, 645, false}, {"laptop", 905, 560, false}, {"phone", 358, 0, false}, {"embed", 328, 0, true}}

func canBeRead(t *testing.T, l keys.Link, r *rand.Rand) {
	rec := recordShown(t, l.Experiment.Fragment(), l.Plane(), l.Shown().From)
	for _, s := range screens {
		v := l
		if s.alone {
			v.View.Embed = []string{"landscape", "path", "merged", "units"}[r.IntN(4)]
		}
		a := newBoard()
		a.Resize(s.width)
		a.Room(s.room)
		a.Look(v.View.Fragment())
		for _, m := range rec.shown {
			a.Take(m)
		}
		settle(t, a, rec)
		for _, fault := range faults(a, s.width) {
			t.Errorf("%s: %s: %s", v.Fragment(), s.name, fault)
		}
	}
}

// faults says what of figures cannot be read.
func faults(a *board.Board, width float64) (all []string) {
	d := describe(a)
	var drawn legible.Drawn
	for _, l := range a.Layers() {
		layer := legible.Read(l.Marks, render.Rect{W: width, H: a.Height()})
		drawn.Texts, drawn.Lines = append(drawn.Texts, layer.Texts...), append(drawn.Lines, layer.Lines...)
	}
	all = legible.Faults(drawn.Texts)
	for _, w := range drawn.Texts {
		for _, l := range drawn.Lines {
			barrier := strings.HasPrefix(w.Text, "barrier ") && l.Width >= 2
			if (barrier || l.Color == render.Light().Merged) && crosses(l.Points, w.Bounds().Inset(1)) {
				all = append(all, fmt.Sprintf("a line crosses %q", w.Text))
			}
		}
	}
	for name, axes := range d.Axes {
		if axes.H < 60 {
			all = append(all, fmt.Sprintf("the axis of %s is %.0f px high", name, axes.H))
		}
	}
	return all
}

// crosses reports whether a polyline goes through a rectangle.
func crosses(points []render.Point, r render.Rect) bool {
	for k := 1; k < len(points); k++ {
		a, b := points[k-1], points[k]
		for i := range 101 {
			t := float64(i) / 100
			if r.Contains(render.Point{X: a.X + t*(b.X-a.X), Y: a.Y + t*(b.Y-a.Y)}) {
				return true
			}
		}
	}
	return false
}

// A curve through a text is found.
func TestCrosses(t *testing.T) {
	assert.True(t, crosses([]render.Point{{X: 0, Y: 0}, {X: 10, Y: 10}}, render.Rect{X: 4, Y: 4, W: 2, H: 2}))
	assert.False(t, crosses([]render.Point{{X: 0, Y: 0}, {X: 10, Y: 10}}, render.Rect{X: 6, Y: 1, W: 2, H: 2}))
}
