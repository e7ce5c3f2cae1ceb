package figures

import (
	"fmt"
	"math"

	"onebasin/render"
)

// Tip is what the figures say of a place.
func (p *page) Tip(at render.Point) string {
	if q := p.picture; q != nil && p.frames.landscape.Contains(at) {
		u, v, on := q.under(at)
		if a := p.known.probed; a != nil && on && a.Method == q.of.Method && math.Hypot(a.U-u, a.V-v) < 0.02 {
			place := fmt.Sprintf("(%s, %s)", render.Fixed(a.U, 2), render.Fixed(a.V, 2))
			return fmt.Sprintf("test loss %s at %s", render.Number(a.Loss, 3), place)
		}
		return q.nodeTip(u, v, on)
	}
	if p.loss.Area.Contains(at) || p.accuracy.Area.Contains(at) {
		if p.drag {
			return p.lambdaTip()
		}
		return p.pathTip(p.loss.X.Value(at.X))
	}
	if method := p.row(at); method != "" {
		return p.rowTip(method)
	}
	return p.unitTip(at)
}

// nodeTip gives the loss that was computed nearest to a place, for the moment until its own is.
func (q *picture) nodeTip(u, v float64, on bool) string {
	l := q.of
	i := int(math.Round((u - l.U0) / (l.U1 - l.U0) * float64(l.N-1)))
	j := int(math.Round((v - l.V0) / (l.V1 - l.V0) * float64(l.N-1)))
	if !on || i < 0 || j < 0 || i >= l.N || j >= l.N {
		return ""
	}
	at := func(lo, hi float64, k int) string { return render.Fixed(lo+(hi-lo)*float64(k)/float64(l.N-1), 2) }
	loss := render.Number(l.Loss[j*l.N+i], 3)
	return fmt.Sprintf("test loss %s at (%s, %s)", loss, at(l.U0, l.U1, i), at(l.V0, l.V1, j))
}

// lambdaTip gives what the captions give while λ is dragged: the values at λ itself.
func (p *page) lambdaTip() string {
	text := "λ = " + render.Fixed(p.view.Lambda, 2)
	for _, s := range p.squares() {
		m := p.mergedShown(s.matching)
		if m == nil || m.Lambda != p.view.Lambda || math.IsNaN(m.TestLoss) {
			continue
		}
		name := p.known.from
		if s.matching != "none" {
			name = p.known.names(s.matching)[2]
		}
		text += fmt.Sprintf("   %s: loss %s, accuracy %s", name, amount(m.TestLoss), render.Fixed(m.TestAcc, 3))
	}
	return text
}

// pathTip gives the values at the computed λ nearest to the pointer.
func (p *page) pathTip(lambda float64) string {
	text := ""
	for _, matching := range []string{"none", p.walked()} {
		c := p.known.curve(matching)
		if c == nil || matching == "none" && text != "" {
			continue
		}
		k := int(math.Round(lambda * float64(len(c.Lambda)-1)))
		if text == "" {
			text = "λ = " + render.Fixed(c.Lambda[k], 2)
		}
		name := p.known.from
		if matching != "none" {
			name = p.known.names(matching)[2]
		}
		text += fmt.Sprintf("   %s: loss %s, accuracy %s", name, render.Number(c.TestLoss[k], 3),
			render.Fixed(c.TestAccuracy[k], 3))
	}
	return text
}

// unitTip names the two units under the pointer and their similarity.
func (p *page) unitTip(over render.Point) string {
	m := p.pairing()
	if m == nil || p.frames.units.W == 0 {
		return ""
	}
	left, right, _ := p.matrices()
	values, at, name := m.before, left, m.names[0]
	if right.Contains(over) {
		values, at, name = m.after, right, m.names[1]
	} else if !left.Contains(over) {
		return ""
	}
	n := len(m.order)
	i := m.order[min(n-1, int((over.Y-at.Y)/at.H*float64(n)))]
	j := m.order[min(n-1, int((over.X-at.X)/at.W*float64(n)))]
	return fmt.Sprintf("unit %d of A, unit %d of %s: cosine %s", i, j, name, render.Fixed(float64(values[i*n+j]), 2))
}
