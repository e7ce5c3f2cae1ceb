package run

import (
	"fmt"

	"onebasin/lmc/fork/job"
	"onebasin/lmc/fork/result"
	"onebasin/lmc/lab/training"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/measure"
	"onebasin/lmc/vector"
)

// unknown is the entry of parting i while nothing is known of it but when it is.
func (c *conductor) unknown(i int) result.Fork {
	none := measure.Excess{Loss: measure.Missing, Accuracy: measure.Missing}
	missing := measure.TrainTest{Train: none, Test: none}
	curve := measure.Curve{Loss: []measure.Number{}, Accuracy: []measure.Number{}}
	lambda := measure.Lambdas(c.e.Lambdas)
	f := result.Fork{Step: c.out.Partings[i].Name, B: result.Ratings{Train: training.Unrated, Test: training.Unrated},
		Path:    measure.Path{Lambda: lambda, Train: curve, Test: curve},
		Barrier: missing, Midpoint: missing, Angle: result.Angle{Fork: measure.Missing, Init: measure.Missing},
		Distance: result.Distance{Ends: measure.Missing, Fork: []measure.Number{measure.Missing, measure.Missing}},
		Layers:   []result.Layer{}, Estimate: measure.Missing,
		Decomposition: result.Decomposition{Lambda: lambda, D: []measure.Number{}, J: []measure.Number{},
			E: []measure.Number{}}}
	if step := c.out.Partings[i].Step; step >= 0 {
		f.Step = step
	}
	for l := range c.out.model.Layers() {
		f.Layers = append(f.Layers, result.Layer{Layer: l + 1, A: measure.Missing, B: measure.Missing,
			Estimate: result.LayerEstimate{A: measure.Missing, B: measure.Missing}})
	}
	return f
}

// trained fills in where the networks of parting i are, or says why one is missing.
func (c *conductor) trained(i int) {
	p, f := &c.out.Partings[i], &c.out.Result.Forks[i]
	models := c.out.Result.Models
	switch {
	case models[0].Note != "":
		pathless(f, "of A, "+models[0].Note)
		return
	case diverged(p.B):
		pathless(f, "of B, "+training.Divergence(p.B.DivergedAt, c.e.LR))
		return
	}
	a, b, start := c.out.A.Theta(), p.B.Theta(), c.out.A.Snapshots[0]
	f.Distance.Ends = measure.Number(vector.Distance(a, b))
	f.Angle.Init = measure.Number(vector.Angle(start, a, b))
	if p.From != nil {
		f.Angle.Fork = measure.Number(vector.Angle(p.From.Theta, a, b))
		f.Distance.Fork = []measure.Number{measure.Number(vector.Distance(a, p.From.Theta)),
			measure.Number(vector.Distance(b, p.From.Theta))}
	}
}

func pathless(f *result.Fork, why string) { f.Note = "there is no path: " + why }

// walks are the tasks that tell the paths of the partings that are trained.
func (c *conductor) walks() (tasks []task) {
	for _, i := range c.parted {
		p, f := &c.out.Partings[i], &c.out.Result.Forks[i]
		if f.Note != "" {
			continue
		}
		tasks = append(tasks, task{"path", &job.WalkLine{Experiment: c.fragment, A: c.out.A.Theta(), B: p.B.Theta()},
			func(m wire.Message) error {
				w := m.(*job.WalkedLine)
				p.excess = w.Excess
				walked(f, w)
				return nil
			}})
	}
	c.parted = nil
	return tasks
}

// single are the tasks that tell what single layers of parting i meet, and our estimates.
func (c *conductor) single(i int) []task {
	p, f := &c.out.Partings[i], &c.out.Result.Forks[i]
	if !c.out.known(i) {
		return nil
	}
	a, b := c.out.A.Theta(), p.B.Theta()
	tasks := []task{{"layers", &job.WalkLayer{Experiment: c.fragment, From: a, To: b},
		func(m wire.Message) error { f.Estimate = estimate(m); return nil }}}
	for l := range f.Layers {
		layer := &f.Layers[l]
		for _, side := range []struct {
			from, to          []float32
			barrier, estimate *measure.Number
		}{{a, b, &layer.A, &layer.Estimate.A}, {b, a, &layer.B, &layer.Estimate.B}} {
			tasks = append(tasks, task{"layers", &job.WalkLayer{Experiment: c.fragment, From: side.from, To: side.to,
				Layer: l + 1}, func(m wire.Message) error {
				curve := measure.Curve{Loss: measure.Numbers(m.(*job.WalkedLayer).Loss)}
				*side.barrier = curve.Barrier(f.Path.Lambda).Loss
				*side.estimate = estimate(m)
				return nil
			}})
		}
	}
	return tasks
}

func estimate(m wire.Message) measure.Number {
	w := m.(*job.WalkedLayer)
	return measure.Number(w.Slope + w.Curvature)
}

// walked fills in the path of a parting, and what its excess is made of.
func walked(f *result.Fork, w *job.WalkedLine) {
	f.Path.Train = measure.NewCurve(w.TrainLoss, w.TrainAccuracy)
	f.Path.Test = measure.NewCurve(w.TestLoss, w.TestAccuracy)
	l := f.Path.Lambda
	f.Barrier = measure.TrainTest{Train: f.Path.Train.Barrier(l), Test: f.Path.Test.Barrier(l)}
	var train, test []float64
	if len(w.Middle) == 4 {
		train, test = w.Middle[:2], w.Middle[2:]
	}
	f.Midpoint = measure.TrainTest{Train: f.Path.Train.Midpoint(l, train...), Test: f.Path.Test.Midpoint(l, test...)}
	last := len(l) - 1
	rating := func(c measure.Curve) measure.Rating {
		return measure.Rating{Loss: c.Loss[last], Accuracy: c.Accuracy[last]}
	}
	f.B = result.Ratings{Train: rating(f.Path.Train), Test: rating(f.Path.Test)}
	f.Decomposition.D, f.Decomposition.J, f.Decomposition.E = measure.Numbers(w.D), measure.Numbers(w.J),
		measure.Numbers(w.E)
	if !f.Barrier.Train.Loss.Exists() || !f.Barrier.Test.Loss.Exists() {
		f.Note = "the loss on the path is too large for the computer’s numbers"
	}
}

// said names a parting in a sentence.
func said(step int) string {
	switch {
	case step < 0:
		return "with other first weights"
	case step == 0:
		return "parted before the first step"
	}
	return fmt.Sprintf("parted after step %d", step)
}
