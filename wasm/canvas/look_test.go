package canvas

import (
	"testing"

	"onebasin/internal/allocation"
	fork "onebasin/lmc/fork/figures"
	"onebasin/lmc/lab/wire"
	match "onebasin/lmc/match/figures"
	sequence "onebasin/lmc/sequence/figures"
	trees "onebasin/lmc/trees/figures"
	"onebasin/render/board"
)

// lookBound is how many bytes may be allocated to begin an experiment and to look at it, by texts of n bytes: pages of
// figures in which nothing is known yet.
func lookBound(n int) uint64 { return uint64(200*n + 1<<20) }

// Whatever is said of an experiment and of what is looked at, figures of every laboratory bear it, and memory is
// bounded by its length.
func FuzzLook(f *testing.F) {
	for _, experiment := range []string{"", "lab=match&seeds=1,2,3&match=wm,am&net=8", "lab=fork&forks=0,7,99999999999",
		"lab=trees&tree=list&depth=3&match=wm", "lab=sequence&checkpoints=0,1", "lab=none"} {
		for _, view := range []string{"", "view.study=why&view.method=wm.2&view.restart=-1", "view.fork=-1",
			"view.lambda=NaN&view.pair=A-Z&view.step=99999999999999999999", "view.embed=path&view.study=many",
			"view.zoom=1e308,-1e308,0,NaN"} {
			f.Add(experiment, view)
		}
	}
	f.Fuzz(func(t *testing.T, experiment, view string) {
		allocation.Within(t, lookBound(len(experiment)+len(view)), func() {
			b := board.New(1, match.Laboratory(), trees.Laboratory(), fork.Laboratory(), sequence.Laboratory())
			b.Look(view)
			b.Take(&wire.Begin{Experiment: experiment})
			b.Take(&wire.Reveal{})
			b.Look(view)
			b.Describe()
			b.Outgoing()
			if h := b.Height(); !(h >= 0 && h <= maxLength) {
				t.Errorf("the figures are %v high", h)
			}
		})
	})
}
