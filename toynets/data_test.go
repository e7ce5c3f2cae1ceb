package toynets

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// usual returns a small valid Spec of the task.
func usual(task string) Spec {
	return Spec{Task: task, N: 1000, NTest: 500, Noise: 0.1, Seed: 1, Dim: 20, Classes: 5, Side: 12}
}

func generate(t testing.TB, s Spec) (train, test Data) {
	t.Helper()
	train, test, err := Generate(s)
	require.NoError(t, err)
	return train, test
}

func TestDataShapeBalanceAndScale(t *testing.T) {
	for _, task := range Tasks() {
		t.Run(task.Name, func(t *testing.T) {
			s := usual(task.Name)
			train, test := generate(t, s)
			assert.Equal(t, s.N, train.N)
			assert.Equal(t, s.NTest, test.N)
			for _, d := range []Data{train, test} {
				require.Len(t, d.X, d.N*d.Dim)
				require.Len(t, d.Y, d.N)
				counts := make([]int, d.Classes)
				inOrder := 0
				for i, y := range d.Y {
					counts[y]++
					if int(y) == i%d.Classes {
						inOrder++
					}
				}
				for _, c := range counts {
					assert.InDelta(t, float64(d.N)/float64(d.Classes), c, 1)
				}
				assert.Less(t, inOrder, d.N*3/4, "order not shuffled")
				var sum, squares float64
				for _, v := range d.X {
					sum += float64(v)
					squares += float64(v) * float64(v)
				}
				mean := sum / float64(len(d.X))
				deviation := math.Sqrt(squares/float64(len(d.X)) - mean*mean)
				if task.Image {
					for _, v := range d.X {
						require.True(t, v >= 0 && v <= 1)
					}
					assert.InDelta(t, 0.2, mean, 0.1)
					continue
				}
				assert.InDelta(t, 0, mean, 0.1)
				assert.InDelta(t, 1, deviation, 0.35)
			}
			assert.NotEqual(t, train.X[:10], test.X[:10])
			switch {
			case task.Planar:
				assert.Equal(t, 2, train.Dim)
			case task.Image:
				assert.Equal(t, s.Side*s.Side, train.Dim)
			case task.Dim:
				assert.Equal(t, s.Dim, train.Dim)
				assert.Equal(t, s.Classes, train.Classes)
			}
		})
	}
}

// The number of test examples does not change the training set, nor the other way round; the seed changes both.
func TestStreamsOfDataAreSeparate(t *testing.T) {
	for _, task := range Tasks() {
		s := usual(task.Name)
		train, test := generate(t, s)
		s.NTest = 20
		again, fewer := generate(t, s)
		assert.Equal(t, train, again, task.Name)
		assert.Equal(t, 20, fewer.N)
		s = usual(task.Name)
		s.N = 30
		_, same := generate(t, s)
		assert.Equal(t, test, same, task.Name)
		s = usual(task.Name)
		s.Seed++
		other, _ := generate(t, s)
		assert.NotEqual(t, train.X, other.X, task.Name)
	}
}

// The noise has the stated deviation: without it, circles have exact radii.
func TestNoiseDeviation(t *testing.T) {
	s := usual("circles")
	s.N, s.Noise = 20_000, 0
	exact, _ := generate(t, s)
	for i := range exact.N {
		want := 1.5
		if exact.Y[i] == 1 {
			want = 0.75
		}
		radius := math.Hypot(float64(exact.X[2*i]), float64(exact.X[2*i+1]))
		require.InDelta(t, want, radius, 1e-6)
	}
	s.Noise = 0.1
	noisy, _ := generate(t, s)
	var squares float64
	for i := range noisy.N {
		want := 1.5
		if noisy.Y[i] == 1 {
			want = 0.75
		}
		d := math.Hypot(float64(noisy.X[2*i]), float64(noisy.X[2*i+1])) - want
		squares += d * d / float64(noisy.N)
	}
	assert.InDelta(t, 0.1, math.Sqrt(squares), 0.005)
}

// Training and test set of gauss share their clusters: class means agree.
func TestGaussSharesClusters(t *testing.T) {
	for _, dim := range []int{1, 2, 7, 64, MaxDim} {
		s := Spec{Task: "gauss", N: 2000, NTest: 2000, Seed: 3, Dim: dim, Classes: 4}
		train, test := generate(t, s)
		a, b := classMeans(train), classMeans(test)
		for k := range a {
			require.InDelta(t, a[k], b[k], 0.3)
		}
	}
}

func classMeans(d Data) []float64 {
	means := make([]float64, d.Classes*d.Dim)
	counts := make([]float64, d.Classes)
	for _, y := range d.Y {
		counts[y]++
	}
	for i, y := range d.Y {
		for j := range d.Dim {
			means[int(y)*d.Dim+j] += float64(d.X[i*d.Dim+j]) / counts[y]
		}
	}
	return means
}

func TestOrthonormal(t *testing.T) {
	const n = 6
	rows := make([]float64, n*n)
	r := Stream(1, "rows")
	for j := range n {
		orthonormal(r, rows[:j*n], rows[j*n:(j+1)*n])
	}
	for i := range n {
		for j := range n {
			want := 0.0
			if i == j {
				want = 1
			}
			assert.InDelta(t, want, dot(rows[i*n:(i+1)*n], rows[j*n:(j+1)*n]), 1e-12)
		}
	}
}

func TestGenerateRefuses(t *testing.T) {
	for _, c := range []struct {
		change func(*Spec)
		says   string
	}{
		{func(s *Spec) { s.Task = "donuts" }, `unknown task "donuts"`},
		{func(s *Spec) { s.Task = "" }, `unknown task ""`},
		{func(s *Spec) { s.N = 1 }, "training examples is 1, must be from 2 to 200000"},
		{func(s *Spec) { s.N = 1_000_000_000 }, "training examples is 1000000000"},
		{func(s *Spec) { s.NTest = -1 }, "test examples is -1"},
		{func(s *Spec) { s.NTest = 200_001 }, "test examples is 200001"},
		{func(s *Spec) { s.Noise = -0.1 }, "noise is -0.1, must be from 0 to 10"},
		{func(s *Spec) { s.Noise = math.NaN() }, "noise is NaN"},
		{func(s *Spec) { s.Noise = math.Inf(1) }, "noise is +Inf"},
		{func(s *Spec) { s.Noise = 10.5 }, "noise is 10.5"},
		{func(s *Spec) { s.Task, s.Dim = "gauss", 0 }, "inputs is 0, must be from 1 to 1024"},
		{func(s *Spec) { s.Task, s.Dim = "gauss", 1025 }, "inputs is 1025"},
		{func(s *Spec) { s.Task, s.Classes = "gauss", 1 }, "classes is 1, must be from 2 to 32"},
		{func(s *Spec) { s.Task, s.Classes = "gauss", 33 }, "classes is 33"},
		{func(s *Spec) { s.Task, s.Side = "strokes", 7 }, "image side is 7, must be from 8 to 28"},
		{func(s *Spec) { s.Task, s.Side = "strokes", 29 }, "image side is 29"},
		{func(s *Spec) { s.Task, s.N, s.Dim = "gauss", 200_000, 1024 }, "200000 examples of 1024 inputs are too large"},
	} {
		s := usual("spirals")
		c.change(&s)
		train, test, err := Generate(s)
		require.ErrorContains(t, err, c.says)
		assert.Zero(t, train)
		assert.Zero(t, test)
	}
}

// Shape promises what Generate then draws.
func TestShape(t *testing.T) {
	for _, task := range Tasks() {
		s := usual(task.Name)
		train, _ := generate(t, s)
		dim, classes, err := s.Shape()
		assert.NoError(t, err)
		assert.Equal(t, []int{train.Dim, train.Classes}, []int{dim, classes}, task.Name)
	}
	_, _, err := Spec{Task: "donuts"}.Shape()
	assert.Error(t, err)
}

// Names and helps are what links and menus need.
func TestRegistries(t *testing.T) {
	seen := map[string]bool{}
	entry := func(name, title, help string) {
		assert.Regexp(t, `^[a-z]+$`, name)
		assert.NotEmpty(t, title)
		assert.Regexp(t, `^\S.*\.$`, help)
		assert.False(t, seen[name], name)
		seen[name] = true
	}
	for _, e := range Tasks() {
		entry(e.Name, e.Title, e.Help)
	}
	for _, e := range Optimisers() {
		entry(e.Name, e.Title, e.Help)
	}
	for _, e := range Activations() {
		entry(e.Name, e.Title, e.Help)
	}
	for _, name := range []string{
		"blobs", "moons", "circles", "spirals", "checker", "gauss", "strokes",
		"sgd", "adam", "adamw", "relu", "tanh", "sigmoid", "gelu",
	} {
		assert.True(t, seen[name], name)
	}
}

// Every digit has several ways of writing, inside its box.
func TestGlyphs(t *testing.T) {
	for d, ways := range parseGlyphs() {
		assert.GreaterOrEqual(t, len(ways), 4, "digit %d", d)
		for _, g := range ways {
			for _, stroke := range g {
				assert.GreaterOrEqual(t, len(stroke), 2)
				for _, k := range stroke {
					assert.True(t, k.x >= 0 && k.x <= 1 && k.y >= 0 && k.y <= 1)
				}
			}
		}
	}
}

// A straight stroke against the exact distance, and the spline against its knots.
func TestPen(t *testing.T) {
	c := newCanvas(8)
	c.stroke([]knot{{x: 0.25, y: 0.5, pressure: 0.125}, {x: 0.75, y: 0.5, pressure: 0.125}})
	// Radius one pixel around y = 4: rows 3 and 4 have their centres half a pixel inside, rows 2 and 5 half a pixel
	// outside.
	for x := 2; x < 6; x++ {
		for y, want := range []float64{0, 0, 0, 1, 1, 0, 0, 0} {
			assert.InDelta(t, want, c.ink[y*8+x], 1e-12, fmt.Sprint(x, y))
		}
	}
	assert.Equal(t, 2.0, cubic(1, 2, 5, 7, 0))
	assert.InDelta(t, 5.0, cubic(1, 2, 5, 7, 1), 1e-12)
	// The tangents are half the chords of the neighbours.
	const h = 1e-6
	assert.InDelta(t, (5-1)/2.0, (cubic(1, 2, 5, 7, h)-2)/h, 1e-4)
	assert.InDelta(t, (7-2)/2.0, (5-cubic(1, 2, 5, 7, 1-h))/h, 1e-4)
}

// FuzzGenerate: whatever the Spec, Generate either refuses with an error or returns data of the stated shape that are
// finite.
func FuzzGenerate(f *testing.F) {
	f.Add("spirals", 10, 10, 0.1, uint64(1), 0, 0, 0)
	f.Add("gauss", 50, 2, 0.0, uint64(2), 1, 32, 0)
	f.Add("gauss", 3, 200, 10.0, uint64(0), 9, 2, -4)
	f.Add("strokes", 20, 20, math.NaN(), uint64(3), 0, 0, 8)
	f.Add("strokes", 20, 20, 0.5, uint64(3), 0, 0, 28)
	f.Add("checker", -1, 1<<40, math.Copysign(0, -1), uint64(9), 0, 0, 0)
	f.Fuzz(func(t *testing.T, task string, n, nTest int, noise float64, seed uint64, dim, classes, side int) {
		if (n > 500 && n <= MaxExamples) || (nTest > 500 && nTest <= MaxExamples) {
			return // valid but slow
		}
		train, test, err := Generate(Spec{Task: task, N: n, NTest: nTest, Noise: noise, Seed: seed, Dim: dim,
			Classes: classes, Side: side})
		if err != nil {
			assert.Zero(t, train)
			assert.Zero(t, test)
			return
		}
		for _, d := range []Data{train, test} {
			require.Len(t, d.X, d.N*d.Dim)
			require.Len(t, d.Y, d.N)
			for _, v := range d.X {
				require.True(t, finite(float64(v)))
			}
			for _, y := range d.Y {
				require.True(t, y >= 0 && int(y) < d.Classes)
			}
		}
		assert.Equal(t, n, train.N)
		assert.Equal(t, nTest, test.N)
	})
}
