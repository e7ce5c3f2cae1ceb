package lab_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/lab"
)

// All programs together need at most what is allowed; one worker there always is.
func TestWorkersThatFit(t *testing.T) {
	for _, c := range []struct {
		memory, limit int64
		asked, want   int
	}{
		{100, 1000, 4, 4}, {100, 1000, 19, 19}, {100, 1000, 20, 19}, {500, 1000, 16, 3}, {501, 1000, 16, 2},
		{900, 1000, 16, 1}, {2000, 1000, 16, 1}, {100, 0, 16, 16}, {0, 1000, 16, 16}, {1, 1 << 40, 16, 16},
	} {
		got := lab.Link{Memory: c.memory, Limit: c.limit}.Workers(c.asked)
		assert.Equal(t, c.want, got, "%+v", c)
		if got > 1 && c.limit > 0 {
			assert.LessOrEqual(t, int64(got+1)*c.memory/2, c.limit)
		}
	}
}
