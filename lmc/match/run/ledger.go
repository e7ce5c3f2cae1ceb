package run

import (
	"math"
	"strings"

	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/matching"
	"onebasin/toynets"
)

// ledger counts the work done against the work to do, in multiply-adds, and
// tells how far the run is. Nothing but the progress bar depends on it.
type ledger struct {
	clock    func() float64
	audience Audience
	e        keys.Experiment
	params   float64

	total float64
	done  map[wire.Message]float64 // work done of each job begun
	sum   float64
	spans map[wire.Message][2]float64 // when each job was first and last heard of
	last  float64
}

// reportEvery is the least time between two reports, in seconds.
const reportEvery = 0.08

func newLedger(e keys.Experiment, m toynets.MLP, o Options, a Audience) *ledger {
	l := &ledger{clock: o.Seconds, audience: a, e: e, params: float64(m.Params()),
		done: map[wire.Message]float64{}, spans: map[wire.Message][2]float64{}, last: math.Inf(-1)}
	l.total = float64(len(e.Seeds)) * l.cost(&job.Train{})
	pairs := float64(len(e.Seeds) - 1)
	searched := false
	for _, method := range e.Methods() {
		l.total += pairs * l.cost(&job.Walk{})
		if m, _ := matching.MatcherNamed(method); m.Searches {
			search := l.cost(&job.Match{Method: method, Last: m.Starts(e.Restarts)})
			l.total += pairs * search
			if method != "planted" {
				l.total += pairs * search // the null's
				searched = true
			}
			if !o.Blind && (o.Shown == "" || o.Shown == method) {
				l.total += l.cost(&job.Map{N: coarse, Last: coarse}) + l.cost(&job.Map{N: fine, Last: fine})
			}
		}
	}
	networks := float64(len(e.Seeds))
	if searched {
		networks *= 2 // the untrained ones
	}
	for k := 1; k <= m.Layers(); k++ {
		l.total += networks * l.cost(&job.Decompose{Out: m.Widths[k], In: m.Widths[k-1]})
	}
	return l
}

// cost estimates the multiply-adds of a job.
func (l *ledger) cost(m wire.Message) float64 {
	switch j := m.(type) {
	case *job.Train:
		return 3 * float64(l.e.Steps) * (float64(min(l.e.Batch, l.e.N)) + 4) * l.params
	case *job.Match:
		// About eight sweeps, each a Gram matrix and an assignment a layer.
		per := 0.0
		for _, w := range l.e.Net {
			per += 8 * (float64(w)*l.params + 4*math.Pow(float64(w), 3))
		}
		m, _ := matching.MatcherNamed(strings.TrimPrefix(j.Method, "null-"))
		return m.Cost * per * float64(j.Last-j.First)
	case *job.Walk:
		return float64(l.e.Lambdas*(l.e.N+l.e.NTest)) * l.params
	case *job.Decompose:
		long, short := float64(max(j.Out, j.In)), float64(min(j.Out, j.In))
		return 20 * long * short * short
	case *job.Map:
		return float64(j.N*(j.Last-j.First)*l.e.NTest) * l.params
	}
	return 0
}

// report notes that a job of stage is done to fraction.
func (l *ledger) report(stage string, job wire.Message, fraction float64, note string) {
	now := l.cost(job) * min(1, max(0, fraction))
	if was := l.done[job]; now > was {
		l.sum += now - was
		l.done[job] = now
	}
	clock := l.clock()
	span, begun := l.spans[job]
	if !begun {
		span[0] = clock
	}
	l.spans[job] = [2]float64{span[0], clock}
	if clock-l.last < reportEvery {
		return
	}
	l.last = clock
	p := Progress{Fraction: min(0.999, l.sum/l.total), Stage: stage, Text: note, Left: -1}
	if p.Fraction > 0.03 {
		p.Left = clock * (1 - p.Fraction) / p.Fraction
	}
	l.audience.Progress(p)
}

// seconds returns how long jobs took together, each counted by itself however
// many went on at once.
func (l *ledger) seconds(jobs []wire.Message) float64 {
	var s float64
	for _, j := range jobs {
		s += l.spans[j][1] - l.spans[j][0]
	}
	return s
}
