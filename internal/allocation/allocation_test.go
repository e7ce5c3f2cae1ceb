package allocation

import (
	"fmt"
	"testing"
)

// kept keeps what is allocated from being done without.
var kept []byte

// failed is a test that notes why it failed, and goes on.
type failed struct {
	testing.TB
	why string
}

func (f *failed) Helper()                           {}
func (f *failed) Fatalf(format string, args ...any) { f.why = fmt.Sprintf(format, args...) }

func TestWithin(t *testing.T) {
	const n = 1 << 20
	allocate := func() { kept = make([]byte, n) }
	for most, fails := range map[uint64]bool{0: true, n - 1: true, n + 4096: false} {
		f := &failed{TB: t}
		Within(f, most, allocate)
		if (f.why != "") != fails {
			t.Errorf("%d bytes of %d: %q", n, most, f.why)
		}
	}
	if got := roughly(allocate); got < n || got > n+1<<20 {
		t.Errorf("%d bytes are roughly %d", n, got)
	}
}

// What was allocated once, beside what is measured, is no failure.
func TestWithinMeasuresAgain(t *testing.T) {
	first := true
	Within(t, 4096, func() {
		if first {
			first, kept = false, make([]byte, 1<<20)
		}
	})
}
