package datasets

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/internal/allocation"
	"onebasin/toynets"
	"onebasin/toynets/reading"
	"onebasin/toynets/reading/internal/testfile"
)

// bytesTo are 0, 1, …, n−1.
func bytesTo(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i)
	}
	return b
}

func TestIDXFiles(t *testing.T) {
	images := testfile.IDX(bytesTo(24), 6, 2, 2)
	labels := testfile.IDX([]byte{3, 7, 3, 9, 7, 3}, 6)
	want := toynets.Data{X: make([]float32, 24), Y: []int32{0, 1, 0, 2, 1, 0}, N: 6, Dim: 4, Classes: 3}
	for i := range want.X {
		want.X[i] = float32(i)
	}
	for name, list := range map[string][][]byte{"images first": {images, labels}, "labels first": {labels, images},
		"gzipped": {testfile.Gzip(images), testfile.Gzip(labels)}} {
		t.Run(name, func(t *testing.T) {
			s, err := Read(Options{}, list...)
			require.NoError(t, err)
			assert.Equal(t, want, s.Data)
			assert.Equal(t, []int{2, 2}, s.Image)
			assert.Equal(t, []string{"3", "7", "9"}, s.ClassNames)
			assert.Equal(t, []int{3, 2, 1}, s.Counts())
			assert.Equal(t, "IDX", s.Format)
		})
	}
	t.Run("MNIST's four files", func(t *testing.T) {
		s, err := Read(Options{}, testfile.IDX(bytesTo(8), 2, 2, 2), testfile.IDX([]byte{9, 7}, 2), images, labels)
		require.NoError(t, err)
		train, test, err := s.Split(share(&s, 0, 0, "255"))
		require.NoError(t, err)
		assert.Equal(t, want.Y, train.Y)
		assert.Equal(t, []int32{2, 1}, test.Y)
		assert.Equal(t, float32(23)/255, train.X[23])
		assert.Equal(t, float32(7)/255, test.X[7])
	})
}

func TestNumPyFiles(t *testing.T) {
	x := []float32{0, 1, 2, 3, 4, 5, 6, 7}
	npy := func(name, descr string, raw []byte, shape ...int) testfile.Member {
		return testfile.Member{Name: name + ".npy", Data: testfile.NPY(1, testfile.NPYHeader(descr, false, shape...),
			raw)}
	}
	y := npy("y", "|i1", []byte{1, 0xff, 1, 0}, 4)
	inputs := npy("X", "<f4", testfile.Floats(x...), 4, 2)
	want := toynets.Data{X: x, Y: []int32{2, 0, 2, 1}, N: 4, Dim: 2, Classes: 3}
	for name, list := range map[string][][]byte{"npz": {testfile.Zip(true, inputs, y)}, "npy": {y.Data, inputs.Data},
		"a column of labels": {testfile.Zip(false, npy("y", "|i1", []byte{1, 0xff, 1, 0}, 4, 1), inputs)},
		"the last column": {testfile.NPY(1, testfile.NPYHeader("<f4", true, 4, 3),
			testfile.Floats(0, 2, 4, 6, 1, 3, 5, 7, 1, -1, 1, 0))}} {
		t.Run(name, func(t *testing.T) {
			s, err := Read(Options{}, list...)
			require.NoError(t, err)
			assert.Equal(t, want, s.Data)
			assert.Equal(t, []string{"-1", "0", "1"}, s.ClassNames)
		})
	}
	t.Run("Keras's mnist.npz", func(t *testing.T) {
		s, err := Read(Options{}, testfile.Zip(true, npy("x_test", "|u1", bytesTo(16), 4, 2, 2),
			npy("x_train", "|u1", bytesTo(16), 4, 2, 2), npy("x_val", "|u1", bytesTo(16), 4, 2, 2),
			npy("y_train", "|u1", []byte{0, 1, 1, 1}, 4), npy("y_test", "|u1", []byte{1, 0, 0, 2}, 4),
			npy("y_val", "|u1", []byte{5, 5, 5, 5}, 4), npy("seed", "<f4", testfile.Floats(1))))
		require.NoError(t, err)
		assert.Contains(t, s.Notes, `Ignored: "x_val", for validation.`)
		train, test, err := s.Split(share(&s, 0, 0, ""))
		require.NoError(t, err)
		assert.Equal(t, []int32{0, 1, 1, 1}, train.Y)
		assert.Equal(t, []int32{1, 0, 0, 2}, test.Y)
		assert.Equal(t, 3, train.Classes)
	})
}

func TestArraysRefused(t *testing.T) {
	images := testfile.IDX(bytesTo(24), 6, 2, 2)
	labels := testfile.IDX([]byte{3, 7, 3, 9, 7, 3}, 6)
	of := func(values ...float32) []byte {
		return testfile.NPY(1, testfile.NPYHeader("<f4", false, len(values)), testfile.Floats(values...))
	}
	matrix := func(rows int, values ...float32) []byte {
		return testfile.NPY(1, testfile.NPYHeader("<f4", false, rows, len(values)/rows), testfile.Floats(values...))
	}
	nan, infinity := float32(math.NaN()), float32(math.Inf(1))
	for says, list := range map[string][][]byte{
		"expected 6 labels, one for each example, found 5":       {images, testfile.IDX(make([]byte, 5), 5)},
		"inputs, an array of two dimensions or more, found none": {labels, labels},
		"labels for the 6 examples":                              {images},
		"one array of labels":                                    {images, labels, labels},
		"for training and for testing":                           {images, images, labels},
		"expected 1 input, as the training examples have, found 4": {matrix(7, 1, 2, 3, 4, 5, 6, 7), images, labels,
			testfile.IDX(bytesTo(7), 7)},
		"expected examples with inputs, found 6×0":            {testfile.IDX(nil, 6, 0), labels},
		"two different labels at least":                       {images, testfile.IDX(make([]byte, 6), 6)},
		"whole numbers below 2²⁴ as labels, found 0.5 at [1]": {images, of(1, .5, 1, 1, 1, 1)},
		"whole numbers below 2²⁴ as labels, found 1e+30":      {images, of(1, 1e30, 1, 1, 1, 1)},
		"expected finite numbers, found not a number (NaN) at [0, 1]": {matrix(6, 1, nan, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
			labels},
		"pickles, which can hold code": {testfile.NPY(1, testfile.NPYHeader("|O", false,
			6), nil)},
		"found an infinity": {matrix(1, 1, infinity)},
		"an input at least": {matrix(4, 1, 0, 1, 0)},
	} {
		t.Run(says, func(t *testing.T) {
			_, err := Read(Options{}, list...)
			require.ErrorContains(t, err, says)
			require.ErrorAs(t, err, new(*reading.Problem))
		})
	}
}

// tableOf is a set of n rows, whose first input is the row's number and whose second does not vary.
func tableOf(t *testing.T, n int) Set {
	t.Helper()
	var x []float32
	var y []byte
	for i := range n {
		x = append(x, float32(i), 7)
		y = append(y, byte(i%3))
	}
	s, err := Read(Options{}, testfile.NPY(1, testfile.NPYHeader("<f4", false, n, 2), testfile.Floats(x...)),
		testfile.IDX(y, n))
	require.NoError(t, err)
	return s
}

// share is a split with that share of all examples for testing.
func share(s *Set, test float64, seed uint64, scale string) Split {
	n, nTest := s.Parts(test)
	return Split{N: n, NTest: nTest, Seed: seed, Scale: scale}
}

func TestSplit(t *testing.T) {
	s := tableOf(t, 50)
	train, test, err := s.Split(share(&s, .2, 3, ""))
	require.NoError(t, err)
	assert.Equal(t, []int{40, 10}, []int{train.N, test.N})
	seen := map[float32]bool{}
	for _, d := range []toynets.Data{train, test} {
		for i, y := range d.Y {
			x := d.X[2*i]
			assert.Equal(t, int32(x)%3, y, "a label was parted from its example")
			seen[x] = true
		}
	}
	assert.Len(t, seen, 50)
	order := toynets.Stream(3, "split").Perm(50)
	for i, row := range order[:10] {
		assert.Equal(t, float32(row), test.X[2*i])
	}
	assert.Equal(t, []float32{35, 7, 41, 7, 7, 7}, test.X[:6], "the order is part of the promise of a link")
	assert.Panics(t, func() { s.Split(share(&s, .2, 0, "")) })

	again, other := tableOf(t, 50), tableOf(t, 50)
	train2, _, err := again.Split(share(&again, .2, 3, "none"))
	require.NoError(t, err)
	assert.Equal(t, train, train2)
	train3, _, err := other.Split(share(&other, .2, 4, ""))
	require.NoError(t, err)
	assert.NotEqual(t, train, train3)

	bad := tableOf(t, 8)
	for says, o := range map[string]Split{"found 0 of 8 examples": {}, "2 test examples at least": {N: 7, NTest: 1},
		"found 8 examples, of which 3 can be for training": {N: 6, NTest: 5},
		"unknown scale": {N: 4, NTest: 4, Scale: "log"}} {
		_, _, err := bad.Split(o)
		assert.ErrorContains(t, err, says)
	}
	_, _, err = bad.Split(share(&bad, .5, 0, ""))
	assert.NoError(t, err, "what was refused can be tried again")
}

// Standardised inputs have mean 0 and deviation 1 over the training examples, and test examples move with them.
func TestStandardised(t *testing.T) {
	plain, s := tableOf(t, 50), tableOf(t, 50)
	train, test, err := plain.Split(share(&plain, .3, 1, ""))
	require.NoError(t, err)
	got, gotTest, err := s.Split(share(&s, .3, 1, "standard"))
	require.NoError(t, err)
	var sum, squares float64
	for i := range train.N {
		sum += float64(train.X[2*i])
	}
	mean := sum / float64(train.N)
	for i := range train.N {
		squares += math.Pow(float64(train.X[2*i])-mean, 2)
	}
	deviation := math.Sqrt(squares / float64(train.N))
	for _, d := range [][2]toynets.Data{{train, got}, {test, gotTest}} {
		for i := range d[0].N {
			assert.InDelta(t, (float64(d[0].X[2*i])-mean)/deviation, d[1].X[2*i], 1e-6)
			assert.Zero(t, d[1].X[2*i+1])
		}
	}
}

// A test example that lies beyond all numbers once it is scaled is refused, not made infinite.
func TestStandardisedOutOfRange(t *testing.T) {
	train := toynets.Data{X: []float32{0, 1e-40, 0, 2e-40}, Y: make([]int32, 2), N: 2, Dim: 2, Classes: 2}
	test := toynets.Data{X: []float32{1, 3e38}, Y: make([]int32, 1), N: 1, Dim: 2, Classes: 2}
	require.ErrorContains(t, standardise(train, test), "input 2 of the test examples: expected numbers that mean and")
}

// readBound is how many bytes may be allocated to read a file of n bytes: what it may unpack to, as float32, and tables
// of what it holds.
func readBound(n int) uint64 { return uint64(1500*n + 12<<20) }

// Whatever files hold, a set is read that fits itself or refused in a clear sentence, and memory is bounded.
func FuzzRead(f *testing.F) {
	none := []byte(nil)
	f.Add([]byte("a;b;c\n1,5;-2;x\n0,25;3;y\n1;1;x\n1;2;y\n"), none)
	f.Add([]byte("\ufeffsep=,\n\"1\",2,0\n3,4,1\n5,6,0\n7,8,1"), none)
	f.Add([]byte("1\t2\n,\"\n\"\"\n"), none)
	f.Add(testfile.IDX(bytesTo(24), 6, 2, 2), testfile.IDX([]byte{3, 7, 3, 9, 7, 3}, 6))
	f.Add(testfile.Gzip(testfile.IDX(bytesTo(24), 6, 2, 2)), testfile.Gzip(testfile.IDX([]byte{3, 7, 3, 9, 7, 3}, 6)))
	f.Add(testfile.NPZ(true, testfile.Tensor{Name: "x_train", Shape: []int{2, 2}, Values: []float32{1, 2, 3, 4}},
		testfile.Tensor{Name: "y_train", Shape: []int{2}, Values: []float32{1, 2}}), none)
	f.Add(testfile.NPY(1, testfile.NPYHeader("<f4", true, 4, 2), testfile.Floats(1, 2, 3, 4, 0, 1, 0, 1)), none)
	f.Fuzz(func(t *testing.T, a, b []byte) {
		list := [][]byte{a, b}
		if len(b) == 0 {
			list = list[:1]
		}
		var s Set
		var err error
		allocation.Within(t, readBound(len(a)+len(b)), func() { s, err = Read(Options{}, list...) })
		if err != nil {
			if m := err.Error(); len(m) > 900 || strings.ContainsAny(m, "\n\r\x00") {
				t.Fatalf("not a clear message: %q", m)
			}
			require.ErrorAs(t, err, new(*reading.Problem))
			return
		}
		require.Len(t, s.X, s.N*s.Dim)
		require.Len(t, s.Y, s.N)
		require.Len(t, s.ClassNames, s.Classes)
		for k, n := range s.Counts() { // which panics for a class that is none
			require.Positive(t, n, "class %d", k)
		}
		for _, x := range s.X {
			require.Zero(t, x-x)
		}
		n := s.N
		if train, test, err := s.Split(share(&s, .5, 1, "standard")); err == nil {
			require.Equal(t, n, train.N+test.N)
			for _, x := range append(train.X, test.X...) {
				require.Zero(t, x-x)
			}
		}
	})
}
