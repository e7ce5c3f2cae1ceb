package run

import (
	"fmt"
	"math"
	"slices"

	"onebasin/lmc/fork/job"
	"onebasin/lmc/fork/keys"
	"onebasin/lmc/fork/result"
	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/lmc/vector"
)

// Sides of the landscape: first coarse, then as fine as the budget of multiply-adds for all of them allows.
const (
	coarse          = 11
	fine            = 41
	landscapeBudget = 6e10
	margin          = 0.3 // around A, B and the fork, in units of ‖B − A‖
	aspect          = 1.6
)

// landscapeSide is how many points a side the landscapes of e have in the end.
func landscapeSide(e keys.Experiment) int {
	each := landscapeBudget / float64(len(e.Forks)+1)
	n := int(math.Sqrt(each / (float64(e.MLP().Params()) * float64(e.N))))
	return max(coarse, min(fine, n))
}

// landscape is the training loss on the plane through the fork, A and B of a parting.
type landscape struct {
	run     *Run
	i, n    int
	plane   *path.Plane
	spanned bool
	window  path.Window
	loss    []float64
}

// landscape returns what is to be mapped of a parting, nil where there is no plane: A and B are one network.
func (c *conductor) landscape(i, n int) (*landscape, []task) {
	p := &c.out.Partings[i]
	if c.out.Result.Forks[i].Note != "" || p.B == nil {
		return nil, nil
	}
	a, b, fork := c.out.A.Theta(), p.B.Theta(), c.out.apart(p)
	plane, spanned, err := path.NewPlane(a, b, fork, c.e.Stream("plane/"+p.Name))
	if err != nil {
		return nil, nil
	}
	l := &landscape{run: c.out, i: i, n: n, plane: plane, spanned: spanned}
	var corners [][2]float64
	for _, theta := range [][]float32{a, b, fork} {
		u, v, _ := plane.Project(theta)
		corners = append(corners, [2]float64{u, v})
	}
	l.window = path.WindowAround(corners, margin, aspect)
	w := l.window
	var tasks []task
	for _, rows := range lab.Chunks(n, 4*c.crew.Size()) {
		tasks = append(tasks, task{"plane", &job.EvaluatePlane{Experiment: c.fragment, Origin: plane.Origin,
			E1: plane.E1, E2: plane.E2, U0: w.U0, U1: w.U1, V0: w.V0, V1: w.V1, N: n, First: rows[0], Last: rows[1]},
			func(m wire.Message) error {
				l.loss = append(l.loss, m.(*job.EvaluatedPlane).Loss...)
				return nil
			}})
	}
	return l, tasks
}

// pictures draws the landscapes of all partings, coarsely and then finely, that of the parting looked at first.
func (c *conductor) pictures() error {
	for _, n := range []int{coarse, landscapeSide(c.e)} {
		for _, i := range c.order() {
			if n == coarse && i == c.first {
				continue // it is there
			}
			l, tasks := c.landscape(i, n)
			if l == nil {
				continue
			}
			if err := c.do(tasks); err != nil {
				return err
			}
			c.audience.Show(l.chart())
		}
	}
	c.audience.Stage("plane", c.out)
	return nil
}

// stop is a place on a training's way, and the step at which it comes there.
type stop struct {
	step  int
	theta []float32
}

// stops are the snapshots of t after step from, up to step to.
func stops(t *job.Trained, from, to int) (way []stop) {
	for k, step := range t.Steps {
		if step > from && step <= to {
			way = append(way, stop{step, t.Snapshots[k]})
		}
	}
	return way
}

// ways are the shared descent of A and B of parting p, with the place where they part, and that of each from there on.
func (r *Run) ways(p *Parting) (shared, toA, toB []stop) {
	k := max(0, p.Step)
	apart := stop{k, r.apart(p)}
	last := r.Experiment.Steps
	shared = append(stops(r.A, -1, k-1), apart)
	toA = append([]stop{apart}, stops(r.A, k, last)...)
	if p.Step < 0 {
		return shared, toA, stops(p.B, -1, last)
	}
	return shared, toA, append([]stop{apart}, stops(p.B, k, last)...)
}

// descent is a way as the plane sees it, and how far it strays from it, in units of ‖B − A‖.
func (l *landscape) descent(way []stop, name, ink string) (s chart.Series, off float64) {
	s = chart.Series{Name: name, Shape: chart.ShapePath, Ink: ink}
	w := l.window
	for _, at := range way {
		u, v, far := l.plane.Project(at.theta)
		off = max(off, far)
		if u < w.U0 || u > w.U1 || v < w.V0 || v > w.V1 {
			u, v = math.NaN(), math.NaN() // it comes from outside
		}
		s.X, s.Y, s.Moments = append(s.X, u), append(s.Y, v), append(s.Moments, float64(at.step))
	}
	return s, off
}

// film tells of every step of the ways how far A and B are apart there.
func (r *Run) film(p *Parting, shared, toA, toB []stop) (f chart.Film) {
	add := func(step int, said string) {
		f.Steps = append(f.Steps, float64(step))
		f.Said = append(f.Said, fmt.Sprintf("Step %d of %d, %s", step, r.Experiment.Steps, said))
	}
	for _, at := range shared[:len(shared)-1] {
		add(at.step, "before they part")
	}
	for _, a := range toA {
		b := slices.IndexFunc(toB, func(b stop) bool { return b.step == a.step })
		if b < 0 {
			continue
		}
		apart := ": ‖A − B‖ = " + measure.Amount(measure.Number(vector.Distance(a.theta, toB[b].theta)))
		switch since := a.step - p.Step; {
		case p.Step < 0:
			add(a.step, "from other first weights"+apart)
		case since == 0:
			add(a.step, "where they part")
		default:
			add(a.step, fmt.Sprintf("%d after they part%s", since, apart))
		}
	}
	return f
}

func (l *landscape) chart() *chart.Chart {
	r, w := l.run, l.window
	p, f := &r.Partings[l.i], &r.Result.Forks[l.i]
	names := []string{"A", "B", "fork"}
	if p.Step < 0 {
		names[2] = "A’s start"
	}
	before, afterA, afterB := r.ways(p)
	shared, _ := l.descent(before, "shared", "ink")
	toA, offA := l.descent(afterA, "to A", "A")
	toB, offB := l.descent(afterB, "to B", "B")
	marks := chart.Series{Shape: chart.ShapeDots, Ink: "ink", Labels: names}
	for _, theta := range [][]float32{r.A.Theta(), p.B.Theta(), r.apart(p)} {
		u, v, _ := l.plane.Project(theta)
		marks.X, marks.Y = append(marks.X, u), append(marks.Y, v)
	}
	line := chart.Series{Name: "straight line", Shape: chart.ShapeDash, Ink: "merged", X: []float64{0, 1},
		Y: []float64{0, 0}}
	c := &chart.Chart{Name: "ridge", Method: p.Name, Title: ridgeTitle(p, f), Film: r.film(p, before, afterA, afterB),
		Note: fmt.Sprintf("Training loss at A + u·e₁ + v·e₂. e₁ = B − A is %s long; the second axis leads to %s. "+
			"Trainings are projected onto the plane; between the fork and its end A’s strays from it by %s and B’s "+
			"by %s in the same units.", measure.Amount(measure.Number(l.plane.Unit)), map[bool]string{true: "A’s " +
			"first weights",
			false: "where they part"}[p.Step < 0], measure.Amount(measure.Number(offA)),
			measure.Amount(measure.Number(offB)))}
	if !l.spanned {
		c.Note += " The fork lies on the straight line, so the second axis is a random direction."
	}
	c.Panels = []chart.Panel{{X: chart.Axis{Title: "u, in units of ‖B − A‖", Min: w.U0, Max: w.U1},
		Y: chart.Axis{Title: "v, in the same units", Min: w.V0, Max: w.V1}, Equal: true, Solid: true,
		Grid: chart.Grid{Rows: l.n, Cols: l.n, X0: w.U0, X1: w.U1, Y0: w.V0, Y1: w.V1, Values: l.loss,
			Unit: "training loss, nats", Map: chart.MapLoss, Field: true}}}
	for _, s := range []chart.Series{line, shared, toA, toB, marks} {
		if s.Shape == chart.ShapeDots || len(s.X) > 1 {
			c.Panels[0].Series = append(c.Panels[0].Series, s)
		}
	}
	return c
}

// ridgeTitle states what the straight line shows.
func ridgeTitle(p *Parting, f *result.Fork) string {
	if measure.IsBarrier(float64(f.Barrier.Train.Loss)) {
		return fmt.Sprintf("%s: A and B lie on two sides of a ridge of %s", measure.Capitalized(said(p.Step)),
			measure.Amount(f.Barrier.Train.Loss))
	}
	return measure.Capitalized(said(p.Step)) + ": no ridge lies between A and B"
}
