// Package datasets makes labelled examples of people's own files: tables as CSV, images and labels as MNIST's IDX
// files, arrays as npy and npz.
//
//	set, err := datasets.Read(datasets.Options{}, images, labels) // bytes of one or several files
//	n, nTest := set.Parts(0.2)
//	train, test, err := set.Split(datasets.Split{N: n, NTest: nTest, Seed: 1, Scale: "standard"})
//
// The class of an example is the place of its label among all labels in order: of numbers by size, of words by the
// alphabet. What is missing in a table is refused, not filled in.
package datasets

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"onebasin/toynets"
	"onebasin/toynets/reading"
	"onebasin/toynets/registry"
)

// MostClasses is how many different labels a set may have.
const MostClasses = 1000

// Set is a data set as it was found in files.
type Set struct {
	toynets.Data
	Format     string   // "CSV", "IDX", "npz"
	Columns    []string // names of the inputs; nil where the file has none
	ClassNames []string // the labels in the order of classes
	Image      []int    // the sides of an example that is an image; nil for none
	Notes      []string // what was inferred, in sentences

	train int // the first rows are for training, if the files say so; 0 if they do not
}

// Options are what a file may not say.
type Options struct {
	// Label is the column with the labels: its name, or its number from 1. Empty means the column called label, class,
	// target, species or y, otherwise the last.
	Label string

	// Header is whether the first line of a table names the columns; Auto looks whether it has words where the second
	// has numbers.
	Header Header
}

// Header is whether a table's first line names its columns.
type Header int

// Answers.
const (
	Auto Header = iota
	Present
	Absent
)

// Scale is one way to scale inputs.
type Scale struct {
	Name  string // as in a link
	Title string // as in a menu
	Help  string // one sentence for a student
}

// Scales returns them in the order of a menu. The slice is new at every call.
func Scales() []Scale {
	return []Scale{
		{"none", "As they are", "Inputs are taken as the file has them."},
		{"255", "Divided by 255", "Bytes of images become numbers from 0 to 1."},
		{"standard", "Standardised",
			"Each input has mean 0 and standard deviation 1 over the training examples; test " +
				"examples are moved by the same numbers."},
	}
}

// Split says how a set becomes training and test examples.
type Split struct {
	N, NTest int // how many examples are for training and for testing; what is left over is not used
	Seed     uint64
	Scale    string // a name in Scales; empty is none
}

// Given reports whether the files tell training from test examples themselves.
func (s *Set) Given() bool { return s.train > 0 }

// Parts returns how many examples there are for training and for testing: as the files say, or, where they do not, with
// that share of all for testing, rounded to the nearest.
func (s *Set) Parts(share float64) (n, nTest int) {
	if s.Given() {
		return s.train, s.N - s.train
	}
	nTest = int(math.Round(share * float64(s.N)))
	return s.N - nTest, nTest
}

// Split takes the set apart: its rows, in the order of the stream "split" of the seed, are the test examples and then
// those for training, which keep the set's memory; the set has none afterwards. Of files that tell training from test
// examples themselves, the first of either are taken in their own order. It panics if the set was split before.
//
// Standardised is (x − μ)/σ with the mean and the standard deviation of the training examples, summed in float64 in the
// order of rows; an input that does not vary is only centred.
func (s *Set) Split(o Split) (train, test toynets.Data, err error) {
	if len(s.X) != s.N*s.Dim || s.N == 0 {
		panic("datasets: a set can be split once")
	}
	if o.Scale == "" {
		o.Scale = "none"
	}
	if _, ok := registry.Find(Scales(), func(c Scale) bool { return c.Name == o.Scale }); !ok {
		return train, test, fmt.Errorf("datasets: unknown scale %q", o.Scale)
	}
	if err := s.checkSplit(o); err != nil {
		return train, test, err
	}
	rows := func(from, n int) toynets.Data {
		d, to := s.Data, from+n
		d.X, d.Y, d.N = d.X[from*d.Dim:to*d.Dim:to*d.Dim], d.Y[from:to:to], n
		return d
	}
	if s.Given() {
		train, test = rows(0, o.N), rows(s.train, o.NTest)
	} else {
		s.shuffle(o.Seed)
		test, train = rows(0, o.NTest), rows(o.NTest, o.N)
	}
	switch o.Scale {
	case "255":
		for i := range s.X {
			s.X[i] /= 255
		}
	case "standard":
		if err := standardise(train, test); err != nil {
			return train, test, err
		}
	}
	s.X, s.Y = nil, nil
	return train, test, nil
}

// checkSplit refuses a split into more examples than there are, or into hardly any.
func (s *Set) checkSplit(o Split) error {
	most, mostTest := s.Parts(0)
	if !s.Given() {
		most, mostTest = s.N-o.NTest, s.N-o.N
	}
	for _, part := range []struct {
		name, purpose string
		n, most       int
	}{{"training", "training", o.N, most}, {"test", "testing", o.NTest, mostTest}} {
		if part.n < toynets.MinExamples {
			return reading.Wrong("the data", reading.Plural(toynets.MinExamples, part.name+" example")+
				" at least", "%d of %s", part.n, reading.Plural(s.N, "example"))
		}
		if part.n > part.most {
			return reading.Advise(reading.Wrong("the data", fmt.Sprintf("%s for training and %d for testing",
				reading.Plural(o.N, "example"), o.NTest), "%s, of which %d can be for %s",
				reading.Plural(s.N, "example"), max(0, part.most), part.purpose), "make n and nt smaller")
		}
	}
	return nil
}

// shuffle puts the rows in random order.
func (s *Set) shuffle(seed uint64) {
	row := make([]float32, s.Dim)
	toynets.Stream(seed, "split").Shuffle(s.N, func(i, j int) {
		a, b := s.X[i*s.Dim:(i+1)*s.Dim], s.X[j*s.Dim:(j+1)*s.Dim]
		copy(row, a)
		copy(a, b)
		copy(b, row)
		s.Y[i], s.Y[j] = s.Y[j], s.Y[i]
	})
}

// standardise scales both by the mean and the deviation of train. It refuses an input of test that is so far from those
// of train that no float32 holds it.
func standardise(train, test toynets.Data) error {
	dim := train.Dim
	mean, deviation := make([]float64, dim), make([]float64, dim)
	for i := 0; i < len(train.X); i += dim {
		for j, x := range train.X[i : i+dim] {
			mean[j] += float64(x)
		}
	}
	for j := range mean {
		mean[j] /= float64(train.N)
	}
	for i := 0; i < len(train.X); i += dim {
		for j, x := range train.X[i : i+dim] {
			d := float64(x) - mean[j]
			deviation[j] += float64(d * d)
		}
	}
	for j, d := range deviation {
		deviation[j] = math.Sqrt(d / float64(train.N))
		if d == 0 {
			deviation[j] = 1
		}
	}
	for _, d := range []toynets.Data{train, test} {
		for i := 0; i < len(d.X); i += dim {
			for j, x := range d.X[i : i+dim] {
				scaled := (float64(x) - mean[j]) / deviation[j]
				if math.Abs(scaled) > math.MaxFloat32 {
					return reading.Wrong(fmt.Sprintf("input %d of the test examples", j+1),
						"numbers that mean and deviation of the training examples can scale", "%g (%g ± %g)", x,
						mean[j], deviation[j])
				}
				d.X[i+j] = float32(scaled)
			}
		}
	}
	return nil
}

// Counts returns the number of examples of each class.
func (s *Set) Counts() []int {
	counts := make([]int, s.Classes)
	for _, y := range s.Y {
		counts[y]++
	}
	return counts
}

// classify sets classes from labels, which were numbered in the order in which they first came: of numbers by size,
// others by the alphabet.
func (s *Set) classify(labels []string) {
	type label struct {
		text   string
		number float64
		first  int
	}
	list := make([]label, len(labels))
	numeric := true
	for i, text := range labels {
		x, err := strconv.ParseFloat(text, 64)
		numeric = numeric && err == nil
		list[i] = label{text, x, i}
	}
	slices.SortFunc(list, func(a, b label) int {
		switch {
		case numeric && a.number < b.number, !numeric && a.text < b.text:
			return -1
		case numeric && a.number > b.number, !numeric && a.text > b.text:
			return 1
		}
		return a.first - b.first
	})
	class := make([]int32, len(list))
	for k, l := range list {
		class[l.first] = int32(k)
		s.ClassNames = append(s.ClassNames, l.text)
	}
	for i, y := range s.Y {
		s.Y[i] = class[y]
	}
	s.Classes = len(list)
}

// check refuses sets that no network here can learn.
func (s *Set) check() error {
	const where = "the data"
	switch {
	case s.N < 2*toynets.MinExamples:
		return reading.Wrong(where, reading.Plural(2*toynets.MinExamples, "example")+" at least", "%d", s.N)
	case s.N > toynets.MaxExamples:
		return reading.Wrong(where, reading.Plural(toynets.MaxExamples, "example")+" at most", "%d", s.N)
	case s.Dim < 1:
		return reading.Wrong(where, "an input at least", "none")
	case s.Classes < 2:
		return reading.Wrong(where, "two different labels at least", "%d", s.Classes)
	}
	return nil
}

func tooManyClasses(where string) error {
	return reading.Advise(reading.Wrong(where, "at most "+reading.Plural(MostClasses, "different label"), "more"),
		"this is probably a number to be predicted, not a class: choose another column for the labels")
}
