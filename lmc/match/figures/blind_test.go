package figures_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/stage"
)

// A run that draws no landscape is asked for one by figures that show it, whenever they begin to, and by no others.
func TestABlindRunIsAskedForTheLandscapeThatIsSeen(t *testing.T) {
	r := record(t, "n=80&nt=60&net=8-8&steps=40&bs=20&restarts=2&lambdas=5")
	surveys := func(blind bool, embeds ...string) (n int) {
		a := newBoard()
		a.Resize(640)
		look := func(embed string) {
			l, _ := keys.Parse("view.embed=" + embed)
			a.Look(l.View.Fragment())
		}
		look(embeds[0])
		for _, m := range r.shown {
			switch s := m.(type) {
			case *wire.Begin:
				first, err := wire.NewCodec(stage.Messages()).Decode(s.First)
				require.NoError(t, err)
				first.(*stage.Setup).NoLandscape = blind
				a.Take(&wire.Begin{Experiment: s.Experiment, First: wire.Encode(first)})
				look(embeds[1]) // before there is a path
				continue
			case *stage.Landscape:
				if blind {
					continue
				}
			}
			a.Take(m)
		}
		look(embeds[2])
		for _, s := range a.Outgoing() {
			if _, ok := s.Question.(*stage.AskLandscape); ok {
				n++
			}
		}
		return n
	}
	assert.Zero(t, surveys(true, "path", "path", "path"), "nobody looks")
	assert.Zero(t, surveys(false, "landscape", "landscape", "landscape"), "it comes by itself")
	assert.Equal(t, 1, surveys(true, "path", "landscape", "landscape"), "looked at before the path was known")
	assert.Equal(t, 1, surveys(true, "path", "path", "landscape"), "looked at afterwards")
}
