package run

import (
	"cmp"
	"context"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/stage"
	"onebasin/lmc/matching"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/lmc/symmetry"
)

// Sides of the landscapes: a sketch at once, then the picture.
const (
	coarse = 16
	fine   = 64
)

// Shape of the window of a landscape: its margin in units of ‖B − A‖, and its width over its height.
const (
	margin = 0.36
	aspect = 1.3
)

// sketch lays planes through pairs and draws their landscapes coarsely.
func (r *run) sketch() error {
	for _, p := range r.pictured() {
		// Without a plane there is no picture; the result must not depend on whether anybody looks.
		_ = p.layPlane(r.e)
		if err := r.out.yield(r.ctx); err != nil {
			return err
		}
		r.planes = append(r.planes, p)
	}
	return r.landscapes(coarse)
}

// pictured are the pairs whose landscapes are drawn unasked: what is shown, or B by every matcher, by none when there
// is no other.
func (r *run) pictured() (pairs []*Pair) {
	if r.shown != "" {
		if p := r.out.pairOf(r.from, r.shown); p != nil && r.out.noteOf(r.from, r.shown) == "" {
			pairs = append(pairs, p)
		}
		return pairs
	}
	for i, p := range r.out.Result.Pairs {
		m, _ := matching.MatcherNamed(p.Method)
		alone := len(r.e.Methods()) == 1
		if p.From == r.out.Result.Models[1].Name && p.Note == "" && (m.Searches || alone) {
			pairs = append(pairs, &r.out.Pairs[i])
		}
	}
	return pairs
}

// refine draws the landscapes finely.
func (r *run) refine() error { return r.landscapes(fine) }

func (r *run) landscapes(n int) error {
	for _, p := range r.planes {
		if p.Plane == nil {
			continue
		}
		l, err := r.out.emptyLandscape(r.ctx, *p)
		if err != nil {
			return err
		}
		l.N = n
		do := func(jobs []wire.Message) ([]wire.Message, error) { return r.do("plane", jobs) }
		if err := r.out.fillLandscape(l, *p, r.crew.Size(), do); err != nil {
			return err
		}
		r.audience.Show(l)
		r.audience.Stage("plane", r.out)
	}
	return nil
}

// layPlane lays a plane through A, B and π(B).
func (p *Pair) layPlane(e keys.Experiment) (err error) {
	p.Plane, p.Spanned, err = path.NewPlane(p.A, p.B, p.Matched, e.MatchStream("plane", 1, 0))
	return err
}

// fillLandscape fills in the losses of landscape l of pair p, in blocks of rows.
func (o *Run) fillLandscape(l *stage.Landscape, p Pair, workers int,
	do func([]wire.Message) ([]wire.Message, error)) error {
	var jobs []wire.Message
	for _, rows := range lab.Chunks(l.N, 4*workers) {
		jobs = append(jobs, &job.EvaluatePlane{Experiment: o.Result.Experiment, Origin: p.Plane.Origin, E1: p.Plane.E1,
			E2: p.Plane.E2,
			U0: l.U0, U1: l.U1, V0: l.V0, V1: l.V1, N: l.N, First: rows[0], Last: rows[1]})
	}
	outcomes, err := do(jobs)
	if err != nil {
		return err
	}
	for _, m := range outcomes {
		l.Loss = append(l.Loss, m.(*job.EvaluatedPlane).Loss...)
	}
	return nil
}

// emptyLandscape returns the landscape of a pair without its losses: the window, and the marks and the trajectories in
// it.
func (o *Run) emptyLandscape(ctx context.Context, p Pair) (l *stage.Landscape, err error) {
	l = &stage.Landscape{From: p.From, Method: p.Method, Unit: p.Plane.Unit, Spanned: p.Spanned}
	var points [][2]float64
	for _, theta := range [][]float32{p.A, p.B, p.Matched} {
		u, v, _ := p.Plane.Project(theta)
		l.Marks = append(l.Marks, u, v)
		points = append(points, [2]float64{u, v})
	}
	w := path.WindowAround(points, margin, aspect)
	l.U0, l.U1, l.V0, l.V1 = w.U0, w.U1, w.V0, w.V1
	if p.Method != "planted" {
		l.Trajectories, err = o.trajectories(ctx, p)
	}
	return l, err
}

// trajectories projects the trainings of A and of B, and B's renumbered as B finally is, onto the plane of a pair.
func (o *Run) trajectories(ctx context.Context, p Pair) (t [][]float64, err error) {
	sym := o.Experiment.Symmetry()
	project := func(snapshots [][]float32, e symmetry.Element) {
		var uv []float64
		for _, theta := range snapshots {
			if err != nil {
				return
			}
			err = o.yield(ctx)
			if e.Permutation != nil {
				theta = sym.Move(theta, e)
			}
			u, v, _ := p.Plane.Project(theta)
			uv = append(uv, u, v)
		}
		t = append(t, uv)
	}
	other := o.Trained[o.model(p.From)].Snapshots
	project(o.Trained[0].Snapshots, symmetry.Element{})
	project(other, symmetry.Element{})
	if p.Method != "none" {
		project(other, p.Element)
	}
	return t, err
}

// pairOf returns the pair that messages call by a name, of A and the network from, laying out a restart's networks the
// first time that its name is called; nil when there is none.
func (o *Run) pairOf(from, method string) *Pair {
	from = other(from)
	for i := range o.Pairs {
		if p := &o.Pairs[i]; p.Method == method && p.From == from {
			return p
		}
	}
	for _, p := range o.restarts {
		if p.Method == method && p.From == from {
			return p
		}
	}
	for _, v := range o.Variants {
		p := o.Pairs[v.Pair]
		if p.From != from || v.name(p.Method) != method {
			continue
		}
		p.Method, p.Plane = method, nil
		p.settle(o.Experiment.Symmetry(), v.Element)
		o.restarts = append(o.restarts, &p)
		return &p
	}
	return nil
}

// other returns the network that a question means: B unless it names one.
func other(from string) string { return cmp.Or(from, measure.ModelName(1)) }

// ShowLandscape answers q: the landscape of any matching, over any window of its plane, first coarse and then as fine
// as asked. Each is handed to show; it returns ctx's error when it was stopped, and no error when there is nothing of
// that name.
func (o *Run) ShowLandscape(ctx context.Context, crew lab.Crew, q *stage.AskLandscape, show func(wire.Message)) error {
	p := o.pairOf(q.From, q.Method)
	if p == nil || o.noteOf(q.From, q.Method) != "" || q.N < 2 || q.N > maxLandscape {
		return nil
	}
	if p.Plane == nil {
		if err := p.layPlane(o.Experiment); err != nil {
			return nil
		}
	}
	if err := o.similarities(ctx, *p, show); err != nil {
		return err
	}
	for _, n := range []int{coarse, q.N} {
		l, err := o.emptyLandscape(ctx, *p)
		if err != nil {
			return err
		}
		l.N = n
		if q.U1 > q.U0 && q.V1 > q.V0 {
			l.U0, l.U1, l.V0, l.V1, l.Zoomed = q.U0, q.U1, q.V0, q.V1, true
		}
		err = o.fillLandscape(l, *p, crew.Size(), func(jobs []wire.Message) ([]wire.Message, error) {
			return crew.Do(ctx, jobs, func(int, float64, string) {})
		})
		if err != nil {
			return err
		}
		show(l)
	}
	return nil
}

// maxLandscape bounds the side of a landscape that is asked for.
const maxLandscape = 256
