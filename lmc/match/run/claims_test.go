//go:build !js

package run

import (
	"flag"
	"fmt"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
)

var (
	updateClaims = flag.Bool("update", false, "rewrite the tables of docs/claims.md")
	measureAll   = flag.Bool("measure", false, "run the experiments of docs/claims.md again; takes an hour and more")
	onlyMissing  = flag.Bool("missing", false, "with -measure: only those that are not kept")
	onlyTables   = flag.String("tables", "why many bend planes width", "which tables of docs/claims.md")
	claimPairs   = flag.String("pairs", "1,2 3,4 5,6 7,8 9,10 11,12 13,14 15,16 17,18 19,20",
		"the pairs of seeds that -measure takes, yours for example")
	claimTriples = flag.String("triples", "1,2,3 4,5,6 7,8,9 10,11,12 13,14,15 16,17,18 19,20,21 22,23,24 25,26,27 "+
		"28,29,30", "the same for the tables of three models")
)

// claimTable is one table of docs/claims.md: what is claimed, over several experiments with several lists of seeds
// each.
type claimTable struct {
	name        string // of its data, testdata/claims-NAME.txt, and of its place in the document
	head        string // of the first columns
	seeds       *string
	experiments []claimed
	rows        []testedClaim
	measure     func(t *testing.T, link, seeds string, crew lab.Crew) measures
	upright     bool                   // a row an experiment, a column a claim
	complete    func(all [][]measures) // adds measures that compare experiments
}

func claimTables() []*claimTable {
	return []*claimTable{&whyClaims, &manyClaims, &bendClaims, &planesClaims, &widthClaims}
}

type claimed struct{ title, short, link string }

// measures are what is kept of one pair or triple, by name.
type measures map[string]float64

// testedClaim is a row of a table: what is claimed, what of the measures is shown, and what decides.
type testedClaim struct {
	text, chart string
	shown       []string // measures
	format      string   // of their means and, of the last, the smallest and the largest
	holds       func(measures) bool
	applies     func(measures) bool // nil: to every experiment
}

// The tables of claims are made from what was measured:
//
//	go test ./lmc/match/run -run Claims -measure -update -timeout 3h
//
// Without -update the tables are printed instead, of any seeds: -measure -pairs '101,102 103,104' -triples
// '101,102,103'. With -tables 'many bend' only these are made. Without -measure one pair is measured again. Numbers may
// differ from those kept where the decomposition's last bits turn a search for a part.
func TestClaims(t *testing.T) {
	crew := local(runtime.NumCPU())
	for _, c := range claimTables() {
		if !slices.Contains(strings.Fields(*onlyTables), c.name) {
			continue
		}
		switch {
		case *measureAll:
			if all := c.measureAll(t, crew); !*updateClaims {
				fmt.Print(c.table(all), "\n")
				continue
			}
		case !*updateClaims:
			c.measureFirst(t, crew)
		}
		all, _ := c.read(t)
		c.document(t, all)
	}
}

// measureAll measures every experiment with every list of seeds; with -update what was measured is kept at once, should
// it be stopped.
func (c *claimTable) measureAll(t *testing.T, crew lab.Crew) (all [][]measures) {
	t.Helper()
	kept := map[string]measures{}
	if *onlyMissing {
		kept = c.kept(t)
	}
	all = make([][]measures, len(c.experiments))
	for _, seeds := range strings.Fields(*c.seeds) {
		for k, e := range c.experiments {
			name := e.with(seeds)
			if kept[name] == nil {
				kept[name] = c.measure(t, e.link, seeds, crew)
				if *updateClaims {
					c.write(t, kept)
				}
			}
			all[k] = append(all[k], kept[name])
		}
	}
	return all
}

// measureFirst measures the first pair or triple of the table's first experiment again.
func (c *claimTable) measureFirst(t *testing.T, crew lab.Crew) {
	t.Helper()
	all, seeds := c.read(t)
	got := c.measure(t, c.experiments[0].link, seeds[0], crew)
	for name, want := range all[0][0] {
		switch {
		case name == "equality" || name == "values":
			assert.Less(t, got[name], 1e-5, name)
		case math.IsNaN(want):
			assert.True(t, math.IsNaN(got[name]), name)
		default:
			assert.InDelta(t, want, got[name], 1e-5*(1+math.Abs(want)), name)
		}
	}
}

// document holds the table against the one in the document, or writes it there.
func (c *claimTable) document(t *testing.T, all [][]measures) {
	t.Helper()
	const file, end = "../../../docs/claims.md", "<!-- end of claims -->"
	begin := fmt.Sprintf("<!-- claims, %s: written by go test ./lmc/match/run -run Claims -update -->\n", c.name)
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(b), begin)
	require.True(t, ok, "docs/claims.md has no place for %q", c.name)
	old, after, ok := strings.Cut(rest, end)
	require.True(t, ok)
	if want := c.table(all); *updateClaims {
		require.NoError(t, os.WriteFile(file, []byte(before+begin+want+end+after), 0o644))
	} else {
		assert.Equal(t, want, old, "rewrite it with -update")
	}
}

// What the claims about singular vectors say holds for every pair that was measured: R above its null and rising with γ
// after weight matching, theorem 4.1, singular values that stay; and the barrier goes away on spirals from width 64 on.
func TestWhatIsClaimed(t *testing.T) {
	all, seeds := whyClaims.read(t)
	for k, pairs := range all {
		for i, m := range pairs {
			name := whyClaims.experiments[k].title + ", seeds " + seeds[i]
			assert.Greater(t, m["r3.wm"], m["null3"], name)
			assert.Greater(t, m["r3.wm"], m["r0.wm"]+0.1, name)
			assert.Less(t, m["values"], 1e-5, name)
			assert.Less(t, m["equality"], 1e-12, name)
			if k == 1 || k == 2 || k == 3 {
				assert.Less(t, m["barrier.wm"], m["barrier.none"]/10, name)
			}
		}
	}
}

// Every table has at least ten pairs or triples of every experiment.
func TestClaimsHaveTenOfEach(t *testing.T) {
	for _, c := range claimTables() {
		all, _ := c.read(t)
		for k := range all {
			assert.GreaterOrEqual(t, len(all[k]), 10, "%s: %s", c.name, c.experiments[k].title)
		}
	}
}
