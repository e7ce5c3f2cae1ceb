package run

import (
	"fmt"

	"onebasin/lmc/fork/hikers"
	"onebasin/lmc/lab/chart"
)

const (
	hikerPairs = 200
	apart      = 0.5 // the rise above which a pair is on two sides of the ridge; one valley has none to speak of
)

// hikerPartings are the steps at which hikers part.
var hikerPartings = []int{0, 20, 40, 60, 80, 100, 120, 150, 200}

// twoHikers lets pairs of hikers part early and late on a mountain of two parameters.
func twoHikers(i *inquiry) error {
	shown := 0 // the first pair that ends in two valleys when it parts early
	var shares []float64
	for _, k := range hikerPartings {
		ridges := 0
		for n := range hikerPairs {
			if hikers.Walk(n+1, hikers.Top, k).Barrier() > apart {
				if ridges++; shown == 0 {
					shown = n + 1
				}
			}
			if n%20 == 0 {
				if err := i.run.yield(i.ctx); err != nil {
					return err
				}
			}
		}
		shares = append(shares, 100*float64(ridges)/hikerPairs)
		i.told(float64(len(shares))/float64(len(hikerPartings)), "letting hikers part")
	}
	last := len(shares) - 1
	early, late := hikerPartings[0], hikerPartings[last]
	c := &chart.Chart{Name: "hikers",
		Title: fmt.Sprintf("Of %d pairs of hikers %.0f %% end on two sides of the ridge if they part at step %d, and "+
			"%.0f %% if they part at step %d", hikerPairs, shares[0], early, shares[last], late),
		Note: fmt.Sprintf("%s Hikers start at (%g, %g) and go %d steps down the slope, each with noise. Until they "+
			"part they share the noise. Shown are the first pair that parts at step %d and ends in two valleys, and "+
			"the same pair parting at step %d. On two sides: a barrier above %g on the straight line.", mountainIs,
			hikers.Top.X, hikers.Top.Y, hikers.Steps, early, late, apart)}
	for _, k := range []int{early, late} {
		c.Panels = append(c.Panels, mountain(hikers.Walk(shown, hikers.Top, k)))
	}
	share := chart.Series{Shape: chart.ShapeLine, Ink: "1", Y: shares}
	for _, k := range hikerPartings {
		share.X = append(share.X, float64(k))
	}
	c.Panels = append(c.Panels, chart.Panel{Title: "Pairs that end on two sides",
		X: chart.Axis{Title: "step at which they part"}, Y: chart.Axis{Title: "pairs, %", Min: 0, Max: 100},
		Series: []chart.Series{share}})
	i.answer(c)
	return nil
}
