package result_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/match/result"
	"onebasin/lmc/measure"
)

// pair is a result's entry with the given barrier of the test loss.
func pair(method string, barrier float64) result.Pair {
	p := result.Pair{To: "A", From: "B", Method: method}
	p.Path.Lambda = []float64{0, 1}
	p.Path.Test.Loss = []measure.Number{0, 0}
	p.Barrier.Test.Loss = measure.Number(barrier)
	return p
}

func TestFinding(t *testing.T) {
	diverged := pair("none", math.NaN())
	diverged.Note = "there is no path: of B, training diverged at step 3; try lr=1"
	// A search that has ended while its path is still being walked.
	walking := pair("wm", 0)
	walking.Path.Test.Loss = nil
	unwalked := pair("none", 0)
	unwalked.Path.Test.Loss = nil
	planted := pair("planted", 0)
	share := measure.Number(0.998)
	planted.Recovery = &share
	unmatched := pair("wm", math.NaN())
	unmatched.Note = "there is no path: the weights are too large for the computer’s numbers"
	const line = "On the straight line from A to B the test loss rises by "
	for _, c := range []struct {
		name, method string
		pairs        []result.Pair
		want         string
	}{
		{"nothing yet", "wm", nil, ""},
		{"not walked yet", "wm", []result.Pair{unwalked, walking}, ""},
		{"too large to match", "wm", []result.Pair{pair("none", 3.161443663136231e21), unmatched},
			line + "3.2·10²¹. Weight matching: there is no path: the weights are too large for the " +
				"computer’s numbers."},
		{"it holds", "wm", []result.Pair{pair("none", 1.1294), pair("wm", 0.0204)},
			line + "1.13; after renumbering B’s units by weight matching, by 0.020: the barrier is gone."},
		{"it is not removed", "wm", []result.Pair{pair("none", 0.5), pair("wm", 0.3)},
			line + "0.50; after renumbering B’s units by weight matching, by 0.30: here matching lowers the barrier " +
				"but does not remove it."},
		{"it did not help", "wm", []result.Pair{pair("none", 0.5), pair("wm", 0.6)},
			line + "0.50; after renumbering B’s units by weight matching, by 0.60: here matching did not help."},
		{"nothing to remove", "wm", []result.Pair{pair("none", 0.0004), pair("wm", 0.0003)},
			line + "0.0004; after renumbering B’s units by weight matching, by 0.0003: there was no " +
				"barrier to remove."},
		{"the walk is under way", "wm", []result.Pair{pair("none", 0.5), walking}, line + "0.50."},
		{"none is shown", "none", []result.Pair{pair("none", 0.5), pair("wm", 0.6)}, line + "0.50."},
		{"not a matcher", "no such", []result.Pair{pair("none", 0.5)}, line + "0.50."},
		{"large", "none", []result.Pair{pair("none", 1234.56)}, line + "1235."},
		{"very large", "none", []result.Pair{pair("none", 1.234e17)}, line + "1.2·10¹⁷."},
		{"no number after matching", "wm", []result.Pair{pair("none", 3), pair("wm", math.NaN())}, line + "3.00."},
		{"diverged", "wm", []result.Pair{diverged, diverged},
			"There is no path: of B, training diverged at step 3; try lr=1."},
		{"overflow without divergence", "wm", []result.Pair{pair("none", math.NaN())},
			"On the straight line from A to B the test loss is too large for the computer’s numbers."},
		{"planted", "planted", []result.Pair{pair("none", 1), planted},
			line + "1.00. A renumbered copy of A was put back by weight matching to 99 % of its units."},
	} {
		assert.Equal(t, c.want, result.Finding(&result.Result{Pairs: c.pairs}, 2, "B", c.method), c.name)
	}
}

// Two networks of one seed are one network; the copy of the planted control is still another.
func TestFindingOfOneSeed(t *testing.T) {
	share := measure.Number(1)
	planted := pair("planted", 0)
	planted.Recovery = &share
	r := &result.Result{Models: []measure.Model{{Name: "A", Seed: 5}, {Name: "B", Seed: 5}},
		Pairs: []result.Pair{pair("none", 0), pair("wm", 0), planted}}
	for _, method := range []string{"none", "wm"} {
		assert.Equal(t, "A and B have the same seed and are one network: a control, with no barrier and "+
			"nothing to renumber.", result.Finding(r, 2, "B", method))
	}
	assert.Contains(t, result.Finding(r, 2, "B", "planted"), "100 %")
	r.Models[1].Seed = 6
	assert.Contains(t, result.Finding(r, 2, "B", "wm"), "there was no barrier to remove")
}

func TestFind(t *testing.T) {
	r := &result.Result{Pairs: []result.Pair{pair("none", 1), pair("wm", 2)}}
	p, ok := r.Find("B", "wm")
	assert.True(t, ok)
	assert.Same(t, &r.Pairs[1], p, "the entry itself, not a copy")
	_, ok = r.Find("C", "wm")
	assert.False(t, ok)
}

// Of several matchings the sentence names the one that comes lowest, and none where they are written alike.
func TestFindingComparesMatchings(t *testing.T) {
	r := &result.Result{Pairs: []result.Pair{pair("none", 1), pair("wm", 1.2), pair("am", 0.6), pair("ste", 0.041)}}
	assert.Contains(t, result.Finding(r, 2, "B", "wm"), "by 1.20: here matching did not help. Of the 3 matchings "+
		"compared here, the straight-through estimator comes lowest: 0.041.")
	assert.Contains(t, result.Finding(r, 2, "B", "ste"),
		"by 0.041: the barrier is gone. Of the 3 matchings compared here, none comes lower.")
	r.Pairs[1].Barrier.Test.Loss = 0.0411
	assert.Contains(t, result.Finding(r, 2, "B", "wm"), "none comes lower")
}

// Networks that learnt nothing have no barrier to speak of, whatever the path does.
func TestFindingOfNetworksThatLearntNothing(t *testing.T) {
	r := &result.Result{Pairs: []result.Pair{pair("none", 0.5), pair("wm", 0.1)}}
	model := func(name string, loss float64) measure.Model {
		return measure.Model{Name: name, Seed: int(name[0]), Train: measure.Rating{Loss: measure.Number(loss)}}
	}
	r.Models = []measure.Model{model("A", 2.31), model("B", 2.2)}
	assert.Equal(t, "The networks did not learn the task: their training losses, 2.31 and 2.20, are hardly below that "+
		"of a guess, 2.30. What lies between them then says nothing about barriers.", result.Finding(r, 10, "B", "wm"))
	r.Models[0] = model("A", 0.1)
	assert.Contains(t, result.Finding(r, 10, "B", "wm"), "B did not learn the task: its training loss, 2.20")
	assert.Equal(t, measure.Unlearned, r.Verdict(&r.Pairs[1], 10))
	r.Models[1] = model("B", 0.1)
	assert.Equal(t, measure.MostlyGone, r.Verdict(&r.Pairs[1], 10))
	assert.Equal(t, []measure.Verdict{measure.Unknown, measure.MostlyGone}, r.Verdicts(10))
}
