package job

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/labtest"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/lab/wire/wiretest"
	"onebasin/lmc/trees/keys"
	"onebasin/lmc/trees/symmetry"
	"onebasin/toynets"
)

func TestMessages(t *testing.T) { wiretest.Messages(t, Messages()) }

func FuzzMessages(f *testing.F) { wiretest.Fuzz(f, Messages()) }

// Of every class each side has its share, and together they have all, in the order of the rows.
func TestSplit(t *testing.T) {
	d, _, err := toynets.Generate(toynets.Spec{Task: "gauss", N: 101, NTest: 2, Seed: 1, Dim: 3, Classes: 3})
	assert.NoError(t, err)
	a, b := split(d, 0.8)
	assert.Equal(t, 101, a.N+b.N)
	of := func(d toynets.Data) (n [3]int) {
		for _, y := range d.Y {
			n[y]++
		}
		return n
	}
	assert.Equal(t, [3]int{7, 27, 7}, of(a)) // of 34, 34, 33: ⌊.2·34 + ½⌋, ⌊.8·34 + ½⌋, ⌊.2·33 + ½⌋
	assert.Equal(t, [3]int{27, 7, 26}, of(b))
	i, j := 0, 0
	for k := range d.N { // each row is the next of one of them
		row := d.X[k*3 : k*3+3]
		if i < a.N && assert.ObjectsAreEqual(row, a.X[i*3:i*3+3]) {
			assert.Equal(t, d.Y[k], a.Y[i])
			i++
		} else {
			assert.Equal(t, row, b.X[j*3:j*3+3])
			j++
		}
	}
	whole, none := split(d, 1)
	assert.Equal(t, 34, whole.N, "all of class 1 and nothing else")
	assert.Equal(t, 67, none.N)
}

// Whatever a message says, a worker answers.
func TestJobsThatCannotBeBegun(t *testing.T) {
	l, _ := keys.Parse("n=20&nt=20&trees=3&steps=2&bs=5")
	e := l.Experiment.Fragment()
	theta := make([]float32, l.Experiment.Ensemble().Params())
	w := NewWorker()
	for want, m := range map[string]wire.Message{
		"there is no model 2":                  &Train{e, 2},
		"2 parameters where the ensemble":      &Match{e, "wm", "perm", theta, theta[:2]},
		`there is no search "ste"`:             &Match{e, "ste", "perm", theta, theta},
		`there is no set of invariances "all"`: &Match{e, "wm", "all", theta, theta},
		"rows 0 to 9 of a grid of 8": &EvaluatePlane{Experiment: e, Origin: theta, E1: theta, E2: theta, N: 8,
			Last: 9},
		"0 parameters where the ensemble has": &EvaluateLine{Experiment: e, A: theta, B: theta},
		"is not a job":                        &Trained{},
		"depth=9 is too deep":                 &Train{"tree=oblivious&depth=9", 0},
	} {
		s := w.Start(m)
		for s.Step() {
		}
		failed, ok := s.Outcome().(*wire.Failed)
		if assert.True(t, ok, want) {
			assert.Contains(t, failed.Reason, want)
		}
	}
	modified, _ := keys.Parse("n=20&nt=20&tree=modified&trees=3&steps=2&bs=5")
	theta = make([]float32, modified.Experiment.Ensemble().Params())
	s := w.Start(&Match{modified.Experiment.Fragment(), "wm", "perm-flip", theta, theta})
	for s.Step() {
	}
	assert.IsType(t, &wire.Failed{}, s.Outcome(), "a modified list has no flips")
}

// Whatever a message says of the small experiment, it is begun or refused.
func FuzzStart(f *testing.F) {
	l, problems := keys.Parse("data=gauss&n=60&nt=40&dim=4&classes=3&trees=3&steps=20&bs=20&lambdas=5")
	require.Empty(f, problems)
	small, w := l.Experiment.Fragment(), NewWorker()
	train := func(m wire.Message) []float32 {
		s := w.Start(m)
		for s.Step() {
		}
		return s.Outcome().(*Trained).Theta
	}
	a, b := train(&Train{small, 0}), train(&Train{small, 1})
	beside := train(&TrainBeside{small, 0})
	labtest.Jobs(f, w, Messages(), small, &Train{small, 1}, &TrainBeside{small, 1},
		&LineBeside{small, beside, beside}, &Match{small, "wm", "perm-order-flip", a, b},
		&Match{small, "am", "perm", a, b}, &EvaluateLine{small, a, b, b, true},
		&EvaluatePlane{Experiment: small, Origin: a, E1: b, E2: b, U1: 1, V1: 1, N: 4, Last: 4})
}

// An answer that is none of Match's is no element of the group.
func TestElementOfAnotherAnswer(t *testing.T) {
	l, _ := keys.Parse("trees=2&depth=2")
	e := l.Experiment.Ensemble()
	for _, m := range []*Matched{{}, {Trees: []int{0, 1}}, {Trees: []int{0, 1}, Flips: []int{1}},
		{Trees: []int{0, 1}, Flips: make([]int, 2*e.Nodes()), Orders: []int{0, 1, 1}},
		{Trees: []int{0}, Flips: make([]int, e.Nodes()), Orders: []int{0, 1}}} {
		assert.Error(t, symmetry.Check(e, m.Element(e)), "%+v", m)
	}
}
