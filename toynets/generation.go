package toynets

import (
	"errors"
	"fmt"
)

// Generation is Generate in steps of some rows, for callers that have to answer somebody meanwhile:
//
//	g, err := NewGeneration(spec)
//	for g.Step() {
//	}
//	train, test := g.Data()
type Generation struct {
	train, test drawing
}

// drawing is a set of which the first rows are drawn.
type drawing struct {
	from  source
	r     *Rand
	noise float64
	x     []float64
	data  Data
	row   int
}

// stepNumbers is how many numbers a step of a Generation draws at most, if a row has no more: a millisecond or two in a
// browser.
const stepNumbers = 1 << 13

// NewGeneration begins to draw the sets of a Spec. It returns an error that names the field for a Spec out of bounds.
func NewGeneration(s Spec) (*Generation, error) {
	task, err := s.check()
	if err != nil {
		return nil, err
	}
	if task.Name == OwnTask {
		return own(s)
	}
	from := sources[task.Name](s)
	for _, n := range []int{s.N, s.NTest} {
		if n*from.dim > MaxInputs {
			return nil, fmt.Errorf("toynets: %d examples of %d inputs are too large: at most %d numbers", n,
				from.dim, MaxInputs)
		}
	}
	name := "data/" + s.Task
	return &Generation{
		train: from.begin(Stream(s.Seed, name+"/train"), s.N, s.Noise),
		test:  from.begin(Stream(s.Seed, name+"/test"), s.NTest, s.Noise),
	}, nil
}

// own is the generation of data that were brought: nothing is left to draw.
func own(s Spec) (*Generation, error) {
	if s.Own == nil {
		return nil, errors.New("the file with the data is not here")
	}
	train, test := s.Own.Train, s.Own.Test
	if train.N != s.N || test.N != s.NTest || train.Dim != s.Dim || train.Classes != s.Classes {
		return nil, fmt.Errorf("the file gives %d + %d examples of %d inputs and %d classes, not %d + %d of %d and %d",
			train.N, test.N, train.Dim, train.Classes, s.N, s.NTest, s.Dim, s.Classes)
	}
	return &Generation{train: drawing{data: train, row: train.N}, test: drawing{data: test, row: test.N}}, nil
}

// Step draws some rows and reports whether any are left.
func (g *Generation) Step() (more bool) {
	if g.train.row < g.train.data.N {
		g.train.step()
		return true
	}
	if g.test.row < g.test.data.N {
		g.test.step()
	}
	return g.test.row < g.test.data.N
}

// Data returns the sets, complete once Step has returned false.
func (g *Generation) Data() (train, test Data) { return g.train.data, g.test.data }

// begin chooses the order of the classes of n examples.
func (from source) begin(r *Rand, n int, noise float64) drawing {
	d := drawing{from: from, r: r, noise: noise, x: make([]float64, from.dim), data: Data{
		X: make([]float32, n*from.dim), Y: make([]int32, n),
		N: n, Dim: from.dim, Classes: from.classes,
	}}
	y := d.data.Y
	for i := range y {
		y[i] = int32(i % from.classes)
	}
	r.Shuffle(n, func(i, j int) { y[i], y[j] = y[j], y[i] })
	return d
}

// step draws examples and their noise, row by row.
func (d *drawing) step() {
	dim := d.from.dim
	last := min(d.data.N, d.row+max(1, stepNumbers/dim))
	for ; d.row < last; d.row++ {
		d.from.draw(d.r, int(d.data.Y[d.row]), d.x)
		row := d.data.X[d.row*dim : (d.row+1)*dim]
		for j, v := range d.x {
			if d.noise > 0 {
				v += float64(d.noise * d.r.Normal())
			}
			if d.from.limit != nil {
				v = d.from.limit(v)
			}
			row[j] = float32(v)
		}
	}
}

// sources are the functions behind the entries of Tasks, apart from them: a program that only names tasks does not
// carry what draws their examples.
var sources = map[string]func(Spec) source{
	"blobs": blobs, "moons": moons, "circles": circles, "spirals": spirals, "checker": checker, "gauss": gauss,
	"strokes": strokes,
}
