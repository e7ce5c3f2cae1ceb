package toynets

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/toynets/kernel"
)

// Every epoch shows every example once; the last batch of an epoch is short; the order changes from epoch to epoch.
func TestBatches(t *testing.T) {
	d := small(23)
	for i := range d.N {
		d.X[i*d.Dim] = float32(i) // the example's number
	}
	tr := NewTrainer(MLP{Widths: []int{3, 4}}, d, Recipe{Opt: "sgd", Batch: 5, Seed: 1})
	var epochs [2][]int
	for e := range epochs {
		for _, size := range []int{5, 5, 5, 5, 3} {
			chosen := tr.nextBatch()
			tr.at(chosen)
			n := len(chosen)
			assert.Equal(t, size, n)
			for i := range n {
				row := int(tr.x[i*d.Dim])
				epochs[e] = append(epochs[e], row)
				assert.Equal(t, d.Y[row], tr.labels[i])
				assert.Equal(t, d.X[row*d.Dim:(row+1)*d.Dim], tr.x[i*d.Dim:(i+1)*d.Dim])
			}
		}
	}
	assert.NotEqual(t, epochs[0], epochs[1])
	for _, rows := range epochs {
		slices.Sort(rows)
		for i, row := range rows {
			assert.Equal(t, i, row)
		}
	}
}

func TestBatchLargerThanData(t *testing.T) {
	tr := NewTrainer(MLP{Widths: []int{3, 4}}, small(23), Recipe{Opt: "sgd", Batch: 1000, Seed: 1})
	for range 3 {
		assert.Len(t, tr.nextBatch(), 23)
	}
}

// The update rules against PyTorch's formulas in float64, on the trainer's own gradients.
func TestOptimisers(t *testing.T) {
	const lr, momentum, wd = 0.01, 0.9, 0.05
	d := small(40)
	for _, opt := range Optimisers() {
		tr := NewTrainer(MLP{Widths: []int{3, 6, 4}, Act: kernel.Tanh}, d,
			Recipe{Opt: opt.Name, LR: lr, Momentum: momentum, WeightDecay: wd, Batch: 16, Steps: 30, Seed: 3})
		theta := widen(tr.Theta())
		first, second := make([]float64, len(theta)), make([]float64, len(theta))
		for step := 1; step <= 30; step++ {
			tr.Step()
			for i := range theta {
				g := float64(tr.grad[i])
				if opt.Name != "adamw" {
					g += wd * theta[i]
				} else {
					theta[i] -= lr * wd * theta[i]
				}
				if opt.Name == "sgd" {
					first[i] = momentum*first[i] + g
					theta[i] -= lr * first[i]
					continue
				}
				first[i] = 0.9*first[i] + 0.1*g
				second[i] = 0.999*second[i] + 0.001*g*g
				m := first[i] / (1 - math.Pow(0.9, float64(step)))
				v := second[i] / (1 - math.Pow(0.999, float64(step)))
				theta[i] -= lr * m / (math.Sqrt(v) + 1e-8)
			}
		}
		assert.InDeltaSlice(t, theta, widen(tr.Theta()), 2e-5, opt.Name)
	}
}

func TestStepCountsAndStops(t *testing.T) {
	d := small(40)
	m := MLP{Widths: []int{3, 4}}
	tr := NewTrainer(m, d, Recipe{Opt: "adam", LR: 0.01, Batch: 10, Steps: 3, Seed: 1})
	assert.True(t, math.IsNaN(tr.Loss()))
	assert.Equal(t, []bool{true, true, false}, []bool{tr.Step(), tr.Step(), tr.Step()})
	assert.Equal(t, 3, tr.Steps())
	end := slices.Clone(tr.Theta())
	assert.False(t, tr.Step())
	assert.Equal(t, 3, tr.Steps())
	assert.Equal(t, end, tr.Theta())
	assert.False(t, tr.Diverged())

	none := NewTrainer(m, d, Recipe{Opt: "adam", LR: 0.01, Batch: 10, Steps: 0, Seed: 1})
	start := slices.Clone(none.Theta())
	assert.False(t, none.Step())
	assert.Equal(t, start, none.Theta())
	want := make([]float32, m.Params())
	m.Init(want, Stream(1, "init"))
	assert.Equal(t, want, start)
}

// A huge rate overflows: training stops and says so, wherever it happens.
func TestDivergence(t *testing.T) {
	d := small(40)
	m := MLP{Widths: []int{3, 16, 4}, Act: kernel.Relu}
	r := Recipe{Opt: "sgd", LR: 1e30, WeightDecay: 1, Batch: 10, Steps: 100, Seed: 1}
	tr := NewTrainer(m, d, r)
	for tr.Step() {
	}
	assert.True(t, tr.Diverged())
	assert.Less(t, tr.Steps(), 100)
	steps := tr.Steps()
	assert.False(t, tr.Step())
	assert.Equal(t, steps, tr.Steps())

	r.LR, r.Steps = 1e300, 1 // rounds to +Inf
	tr = NewTrainer(m, d, r)
	assert.False(t, tr.Step())
	assert.True(t, tr.Diverged(), "overflow in the last update")
	assert.Equal(t, 1, tr.Steps())

	r.Opt, r.LR, r.Steps = "adam", math.NaN(), 5
	tr = NewTrainer(m, d, r)
	for tr.Step() {
	}
	assert.True(t, tr.Diverged())
	assert.Equal(t, 1, tr.Steps())
}

func TestStepDoesNotAllocate(t *testing.T) {
	d := small(23)
	for _, act := range Activations() {
		for _, opt := range Optimisers() {
			tr := NewTrainer(MLP{Widths: []int{3, 7, 9, 4}, Act: act.Act}, d,
				Recipe{Opt: opt.Name, LR: 0.01, Batch: 5, Steps: 1000, Seed: 1})
			for range 5 { // an epoch: the workspace has grown
				tr.Step()
			}
			assert.Zero(t, testing.AllocsPerRun(50, func() { tr.Step() }), act.Name+" "+opt.Name)
		}
	}
}

// Training changes nothing but the trainer.
func TestTrainerReadsOnlyItsData(t *testing.T) {
	d := small(23)
	x, y := slices.Clone(d.X), slices.Clone(d.Y)
	tr := NewTrainer(MLP{Widths: []int{3, 5, 4}}, d, Recipe{Opt: "adam", LR: 0.01, Batch: 5, Steps: 20, Seed: 1})
	for tr.Step() {
	}
	assert.Equal(t, x, d.X)
	assert.Equal(t, y, d.Y)
}

func TestNewTrainerPanics(t *testing.T) {
	d := small(8)
	m := MLP{Widths: []int{3, 4}}
	good := Recipe{Opt: "sgd", Batch: 4, Steps: 1}
	assert.NotPanics(t, func() { NewTrainer(m, d, good) })
	for name, change := range map[string]func(*MLP, *Data, *Recipe){
		"optimiser": func(m *MLP, d *Data, r *Recipe) { r.Opt = "newton" },
		"batch":     func(m *MLP, d *Data, r *Recipe) { r.Batch = 0 },
		"steps":     func(m *MLP, d *Data, r *Recipe) { r.Steps = -1 },
		"inputs":    func(m *MLP, d *Data, r *Recipe) { m.Widths = []int{2, 4} },
		"outputs":   func(m *MLP, d *Data, r *Recipe) { m.Widths = []int{3, 3} },
		"empty":     func(m *MLP, d *Data, r *Recipe) { *d = Data{Dim: 3, Classes: 4} },
		"labels":    func(m *MLP, d *Data, r *Recipe) { d.Y = d.Y[1:] },
	} {
		m, d, r := m, d, good
		change(&m, &d, &r)
		assert.Panics(t, func() { NewTrainer(m, d, r) }, name)
	}
}

// What is pruned stays 0, and every other parameter moves by its own gradient at the pruned point; with nothing pruned
// nothing changes.
func TestPrune(t *testing.T) {
	d := small(40)
	m := MLP{Widths: []int{3, 6, 4}, Act: kernel.Tanh}
	recipe := Recipe{Opt: "sgd", LR: 0.1, Batch: 16, Steps: 12, Seed: 3}
	tr, plain := NewTrainer(m, d, recipe), NewTrainer(m, d, recipe)
	for tr.Steps() < 4 {
		tr.Step()
		plain.Step()
	}
	tr.Prune(nil)
	assert.Equal(t, plain.Theta(), tr.Theta())
	pruned := []int{0, 5, 17, 30}
	tr.Prune(pruned)
	for tr.Steps() < 12 {
		before := slices.Clone(tr.Theta())
		for _, i := range pruned {
			assert.Zero(t, before[i])
		}
		tr.Step()
		for i, v := range tr.Theta() {
			want := before[i] - float32(float32(0.1)*tr.grad[i])
			if slices.Contains(pruned, i) {
				want = 0
			}
			assert.InDelta(t, want, v, 1e-6)
		}
	}
}
