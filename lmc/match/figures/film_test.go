package figures_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/match/run"
	"onebasin/lmc/match/stage"
	"onebasin/lmc/measure"
	"onebasin/render"
)

// The steps of a search are a film: at each, path and merged network are those of the networks that its assignments so
// far make; before the first of them nothing is chosen, and nothing says so.
func TestTheFiguresFollowTheSearch(t *testing.T) {
	r := record(t, "net=6-5&steps=150&restarts=2&n=100&nt=100&lambdas=9")
	responder := run.NewResponder(r.run)
	last := responder.SearchStep(&stage.AskSearchStep{Method: "wm.0", K: -1})
	require.Greater(t, last.Count, 2)
	none, _ := r.run.Result.Find("B", "none")
	a := play(t, r, 1100)
	var barriers []string
	for k := 0; k <= last.Count; k++ {
		a.Look(fmt.Sprintf("view.restart=0&view.step=%d&view.lambda=0.25", k))
		settle(t, a, r)
		name := stage.Film("wm.0", k)
		merged := responder.Merged(&stage.AskMerged{Lambda: 0.25, Method: name})[1]
		got := describe(a).Merged["wm.0"]
		assert.Equal(t, merged.TestLoss, got.Loss, "step %d", k)
		var path *stage.Curves
		for _, m := range responder.Answer(&stage.AskSearchStep{Method: "wm.0", K: k}) {
			if c, ok := m.(*stage.Curves); ok {
				path = c
			}
		}
		require.NotNil(t, path)
		assert.Equal(t, merged.TestLoss, path.TestLoss[2], "λ = ¼ is the third of nine")
		at := fmt.Sprintf("After %d of %d assignments", k, last.Count)
		if k == 0 {
			at = fmt.Sprintf("Before the first of %d assignments", last.Count)
			assert.Equal(t, float64(none.Barrier.Test.Loss), path.Barrier, "the first restart begins at the identity")
			assert.True(t, says(marks(a), "the same"), "beside the units as they are")
			for _, text := range []string{"after the assignment", "after it", "rings: the pairs chosen"} {
				assert.False(t, says(marks(a), text), text)
			}
		}
		assert.True(t, says(marks(a), at+", barrier "+measure.Amount(measure.Number(path.Barrier))), at)
		assert.True(t, says(marks(a), fmt.Sprintf("A to π(B), after %d", k)), "the legend, step %d", k)
		barriers = append(barriers, measure.Amount(measure.Number(path.Barrier)))
	}
	wm, _ := r.run.Result.Find("B", "wm")
	assert.Equal(t, measure.Amount(wm.Restarts[0].Barrier), barriers[last.Count], "the film ends at the result")
	a.Look("view.lambda=0.25")
	settle(t, a, r)
	assert.True(t, says(marks(a), "A to π(B)"), "after the film the end is shown again")
	end := responder.Merged(&stage.AskMerged{Lambda: 0.25, Method: "wm"})[1]
	assert.Equal(t, end.TestLoss, describe(a).Merged["wm"].Loss)
}

// While λ is dragged, what the pointer says and what stands under the pictures are one number.
func TestADraggedTipSaysWhatTheCaptionsSay(t *testing.T) {
	r := record(t, "net=6&steps=100&restarts=2&n=100&nt=100&lambdas=5")
	a := play(t, r, 1000)
	loss := describe(a).Axes["loss"]
	at := func(lambda float64) render.Point { return render.Point{X: loss.X + lambda*loss.W, Y: loss.Y + 20} }
	point(a, "down", at(0.5), false)
	for _, lambda := range []float64{0.33, 0.71, 0.9} {
		point(a, "move", at(lambda), false)
		settle(t, a, r)
		m := describe(a).Merged["wm"]
		n := describe(a).Merged["none"]
		tip := fmt.Sprintf("λ = %.2f   B: loss %s, accuracy %s   π(B): loss %s, accuracy %s", lambda,
			measure.Amount(measure.Number(n.Loss)), render.Fixed(n.Accuracy, 3),
			measure.Amount(measure.Number(m.Loss)), render.Fixed(m.Accuracy, 3))
		assert.True(t, says(marks(a), tip), tip)
		caption := false
		for _, m := range flat(marks(a)) {
			l, ok := m.(render.Label)
			other := ok && l.Text != tip
			caption = caption || other && strings.Contains(l.Text, "loss "+measure.Amount(measure.Number(n.Loss)))
		}
		assert.True(t, caption, "the caption of %s", tip)
	}
}

// A window that is resized, turned or seen on another screen keeps its landscape: until it is painted anew, the old
// pixels stand in the new place.
func TestTheLandscapeStaysWhenTheWindowChanges(t *testing.T) {
	r := record(t, "net=6&steps=100&restarts=2&n=100&nt=100&lambdas=5")
	a := play(t, r, 1000)
	for _, change := range []func(){
		func() { a.Resize(700) }, func() { a.Resize(360) }, func() { a.Resize(1200) }, func() { a.Room(500) },
		func() { a.Density(2) }, func() { a.Theme(true) },
		func() { a.Look("view.study=why"); a.Look("") },
	} {
		change()
		d := describe(a)
		require.NotNil(t, d.Landscape)
		assert.False(t, says(marks(a), "appears after matching"))
		seen := false
		for _, m := range flat(marks(a)) {
			if p, ok := m.(render.Pixels); ok && p.X == d.Landscape.Area.X && p.Y == d.Landscape.Area.Y {
				seen = p.W > 1 && p.Rect.W == d.Landscape.Area.W && p.Rect.H == d.Landscape.Area.H
			}
		}
		assert.True(t, seen, "pixels in its place")
		settle(t, a, r)
	}
}
