package labtest

import (
	"math"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"onebasin/internal/allocation"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
)

// startBound is how many bytes may be allocated to begin a job of n bytes on a small experiment, whose data are there:
// copies of its vectors, searches' tables of the experiment's size, and the largest grid's losses.
func startBound(n int) uint64 { return uint64(64*n + 2<<20) }

// mostSteps is how many steps of a job that was begun are made.
const mostSteps = 200

// Jobs feeds messages to a worker, which has the small experiment's data: whatever one says of it, it is begun or
// refused without a panic, and memory is bounded by its length; what was begun goes on for some steps. The first of
// jobs must be one that is done, each is tried with extreme numbers in all places.
func Jobs(f *testing.F, worker lab.Worker, messages []wire.Message, small string, jobs ...wire.Message) {
	for s := worker.Start(jobs[0]); s.Step(); {
	}
	for _, m := range jobs {
		f.Add(wire.Encode(m))
		eachInt(reflect.ValueOf(m).Elem(), func(v reflect.Value) {
			for _, extreme := range []int64{-1, 0, 1 << 20, 1 << 40, math.MaxInt64, math.MinInt64} {
				kept := v.Int()
				v.SetInt(extreme)
				f.Add(wire.Encode(m))
				v.SetInt(kept)
			}
		})
	}
	codec := wire.NewCodec(messages)
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := codec.Decode(text)
		if err != nil {
			return
		}
		if e := reflect.ValueOf(m).Elem().FieldByName("Experiment"); e.IsValid() {
			e.SetString(small)
		}
		var s lab.Stepper
		allocation.Within(t, startBound(len(text)), func() { s = worker.Start(m) })
		for range mostSteps {
			if done := s.Fraction(); !(done >= 0 && done <= 1) {
				t.Fatalf("%T: %v is done", m, done)
			}
			if !s.Step() {
				require.NotNil(t, s.Outcome())
				return
			}
		}
	})
}

// eachInt visits every whole number of a message.
func eachInt(v reflect.Value, visit func(reflect.Value)) {
	switch v.Kind() {
	case reflect.Int:
		visit(v)
	case reflect.Struct:
		for k := range v.NumField() {
			eachInt(v.Field(k), visit)
		}
	case reflect.Slice:
		for k := range v.Len() {
			eachInt(v.Index(k), visit)
		}
	}
}
