// Package allocation bounds what the readers of other people's bytes allocate, for their tests: a count that a file or
// a message gives is believed only as far as the bytes that are left go.
//
//	allocation.Within(t, uint64(64*len(b)+48<<10), func() { m, err = codec.Decode(b) })
//
// It measures a whole program, so nothing that allocates much may run beside what is measured.
package allocation

import (
	"flag"
	"math"
	"runtime"
	"runtime/metrics"
	"sync/atomic"
	"testing"
)

// Of returns the bytes that f allocates on the heap.
func Of(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// Within fails t if f allocates more than most bytes. What seems to be too much is measured again, since what runs
// beside it is counted with it: f may be called several times.
//
// To count to the byte, the program is stopped, which takes longer than most readers do. A fuzzer's worker therefore
// counts only every exactly-th call so, and the others as the runtime does anyway, which overlooks some of what is
// small and nothing that is large. What is reported was counted to the byte.
func Within(t testing.TB, most uint64, f func()) {
	t.Helper()
	if fuzzing() && calls.Add(1)%exactly != 0 && roughly(f) <= most {
		return
	}
	fewest := uint64(math.MaxUint64)
	for range 3 {
		if fewest = min(fewest, Of(f)); fewest <= most {
			return
		}
	}
	t.Fatalf("%d bytes were allocated, and %d are allowed", fewest, most)
}

// exactly is how many executions of a fuzzer come to one that is counted to the byte.
const exactly = 64

// calls are those of Within in a fuzzer's worker.
var calls atomic.Uint64

// fuzzing reports whether this process is a worker of `go test -fuzz`, which runs inputs by the million.
func fuzzing() bool {
	worker := flag.Lookup("test.fuzzworker")
	return worker != nil && worker.Value.String() == "true"
}

// roughly returns the bytes that f allocates, but for small pieces in spans that are not full yet, or those of calls
// before in spans that have become so.
func roughly(f func()) uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	before := sample[0].Value.Uint64()
	f()
	metrics.Read(sample)
	return sample[0].Value.Uint64() - before
}
