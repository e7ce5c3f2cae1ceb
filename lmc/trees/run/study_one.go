package run

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

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

// shownLevels is how many levels of a tree are drawn at most, above its leaves if it has no more.
const shownLevels = 4

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

// place is where a node or a leaf of a tree is drawn.
type place struct {
	x, y float64
	node int // −1 of a leaf
	leaf int // −1 of a node
}

// places returns nodes and leaves, and the lines between them as one walk down and up.
func (o *one) places() (all []place, walk [][2]float64) {
	levels := min(o.e.Depth, shownLevels)
	if o.e.Arch == tree.List || o.e.Arch == tree.Modified {
		y := func(n int) float64 { return float64(o.e.Depth - n) }
		for n := range o.e.Depth {
			all = append(all, place{float64(n) + 1, y(n), n, -1}, place{float64(n) + 0.4, y(n) - 0.8, -1, n})
			walk = append(walk, [2]float64{float64(n) + 1, y(n)}, [2]float64{float64(n) + 0.4, y(n) - 0.8},
				[2]float64{float64(n) + 1, y(n)})
		}
		all = append(all, place{float64(o.e.Depth) + 0.6, 0.2, -1, o.e.Depth})
		return all, append(walk, [2]float64{float64(o.e.Depth) + 0.6, 0.2})
	}
	width := float64(int(1) << levels)
	var visit func(level, k int)
	visit = func(level, k int) {
		size := width / float64(int(1)<<level)
		at := place{(float64(k) + 0.5) * size, float64(levels - level), -1, -1}
		switch {
		case level == levels && o.e.Depth > levels: // what lies under it is not drawn
			return
		case level == levels:
			at.leaf = k
		case o.e.Arch == tree.Oblivious:
			at.node = level
		default:
			at.node = 1<<level - 1 + k
		}
		here := [2]float64{at.x, at.y}
		all, walk = append(all, at), append(walk, here)
		if at.leaf < 0 {
			visit(level+1, 2*k)
			walk = append(walk, here)
			visit(level+1, 2*k+1)
			walk = append(walk, here)
		}
	}
	visit(0, 0)
	return all, walk
}

// panel draws a tree: its questions at the nodes, the class that a leaf speaks for at the leaves. With flips, nodes
// that are flipped are marked, and a click flips another.
func (o *one) panel(title string, theta []float32, flips []bool) chart.Panel {
	all, walk := o.places()
	lines := chart.Series{Shape: chart.ShapePath, Ink: "faint"}
	for _, p := range walk {
		lines.X, lines.Y = append(lines.X, p[0]), append(lines.Y, p[1])
	}
	nodes := chart.Series{Name: "question", Shape: chart.ShapeDots, Ink: "ink"}
	flipped := chart.Series{Name: "flipped", Shape: chart.ShapeDots, Ink: "merged"}
	leaves := make([]chart.Series, o.e.Outputs)
	for class := range leaves {
		leaves[class] = chart.Series{Shape: chart.ShapeDots, Ink: classInk(class, o.e.Outputs)}
	}
	asked := map[int]bool{}
	left, right, top := math.Inf(1), math.Inf(-1), 0.0
	for _, p := range all {
		left, right, top = min(left, p.x), max(right, p.x), max(top, p.y)
		s, text := &nodes, ""
		switch {
		case p.leaf >= 0:
			class := o.favourite(theta, p.leaf)
			s, text = &leaves[class], fmt.Sprintf("class %d", class+1)
		default:
			text = fmt.Sprint(p.node + 1)
			if !asked[p.node] { // an oblivious tree asks its rules at many places
				text += ": " + o.question(theta, p.node)
			}
			asked[p.node] = true
			if flips != nil && flips[p.node] {
				s = &flipped
			}
		}
		s.X, s.Y, s.Labels = append(s.X, p.x), append(s.Y, p.y), append(s.Labels, text)
		if flips != nil && p.node >= 0 {
			s.Looks = append(s.Looks, o.flipping(p.node))
		}
	}
	margin := max(0.6, 0.12*(right-left))
	// To the right of a node there is room for its question.
	panel := chart.Panel{Title: title, Bare: true, X: chart.Axis{Min: left - margin, Max: right + 2.5*margin},
		Y: chart.Axis{Min: -0.5, Max: top + 0.5}, Series: []chart.Series{lines, nodes}}
	if len(flipped.X) > 0 {
		panel.Series = append(panel.Series, flipped)
	}
	for _, s := range leaves {
		if len(s.X) > 0 {
			panel.Series = append(panel.Series, s)
		}
	}
	return panel
}

// flipping is the look that flips a node, or flips it back; "" where it cannot be.
func (o *one) flipping(node int) string {
	alone := symmetry.Whole(o.e, 0)
	alone.Flip[node] = true
	if symmetry.Check(o.e, symmetry.Element{alone}) != nil {
		return ""
	}
	return chart.Toggle("view.flip", node+1)
}

// buttons flip the tree's nodes and exchange neighbouring rules.
func (o *one) buttons() chart.Series {
	s := chart.Series{Shape: chart.ShapeDots}
	add := func(label, look string) {
		if look != "" && len(s.Looks) < 32 {
			s.Labels, s.Looks = append(s.Labels, label), append(s.Looks, look)
		}
	}
	for n := range o.made.Flip {
		what := "Flip"
		if o.made.Flip[n] {
			what = "Flip back"
		}
		add(fmt.Sprintf("%s node %d", what, n+1), o.flipping(n))
	}
	for k := 1; k < len(o.made.Order); k++ {
		add(fmt.Sprintf("Exchange rules %d and %d", k, k+1), chart.Exchange("view.order", len(o.made.Order), k))
	}
	return s
}

// row is node n's weights and bias.
func (o *one) row(theta []float32, n int) []float32 {
	return append(slices.Clone(o.e.Weights(theta)[n*o.e.Inputs:(n+1)*o.e.Inputs]), o.e.Biases(theta)[n])
}

// question writes a node's question, with its two heaviest features.
func (o *one) question(theta []float32, n int) string {
	row := o.row(theta, n)
	order := make([]int, o.e.Inputs)
	for f := range order {
		order[f] = f
	}
	slices.SortStableFunc(order, func(f, g int) int {
		return int(math.Copysign(1, math.Abs(float64(row[g]))-math.Abs(float64(row[f]))))
	})
	heaviest := slices.Clone(order[:min(2, len(order))])
	slices.Sort(heaviest)
	text := ""
	for _, f := range heaviest {
		text += signed(text, row[f]) + feature(f)
	}
	if len(order) > len(heaviest) {
		text += " …"
	}
	return text + signed(text, row[len(row)-1])
}

// signed writes a number as the next of a sum.
func signed(before string, x float32) string {
	if before == "" {
		return measure.Amount(measure.Number(x))
	}
	if x < 0 {
		return " − " + measure.Amount(measure.Number(-x))
	}
	return " + " + measure.Amount(measure.Number(x))
}

// feature names one, from 0: x₁.
func feature(f int) string {
	if f < 3 {
		return "x" + string([]rune("₁₂₃")[f])
	}
	return fmt.Sprintf("x%d", f+1)
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

// said writes a tree's rules as text, each question decided; of deep trees only where they begin.
func (o *one) said(theta []float32) string {
	leaf := func(l int) string { return fmt.Sprintf("class %d", o.favourite(theta, l)+1) }
	var branch func(level, k int) string
	branch = func(level, k int) string {
		if level == o.e.Depth {
			return leaf(k)
		}
		if level == 2 {
			return "…"
		}
		n := 1<<level - 1 + k
		if o.e.Arch == tree.Oblivious {
			n = level
		}
		yes, no := branch(level+1, 2*k), branch(level+1, 2*k+1)
		if yes == no {
			return yes
		}
		return fmt.Sprintf("(if %s > 0 then %s else %s)", o.question(theta, n), yes, no)
	}
	if o.e.Arch == tree.Perfect || o.e.Arch == tree.Oblivious {
		return branch(0, 0)
	}
	var parts []string
	for n := range min(o.e.Depth, 3) {
		parts = append(parts, fmt.Sprintf("if %s > 0 then %s", o.question(theta, n), leaf(n)))
	}
	if o.e.Depth > 3 {
		return strings.Join(parts, ", else ") + ", else …"
	}
	return strings.Join(parts, ", else ") + ", else " + leaf(o.e.Depth)
}

// shownRows bounds the rows of the tables of rules and of leaves.
const shownRows = 32

// rules are the questions' numbers, of both trees.
func (o *one) rules() *chart.Chart {
	names := []string{}
	for f := range o.e.Inputs {
		names = append(names, feature(f))
	}
	return o.tables("rules", "The questions of both trees", "Weights and bias of every question w·x + b.", "node",
		append(names, "b"), o.e.Nodes(), o.row)
}

// leaves are the leaves' numbers, of both trees.
func (o *one) leaves() *chart.Chart {
	names := []string{}
	for k := range o.e.Outputs {
		names = append(names, fmt.Sprintf("class %d", k+1))
	}
	return o.tables("leaves", "The leaves of both trees", "What a leaf adds to the score of each class.", "leaf", names,
		o.e.Leaves(), o.values)
}

func (o *one) tables(name, title, note, of string, columns []string, rows int,
	row func([]float32, int) []float32) *chart.Chart {
	c := &chart.Chart{Name: name, Title: title, Note: note}
	n := min(rows, shownRows)
	labels, most := []string{}, 0.0
	for k := range n {
		labels = append(labels, strconv.Itoa(k+1))
	}
	for k, theta := range [][]float32{o.a, o.byHand} {
		g := chart.Grid{Rows: n, Cols: len(columns), Map: chart.MapDiverging, Print: true}
		for i := range n {
			for _, v := range row(theta, i) {
				g.Values = append(g.Values, float64(v))
				most = max(most, math.Abs(float64(v)))
			}
		}
		c.Panels = append(c.Panels, chart.Panel{Title: []string{"A", "B, by hand"}[k], X: chart.Axis{Labels: columns},
			Y: chart.Axis{Title: of, Labels: labels}, Grid: g})
	}
	for k := range c.Panels {
		c.Panels[k].Grid.Min, c.Panels[k].Grid.Max = -most, most
	}
	if n < rows {
		c.Note += fmt.Sprintf(" The first %d of %d.", n, rows)
	}
	return c
}
