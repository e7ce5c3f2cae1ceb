package figures_test

import (
	"fmt"
	"math"
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
	"onebasin/render/text"
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
		legible(t, link, r)
	}
	for range experiments {
		legible(t, anyExperiment(r), r)
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

func legible(t *testing.T, l keys.Link, r *rand.Rand) {
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

// written is a text, and what of the canvas it may stand on.
type written struct {
	render.Label
	on render.Rect
}

func (w written) corners() [4]render.Point {
	at, angle := w.Origin()
	cos, sin := math.Cos(angle), math.Sin(angle)
	wide := render.MeasureText(w.Text, w.Size, w.Bold)
	up, down := text.Ascent*w.Size, text.Descent*w.Size
	var c [4]render.Point
	for k, p := range [4]render.Point{{X: 0, Y: -up}, {X: wide, Y: -up}, {X: wide, Y: down}, {X: 0, Y: down}} {
		c[k] = render.Point{X: at.X + p.X*cos - p.Y*sin, Y: at.Y + p.X*sin + p.Y*cos}
	}
	return c
}

// faults says what of figures cannot be read.
func faults(a *board.Board, width float64) (all []string) {
	d := describe(a)
	var texts []written
	var lines []render.Line
	for _, l := range a.Layers() {
		collect(l.Marks, render.Rect{W: width, H: a.Height()}, &texts, &lines)
	}
	for i, w := range texts {
		if b := w.Bounds().Inset(0.5); b.X < w.on.X || b.Y < w.on.Y || b.Right() > w.on.Right() ||
			b.Bottom() > w.on.Bottom() {
			all = append(all, fmt.Sprintf("%q is cut: %.0f of %.0f", w.Text, b, w.on))
		}
		for _, v := range texts[:i] {
			if overlap(w.corners(), v.corners()) {
				all = append(all, fmt.Sprintf("%q overlaps %q", w.Text, v.Text))
			}
		}
	}
	for _, w := range texts {
		for _, l := range lines {
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

func collect(marks []render.Mark, on render.Rect, texts *[]written, lines *[]render.Line) {
	for _, m := range marks {
		switch m := m.(type) {
		case render.Clip:
			collect(m.Marks, on.Intersect(m.Rect), texts, lines)
		case render.Label:
			if m.Text != "" {
				*texts = append(*texts, written{m, on})
			}
		case render.Line:
			*lines = append(*lines, m)
		}
	}
}

// overlap reports whether two rectangles, turned as they may be, have more than the width of a hair in common: none of
// their sides' directions parts them.
func overlap(p, q [4]render.Point) bool {
	const hair = 1
	for _, c := range [][4]render.Point{p, q} {
		for k := range 2 {
			dx, dy := c[k+1].X-c[k].X, c[k+1].Y-c[k].Y
			n := math.Hypot(dx, dy)
			extent := func(c [4]render.Point) (lo, hi float64) {
				lo, hi = math.Inf(1), math.Inf(-1)
				for _, p := range c {
					v := (p.X*dx + p.Y*dy) / n
					lo, hi = min(lo, v), max(hi, v)
				}
				return lo, hi
			}
			a0, a1 := extent(p)
			b0, b1 := extent(q)
			if a1 < b0+hair || b1 < a0+hair {
				return false
			}
		}
	}
	return true
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

// A screen's texts are tested by a test that finds overlapping, cut and crossed ones.
func TestOverlap(t *testing.T) {
	at := func(x, y, angle float64) [4]render.Point {
		l := render.Label{At: render.Point{X: x, Y: y}, Text: "barrier", Size: 12, Angle: angle}
		return written{Label: l}.corners()
	}
	assert.True(t, overlap(at(0, 0, 0), at(30, 5, 0)))
	assert.False(t, overlap(at(0, 0, 0), at(60, 0, 0)))
	assert.False(t, overlap(at(0, 0, 0), at(0, 14, 0)))
	assert.True(t, overlap(at(0, 0, 0.4), at(20, 10, 0)))
	assert.True(t, crosses([]render.Point{{X: 0, Y: 0}, {X: 10, Y: 10}}, render.Rect{X: 4, Y: 4, W: 2, H: 2}))
	assert.False(t, crosses([]render.Point{{X: 0, Y: 0}, {X: 10, Y: 10}}, render.Rect{X: 6, Y: 1, W: 2, H: 2}))
}
