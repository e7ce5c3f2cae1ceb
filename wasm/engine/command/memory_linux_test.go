package command

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// large reads the experiments that need much of one thing each: examples, inputs, wide or deep networks, many networks,
// batches, points of a path, what searches and singular vectors hold. The page's tests run them, too.
func large(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("testdata/large.txt")
	require.NoError(t, err)
	fragments := strings.Fields(string(text))
	require.Len(t, fragments, 15)
	return fragments
}

// What a large experiment takes at its peak is no more than the estimate of it and of its workers, however many are
// asked for, and no more than the limit.
func TestPeakMemoryIsWithinTheEstimate(t *testing.T) {
	if testing.Short() {
		t.Skip("runs fifteen large experiments")
	}
	const asked = 8
	for k, fragment := range large(t) {
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
