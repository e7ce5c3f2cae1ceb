//go:build !js

package main_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"onebasin/lmc/fork"
	forkfigures "onebasin/lmc/fork/figures"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/sequence"
	sequencefigures "onebasin/lmc/sequence/figures"
	"onebasin/lmc/trees"
	treesfigures "onebasin/lmc/trees/figures"
	"onebasin/render"
	"onebasin/render/board"
	"onebasin/render/legible"
)

// room is a laboratory whose figures are charts, and what makes experiments of it.
type room struct {
	lab     lab.Lab
	figures board.Laboratory
	any     func(r *rand.Rand) string // may be no experiment that is run
	odd     []string
}

func rooms() []room {
	return []room{
		{fork.Lab(), forkfigures.Laboratory(), anyFork, []string{"steps=0&forks=0", "lr=10&steps=60&forks=0,60",
			"data=gauss&classes=32&dim=8&n=90&nt=60&steps=60&forks=0,30&net=8",
			"n=90&nt=60&steps=80&forks=0,1,2,3,4,5,6,7,8,9,10,20,30,40,60,80&net=4-4-4-4-4",
			"seeds=1,1&steps=40&forks=0,9"}},
		{sequence.Lab(), sequencefigures.Laboratory(), anySequence, []string{"steps=0&checkpoints=0&levels=0&rewind=0",
			"lr=10&steps=60&checkpoints=0,60&rewind=0",
			"data=gauss&classes=32&dim=8&n=90&nt=60&steps=60&checkpoints=0,30&rewind=0&net=8&levels=1",
			"n=60&nt=60&steps=60&checkpoints=0,1,2,3,4,5,6,8,10,13,16,20,25,30,40,60&net=6&levels=8&rewind=5",
			"n=60&nt=60&steps=40&checkpoints=0,40&seeds=1,2,3,4,5,6&match=wm&net=5&levels=0&rewind=0",
			"seeds=1,1&steps=40&checkpoints=0,9&rewind=0"}},
		{trees.Lab(), treesfigures.Laboratory(), anyTrees, []string{"trees=1&depth=1&steps=20",
			"lr=10&steps=60&trees=4",
			"data=gauss&classes=32&dim=8&n=90&nt=60&steps=30&trees=4", "tree=list&depth=8&trees=3&steps=20&n=60&nt=60",
			"tree=modified&depth=3&trees=3&steps=20&n=60&nt=60&split=0.8", "seeds=1,1&trees=3&steps=20&n=60&nt=60"}},
	}
}

func one(r *rand.Rand, of ...string) string { return of[r.IntN(len(of))] }

// anything is what every laboratory is asked.
func anything(r *rand.Rand) string {
	return fmt.Sprintf("data=%s&n=%s&nt=%s&noise=%s&dim=%s&classes=%s&side=8&opt=%s&lr=%s&bs=10&lambdas=%s&seeds=%s",
		one(r, "blobs", "moons", "circles", "spirals", "checker", "gauss", "strokes"), one(r, "20", "60", "120"),
		one(r, "10", "50", "150"), one(r, "0", "0.1", "0.5", "2"), one(r, "2", "8"), one(r, "2", "3", "5", "10", "32"),
		one(r, "sgd", "adam"), one(r, "0.003", "0.03", "0.1", "10"), one(r, "3", "9", "25"),
		one(r, "1,2", "1,1", "12,40"))
}

// network is what those are asked that train perceptrons.
func network(r *rand.Rand) string {
	return fmt.Sprintf("&net=%s&act=%s", one(r, "1", "3", "8", "4-4", "7-5", "5-5-5-5"), one(r, "relu", "tanh", "gelu"))
}

func anyFork(r *rand.Rand) string {
	return anything(r) + network(r) + "&" + one(r, "steps=0&forks=0", "steps=1&forks=0,1", "steps=60&forks=0,10,60",
		"steps=90&forks=0,1,2,5,10,20,40,60,90", "steps=30&forks=15") + "&view.fork=" + one(r, "-1", "0", "10", "60")
}

func anySequence(r *rand.Rand) string {
	s := anything(r) + network(r)
	if r.IntN(3) == 0 {
		s = strings.Replace(s, "&seeds=", "&seeds="+one(r, "5,6,", "5,6,7,"), 1)
	}
	return s + "&" + one(r, "steps=0&checkpoints=0&rewind=0", "steps=1&checkpoints=0,1&rewind=0",
		"steps=60&checkpoints=0,10,60&rewind=10", "steps=40&checkpoints=0,1,2,4,6,8,12,16,24,32,40&rewind=4") +
		"&match=" + one(r, "wm", "am", "wm,am") + "&restarts=" + one(r, "1", "3") +
		"&levels=" + one(r, "0", "1", "3", "6") + "&prune=" + one(r, "0.2", "0.5", "0.95")
}

func anyTrees(r *rand.Rand) string {
	return anything(r) + "&tree=" + one(r, "perfect", "oblivious", "list", "modified") + "&trees=" +
		one(r, "1", "3", "12") + "&depth=" + one(r, "1", "2", "3", "6") +
		"&match=" + one(r, "wm", "am", "wm,am") + "&split=" + one(r, "0", "0", "0.8") +
		"&scale=" + one(r, "none", "normal") +
		"&steps=" + one(r, "0", "1", "40") +
		"&view.method=" + one(r, "none", "wm-perm", "wm-perm-order-flip", "am-perm")
}

// heard keeps what is shown of a run.
type heard struct{ shown []wire.Message }

func (h *heard) Stage(string, lab.Run) {}
func (h *heard) Answering(lab.Run)     {}
func (h *heard) Show(m wire.Message)   { h.shown = append(h.shown, m) }
func (h *heard) Progress(lab.Progress) {}

// screens are what figures are read on.
var screens = []struct {
	name        string
	width, room float64
	alone       bool
}{{"desktop", 1076, 645, false}, {"laptop", 905, 560, false}, {"phone", 358, 0, false}, {"embed", 328, 0, true}}

// Whatever an experiment of a laboratory is whose figures are charts, they can be read on every screen, on its first
// page and in its studies: no two texts overlap, and none is cut.
func TestFiguresCanBeRead(t *testing.T) {
	experiments := 20
	if testing.Short() || runtime.GOARCH == "wasm" { // where the same marks take many times as long
		experiments = 6
	}
	for _, of := range rooms() {
		t.Run(of.lab.Name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 10))
			for _, fragment := range of.odd {
				of.canBeRead(t, fragment, r)
			}
			for n := 0; n < experiments; {
				if of.canBeRead(t, of.any(r), r) {
					n++
				}
			}
		})
	}
}

// canBeRead runs an experiment, and a study of it, and reports whether it was one.
func (of room) canBeRead(t *testing.T, fragment string, r *rand.Rand) bool {
	read := of.lab.Read("lab=" + of.lab.Name + "&" + fragment)
	if read.Link.Refusal != nil || len(read.Problems) > 0 {
		return false
	}
	link, crew, h := read.Link, lab.NewLocal(2, of.lab.NewWorker), &heard{}
	run, err := link.Conduct(t.Context(), crew, h, lab.Options{Seconds: func() float64 { return 0 }})
	require.NoError(t, err, fragment)
	of.look(t, run, crew, h.shown, link.View, fragment, "", r)
	if study := of.lab.Studies[r.IntN(len(of.lab.Studies))]; study.Name != "" {
		q := &chart.Question{Name: study.Name, Method: link.Shown, View: link.View + "&view.pairs=1&view.widths=4,8"}
		shown := h.shown
		show := func(c *chart.Chart) { shown = append(shown, c) }
		err := run.Study(t.Context(), crew, q, show, func(float64, string) {})
		if err == nil { // else it said why there is nothing to study
			of.look(t, run, crew, shown, link.View, fragment, study.Name, r)
		}
	}
	return true
}

// look looks at what was shown on every screen.
func (of room) look(t *testing.T, run lab.Run, crew lab.Crew, shown []wire.Message, view, fragment, study string,
	r *rand.Rand) {
	for _, s := range screens {
		b := board.New(1, of.figures)
		b.Resize(s.width)
		b.Room(s.room)
		seen := view
		if study != "" {
			seen += "&view.study=" + study
		}
		if s.alone {
			charts := of.figures.Studies[0].Charts
			if st, ok := chart.StudyNamed(of.figures.Studies, study); ok {
				charts = st.Charts
			}
			seen += "&view.embed=" + charts[r.IntN(len(charts))].Name
		}
		b.Look(strings.TrimPrefix(seen, "&"))
		for _, m := range shown {
			b.Take(m)
		}
		settle(t.Context(), b, run, crew)
		var texts []legible.Text
		for _, l := range b.Layers() {
			texts = append(texts, legible.Read(l.Marks, render.Rect{W: s.width, H: b.Height()}).Texts...)
		}
		if len(texts) == 0 {
			t.Errorf("%s %s: %s: nothing is written", fragment, study, s.name)
		}
		// What a hand puts somewhere on the mountain, and what is written beside it, may lie on the mountain's numbers.
		texts = slices.DeleteFunc(texts, func(w legible.Text) bool { return slices.Contains(dragged, w.Text) })
		for _, fault := range legible.Faults(texts) {
			t.Errorf("%s %s: %s: %s", fragment, study, s.name, fault)
		}
	}
}

// dragged are the texts beside what is dragged.
var dragged = []string{"they part", "they start", "start"}

// settle answers questions and paints until nothing is left to do.
func settle(ctx context.Context, b *board.Board, run lab.Run, crew lab.Crew) {
	for {
		for b.Work() {
		}
		b.Layers()
		asked := false
		for _, o := range b.Outgoing() {
			if o.To != board.ToEngine {
				continue
			}
			asked = true
			if _, long := o.Question.(lab.Long); long {
				_ = run.Picture(ctx, crew, o.Question, b.Take)
				continue
			}
			for _, answer := range run.Answer(o.Question) {
				b.Take(answer)
			}
		}
		if !asked {
			return
		}
	}
}
