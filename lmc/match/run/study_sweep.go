package run

import (
	"fmt"
	"math"
	"strings"

	"onebasin/lmc/alignment"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/result"
	"onebasin/lmc/measure"
)

// sweepGamma is the threshold at which singular vectors are compared, as Ito et al. (2402.04051) report it.
const sweepGamma = 0.3

// sweepPoint is what a study of sweeps keeps of one experiment.
type sweepPoint struct {
	fragment string
	accuracy float64 // of A, on the test data
	lambda   []float64
	none     sweepLine // to B as it is
	matched  sweepLine // to π(B)
	diverged bool
	guessing bool // a network did not learn the task
}

// sweepLine is what is kept of one line, on the test data. A number that does not exist is NaN.
type sweepLine struct {
	barrier, midAccuracy     float64 // of the loss; accuracy halfway
	r, nullR                 float64 // singular vectors at sweepGamma
	reduction, nullReduction float64 // share of the distance that is gone
	loss                     []float64
}

// studySweep answers the study of sweeps: the experiment again, with one setting at several values and several pairs of
// seeds; charts are shown again after every part of it. What was computed once is kept with the run: after a Stop, and
// for other values, the study goes on from there.
func studySweep(i *inquiry) error {
	method := i.pair.Method
	plan, err := planSweep(i.run.Experiment, method, i.view, sweepBudget)
	if err != nil {
		return err
	}
	if i.run.swept == nil {
		i.run.swept = map[string]*sweepPoint{}
	}
	i.run.keepOwn(method)
	parts := plan.parts(i.crew.Size())
	i.plan(len(parts))
	points := make([][]*sweepPoint, len(plan.values)) // by value and pair
	for _, p := range parts {
		if err := i.next(
			fmt.Sprintf("%s, seeds %s", plan.setting.At(plan.values[p.value]),
				seedsSaid(plan.pairs[p.first:p.last]))); err != nil {
			return err
		}
		if err := i.compute(plan, p); err != nil {
			return err
		}
		for pair := p.first; pair < p.last; pair++ {
			points[p.value] = append(points[p.value], i.run.swept[plan.at(p.value, pair).Fragment()])
		}
		for _, c := range (&sweepCharts{plan, points}).all() {
			i.show(c)
		}
	}
	return nil
}

// compute makes the points of a part that are not known yet, and keeps them.
func (i *inquiry) compute(plan *sweepPlan, p sweepPart) error {
	var unknown []keys.Experiment
	for pair := p.first; pair < p.last; pair++ {
		if e := plan.at(p.value, pair); i.run.swept[e.Fragment()] == nil {
			unknown = append(unknown, e)
		}
	}
	points, errs := make([]*sweepPoint, len(unknown)), make([]error, len(unknown))
	progress := &sweepProgress{i: i, of: make([]float64, len(unknown))}
	lab.Together(i.ctx, i.crew, len(unknown), func(m int, crew lab.Crew) {
		points[m], errs[m] = i.point(unknown[m], plan.method, crew, nested{progress, m})
	})
	for m, p := range points {
		if p != nil {
			i.run.swept[p.fragment] = p
		}
		if errs[m] != nil {
			return errs[m]
		}
	}
	return nil
}

// keepOwn keeps what the run itself says of its first pair, which is one of a sweep's if its paths have a point
// halfway.
func (o *Run) keepOwn(method string) {
	e := o.Experiment
	e.Seeds, e.Match = e.Seeds[:2:2], []string{method}
	o.swept[e.Fragment()] = readPoint(e, o.Result, method)
}

// point runs an experiment of the sweep.
func (i *inquiry) point(e keys.Experiment, method string, crew lab.Crew, audience lab.Audience) (*sweepPoint, error) {
	ticks := 0.0
	r, err := Conduct(i.ctx, e, crew, audience, Options{Unseen: true, Pause: i.run.pause,
		// No number depends on the clock, only how often progress is heard of.
		Seconds: func() float64 { ticks += lab.ReportEvery / 4; return ticks }})
	if err != nil {
		return nil, err
	}
	return readPoint(e, r.Result, method), nil
}

// sweepProgress is how far the experiments are that run together.
type sweepProgress struct {
	i   *inquiry
	of  []float64
	sum float64
}

// nested hears how an experiment inside a study goes.
type nested struct {
	all    *sweepProgress
	member int
}

func (nested) Stage(string, lab.Run) {}
func (nested) Answering(lab.Run)     {}
func (nested) Show(wire.Message)     {}

// lab.Progress is called while the crew does jobs, and so by one goroutine at a time.
func (n nested) Progress(p lab.Progress) {
	s := n.all
	s.sum += p.Fraction - s.of[n.member]
	s.of[n.member] = p.Fraction
	s.i.report(min(1, s.sum/float64(len(s.of))))
}

// seedsSaid lists pairs of seeds, of many that follow one another the first and the last.
func seedsSaid(pairs [][2]int) string {
	var all []string
	follow := len(pairs) > 5
	for k, p := range pairs {
		all = append(all, fmt.Sprintf("%d and %d", p[0], p[1]))
		follow = follow && p == [2]int{pairs[0][0] + 2*k, pairs[0][1] + 2*k}
	}
	if follow {
		return fmt.Sprintf("%s, %s, … %s (%d pairs)", all[0], all[1], all[len(all)-1], len(all))
	}
	return strings.Join(all, ", ")
}

// readPoint reads a result of one pair.
func readPoint(e keys.Experiment, r *result.Result, method string) *sweepPoint {
	a := r.Models[0]
	none, _ := r.Find("B", "none")
	matched, _ := r.Find("B", method)
	_, classes := e.Shape()
	p := &sweepPoint{fragment: e.Fragment(), guessing: r.Verdict(none, classes) == measure.Unlearned,
		accuracy: float64(a.Test.Accuracy), lambda: none.Path.Lambda,
		none: readLine(none), matched: readLine(matched), diverged: none.Note != "" || matched.Note != ""}
	if p.diverged { // it is left out, with what numbers it has
		x := math.NaN()
		p.accuracy, p.none = x, sweepLine{barrier: x, midAccuracy: x, r: x, nullR: x, reduction: x, nullReduction: x,
			loss: repeated(x, len(p.lambda))}
		p.matched = p.none
	}
	return p
}

func readLine(p *result.Pair) sweepLine {
	s := sweepLine{barrier: float64(p.Barrier.Test.Loss), midAccuracy: math.NaN(), r: rAtSweepGamma(p.Alignment),
		nullR: math.NaN(), reduction: reductionOf(p.Distance), nullReduction: math.NaN()}
	for _, y := range p.Path.Test.Loss {
		s.loss = append(s.loss, float64(y))
	}
	if acc := p.Path.Test.Accuracy; len(acc)%2 == 1 {
		s.midAccuracy = float64(acc[len(acc)/2])
	}
	if p.Null != nil {
		s.nullR, s.nullReduction = rAtSweepGamma(p.Null.Alignment), reductionOf(p.Null.Distance)
	}
	return s
}

// rAtSweepGamma returns R at sweepGamma.
func rAtSweepGamma(a []alignment.Alignment) float64 {
	for _, x := range a {
		if x.Gamma == sweepGamma {
			return float64(x.R)
		}
	}
	return math.NaN()
}

// reductionOf returns the share of a distance that matching took away.
func reductionOf(d result.BeforeAfter) float64 { return 1 - float64(d.After)/float64(d.Before) }
