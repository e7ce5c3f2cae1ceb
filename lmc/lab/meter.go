package lab

import (
	"math"

	"onebasin/lmc/lab/wire"
)

// Meter counts the work done against the work to do, in multiply-adds, and tells an audience how far a run is. Nothing
// but the progress bar depends on it.
type Meter struct {
	clock    func() float64
	audience Audience
	cost     func(wire.Message) float64

	total float64
	done  map[wire.Message]float64 // work done of each job begun
	sum   float64
	spans map[wire.Message][2]float64 // when each job was first and last heard of
	last  float64
}

// ReportEvery is the least time between two reports, in seconds.
const ReportEvery = 0.08

// NewMeter returns a meter of a run whose jobs cost total together; cost estimates one.
func NewMeter(total float64, cost func(wire.Message) float64, clock func() float64, a Audience) *Meter {
	return &Meter{clock: clock, audience: a, cost: cost, total: total,
		done: map[wire.Message]float64{}, spans: map[wire.Message][2]float64{}, last: math.Inf(-1)}
}

// Report notes that a job of stage is done to fraction.
func (m *Meter) Report(stage string, job wire.Message, fraction float64, note string) {
	now := m.cost(job) * min(1, max(0, fraction))
	if was := m.done[job]; now > was {
		m.sum += now - was
		m.done[job] = now
	}
	clock := m.clock()
	span, begun := m.spans[job]
	if !begun {
		span[0] = clock
	}
	m.spans[job] = [2]float64{span[0], clock}
	if clock-m.last < ReportEvery {
		return
	}
	m.last = clock
	p := Progress{Fraction: min(0.999, m.sum/m.total), Stage: stage, Text: note, Left: -1}
	if p.Fraction > 0.03 {
		p.Left = clock * (1 - p.Fraction) / p.Fraction
	}
	m.audience.Progress(p)
}

// Seconds returns how long jobs took together, each counted by itself however many went on at once.
func (m *Meter) Seconds(jobs []wire.Message) float64 {
	var s float64
	for _, j := range jobs {
		s += m.spans[j][1] - m.spans[j][0]
	}
	return s
}
