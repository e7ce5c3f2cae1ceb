package run

import (
	"fmt"
	"math"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/trees/symmetry"
	"onebasin/toynets/tree"
)

// shownLevels is how many levels of a tree are drawn at most, above its leaves if it has no more.
const shownLevels = 4

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
