package figures_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/figures"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/run"
	"onebasin/lmc/match/stage"
	"onebasin/render"
	"onebasin/render/board"
)

// recording is a run with all that was shown of it.
type recording struct {
	shown []wire.Message
	run   *run.Run
}

func (r *recording) Stage(string, lab.Run) {}
func (r *recording) Answering(lab.Run)     {}
func (r *recording) Show(m wire.Message)   { r.shown = append(r.shown, m) }
func (r *recording) Progress(lab.Progress) {}

// record runs an experiment for real.
func record(t testing.TB, fragment string) *recording { return recordShown(t, fragment, "", "") }

// recordShown is record for who looks at the landscape of one matching, of the network from.
func recordShown(t testing.TB, fragment, shown, from string) *recording {
	l, problems := keys.Parse(fragment)
	require.Empty(t, problems)
	r := &recording{}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	// The coarse landscape is enough: the fine one is cut short.
	_, _ = run.Conduct(ctx, l.Experiment, lab.NewLocal(2, job.NewWorker), r, run.Options{
		Seconds:  func() float64 { return 0 },
		Shown:    shown,
		From:     from,
		Finished: func(run *run.Run) { r.run = run; cancel() }})
	require.NotNil(t, r.run, "the run ended before its result")
	return r
}

// play shows a recording to fresh figures and answers what they ask.
func play(t testing.TB, r *recording, width float64) *board.Board {
	a := newBoard()
	a.Resize(width)
	for _, m := range r.shown {
		a.Take(m)
	}
	settle(t, a, r)
	return a
}

// settle answers questions and paints until nothing is left to do; it returns what was said besides.
func settle(t testing.TB, a *board.Board, r *recording) (said []board.Outgoing) {
	responder := run.NewResponder(r.run)
	for {
		for a.Work() {
		}
		a.Layers()
		questions := 0
		for _, s := range a.Outgoing() {
			if s.To != board.ToEngine {
				said = append(said, s)
				continue
			}
			questions++
			switch m := s.Question.(type) {
			case *stage.AskMerged:
				for _, answer := range responder.Merged(m) {
					a.Take(answer)
				}
			case *stage.AskSearchStep:
				for _, answer := range responder.Answer(m) {
					a.Take(answer)
				}
			case *stage.AskLandscape:
				coarse := *m
				coarse.N = 24
				require.NoError(t, r.run.ShowLandscape(t.Context(), lab.NewLocal(2, job.NewWorker), &coarse, a.Take))
			case *stage.AskLoss:
				if answer, ok := responder.LossAt(m); ok {
					a.Take(answer)
				}
			}
		}
		for moving := true; moving; {
			travels, rests := a.Pass(100)
			moving = travels || rests
		}
		if questions == 0 {
			return said
		}
	}
}

func marks(a *board.Board) (all []render.Mark) {
	for _, l := range a.Layers() {
		all = append(all, l.Marks...)
	}
	return all
}

// flat takes marks out of their clips.
func flat(marks []render.Mark) (all []render.Mark) {
	for _, m := range marks {
		if c, ok := m.(render.Clip); ok {
			all = append(all, flat(c.Marks)...)
			continue
		}
		all = append(all, m)
	}
	return all
}

func newBoard() *board.Board { return board.New(1, figures.Laboratory()) }

// described is all that is told of what is drawn.
type described struct {
	whole
	figures.Description
}

type whole = board.Description

func describe(a *board.Board) described {
	d := a.Describe()
	return described{d, d.Page.(figures.Description)}
}

func point(a *board.Board, kind string, at render.Point, touch bool) {
	a.Pointer(board.Event{Kind: kind, At: at, Touch: touch})
}

// looked is what is told when the canvas changes the view.
func looked(view string) board.Outgoing {
	return board.Outgoing{To: board.ToPage, Kind: "view", Text: view}
}

// shape is what is told of the pointer's.
func shape(name string) board.Outgoing {
	return board.Outgoing{To: board.ToFrame, Kind: "cursor", Text: name}
}
