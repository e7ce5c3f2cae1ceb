package run

import (
	"errors"
	"fmt"
	"slices"

	"onebasin/lmc/lab/chart"
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/pruning"
	"onebasin/lmc/sequence/result"
)

// maskSide bounds the side of a mask's picture: of larger layers the first rows and columns are shown.
const maskSide = 96

// maskPairs is how many pairs of seeds masks are compared on.
const maskPairs = 4

// masks looks closer at the masks.
func (s *study) masks() error {
	if len(s.Levels) < 2 {
		return errors.New("nothing was pruned; make levels at least 1")
	}
	s.show(s.maskPictures())
	return s.maskSeeds()
}

// maskPictures are A's and B's masks of the last level that has a permutation, laid over one another.
func (s *study) maskPictures() *chart.Chart {
	level := len(s.Levels) - 1
	for level > 1 && s.Result.Pruning[level].Permutation == nil {
		level--
	}
	entry, l := s.Result.Pruning[level], s.Levels[level]
	moved := l.Masks[0]
	if entry.Permutation != nil {
		moved = pruning.Transport(s.sym, moved, entry.Permutation)
	}
	c := &chart.Chart{Name: "masks-pictures",
		Title: fmt.Sprintf("At level %d, with %s %% of the weights left, %s of what either mask leaves is in both as "+
			"they are, %s once A’s is moved", level, shareLabel(entry.Left), measure.Percent(entry.Agreement.None),
			measure.Percent(entry.Agreement.Sparse)),
		Note: "The weights of every layer: 0 is pruned in both, 1 left in A alone, 2 in B alone, 3 in both. Above " +
			"A’s mask as it is, below moved by the permutation found at the level."}
	for _, of := range []struct {
		title string
		mask  pruning.Mask
	}{{"as it is", l.Masks[0]}, {"moved", moved}} {
		for layer := 1; layer <= s.model.Layers(); layer++ {
			a, b := s.model.Weight(of.mask, layer), s.model.Weight(l.Masks[1], layer)
			in, out := s.model.Widths[layer-1], s.model.Widths[layer]
			x, y := chart.Axis{Title: "from unit"}, chart.Axis{Title: "to unit of B"}
			g := chart.Grid{Rows: min(out, maskSide), Cols: min(in, maskSide), Map: chart.MapSequential, Max: 3,
				Unit: "left in"}
			upright := g.Rows > g.Cols // is laid on its side
			if upright {
				x, y, g.Rows, g.Cols = y, x, g.Cols, g.Rows
			}
			for i := range g.Rows {
				for j := range g.Cols {
					at := i*in + j
					if upright {
						at = j*in + i
					}
					g.Values = append(g.Values, float64(a[at]+2*b[at]))
				}
			}
			c.Panels = append(c.Panels, chart.Panel{Title: fmt.Sprintf("layer %d, %s", layer, of.title), X: x, Y: y,
				Grid: g})
		}
	}
	return c
}

// seedPairs returns n pairs of seeds: the first two of own, then the smallest from 1 on that are not among those.
func seedPairs(own []int, n int) [][]int {
	all := [][]int{own[:2]}
	for next := 1; len(all) < n; {
		var pair []int
		for ; len(pair) < 2; next++ {
			if !slices.Contains(own[:2], next) {
				pair = append(pair, next)
			}
		}
		all = append(all, pair)
	}
	return all
}

// maskSeeds trains further pairs of networks, prunes them and moves their masks.
func (s *study) maskSeeds() error {
	all := [][]result.Transport{s.Result.Transport}
	seeds := seedPairs(s.Experiment.Seeds, maskPairs)
	s.show(s.maskChart(all))
	for k, pair := range seeds[1:] {
		e := s.Experiment
		e.Seeds, e.Checkpoints, e.Match = pair, []int{e.Steps}, e.Match[:1]
		text := fmt.Sprintf("pruning seeds %d and %d", pair[0], pair[1])
		r, err := s.within(e, float64(k)/float64(maskPairs-1), float64(k+1)/float64(maskPairs-1), text)
		if err != nil {
			return err
		}
		if r.Result.Checkpoints.Note == "" {
			all = append(all, r.Result.Transport)
			s.show(s.maskChart(all))
		}
	}
	return nil
}

// maskChart is the accuracy of B under every mask: a faint line a pair of seeds, and their mean.
func (s *study) maskChart(all [][]result.Transport) *chart.Chart {
	c := &chart.Chart{Name: "masks-seeds", Note: fmt.Sprintf("Test accuracy of B trained under a mask from step %d "+
		"on: a faint line a pair of seeds, so far %d, and their mean. Masks as on the first page.",
		s.Experiment.RewindStep(), len(all))}
	last := len(all[0]) - 1
	ends := map[string]float64{}
	for _, m := range maskWords {
		p := chart.Panel{Title: m.title, X: chart.Axis{Title: "weights left, %"},
			Y: chart.Axis{Title: "test accuracy, %"}}
		for k := range all[0] {
			p.X.Labels = append(p.X.Labels, shareLabel(all[0][k].Left))
		}
		sum := make([]float64, len(all[0]))
		for _, t := range all {
			var y []measure.Number
			for k := range t {
				x := t[k].Of(m.name).Accuracy
				y = append(y, x)
				sum[k] += float64(x)
			}
			p.Series = append(p.Series, line("", chart.ShapeLine, "faint", y, 100))
		}
		var means []measure.Number
		for _, x := range sum {
			means = append(means, measure.Number(x/float64(len(all))))
		}
		p.Series = append(p.Series, line("mean", chart.ShapeLine, m.ink, means, 100))
		ends[m.name] = 100 * float64(means[last])
		c.Panels = append(c.Panels, p)
	}
	low := 100.0
	for _, t := range all {
		for k := range t {
			for _, m := range maskWords {
				if x := t[k].Of(m.name).Accuracy; x.Exists() {
					low = min(low, 100*float64(x))
				}
			}
		}
	}
	for k := range c.Panels {
		c.Panels[k].Y.Min, c.Panels[k].Y.Max = low-2, 101
	}
	amount := func(name string) string { return measure.Amount(measure.Number(ends[name])) }
	c.Title = fmt.Sprintf("With %s %% of the weights left B reaches, on average over %d pairs of seeds, %s under its "+
		"own mask, %s under A’s moved by the level’s permutation, %s under A’s as it is, %s under a random one",
		shareLabel(all[0][last].Left), len(all), amount("own"), amount("sparse"), amount("none"), amount("random"))
	return c
}
