package run

import (
	"fmt"
	"math"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/chart"
	"onebasin/lmc/lab/wire"
	"onebasin/lmc/match/job"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/toynets/kernel"
)

// curveStudy is the study of what else removes a barrier, under way: REPAIR, and a trained path, each from A to B and
// from A to π(B).
type curveStudy struct {
	*inquiry
	fragment string
	work     float64   // parameters: multiply-adds of an example
	targets  []*target // to B and, if units are renumbered, to π(B)
	lambda   []float64
}

// target leads from A to another network.
type target struct {
	name, ink string
	end       []float32
	straight  *job.Repaired
	curve     *job.TrainedCurve // nil until it is trained
	chain     *job.TrainedCurve
}

// Budgets of the study, in multiply-adds.
const (
	repairBudget = 1e11 // passes for moments
	bendBudget   = 1e11 // of training one path
	mostMoments  = 4096 // examples, whose values of two layers are held at once
	mostBends    = 1500 // steps
	bendPoints   = 49   // of a path, enough to see its bends
)

func studyCurves(i *inquiry) error {
	st := &curveStudy{inquiry: i, fragment: i.run.Experiment.Fragment(), work: float64(i.run.Experiment.MLP().Params()),
		lambda: measure.Lambdas(25)}
	st.targets = []*target{{name: "B", ink: "B", end: i.pair.B}}
	if i.pair.Method != "none" {
		st.targets = append(st.targets, &target{name: "π(B)", ink: "piB", end: i.pair.Matched})
	}
	i.plan(3)
	if err := i.next("Repairing merged networks"); err != nil {
		return err
	}
	if err := st.repair(); err != nil {
		return err
	}
	if err := i.next("Training paths"); err != nil {
		return err
	}
	if err := st.train(); err != nil {
		return err
	}
	if err := i.next("Mapping the plane of the path"); err != nil {
		return err
	}
	return st.plane()
}

// repair repairs the networks on the lines to all targets.
func (st *curveStudy) repair() error {
	train := st.run.Train.N
	rows := int(max(float64(min(train, 256)), min(float64(min(train, mostMoments)), repairBudget/(300*st.work))))
	var jobs []wire.Message
	parts := lab.Chunks(len(st.lambda), 2*st.crew.Size())
	for _, to := range st.targets {
		for _, part := range parts {
			jobs = append(jobs, &job.Repair{Experiment: st.fragment, Rows: rows, A: st.pair.A, B: to.end,
				Lambda: st.lambda[part[0]:part[1]]})
		}
	}
	out, err := st.do(jobs)
	if err != nil {
		return err
	}
	for k, m := range out {
		to, part := st.targets[k/len(parts)], m.(*job.Repaired)
		if to.straight == nil {
			to.straight = new(job.Repaired)
		}
		s := to.straight
		s.PlainLoss, s.PlainAccuracy = append(s.PlainLoss, part.PlainLoss...),
			append(s.PlainAccuracy, part.PlainAccuracy...)
		s.Loss, s.Accuracy = append(s.Loss, part.Loss...), append(s.Accuracy, part.Accuracy...)
		s.Before, s.After = append(s.Before, part.Before...), append(s.After, part.After...)
		if len(part.Halfway) > 0 {
			merged := make([]float32, len(st.pair.A))
			kernel.Lerp(merged, st.pair.A, to.end, 0.5)
			st.run.keep(to.file(st.pair)+"-midpoint", merged)
			st.run.keep(to.file(st.pair)+"-midpoint-repaired", part.Halfway)
		}
	}
	st.showRepair(rows)
	st.showVariance()
	return nil
}

// showRepair draws loss and accuracy over λ before and after REPAIR.
func (st *curveStudy) showRepair(rows int) {
	loss := chart.Panel{X: chart.Axis{Title: "λ", Min: 0, Max: 1}, Y: chart.Axis{Title: "test loss, nats"}}
	accuracy := chart.Panel{X: loss.X, Y: chart.Axis{Title: "test accuracy, %"}}
	half := len(st.lambda) / 2
	title, right, lower := "", false, false // of the last target: whether REPAIR makes more right, and the loss lower
	for k, to := range st.targets {
		s := to.straight
		loss.Series = append(loss.Series,
			chart.Series{Name: "A to " + to.name, Shape: chart.ShapeLine, Ink: to.ink, X: st.lambda, Y: s.PlainLoss},
			chart.Series{Name: "A to " + to.name + ", repaired", Shape: chart.ShapeDash, Ink: to.ink, X: st.lambda,
				Y: s.Loss})
		accuracy.Series = append(accuracy.Series,
			chart.Series{Shape: chart.ShapeLine, Ink: to.ink, X: st.lambda, Y: percents(s.PlainAccuracy)},
			chart.Series{Shape: chart.ShapeDash, Ink: to.ink, X: st.lambda, Y: percents(s.Accuracy)})
		title += fmt.Sprintf(
			[]string{"Halfway to %s REPAIR turns a test accuracy of %.1f into %.1f %% and a loss of %s into %s",
				"; halfway to %s, %.1f into %.1f %% and %s into %s"}[k], to.name,
			100*s.PlainAccuracy[half], 100*s.Accuracy[half], amount(s.PlainLoss[half]), amount(s.Loss[half]))
		right, lower = s.Accuracy[half] > s.PlainAccuracy[half], s.Loss[half] < s.PlainLoss[half]
	}
	helped := map[bool]string{false: "the merged network", true: "matched networks"}[len(st.targets) > 1]
	switch {
	case !right && !lower:
		title += ": here it does not help " + helped
	case !lower:
		title += ": here it helps the accuracy of " + helped + ", not the loss"
	case !right:
		title += ": here it helps the loss of " + helped + ", not the accuracy"
	}
	st.show(&chart.Chart{Name: "repair", Title: title, Panels: []chart.Panel{loss, accuracy},
		Note: fmt.Sprintf("REPAIR (Jordan et al., 2211.08403): every hidden unit of the merged network is rescaled "+
			"and shifted, layer by layer, so that its value before the activation has the mean and the deviation "+
			"that lie between those in A and in the other network. Moments over %d training examples, folded into "+
			"weights and biases. The paths without it are the null.", rows)})
}

// showVariance draws the deviation of hidden units before and after REPAIR.
func (st *curveStudy) showVariance() {
	layers := chart.Panel{Title: "At λ = ½", X: chart.Axis{Title: "hidden layer"},
		Y: chart.Axis{Title: "deviation over that between the ends"}}
	path := chart.Panel{Title: "The last hidden layer", X: chart.Axis{Title: "λ", Min: 0, Max: 1}, Y: layers.Y}
	half := len(st.lambda) / 2
	last := len(st.run.Experiment.Net) - 1
	for l := range st.run.Experiment.Net {
		layers.X.Labels = append(layers.X.Labels, fmt.Sprint(l+1))
	}
	title := ""
	for k, to := range st.targets {
		s := to.straight
		before := chart.Series{Name: "A to " + to.name, Shape: chart.ShapeLine, Ink: to.ink}
		dots := chart.Series{Shape: chart.ShapeDots, Ink: to.ink}
		after := chart.Series{Name: "A to " + to.name + ", repaired", Shape: chart.ShapeDash, Ink: to.ink}
		for l := range st.run.Experiment.Net {
			x := float64(l)
			before.X, before.Y = append(before.X, x), append(before.Y, s.Before[half][l])
			after.X, after.Y = append(after.X, x), append(after.Y, s.After[half][l])
		}
		dots.X, dots.Y = before.X, before.Y
		layers.Series = append(layers.Series, before, dots, after)
		over, repaired := chart.Series{Shape: chart.ShapeLine, Ink: to.ink, X: st.lambda},
			chart.Series{Shape: chart.ShapeDash, Ink: to.ink, X: st.lambda}
		for i := range st.lambda {
			over.Y, repaired.Y = append(over.Y, s.Before[i][last]), append(repaired.Y, s.After[i][last])
		}
		path.Series = append(path.Series, over, repaired)
		kept, falls := s.Before[half][last], "Variance collapses"
		if kept > 0.7 { // half of the variance is there
			falls = "Variance falls"
		}
		switch {
		case math.IsNaN(kept) && k == 0:
			title = "Halfway from A to B the values of units are too large for the computer’s numbers"
		case math.IsNaN(kept):
			title += "; to π(B) they are too large for the computer’s numbers"
		case k == 0 && kept < 0.9:
			title = fmt.Sprintf("%s: halfway from A to B units of the last hidden layer keep %.0f %% of "+
				"their deviation", falls, 100*kept)
		case k == 0:
			title = fmt.Sprintf("Here variance does not collapse: halfway from A to B units of the last hidden "+
				"layer keep %.0f %% of their deviation", 100*kept)
		default:
			title += fmt.Sprintf(", to π(B) %.0f %%", 100*kept)
		}
	}
	st.show(&chart.Chart{Name: "variance", Title: title, Panels: []chart.Panel{layers, path},
		Note: "Standard deviation of hidden units’ values before the activation over training data, mean over a " +
			"layer’s units, divided by the mean of what lies between those of the two networks. REPAIR makes it 1 " +
			"by construction, but for units that are constant; what is drawn was measured in the repaired networks."})
}

// percents returns 100·x.
func percents(x []float64) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = 100 * v
	}
	return out
}

// file is the name of the files of what is made on the way to a target.
func (to *target) file(p *Pair) string {
	if to.name == "B" {
		return p.From
	}
	return p.From + "-" + p.Method
}

// barrierOf returns how far a path rises over the chord between its ends.
func barrierOf(t, loss []float64) float64 {
	return float64(measure.NewCurve(loss, loss).Barrier(t).Loss)
}

// steps returns how many steps a path is trained for.
func (st *curveStudy) steps() int {
	return int(max(50, min(mostBends, bendBudget/(3*100*st.work))))
}

// train trains a curve and a chain to B, and a curve to π(B).
func (st *curveStudy) train() error {
	var jobs []wire.Message
	add := func(to *target, chain bool) {
		jobs = append(jobs, &job.TrainCurve{Experiment: st.fragment, Name: "bend", A: st.pair.A, B: to.end,
			Chain: chain, Steps: st.steps(), N: bendPoints})
	}
	for _, to := range st.targets {
		add(to, false)
	}
	add(st.targets[0], true)
	out, err := st.do(jobs)
	if err != nil {
		return err
	}
	for k, to := range st.targets {
		to.curve = out[k].(*job.TrainedCurve)
		st.run.keep(to.file(st.pair)+"-curve-control", to.curve.Control)
	}
	st.targets[0].chain = out[len(out)-1].(*job.TrainedCurve)
	st.run.keep(st.targets[0].file(st.pair)+"-chain-control", st.targets[0].chain.Control)
	st.showCurve()
	return nil
}

// judgeCurve says what came of the barrier of the loss on the way along a curve. Where the accuracy falls on that way,
// and more than it hardly does, the loss alone joins nothing: then the worse of the two verdicts counts.
func judgeCurve(straight, curve, straightFalls, curveFalls float64) measure.Verdict {
	loss, accuracy := measure.Judge(straight, curve), measure.Judge(straightFalls, curveFalls)
	if accuracy == measure.NoBarrier && measure.IsBarrier(curveFalls) {
		accuracy = measure.NotHelped // it does not fall on the line
	}
	if loss.Better(accuracy) && accuracy >= measure.NotHelped {
		return accuracy
	}
	return loss
}

// showCurve draws the loss along the trained paths beside the straight ones.
func (st *curveStudy) showCurve() {
	t := measure.Lambdas(bendPoints)
	p := chart.Panel{Title: "All paths", X: chart.Axis{Title: "t, from A", Min: 0, Max: 1},
		Y: chart.Axis{Title: "test loss, nats"}}
	low := chart.Panel{Title: "The trained paths alone", X: p.X, Y: p.Y}
	for _, to := range st.targets {
		straight := chart.Series{Name: "straight to " + to.name, Shape: chart.ShapeDash, Ink: to.ink, X: st.lambda,
			Y: to.straight.PlainLoss}
		curve := chart.Series{Name: "trained curve to " + to.name, Shape: chart.ShapeLine, Ink: to.ink, X: t,
			Y: to.curve.Loss}
		p.Series = append(p.Series, straight, curve)
		curve.Name = ""
		low.Series = append(low.Series, curve)
		if to.chain != nil {
			chain := chart.Series{Name: "trained chain of two lines", Shape: chart.ShapeLine, Ink: "2", X: t,
				Y: to.chain.Loss}
			p.Series = append(p.Series, chain)
			chain.Name = ""
			low.Series = append(low.Series, chain)
		}
	}
	to := st.targets[0]
	straight, curve := barrierOf(st.lambda, to.straight.PlainLoss), barrierOf(t, to.curve.Loss)
	plain := measure.NewCurve(to.straight.PlainLoss, to.straight.PlainAccuracy).Barrier(st.lambda).Accuracy
	alongCurve := measure.NewCurve(to.curve.Loss, to.curve.Accuracy).Barrier(t).Accuracy
	verdict := map[measure.Verdict]string{
		measure.NoBarrier:  "No curve is needed, for the straight line has no barrier",
		measure.Unknown:    "One of the two losses is too large for the computer’s numbers",
		measure.NotHelped:  "Here the trained curve does no better than the straight line",
		measure.Smaller:    "Here the trained curve lowers the barrier and does not remove it",
		measure.MostlyGone: "The trained curve takes most of the barrier away without renumbering",
		measure.Gone:       "A curve joins A and B without renumbering",
	}[judgeCurve(straight, curve, float64(plain), float64(alongCurve))]
	title := fmt.Sprintf("%s: the test loss rises by %s along it, by %s on the straight line", verdict, amount(curve),
		amount(straight))
	if 100*alongCurve >= 1 {
		title += fmt.Sprintf(", and the accuracy falls by %.0f points along it, by %.0f on the line",
			100*alongCurve, 100*plain)
	}
	if len(st.targets) > 1 {
		title += fmt.Sprintf("; to π(B) by %s on the straight line, by %s along a curve",
			amount(barrierOf(st.lambda, st.targets[1].straight.PlainLoss)),
			amount(barrierOf(t, st.targets[1].curve.Loss)))
	}
	st.show(&chart.Chart{Name: "curve", Title: title, Panels: []chart.Panel{p, low},
		Note: fmt.Sprintf("A quadratic Bézier curve φ(t) = (1−t)²·A + 2t(1−t)·P + t²·B and the two lines A–P–B "+
			"(Garipov et al., 1802.10026): P is trained on the loss of batches of 100 at random t, %d steps of Adam "+
			"(ours; SGD there), from ½(A + B) on. The null is the straight line, where it starts. “Rises” is above "+
			"the chord between the ends’ losses.", st.steps())})
}

// plane draws the loss over the plane of A, B and the curve's control point.
func (st *curveStudy) plane() error {
	control := st.targets[0].curve.Control
	plane, spanned, err := path.NewPlane(st.pair.A, st.pair.B, control,
		st.run.Experiment.MatchStream("bend-plane", 1, 0))
	if err != nil {
		return err
	}
	bezier := path.Curve{A: st.pair.A, C: control, B: st.pair.B}
	theta := make([]float32, len(control))
	curve := chart.Series{Name: "trained curve", Shape: chart.ShapePath, Ink: "ink"}
	var points [][2]float64
	for _, t := range measure.Lambdas(bendPoints) {
		bezier.AtTo(theta, t)
		u, v, _ := plane.Project(theta)
		curve.X, curve.Y = append(curve.X, u), append(curve.Y, v)
		points = append(points, [2]float64{u, v})
		if err := st.run.yield(st.ctx); err != nil {
			return err
		}
	}
	dot := func(name, ink string, theta []float32) chart.Series {
		u, v, _ := plane.Project(theta)
		points = append(points, [2]float64{u, v})
		return chart.Series{Shape: chart.ShapeDots, Ink: ink, X: []float64{u}, Y: []float64{v}, Labels: []string{name}}
	}
	straight := chart.Series{Name: "straight line", Shape: chart.ShapeDash, Ink: "B", X: []float64{0, 1},
		Y: []float64{0, 0}}
	series := []chart.Series{straight, curve, dot("A", "A", st.pair.A), dot("B", "B", st.pair.B),
		dot("P", "ink", control)}
	off := ""
	if len(st.targets) > 1 {
		_, _, away := plane.Project(st.targets[1].end)
		series = append(series, dot("π(B), projected", "piB", st.targets[1].end))
		off = fmt.Sprintf(" π(B) is projected onto the plane; it lies %s off it.", amount(away))
	}
	w := path.WindowAround(points, 0.25, 1.3)
	p, err := st.field(plane.Origin, plane.E1, plane.E2, w, st.fieldSide())
	if err != nil {
		return err
	}
	p.X.Title, p.Y.Title = "u, in ‖B − A‖", "v, in ‖B − A‖"
	p.Series = series
	var around float64
	for k := 1; k < len(curve.X); k++ {
		du, dv := curve.X[k]-curve.X[k-1], curve.Y[k]-curve.Y[k-1]
		around += math.Sqrt(float64(du*du) + float64(dv*dv))
	}
	title := fmt.Sprintf("The trained curve, %s times as long as the straight line, goes around what that crosses",
		amount(around))
	to := st.targets[0]
	curved, plain := barrierOf(measure.Lambdas(bendPoints), to.curve.Loss), barrierOf(st.lambda, to.straight.PlainLoss)
	if !(curved < plain) {
		title = fmt.Sprintf("Here the trained curve, %s times as long as the straight line, does not go around "+
			"what that crosses", amount(around))
	}
	note := fmt.Sprintf("Test loss over the plane through A, B and the curve’s control point P, in which the whole "+
		"curve lies. Both axes in units of ‖B − A‖ = %s.", amount(plane.Unit)) + off
	if !spanned {
		note += " P is on the line from A to B: the second axis is random."
	}
	st.show(&chart.Chart{Name: "curve-plane", Title: title, Note: note, Panels: []chart.Panel{p}})
	return nil
}
