package job

import (
	"math"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/lab/wire/wiretest"
)

// startBound is how many bytes may be allocated to begin a job of n bytes on the small experiment, whose data are
// there: copies of its vectors, searches' tables of the experiment's size, and the largest grid's losses.
func startBound(n int) uint64 { return uint64(64*n + 2<<20) }

// Whatever a message says of the small experiment, it is begun or refused without a panic, and memory is bounded by its
// length; what was begun goes on for some steps.
func FuzzStart(f *testing.F) {
	small := fragment(f, small)
	a, b := trained(f, small)
	id := [][]int{{0, 1, 2, 3, 4, 5}, {0, 1, 2, 3, 4}}
	for _, m := range []wire.Message{
		&Train{Experiment: small, Model: 1}, &Match{Experiment: small, Method: "wm", From: 1, Last: 2, A: a, B: b},
		&Match{Experiment: small, Method: "null-am", From: 1, Last: 1, A: a, B: b},
		&EvaluateLine{Experiment: small, A: a, B: b, Permutation: id},
		&EvaluatePlane{Experiment: small, Origin: a, E1: b, E2: b, N: 4, Last: 4, U1: 1, V1: 1},
		&CompareSpectra{Experiment: small, A: a, B: b, Permutations: [][][]int{id}},
		&EstimateExcess{Experiment: small, Rows: 9, A: a, B: b, Permutation: id},
		&TraceDescent{Experiment: small, Method: "wm", From: 1, A: a, B: b, Start: id},
		&MatchParts{Experiment: small, From: 1, Ranks: []int{1, -1}, Rest: []int{0, 1}, Restarts: 2, A: a, B: b},
		&MatchJointly{Experiment: small, Method: "many", Models: [][]float32{a, b, a}, Last: 1},
		&EvaluateMeans{Experiment: small, Models: [][]float32{a, b}, Sets: [][]int{{0, 1}}},
		&Repair{Experiment: small, Rows: 9, A: a, B: b, Lambda: []float64{0, .5}},
		&TrainCurve{Experiment: small, Name: "bend", A: a, B: b, Steps: 3, N: 3},
		&FindCurvature{Experiment: small, Name: "hessian", Theta: a, Rows: 9, Top: 1, Products: 9},
		&Decompose{Out: 2, In: 3, Weight: a[:6], Gammas: []float64{0, .3}},
	} {
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
	codec := wire.NewCodec(Messages())
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := codec.Decode(text)
		if err != nil {
			return
		}
		if e := reflect.ValueOf(m).Elem().FieldByName("Experiment"); e.IsValid() {
			e.SetString(small)
		}
		worker := new(Cache)
		finish(&Train{Experiment: small}, worker)
		s := worker.Start(&Train{Experiment: small, Model: -1}) // the data are there
		if n := wiretest.Allocated(func() { s = worker.Start(m) }); n > startBound(len(text)) {
			t.Fatalf("%d bytes were allocated to begin %T of %d", n, m, len(text))
		}
		for range 200 {
			if f := s.Fraction(); !(f >= 0 && f <= 1) {
				t.Fatalf("%T: %v is done", m, f)
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
