package conductor

import (
	"onebasin/lmc"
	"onebasin/wasm/wire"
)

// Sides of the landscapes: a sketch at once, then the picture.
const (
	coarse = 16
	fine   = 64
)

// Shape of the window of a landscape: its margin in units of ‖B − A‖, and its
// width over its height.
const (
	margin = 0.36
	aspect = 1.3
)

// sketch lays planes through pairs and draws their landscapes coarsely: B's, by
// every matcher, or by none when there is no other.
func (r *run) sketch() error {
	for i, p := range r.out.Result.Pairs {
		m, _ := lmc.MatcherNamed(p.Method)
		alone := len(r.e.Methods()) == 1
		if p.From != r.out.Result.Models[1].Name || p.Note != "" || !m.Searches && !alone {
			continue
		}
		nets := &r.out.Pairs[i]
		plane, spanned, err := lmc.NewPlane(nets.A, nets.B, nets.Matched, r.e.MatchStream("plane", 1, 0))
		if err != nil {
			continue // without a picture; the result must not depend on whether anybody looks
		}
		nets.Plane, nets.Spanned = plane, spanned
	}
	return r.landscapes(coarse)
}

// refine draws the landscapes finely.
func (r *run) refine() error { return r.landscapes(fine) }

func (r *run) landscapes(n int) error {
	for i, p := range r.out.Pairs {
		if p.Plane == nil {
			continue
		}
		if err := r.landscape(i, n); err != nil {
			return err
		}
	}
	return nil
}

// landscape evaluates the n×n landscape of pair i in blocks of rows.
func (r *run) landscape(i, n int) error {
	p := r.out.Pairs[i]
	l := r.frame(i)
	l.N = n
	var jobs []wire.Message
	for _, rows := range chunks(n, 4*r.crew.Size()) {
		jobs = append(jobs, &wire.Map{Experiment: r.fragment, Origin: p.Plane.Origin, E1: p.Plane.E1, E2: p.Plane.E2,
			U0: l.U0, U1: l.U1, V0: l.V0, V1: l.V1, N: n, First: rows[0], Last: rows[1]})
	}
	outcomes, err := r.do("plane", jobs)
	if err != nil {
		return err
	}
	for _, m := range outcomes {
		l.Loss = append(l.Loss, m.(*wire.Mapped).Loss...)
	}
	r.audience.Show(l)
	r.audience.Stage("plane", r.out)
	return nil
}

// frame returns the landscape of pair i without its losses: the window, and
// what stands in it.
func (r *run) frame(i int) *wire.Landscape {
	p := r.out.Pairs[i]
	l := &wire.Landscape{From: p.From, Method: p.Method, Unit: p.Plane.Unit, Spanned: p.Spanned}
	var points [][2]float64
	for _, theta := range [][]float32{p.A, p.B, p.Matched} {
		u, v, _ := p.Plane.Project(theta)
		l.Marks = append(l.Marks, u, v)
		points = append(points, [2]float64{u, v})
	}
	w := lmc.Around(points, margin, aspect)
	l.U0, l.U1, l.V0, l.V1 = w.U0, w.U1, w.V0, w.V1
	if p.Method != "planted" {
		l.Trajectories = r.trajectories(i)
	}
	return l
}

// trajectories projects the trainings of A and of B, and B's renumbered as B
// finally is, onto the plane of pair i.
func (r *run) trajectories(i int) (t [][]float64) {
	p := r.out.Pairs[i]
	project := func(snapshots [][]float32, perm lmc.Permutation) {
		var uv []float64
		for _, theta := range snapshots {
			if perm != nil {
				theta = r.sym.Apply(theta, perm)
			}
			u, v, _ := p.Plane.Project(theta)
			uv = append(uv, u, v)
		}
		t = append(t, uv)
	}
	project(r.trained[0].Snapshots, nil)
	project(r.trained[1].Snapshots, nil)
	if p.Method != "none" {
		project(r.trained[1].Snapshots, r.out.Result.Pairs[i].Permutation)
	}
	return t
}

// explain compares singular vectors, of every pair and of its null: the same
// search on the networks as they were before training.
func (r *run) explain() error {
	var jobs []wire.Message
	var owner []int
	for i, p := range r.out.Result.Pairs {
		if p.Note != "" {
			continue
		}
		nets := r.out.Pairs[i]
		jobs = append(jobs, &wire.Align{Experiment: r.fragment, A: nets.A, B: nets.B, Permutation: p.Permutation, Gammas: lmc.Gammas})
		owner = append(owner, i)
	}
	outcomes, err := r.do("spectrum", jobs)
	if err != nil {
		return err
	}
	for k, m := range outcomes {
		r.out.Result.Pairs[owner[k]].Alignment = alignments(m.(*wire.Aligned))
	}
	for i, p := range r.out.Result.Pairs {
		if m, _ := lmc.MatcherNamed(p.Method); m.Searches && p.Method != "planted" && p.Note == "" {
			if err := r.null(i); err != nil {
				return err
			}
		}
	}
	r.audience.Stage("spectrum", r.out)
	return nil
}

// null repeats pair i's search on the untrained networks.
func (r *run) null(i int) error {
	from := r.modelOf(i)
	a, b := r.trained[0].Snapshots[0], r.trained[from].Snapshots[0]
	var jobs []wire.Message
	for _, chunk := range chunks(r.e.Restarts, 2*r.crew.Size()) {
		jobs = append(jobs, &wire.Match{Experiment: r.fragment, Method: "null-" + r.out.Pairs[i].Method, From: from,
			First: chunk[0], Last: chunk[1], A: a, B: b})
	}
	outcomes, err := r.do("null", jobs)
	if err != nil {
		return err
	}
	var parts []*wire.Matched
	for _, m := range outcomes {
		parts = append(parts, m.(*wire.Matched))
	}
	best, _ := merge(parts)
	outcomes, err = r.do("null", []wire.Message{&wire.Align{Experiment: r.fragment, A: a, B: b,
		Permutation: best.Permutation, Gammas: lmc.Gammas}})
	if err != nil {
		return err
	}
	r.out.Result.Pairs[i].Null = &lmc.Null{
		Distance: lmc.BeforeAfter{Before: lmc.Number(lmc.Distance(a, b)),
			After: lmc.Number(lmc.Distance(a, r.sym.Apply(b, best.Permutation)))},
		Alignment: alignments(outcomes[0].(*wire.Aligned)),
	}
	return nil
}

func alignments(m *wire.Aligned) []lmc.Alignment {
	out := make([]lmc.Alignment, len(m.R))
	for k, r := range m.R {
		out[k] = lmc.Alignment{Gamma: lmc.Gammas[k], R: lmc.Number(r)}
	}
	return out
}

// modelOf returns the index of the model that pair i renumbers.
func (r *run) modelOf(i int) int {
	for k, m := range r.out.Result.Models {
		if m.Name == r.out.Pairs[i].From {
			return k
		}
	}
	panic("conductor: a pair of no model")
}
