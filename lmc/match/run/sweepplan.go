package run

import (
	"errors"
	"fmt"
	"slices"

	"onebasin/lmc/lab/settings"
	"onebasin/lmc/link"
	"onebasin/lmc/match/keys"
)

// sweepPlan is which experiments a study of sweeps makes: every value of a setting with every pair of seeds.
type sweepPlan struct {
	setting keys.Setting
	method  string
	values  []float64
	pairs   [][2]int
	grid    link.Grid[keys.Link] // values by pairs
	leftOut string               // what was left out and why, as a sentence
}

// sweepBudget bounds a study of sweeps, in multiply-adds as work estimates them: about two minutes of two workers.
const sweepBudget = 2.5e11

// fewPairs is how many pairs are kept before a value is left out.
const fewPairs = 3

// planSweep plans a study around e within a budget: first pairs of seeds are left out, down to a few, then the values
// whose experiments take longest. It says in words what cannot be planned.
func planSweep(e keys.Experiment, method string, v keys.View, budget float64) (*sweepPlan, error) {
	setting, ok := keys.SettingNamed(v.Sweep)
	if !ok {
		return nil, fmt.Errorf("there is no setting “%s”", v.Sweep)
	}
	if e.Foreign() {
		return nil, errors.New("a sweep trains networks again with other settings, and these come from files")
	}
	if e.Data == settings.OwnData && (setting.Key == "n" || setting.Key == "noise") {
		return nil, fmt.Errorf("of your own data the %s is not varied; make another link", setting.Every)
	}
	p := &sweepPlan{setting: setting, method: method}
	var cost []float64
	var without []string
	for _, x := range setting.Over(e, v.Values) {
		one, err := setting.Grid(e, method, []float64{x}, 1)
		if err != nil {
			return nil, err
		}
		if at := one.At(0).Experiment; at.Check() == nil {
			p.values = append(p.values, x)
			cost = append(cost, work(at, Options{Unseen: true}))
		} else {
			without = append(without, setting.At(x))
		}
	}
	pairs := v.Pairs
	for len(p.values) > 0 {
		sum := 0.0
		for _, c := range cost {
			sum += c
		}
		if float64(pairs)*sum <= budget {
			break
		}
		if pairs > fewPairs || len(p.values) == 1 && pairs > 1 {
			pairs--
			continue
		}
		k := slices.Index(cost, slices.Max(cost))
		without = append(without, setting.At(p.values[k]))
		p.values, cost = slices.Delete(p.values, k, k+1), slices.Delete(cost, k, k+1)
	}
	if len(p.values) == 0 {
		return nil, errors.New("one experiment of this sweep alone would take too long, or too much memory, for a " +
			"study; the command engine sweep has no such limit of time")
	}
	var short []string
	if pairs < v.Pairs {
		short = append(short, fmt.Sprintf("%d of %d pairs of seeds", v.Pairs-pairs, v.Pairs))
	}
	if short = append(short, without...); len(short) > 0 {
		p.leftOut = "Left out: " + listed(short) + ", too much for a study, which is held to about two minutes; the " +
			"command engine sweep is not."
	}
	p.pairs = keys.SeedPairs(e.Seeds, pairs)
	var err error
	p.grid, err = setting.Grid(e, method, p.values, pairs)
	return p, err
}

// at returns the experiment of value k with a pair of seeds.
func (p *sweepPlan) at(k, pair int) keys.Experiment {
	return p.grid.At(k*len(p.pairs) + pair).Experiment
}

// sweepPart is what is computed before the charts are shown again: a value with some pairs of seeds.
type sweepPart struct{ value, first, last int }

// parts are first every value with one pair of seeds, so that the whole is seen early, and then value by value the
// others: those whose experiments are short, as a rule the small ones, have all their pairs soon. A pair trains on two
// workers, so a larger crew computes several at once.
func (p *sweepPlan) parts(workers int) (parts []sweepPart) {
	at := min(len(p.pairs), max(1, workers/2))
	for k := range p.values {
		parts = append(parts, sweepPart{k, 0, at})
	}
	for k := range p.values {
		for first := at; first < len(p.pairs); first += at {
			parts = append(parts, sweepPart{k, first, min(first+at, len(p.pairs))})
		}
	}
	return parts
}

// listed joins words as a sentence does.
func listed(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	s := ""
	for i, w := range words {
		switch {
		case i == 0:
		case i == len(words)-1:
			s += " and "
		default:
			s += ", "
		}
		s += w
	}
	return s
}
