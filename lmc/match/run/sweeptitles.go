package run

import (
	"fmt"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"onebasin/lmc/measure"
)

// What the charts of a sweep show, in words made from their means. Each says so when a value is missing yet, and when
// what is known from larger studies does not hold here.

// clearGap is how far the mean R is above that of its null where it is said to be so; our choice.
const clearGap = 0.05

func (s *sweepCharts) barrierTitle() string {
	none := func(p *sweepPoint) float64 { return p.none.barrier }
	matched := func(p *sweepPoint) float64 { return p.matched.barrier }
	ends := s.ends(none)
	if len(ends) == 0 {
		return "No path has numbers here"
	}
	if !s.matches() {
		at := s.each(ends, func(k int) string { return amount(s.mean(k, none)) })
		return s.soFar("without matching the barrier is " + at)
	}
	var yes, no, higher []int
	idle := 0 // values at which a network did not learn
	for k := range s.known() {
		if slices.ContainsFunc(s.points[k], func(p *sweepPoint) bool { return p.guessing }) {
			idle++
			continue
		}
		n, m := s.mean(k, none), s.mean(k, matched)
		switch measure.Judge(n, m) {
		case measure.Gone, measure.MostlyGone:
			yes = append(yes, k)
		case measure.Smaller, measure.NotHelped:
			no = append(no, k)
		}
		if measure.IsBarrier(m) && m > n && amount(m) != amount(n) {
			higher = append(higher, k)
		}
	}
	ending := ""
	if len(higher) > 0 {
		ending = "; at " + s.values(higher) + " it is higher than without matching"
	}
	fromTo := func(k int) string {
		return fmt.Sprintf("%s to %s", amount(s.mean(k, none)), amount(s.mean(k, matched)))
	}
	switch w := s.plan.setting.Every; {
	case idle > 0 && idle == s.known():
		return s.soFar("the networks did not learn the task at any " + w)
	case len(yes)+len(no) == 0:
		return s.soFar("there is no barrier to remove at any " + w)
	case len(no) == 0:
		return s.soFar(fmt.Sprintf("%s removes most of the barrier at every %s: from %s", s.matcher(), w,
			s.each(ends, fromTo)))
	case len(yes) == 0 && len(higher) == len(no):
		return s.soFar(fmt.Sprintf("%s raises the barrier at every %s here: from %s", s.matcher(), w,
			s.each(ends, fromTo)))
	case len(yes) == 0:
		return s.soFar(fmt.Sprintf("%s does not remove most of the barrier at any %s here: from %s", s.matcher(), w,
			s.each(ends, fromTo)) + ending)
	case yes[0] > no[len(no)-1]:
		return s.soFar(fmt.Sprintf("%s removes most of the barrier from %s on, and not below: from %s", s.matcher(),
			s.at(yes[0]), s.each(ends, fromTo)) + ending)
	case yes[len(yes)-1] < no[0]:
		return s.soFar(fmt.Sprintf("%s removes most of the barrier up to %s, and not above: from %s", s.matcher(),
			s.at(yes[len(yes)-1]), s.each(ends, fromTo)) + ending)
	}
	return s.soFar(fmt.Sprintf("%s removes most of the barrier at %s only", s.matcher(), s.values(yes)) + ending)
}

func (s *sweepCharts) accuracyTitle() string {
	accuracy := func(p *sweepPoint) float64 { return p.accuracy }
	short := func(f of) func(int) string {
		return func(k int) string { return minus(fmt.Sprintf("%.1f", 100*(s.mean(k, accuracy)-s.mean(k, f)))) }
	}
	none := func(p *sweepPoint) float64 { return p.none.midAccuracy }
	matched := func(p *sweepPoint) float64 { return p.matched.midAccuracy }
	ends := s.ends(none)
	switch {
	case len(ends) == 0:
		return "No network between has numbers here"
	case !s.matches():
		return s.soFar("points of accuracy lost halfway to B: " + s.each(ends, short(none)))
	}
	return s.soFar(fmt.Sprintf("points of accuracy lost halfway to π(B): %s; to B %s", s.each(ends, short(matched)),
		s.both(ends, short(none))))
}

func (s *sweepCharts) alignmentTitle() string {
	r := func(p *sweepPoint) float64 { return p.matched.r }
	null := func(p *sweepPoint) float64 { return p.matched.nullR }
	over, all := 0, 0
	for k := range s.known() {
		a, b := s.mean(k, r), s.mean(k, null)
		if !math.IsNaN(a) && !math.IsNaN(b) {
			all++
			if a >= b+clearGap {
				over++
			}
		}
	}
	ends := s.ends(r)
	switch {
	case len(ends) == 0:
		return "No singular vectors to compare here"
	case !s.matches() || all == 0:
		return s.soFar(fmt.Sprintf("R is %s", s.each(ends, func(k int) string { return amount(s.mean(k, r)) })))
	}
	both := s.each(ends, func(k int) string { return amount(s.mean(k, r)) + " against " + amount(s.mean(k, null)) })
	w := s.plan.setting.Every
	switch over {
	case all:
		return s.soFar(fmt.Sprintf("R lies clearly above its null at every %s: %s", w, both))
	case 0:
		return s.soFar(fmt.Sprintf("R does not lie clearly above its null at any %s here: %s", w, both))
	}
	return s.soFar(fmt.Sprintf("R lies clearly above its null at %d of %d values: %s", over, all, both))
}

func (s *sweepCharts) pathsTitle() string {
	peak := func(k int, f func(*sweepPoint) []float64) float64 {
		_, y := s.meanPath(k, f)
		top := math.NaN()
		for _, v := range y {
			if !(v <= top) {
				top = v
			}
		}
		return top
	}
	none := func(p *sweepPoint) []float64 { return p.none.loss }
	matched := func(p *sweepPoint) []float64 { return p.matched.loss }
	ends := s.ends(func(p *sweepPoint) float64 { return p.none.barrier })
	if len(ends) == 0 {
		return "No path has numbers here"
	}
	to := func(f func(*sweepPoint) []float64) func(int) string {
		return func(k int) string { return amount(peak(k, f)) }
	}
	text := "on the way to B the mean test loss rises to " + s.each(ends, to(none))
	if s.matches() {
		text += ", on the way to π(B) to " + s.both(ends, to(matched))
	}
	return s.soFar(text)
}

// ends returns the first and the last value for which a mean exists.
func (s *sweepCharts) ends(f of) (ends []int) {
	for k := range s.known() {
		if m := s.mean(k, f); !math.IsNaN(m) {
			if len(ends) == 2 {
				ends = ends[:1]
			}
			ends = append(ends, k)
		}
	}
	return ends
}

// each says something of the first and of the last value.
func (s *sweepCharts) each(ends []int, say func(k int) string) string {
	var parts []string
	for _, k := range ends {
		parts = append(parts, say(k)+" at "+s.at(k))
	}
	return listed(parts)
}

// both says it again, of the same values.
func (s *sweepCharts) both(ends []int, say func(k int) string) string {
	var parts []string
	for _, k := range ends {
		parts = append(parts, say(k))
	}
	return listed(parts)
}

// values lists some of the setting's.
func (s *sweepCharts) values(of []int) string {
	var at []string
	for _, k := range of {
		at = append(at, s.at(k))
	}
	return listed(at)
}

func (s *sweepCharts) at(k int) string { return s.plan.setting.At(s.plan.values[k]) }

// soFar makes a sentence of it, which says how much is known.
func (s *sweepCharts) soFar(text string) string {
	if slices.ContainsFunc(s.points, func(p []*sweepPoint) bool { return len(p) < len(s.plan.pairs) }) {
		return "So far " + text
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
