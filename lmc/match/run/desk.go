package run

import (
	"math"
	"strings"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/stage"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// Desk answers questions about a finished run at once: what the merged network
// does at any λ, what the loss is at any point of a plane. Each answer is
// computed, none is interpolated.
type Desk struct {
	run         *Run
	model       toynets.MLP
	eval        *toynets.Evaluator
	train, test toynets.Data
	lines       map[string]*path.Line
	planes      map[string]*toynets.PlaneEvaluator
	searches    map[string]*search
	work        int       // multiply-adds since it last rested
	grid        []float32 // inputs of the decision regions
	setup       *stage.Setup
	x0, x1      float64
	y0, y1      float64
}

// regionSide is the side of the grid of decision regions.
const regionSide = 64

// scoreBudget bounds parameters × test examples for which an answer includes
// loss and accuracy, so that it comes while a finger is on the slider.
const scoreBudget = 1_000_000_000

// NewDesk opens a desk for run, which may still go on: what is known can be
// asked about.
func NewDesk(run *Run) *Desk {
	d := &Desk{run: run, model: run.Experiment.MLP(), train: run.Train, test: run.Test,
		lines:  map[string]*path.Line{},
		planes: map[string]*toynets.PlaneEvaluator{}, searches: map[string]*search{}, setup: setup(run.Experiment, run.Test)}
	d.eval = toynets.NewEvaluator(d.model)
	if d.setup.Planar {
		d.frame()
	}
	return d
}

// frame lays the grid of decision regions over the test points with a margin.
func (d *Desk) frame() {
	d.x0, d.x1, d.y0, d.y1 = math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for i := range d.test.N {
		x, y := float64(d.test.X[2*i]), float64(d.test.X[2*i+1])
		d.x0, d.x1, d.y0, d.y1 = min(d.x0, x), max(d.x1, x), min(d.y0, y), max(d.y1, y)
	}
	// A square window, so that the regions are not distorted.
	half := 0.56 * max(d.x1-d.x0, d.y1-d.y0)
	cx, cy := (d.x0+d.x1)/2, (d.y0+d.y1)/2
	d.x0, d.x1, d.y0, d.y1 = cx-half, cx+half, cy-half, cy+half
	for j := range regionSide {
		for i := range regionSide {
			d.grid = append(d.grid,
				float32(d.x0+(d.x1-d.x0)*(float64(i)+0.5)/regionSide),
				float32(d.y0+(d.y1-d.y0)*(float64(j)+0.5)/regionSide))
		}
	}
}

// Answer answers any question; between two pieces of work the program may hear
// what it is told.
func (d *Desk) Answer(q wire.Message) (answers []wire.Message) {
	switch q := q.(type) {
	case *stage.Ask:
		for _, a := range d.Merged(q) {
			answers = append(answers, a)
		}
	case *stage.Probe:
		if a, ok := d.Probed(q); ok {
			answers = append(answers, a)
		}
	case *stage.Stride:
		answers = append(answers, d.Stride(q))
	}
	return answers
}

// restWork is after how many multiply-adds a desk rests: some 5 ms in a browser.
const restWork = 1 << 26

// worked counts multiply-adds, and rests when there were enough.
func (d *Desk) worked(multiplyAdds int) {
	if d.work += multiplyAdds; d.work > restWork && d.run.pause != nil {
		d.work = 0
		d.run.pause()
	}
}

// Merged answers Ask: the network at λ on B's own line and on the line of the
// method asked for.
func (d *Desk) Merged(q *stage.Ask) (answers []*stage.Merged) {
	lambda := min(1, max(0, q.Lambda))
	for _, method := range []string{"none", q.Method} {
		if p := d.run.pair(method); p != nil && d.run.noted(method) == "" {
			answers = append(answers, d.merged(p, lambda))
		}
		if q.Method == "none" {
			break
		}
	}
	return answers
}

// noted returns why there is no path for a method, or for the search that a
// restart belongs to.
func (o *Run) noted(method string) string {
	method, _, _ = strings.Cut(method, ".")
	for _, p := range o.Result.Pairs {
		if p.Method == method && p.From == o.Pairs[0].From {
			return p.Note // it diverged: there is no path to stand on
		}
	}
	return ""
}

func (d *Desk) merged(p *Pair, lambda float64) *stage.Merged {
	line := d.lines[p.Method]
	if line == nil {
		line = path.NewLine(d.model, p.A, p.Matched, d.train, d.test)
		d.lines[p.Method] = line
	}
	theta := line.At(lambda)
	m := &stage.Merged{From: p.From, Method: p.Method, Lambda: lambda, TestLoss: math.NaN(), TestAcc: math.NaN(),
		X0: d.x0, X1: d.x1, Y0: d.y0, Y1: d.y1}
	classes := d.model.Widths[d.model.Layers()]
	inputs, n := d.grid, len(d.grid)/2
	if d.setup.Planar {
		m.G = regionSide
	} else {
		inputs, n = d.setup.X, len(d.setup.Y)
	}
	m.Probabilities = make([]float32, n*classes)
	params := d.model.Params()
	d.eval.Probabilities(m.Probabilities, theta, inputs, n)
	d.worked(params * n)
	if params*d.test.N <= scoreBudget {
		scoring := d.eval.Begin(theta, d.test)
		for scoring.Step() {
			d.worked(params << 8) // a block has 256 examples
		}
		s := scoring.Score()
		m.TestLoss, m.TestAcc = s.Loss, s.Accuracy
		m.ClassAccuracy = d.byClass(theta, classes)
		d.worked(params * d.test.N)
	}
	return m
}

// byClass returns the test accuracy within each class, NaN for an empty one.
func (d *Desk) byClass(theta []float32, classes int) []float64 {
	logits := make([]float32, d.test.N*classes)
	d.eval.Logits(logits, theta, d.test.X, d.test.N)
	right, all := make([]float64, classes), make([]float64, classes)
	for i, y := range d.test.Y {
		row, best := logits[i*classes:(i+1)*classes], 0
		for c, z := range row {
			if z > row[best] {
				best = c
			}
		}
		all[y]++
		if best == int(y) {
			right[y]++
		}
	}
	for c := range right {
		right[c] /= all[c]
	}
	return right
}

// Probed answers Probe; ok is false when the method has no plane.
func (d *Desk) Probed(q *stage.Probe) (a *stage.Probed, ok bool) {
	p := d.run.pair(q.Method)
	if p == nil || p.Plane == nil {
		return nil, false
	}
	e := d.planes[q.Method]
	if e == nil {
		e = toynets.NewPlaneEvaluator(d.model, d.test, p.Plane.Origin, p.Plane.E1, p.Plane.E2)
		d.planes[q.Method] = e
	}
	return &stage.Probed{Method: q.Method, U: q.U, V: q.V, Loss: e.Score(q.U, q.V).Loss}, true
}
