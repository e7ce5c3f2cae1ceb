package job

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
)

// Networks can be watched while they learn, which changes no bit of what they become; the last look is at the network
// that the training gives, class by class.
func TestATrainingIsWatched(t *testing.T) {
	for _, c := range []struct {
		link string
		side int
	}{{"net=6-5", 64}, {"net=256-256", 16}, {"net=1024-1024", 0}, {"net=6&data=gauss", 0}, {"net=6&data=blobs", 64}} {
		m := &Train{Experiment: fragment(t, c.link+"&n=60&nt=40&steps=30&bs=20")}
		s := NewWorker().Start(m)
		var last *wire.Glimpse
		for more := true; more; {
			more = s.Step()
			if last = s.(lab.Watched).Glimpse(); last == nil {
				continue // the data are being drawn
			}
			assert.Equal(t, c.side, last.Side, c.link)
			assert.Len(t, last.Classes, c.side*c.side)
		}
		watched, blind := s.Outcome().(*Trained), finish(m, NewWorker()).(*Trained)
		require.Equal(t, blind.Snapshots, watched.Snapshots)
		assert.Equal(t, [2]int{30, 30}, [2]int{last.Step, last.Steps})
		require.NotNil(t, last)
		_, test := data(t, m.Experiment)
		for _, square := range last.Classes {
			assert.Less(t, int(square>>3), test.Classes)
		}
	}
}
