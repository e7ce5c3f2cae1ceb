package run

import (
	"math"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/stage"
	"onebasin/lmc/path"
	"onebasin/toynets"
)

// Responder answers questions about a finished run at once: what the merged network does at any λ, what the loss is at
// any point of a plane. Each answer is computed, none is interpolated.
type Responder struct {
	run         *Run
	model       toynets.MLP
	eval        *toynets.Evaluator
	train, test toynets.Data
	lines       map[matched]*path.Line
	planes      map[matched]*toynets.PlaneEvaluator
	searches    map[matched]*search
	swaps       map[matched]*swaps
	filming     matched // the state of a search whose line is kept
	work        int     // multiply-adds since it last yielded
	regions     job.Regions
	setup       *stage.Setup
}

// matched is a network and what messages call a matching of it to A.
type matched struct{ from, name string }

// regionSide is the side of the grid of decision regions.
const regionSide = 64

// scoreBudget bounds parameters × test examples for which an answer includes loss and accuracy, so that it comes while
// a finger is on the slider.
const scoreBudget = 1_000_000_000

// NewResponder returns the responder of a run, which may still go on: what is known can be asked about.
func NewResponder(run *Run) *Responder {
	re := &Responder{run: run, model: run.Experiment.MLP(), train: run.Train, test: run.Test,
		lines:  map[matched]*path.Line{},
		planes: map[matched]*toynets.PlaneEvaluator{}, searches: map[matched]*search{},
		swaps: map[matched]*swaps{},
		setup: setup(run.Experiment, run.Test)}
	re.eval = toynets.NewEvaluator(re.model)
	if re.setup.Planar {
		re.regions = job.NewRegions(run.Test, regionSide)
	}
	return re
}

// Answer answers any question; between two pieces of work it calls the run's Pause, so that a program of one thread
// hears what it is told meanwhile.
func (re *Responder) Answer(q wire.Message) (answers []wire.Message) {
	switch q := q.(type) {
	case *stage.AskMerged:
		for _, a := range re.Merged(q) {
			answers = append(answers, a)
		}
	case *stage.AskLoss:
		if a, ok := re.LossAt(q); ok {
			answers = append(answers, a)
		}
	case *stage.AskSearchStep:
		step := re.SearchStep(q)
		answers = append(answers, step)
		if q.K >= 0 { // its end has a path already
			if c := re.filmed(step); c != nil {
				answers = append(answers, c)
			}
		}
	}
	return answers
}

// yieldWork is after how many multiply-adds a responder yields: some 5 ms in a browser.
const yieldWork = 1 << 26

// worked counts multiply-adds, and yields when there were enough.
func (re *Responder) worked(multiplyAdds int) {
	if re.work += multiplyAdds; re.work > yieldWork && re.run.pause != nil {
		re.work = 0
		re.run.pause()
	}
}

// Merged answers AskMerged: the network at λ on B's own line and on the line of the method asked for.
func (re *Responder) Merged(q *stage.AskMerged) (answers []*stage.Merged) {
	lambda := min(1, max(0, q.Lambda))
	for _, method := range []string{"none", q.Method} {
		if p := re.pair(matched{other(q.From), method}); p != nil && re.run.noteOf(p.From, method) == "" {
			answers = append(answers, re.merged(p, lambda))
		}
		if q.Method == "none" {
			break
		}
	}
	return answers
}

// noteOf returns why there is no path from A to a network for a method, or for the search that a restart belongs to.
func (o *Run) noteOf(from, method string) string {
	from, method = other(from), stage.MethodOf(method)
	for _, p := range o.Result.Pairs {
		if p.Method == method && p.From == from {
			return p.Note // such as that a training diverged
		}
	}
	return ""
}

func (re *Responder) merged(p *Pair, lambda float64) *stage.Merged {
	theta := re.line(p).At(lambda)
	m := &stage.Merged{From: p.From, Method: p.Method, Lambda: lambda, TestLoss: math.NaN(), TestAcc: math.NaN(),
		X0: re.regions.X0, X1: re.regions.X1, Y0: re.regions.Y0, Y1: re.regions.Y1}
	classes := re.model.Widths[re.model.Layers()]
	inputs, n := re.regions.Inputs, len(re.regions.Inputs)/2
	if re.setup.Planar {
		m.G = regionSide
	} else {
		inputs, n = re.setup.X, len(re.setup.Y)
	}
	m.Probabilities = make([]float32, n*classes)
	params := re.model.Params()
	re.eval.Probabilities(m.Probabilities, theta, inputs, n)
	re.worked(params * n)
	if params*re.test.N <= scoreBudget {
		scoring := re.eval.Begin(theta, re.test)
		for scoring.Step() {
			re.worked(params << 8) // a block has 256 examples
		}
		s := scoring.Score()
		m.TestLoss, m.TestAcc = s.Loss, s.Accuracy
		m.ClassAccuracy = re.byClass(theta, classes)
		re.worked(params * re.test.N)
	}
	return m
}

// line returns the straight path of a pair.
func (re *Responder) line(p *Pair) *path.Line {
	of := matched{p.From, p.Method}
	line := re.lines[of]
	if line == nil {
		line = path.NewLine(re.model, p.A, p.Matched, re.train, re.test)
		re.lines[of] = line
	}
	return line
}

// byClass returns the test accuracy within each class, NaN for an empty one.
func (re *Responder) byClass(theta []float32, classes int) []float64 {
	logits := make([]float32, re.test.N*classes)
	re.eval.Logits(logits, theta, re.test.X, re.test.N)
	right, all := make([]float64, classes), make([]float64, classes)
	for i, y := range re.test.Y {
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

// LossAt answers AskLoss; ok is false when the method has no plane.
func (re *Responder) LossAt(q *stage.AskLoss) (a *stage.LossAt, ok bool) {
	p := re.run.pairOf(q.From, q.Method)
	if p == nil || p.Plane == nil {
		return nil, false
	}
	of := matched{p.From, p.Method}
	e := re.planes[of]
	if e == nil {
		e = toynets.NewPlaneEvaluator(re.model, re.test, p.Plane.Origin, p.Plane.E1, p.Plane.E2)
		re.planes[of] = e
	}
	return &stage.LossAt{From: p.From, Method: q.Method, U: q.U, V: q.V, Loss: e.Score(q.U, q.V).Loss}, true
}
