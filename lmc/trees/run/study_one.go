package run

import (
	"fmt"
	"math"
	"slices"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
	"onebasin/lmc/trees/symmetry"
	"onebasin/lmc/vector"
	"onebasin/toynets"
	"onebasin/toynets/tree"
)

// one is a tree of A and the tree of B that was matched to it, as ensembles of one tree each.
type one struct {
	e        tree.Ensemble
	a, b     []float32
	made     symmetry.Tree // by hand
	byHand   []float32     // what it makes of b
	change   float64       // max |Δf| over the test examples
	distance [3]float64    // of A's tree from b, from byHand, from what matching makes of b
}

// oneTree draws a tree of A and the tree of B that was matched to it, as it is after what was done by hand.
func (r *inquiry) oneTree() error {
	t := r.view.Tree - 1
	if t >= r.model.Trees {
		return fmt.Errorf("there is no tree %d: A has %d", t+1, r.model.Trees)
	}
	found := r.pair.Element[t]
	o := &one{e: r.model, made: symmetry.Whole(r.model, 0)}
	o.e.Trees = 1
	o.a, o.b = alone(r.model, r.Models[0], t), alone(r.model, r.Models[r.pair.From], found.From)
	if err := o.exchange(r.view.Flips, r.view.Order); err != nil {
		return err
	}
	found.From = 0
	o.byHand = symmetry.Apply(o.e, o.b, symmetry.Element{o.made})
	for k, other := range [][]float32{o.b, o.byHand, symmetry.Apply(o.e, o.b, symmetry.Element{found})} {
		o.distance[k] = vector.Distance(o.a, other)
	}
	d := r.Data.Test
	before, after := make([]float32, d.N*d.Classes), make([]float32, d.N*d.Classes)
	eval := toynets.NewEvaluator(o.e)
	eval.Logits(before, o.b, d.X, d.N)
	eval.Logits(after, o.byHand, d.X, d.N)
	for i, v := range before {
		o.change = max(o.change, math.Abs(float64(v)-float64(after[i])))
	}
	r.show(o.chart(t, r.pair.Element[t].From))
	r.show(o.rules())
	r.show(o.leaves())
	return nil
}

// alone returns the parameters of one tree of an ensemble.
func alone(e tree.Ensemble, theta []float32, t int) (one []float32) {
	nodes, leaves := e.Nodes(), e.FreeLeaves()*e.Outputs
	one = append(one, e.Weights(theta)[t*nodes*e.Inputs:(t+1)*nodes*e.Inputs]...)
	one = append(one, e.Biases(theta)[t*nodes:(t+1)*nodes]...)
	return append(one, e.LeafValues(theta)[t*leaves:(t+1)*leaves]...)
}

// exchange takes what was done by hand: flips and rules by their numbers, from 1.
func (o *one) exchange(flips, order []float64) error {
	for _, x := range flips {
		n := int(x) - 1
		if float64(n+1) != x || n >= len(o.made.Flip) {
			return fmt.Errorf("there is no node %g to flip: the tree has %d", x, len(o.made.Flip))
		}
		o.made.Flip[n] = !o.made.Flip[n]
	}
	if len(order) > 0 && o.e.Arch != tree.Oblivious {
		return fmt.Errorf("only the rules of oblivious trees have an order of their own")
	}
	for k, x := range order {
		if len(order) != o.e.Depth || float64(int(x)) != x {
			return fmt.Errorf("view.order names each of %d rules once", o.e.Depth)
		}
		o.made.Order[k] = int(x) - 1
	}
	if err := symmetry.Check(o.e, symmetry.Element{o.made}); err != nil {
		if len(order) > 0 {
			return fmt.Errorf("view.order names each of %d rules once", o.e.Depth)
		}
		return fmt.Errorf("of a decision list the last node alone can be flipped, of a modified one none")
	}
	return nil
}

func (o *one) chart(t, from int) *chart.Chart {
	d := func(k int) string { return measure.Amount(measure.Number(o.distance[k])) }
	c := &chart.Chart{Name: "tree",
		Title: fmt.Sprintf("Tree %d of B is %s from tree %d of A; its function changed by %s", from+1, d(1), t+1,
			measure.Rounding(measure.Number(o.change))),
		Note: fmt.Sprintf("Euclidean distance of the trees’ parameters: %s as B has its tree, %s by hand, %s as "+
			"matching makes it. Where a question’s value is above zero more than half goes left. The change is the "+
			"largest of an answer to a test example: rounding. Click a node to flip it. Decided hard, A’s tree "+
			"says: %s; B’s: %s.",
			d(0), d(1), d(2), o.said(o.a), o.said(o.byHand))}
	if o.e.Depth > shownLevels && (o.e.Arch == tree.Perfect || o.e.Arch == tree.Oblivious) {
		c.Note += fmt.Sprintf(" The first %d levels are drawn.", shownLevels)
	}
	a := o.panel(fmt.Sprintf("Tree %d of A", t+1), o.a, nil)
	b := o.panel(fmt.Sprintf("Tree %d of B, by hand", from+1), o.byHand, o.made.Flip)
	b.Series = append(b.Series, o.buttons())
	c.Panels = []chart.Panel{a, b}
	return c
}

// row is node n's weights and bias.
func (o *one) row(theta []float32, n int) []float32 {
	return append(slices.Clone(o.e.Weights(theta)[n*o.e.Inputs:(n+1)*o.e.Inputs]), o.e.Biases(theta)[n])
}

// values are a leaf's, one a class: zero for a modified list's last.
func (o *one) values(theta []float32, leaf int) []float32 {
	if leaf >= o.e.FreeLeaves() {
		return make([]float32, o.e.Outputs)
	}
	return o.e.LeafValues(theta)[leaf*o.e.Outputs : (leaf+1)*o.e.Outputs]
}

// favourite is the class that a leaf speaks for most.
func (o *one) favourite(theta []float32, leaf int) int { return largest(o.values(theta, leaf)) }
