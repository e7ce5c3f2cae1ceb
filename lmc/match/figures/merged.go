package figures

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"onebasin/render"
)

// drawMergedBase draws what stays of the merged network's figure while λ moves: captions and empty squares.
func (p *page) drawMergedBase() []render.Mark {
	r := p.frames.merged
	left, right := p.frames.pair(r)
	names := p.known.names(p.method())
	marks := []render.Mark{caption(left, p.known.say("A to B"), p.sheet.Theme.TextB)}
	if p.method() != "none" {
		marks = append(marks, caption(right, "A to "+names[2], p.sheet.Theme.TextPiB))
	}
	if s := p.known.setup; s != nil && s.Planar {
		half := render.Rect{X: left.X, Y: left.Y, W: max(left.W, (r.W-pairGap)/2)}
		marks = append(marks, p.classLegend(half, s.Classes)...)
	}
	for _, s := range p.squares() {
		if p.mergedShown(s.matching) == nil {
			marks = append(marks, render.Box{Rect: s.at, Fill: p.sheet.Theme.Panel, Radius: 4})
		}
	}
	return marks
}

// mergedTitle says how much the merged networks get right, in as many words as one line holds.
func (p *page) mergedTitle() string {
	var right []string
	lambda := 0.0
	for k, s := range slices.Backward(p.squares()) {
		m := p.mergedShown(s.matching)
		if m == nil || math.IsNaN(m.TestAcc) {
			continue // what is known is told
		}
		lambda = m.Lambda
		of := p.known.from
		if k > 0 {
			of = p.known.names(s.matching)[2]
		}
		right = append(right, fmt.Sprintf("%s %% right with %s", render.Fixed(100*m.TestAcc, 1), of))
	}
	if len(right) == 0 {
		return "What the merged network does at λ"
	}
	if len(right) > 1 {
		right[1] = strings.Replace(right[1], " right", "", 1)
	}
	text := strings.Join(right, ", ")
	at := "At λ = " + render.Fixed(lambda, 2) + ": " + text
	if render.MeasureText(at, render.TitleSize, true) > p.frames.merged.W-render.ButtonRoom {
		return text
	}
	return at
}

// square is one of the two pictures of the merged network.
type square struct {
	matching string
	at       render.Rect
}

func (p *page) squares() []square {
	left, right := p.frames.pair(p.frames.merged)
	if p.method() == "none" {
		return []square{{"none", left}}
	}
	return []square{{"none", left}, {p.film(), right}}
}

// drawRegions draws what changes with λ: the title, and decision regions, predicted labels, or the accuracy of each
// class.
func (p *page) drawRegions() []render.Mark {
	if p.frames.merged.W == 0 {
		return nil
	}
	marks := p.title(p.frames.merged, p.mergedTitle())
	if p.known.setup == nil {
		return marks
	}
	for _, s := range p.squares() {
		m := p.mergedShown(s.matching)
		if m == nil {
			continue
		}
		switch {
		case p.known.setup.Planar:
			marks = append(marks, p.regions(m, s.at))
		case p.known.setup.Image:
			marks = append(marks, p.predictions(m, s.at)...)
		default:
			marks = append(marks, p.classBars(m, s.at)...)
		}
		foot := []string{"λ = " + render.Fixed(m.Lambda, 2)}
		if !math.IsNaN(m.TestLoss) {
			foot = append(foot, "loss "+amount(m.TestLoss), "accuracy "+render.Fixed(m.TestAcc, 3))
		}
		marks = append(marks, p.footnote(s.at, foot...)...)
	}
	return marks
}

// drawPoints draws what lies over the decision regions: the test examples, or their images.
func (p *page) drawPoints() []render.Mark {
	s := p.known.setup
	if s == nil || p.frames.merged.W == 0 {
		return nil
	}
	var marks []render.Mark
	for _, sq := range p.squares() {
		m := p.mergedShown(sq.matching)
		if m == nil {
			continue
		}
		if s.Planar {
			in := append(p.examples(m, sq.at), p.inputAxes(m, sq.at)...)
			marks = append(marks, render.Clip{Rect: sq.at, Marks: in})
		}
		if s.Image {
			marks = append(marks, p.images(sq.at)...)
		}
	}
	return marks
}
