package matching_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/internal/testnet"
)

// Where iterated matching ends below the best restart of weight matching, on deep narrow networks, climbs does not: it
// makes those restarts itself. Both were found by somebody who looked for faults.
func TestClimbsWhereIteratedMatchingFails(t *testing.T) {
	for _, c := range []struct {
		link     string
		from     int
		restarts int
	}{
		{"data=spirals&net=40-40-40-40&act=tanh&seeds=41,42,43&steps=800", 2, 12},
		{"data=moons&net=40-40-40-40&seeds=18,19,20&steps=800", 1, 2},
	} {
		e, all := testnet.Pairs(t, c.link)
		best := map[string]float64{}
		for _, method := range []string{"wm", "ours", "climbs"} {
			best[method] = searchAll(t, method, all[c.from-1], c.restarts, ofPair(e, c.from)).Objective()
		}
		assert.Less(t, best["ours"], 0.95*best["wm"], c.link)
		assert.GreaterOrEqual(t, best["climbs"], best["wm"]*(1-1e-6), c.link)
	}
}

// Start by start a chain is not below any of the restarts that it stands for.
func TestClimbsRepeatsWeightMatching(t *testing.T) {
	for _, link := range []string{"net=16-16-16&n=200&nt=50&steps=300&seeds=1,2,3",
		"data=gauss&noise=0.3&net=12-12&n=200&nt=50&steps=200&seeds=4,5&act=gelu"} {
		e, all := testnet.Pairs(t, link)
		for k, p := range all {
			for _, restarts := range []int{4, 8} {
				wm := searchAll(t, "wm", p, restarts, ofPair(e, k+1)).Objective()
				climbs := searchAll(t, "climbs", p, restarts, ofPair(e, k+1)).Objective()
				assert.GreaterOrEqual(t, climbs, wm*(1-1e-6), "%s, %d", link, restarts)
			}
		}
	}
}
