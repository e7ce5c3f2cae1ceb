package conductor

import (
	"fmt"
	"math"

	"onebasin/lmc"
	"onebasin/wasm/wire"
)

// sweepGamma is the threshold at which singular vectors are compared, as Ito et
// al. (2402.04051) report it.
const sweepGamma = 0.3

// sweepPoint is what a study of sweeps keeps of one experiment.
type sweepPoint struct {
	fragment string
	accuracy float64 // of A, on the test data
	lambda   []float64
	none     sweepLine // to B as it is
	matched  sweepLine // to π(B)
	diverged bool
}

// sweepLine is what is kept of one line, on the test data. A number that does not
// exist is NaN.
type sweepLine struct {
	barrier, middle float64 // of the loss; accuracy halfway
	r, nullR        float64 // singular vectors at sweepGamma
	nearer, nullTo  float64 // share of the distance that is gone
	loss            []float64
}

// sweep answers the study of sweeps: the experiment again, with one setting at
// several values and several pairs of seeds. First every value with one pair, so
// that the whole is seen early; charts are shown again after every experiment.
// What was computed once is kept with the run: after a Stop, and for other values,
// the study goes on from there.
func sweep(i *inquiry) error {
	method := i.pair.Method
	plan, err := planSweep(i.run.Experiment, method, i.view, sweepBudget)
	if err != nil {
		return err
	}
	i.plan(plan.grid.Len())
	if i.run.swept == nil {
		i.run.swept = map[string]*sweepPoint{}
	}
	i.run.keepOwn(method)
	points := make([][]*sweepPoint, len(plan.values)) // by value and pair
	for pair := range plan.pairs {
		for k, x := range plan.values {
			seeds := plan.pairs[pair]
			if err := i.next(fmt.Sprintf("%s, seeds %d and %d", plan.setting.At(x), seeds[0], seeds[1])); err != nil {
				return err
			}
			e := plan.at(k, pair)
			key := e.Fragment()
			p := i.run.swept[key]
			if p == nil {
				if p, err = i.point(e, method); err != nil {
					return err
				}
				i.run.swept[key] = p
			}
			points[k] = append(points[k], p)
			for _, c := range (&sweepCharts{plan, points}).all() {
				i.show(c)
			}
		}
	}
	return nil
}

// keepOwn keeps what the run itself says of its first pair, which is one of a
// sweep's if its paths have a point halfway.
func (o *Run) keepOwn(method string) {
	e := o.Experiment
	e.Seeds, e.Match = e.Seeds[:2:2], []string{method}
	o.swept[e.Fragment()] = readPoint(e.Fragment(), o.Result, method)
}

// point runs an experiment of the sweep.
func (i *inquiry) point(e lmc.Experiment, method string) (*sweepPoint, error) {
	ticks := 0.0
	r, err := Conduct(i.ctx, e, i.crew, nested{i}, Options{Blind: true, Pause: i.run.pause,
		// No number depends on the clock, only how often progress is heard of.
		Seconds: func() float64 { ticks += reportEvery / 4; return ticks }})
	if err != nil {
		return nil, err
	}
	return readPoint(e.Fragment(), r.Result, method), nil
}

// nested hears how an experiment inside a study goes.
type nested struct{ i *inquiry }

func (nested) Stage(string, *Run)    {}
func (nested) Show(wire.Message)     {}
func (n nested) Progress(p Progress) { n.i.tell(p.Fraction) }

// readPoint reads a result of one pair.
func readPoint(fragment string, r *lmc.Result, method string) *sweepPoint {
	a := r.Models[0]
	none, _ := r.Find("B", "none")
	matched, _ := r.Find("B", method)
	return &sweepPoint{fragment: fragment, accuracy: float64(a.Test.Accuracy), lambda: none.Path.Lambda,
		none: readLine(none), matched: readLine(matched), diverged: none.Note != "" || matched.Note != ""}
}

func readLine(p *lmc.Pair) sweepLine {
	s := sweepLine{barrier: float64(p.Barrier.Test.Loss), middle: math.NaN(), r: above(p.Alignment),
		nullR: math.NaN(), nearer: gone(p.Distance), nullTo: math.NaN()}
	for _, y := range p.Path.Test.Loss {
		s.loss = append(s.loss, float64(y))
	}
	if acc := p.Path.Test.Accuracy; len(acc)%2 == 1 {
		s.middle = float64(acc[len(acc)/2])
	}
	if p.Null != nil {
		s.nullR, s.nullTo = above(p.Null.Alignment), gone(p.Null.Distance)
	}
	return s
}

// above returns R at sweepGamma.
func above(a []lmc.Alignment) float64 {
	for _, x := range a {
		if x.Gamma == sweepGamma {
			return float64(x.R)
		}
	}
	return math.NaN()
}

// gone returns the share of a distance that matching took away.
func gone(d lmc.BeforeAfter) float64 { return 1 - float64(d.After)/float64(d.Before) }
