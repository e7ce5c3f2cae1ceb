package command

import (
	"fmt"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// large are experiments that need much of one thing each: examples, inputs, wide or deep networks, many networks,
// batches, points of a path, what searches and singular vectors hold.
var large = []string{
	"data=gauss&dim=1024&n=40000&nt=20000&net=8&steps=2&restarts=1&lambdas=3",
	"data=gauss&dim=1024&n=10000&nt=60000&net=8&steps=2&restarts=1&lambdas=3",
	"data=strokes&side=28&n=30000&nt=30000&net=16&steps=2&restarts=1&lambdas=3",
	"net=512-512&n=200&nt=200&steps=2&restarts=1&lambdas=3",
	"net=128-128-128-128-128-128&n=200&nt=200&steps=60&restarts=1&lambdas=3",
	"net=128-128-128&n=200&nt=200&steps=60&restarts=1&lambdas=3&seeds=1,2,3,4,5,6,7,8",
	"net=256-256&n=20000&nt=200&bs=4096&steps=2&restarts=1&lambdas=3",
	"net=256-256&n=2000&nt=20000&steps=2&restarts=1&lambdas=11",
	"net=256-256&n=200&nt=200&steps=20&restarts=2&lambdas=3&match=wm,am,amc,sinkhorn",
	"net=256-256&n=500&nt=500&steps=2&restarts=4&lambdas=3&match=wm,ste",
	"lab=trees&data=gauss&dim=1024&n=20000&nt=10000&trees=8&depth=1&steps=2&lambdas=3",
	"lab=trees&data=gauss&dim=256&n=8000&nt=8000&scale=normal&split=0.8&trees=8&depth=2&steps=2&lambdas=3",
	"lab=trees&tree=perfect&trees=1024&depth=3&bs=512&n=1000&nt=200&steps=2&lambdas=3",
	"lab=trees&tree=perfect&trees=256&depth=6&bs=512&n=600&nt=200&steps=2&lambdas=3&match=am",
	"lab=trees&tree=list&trees=512&depth=16&data=gauss&dim=64&seeds=1,2,3,4,5,6,7,8&n=100&nt=50&steps=2&match=wm",
}

// What a large experiment takes at its peak is no more than the estimate of it and of its workers, however many are
// asked for, and no more than the limit.
func TestPeakMemoryIsWithinTheEstimate(t *testing.T) {
	if testing.Short() {
		t.Skip("runs fifteen large experiments")
	}
	const asked = 8
	for k, fragment := range large {
		t.Run(fmt.Sprint(k), func(t *testing.T) {
			_, reading := both.Read(fragment)
			link := reading.Link
			require.NoError(t, link.Refusal)
			workers := int64(link.Workers(asked))
			estimate := link.Memory / 2 * (1 + workers)
			c := program(t, "run", "-workers", fmt.Sprint(asked), fragment)
			require.NoError(t, c.Run())
			peak := c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
			t.Logf("%s: %d MB of %d MB, %d workers", fragment, peak>>20, estimate>>20, workers)
			assert.LessOrEqual(t, peak, estimate)
			assert.LessOrEqual(t, estimate, link.Limit)
		})
	}
}
