package datasets

import (
	"fmt"
	"slices"
	"strings"

	"onebasin/toynets"
	"onebasin/toynets/reading"
	"onebasin/toynets/reading/tensors"
)

// Read makes a data set of one or several files, whose formats are told from their content: a CSV table; an npz with
// inputs and labels, for training and testing or for both; inputs and labels as two IDX or npy files, or those for
// training and for testing as four; an npy matrix whose last column are labels. Files may be gzipped.
func Read(o Options, files ...[]byte) (Set, error) {
	if len(files) == 0 {
		return Set{}, reading.Wrong("the data", "a file", "none")
	}
	var arrays []tensors.Tensor
	format := ""
	for _, file := range files {
		kind, err := reading.FormatOf(file)
		if err != nil {
			return Set{}, err
		}
		if kind == reading.Gzip {
			if file, err = reading.Gunzip(file); err != nil {
				return Set{}, err
			}
			if kind, err = reading.FormatOf(file); err != nil {
				return Set{}, err
			}
		}
		if kind == reading.Text {
			if len(files) > 1 {
				return Set{}, reading.Wrong("the data", "a table alone", "%s", reading.Plural(len(files), "file"))
			}
			return table(o, file)
		}
		f, err := tensors.Read(file)
		if err != nil {
			return Set{}, err
		}
		format = f.Format
		arrays = append(arrays, f.Tensors...)
	}
	s := Set{Format: format}
	if err := s.fill(arrays); err != nil {
		return Set{}, err
	}
	return s, s.check()
}

// part is the inputs and the labels of training or test examples.
type part struct{ x, y *tensors.Tensor }

// purpose is what an array is for, by its name.
func purpose(name string) string {
	name = strings.ToLower(name)
	for _, p := range []struct{ holds, is string }{{"test", "test"}, {"t10k", "test"}, {"val", "validation"},
		{"train", "training"}} {
		if strings.Contains(name, p.holds) {
			return p.is
		}
	}
	return ""
}

// fill makes examples of arrays.
func (s *Set) fill(arrays []tensors.Tensor) error {
	parts, err := s.pair(arrays)
	if err != nil {
		return err
	}
	rows, dim := 0, 0
	for k, p := range parts {
		if p.x.Len() == 0 {
			return reading.Wrong(p.x.String(), "examples with inputs", "%s", p.x.Sides())
		}
		each := 1
		for _, side := range p.x.Shape[1:] {
			each *= side
		}
		if k > 0 && each != dim {
			return reading.Wrong(p.x.String(), reading.Plural(dim, "input")+", as the training examples have", "%d",
				each)
		}
		dim, rows = each, rows+p.x.Shape[0]
	}
	if rows > toynets.MaxInputs/dim {
		return reading.Wrong("the data", reading.Plural(toynets.MaxInputs, "number")+" at most, examples × inputs",
			"%d × %d", rows, dim)
	}
	var labels []string
	place := map[float32]int32{}
	for k, p := range parts {
		x, err := p.x.Numbers()
		if err != nil {
			return err
		}
		if k == 0 && len(parts) == 1 {
			s.X = x
		} else {
			if k == 0 {
				s.X = make([]float32, 0, rows*dim)
			}
			s.X = append(s.X, x...)
		}
		y, err := labelsOf(p, x)
		if err != nil {
			return err
		}
		for i, v := range y {
			if v < -1<<24 || v > 1<<24 || v != float32(int64(v)) { // float32 holds whole numbers up to there
				return reading.Wrong(label(p), "whole numbers below 2²⁴ as labels", "%v at [%d]", v, i)
			}
			class, ok := place[v]
			if !ok {
				if len(labels) == MostClasses {
					return tooManyClasses(label(p))
				}
				class = int32(len(labels))
				place[v] = class
				labels = append(labels, fmt.Sprint(int64(v)))
			}
			s.Y = append(s.Y, class)
		}
	}
	s.N, s.Dim = rows, dim
	if sides := parts[0].x.Shape[1:]; len(sides) > 1 {
		s.Image = slices.Clone(sides)
	}
	if parts[0].y == nil {
		s.dropLast()
	}
	if len(parts) == 2 {
		s.train = parts[0].x.Shape[0]
		s.Notes = append(s.Notes,
			fmt.Sprintf("The files say which examples are for training (%d) and for testing (%d).",
				s.train, s.N-s.train))
	}
	s.classify(labels)
	return nil
}

func label(p part) string {
	if p.y == nil {
		return "last column of " + p.x.String()
	}
	return p.y.String()
}

// labelsOf are the labels of a part whose inputs are x.
func labelsOf(p part, x []float32) ([]float32, error) {
	if p.y != nil {
		return p.y.Numbers()
	}
	dim := p.x.Shape[1]
	y := make([]float32, p.x.Shape[0])
	for i := range y {
		y[i] = x[(i+1)*dim-1]
	}
	return y, nil
}

// dropLast takes the last column, which was labels, from the inputs.
func (s *Set) dropLast() {
	for i := range s.N {
		copy(s.X[i*(s.Dim-1):], s.X[i*s.Dim:(i+1)*s.Dim-1])
	}
	s.Dim--
	s.X = s.X[:s.N*s.Dim]
	s.Notes = append(s.Notes, "The last column is the labels.")
}

// pair finds the labels of inputs: as many, and for the same purpose where names say one. The first part is for
// training.
func (s *Set) pair(arrays []tensors.Tensor) ([]part, error) {
	var xs, ys []*tensors.Tensor
	for i := range arrays {
		a := &arrays[i]
		switch {
		case len(a.Shape) == 1, len(a.Shape) == 2 && a.Shape[1] == 1 && a.Kind.Whole():
			ys = append(ys, a)
		case len(a.Shape) > 1:
			xs = append(xs, a)
		default:
			s.Notes = append(s.Notes, "Ignored: "+reading.Quote(a.Name)+", a single number.")
		}
	}
	if len(xs) == 1 && len(ys) == 0 && len(xs[0].Shape) == 2 {
		return []part{{xs[0], nil}}, nil
	}
	if len(xs) == 0 {
		return nil, reading.Wrong("the data", "inputs, an array of two dimensions or more", "none among %s",
			reading.Plural(len(arrays), "array"))
	}
	var parts []part
	for _, x := range xs {
		if len(xs) > 2 && purpose(x.Name) == "validation" {
			s.Notes = append(s.Notes, "Ignored: "+reading.Quote(x.Name)+", for validation.")
			continue
		}
		var fit []*tensors.Tensor
		for _, y := range ys {
			if y.Shape[0] == x.Shape[0] && purpose(y.Name) == purpose(x.Name) {
				fit = append(fit, y)
			}
		}
		switch {
		case len(fit) == 0 && len(ys) == 1:
			return nil, reading.Wrong(ys[0].String(), reading.Plural(x.Shape[0], "label")+", one for each example",
				"%d",
				ys[0].Shape[0])
		case len(fit) == 0:
			return nil, reading.Advise(reading.Wrong("the data", "labels for the "+
				reading.Plural(x.Shape[0], "example")+" of "+x.String(), "none of that number"),
				"labels are an array of whole numbers, one for each example")
		case len(fit) > 1:
			return nil, reading.Wrong("the data", "one array of labels for "+x.String(), "%s and %s", fit[0], fit[1])
		}
		parts = append(parts, part{x, fit[0]})
	}
	if len(parts) > 2 || len(parts) == 2 && parts[0].y == parts[1].y {
		return nil, reading.Advise(reading.Wrong("the data", "inputs and labels for training and for testing",
			"%s of inputs", reading.Plural(len(xs), "array")), "name them x_train, y_train, x_test, y_test")
	}
	if len(parts) == 2 {
		a, b := parts[0].x, parts[1].x
		byName := purpose(a.Name) == "test" || purpose(b.Name) == "training"
		bySize := purpose(a.Name) == "" && purpose(b.Name) == "" && a.Shape[0] < b.Shape[0]
		if byName || bySize {
			parts[0], parts[1] = parts[1], parts[0]
		}
	}
	return parts, nil
}
