// Package claims makes the tables of docs/claims.md of what was measured: what is claimed, over experiments with
// several pairs or triples of seeds each, of how many it holds, and one rule's verdict. The tables stand in the tests
// of the laboratories that they are about.
package claims

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
	update  = flag.Bool("update", false, "rewrite the tables of docs/claims.md")
	again   = flag.Bool("measure", false, "run the experiments of docs/claims.md again; takes an hour and more")
	missing = flag.Bool("missing", false, "with -measure: only those that are not kept")
	tables  = flag.String("tables", "why searches many bend planes width trees lists", "which tables of docs/claims.md")
)

// Pairs and Triples are the seeds that are measured.
var (
	Pairs = flag.String("pairs", "1,2 3,4 5,6 7,8 9,10 11,12 13,14 15,16 17,18 19,20",
		"the pairs of seeds that -measure takes, yours for example")
	Triples = flag.String("triples", "1,2,3 4,5,6 7,8,9 10,11,12 13,14,15 16,17,18 19,20,21 22,23,24 25,26,27 "+
		"28,29,30", "the same for the tables of three models")
)

// Table is one table of the document.
type Table struct {
	Name        string // of its data, testdata/claims-NAME.txt, and of its place in the document
	Head        string // of the first columns
	Seeds       *string
	Experiments []Experiment
	Rows        []Row
	Measure     func(t *testing.T, link, seeds string, crew lab.Crew) Measures
	Upright     bool                   // a row an experiment, a column a claim
	Complete    func(all [][]Measures) // adds what compares experiments
}

// Experiment is a link without its seeds, as columns and verdicts call it.
type Experiment struct{ Title, Short, Link string }

// Measures are what is kept of one pair or triple, by name.
type Measures map[string]float64

// Row is a claim: what of the measures is shown, and what decides.
type Row struct {
	Text, Chart string
	Shown       []string // measures
	Format      string   // of their means and, of the last, the smallest and the largest
	Holds       func(Measures) bool
	Applies     func(Measures) bool // nil: to every experiment
}

// Test makes the tables of what was measured, and measures one pair of each again:
//
//	go test ./lmc/match/run ./lmc/trees/run -run Claims -measure -update -timeout 4h
//
// measures all. Without -update the tables are printed instead, of any seeds: -measure -pairs '101,102 103,104'
// -triples '101,102,103'. With -tables 'many bend' only these are made. Numbers may differ from those kept where a
// decomposition's last bits turn a search for a part.
func Test(t *testing.T, crew func(workers int) lab.Crew, all ...*Table) {
	t.Helper()
	workers := crew(runtime.NumCPU())
	for _, c := range all {
		if !slices.Contains(strings.Fields(*tables), c.Name) {
			continue
		}
		switch {
		case *again:
			if all := c.measureAll(t, workers); !*update {
				fmt.Print(c.table(all), "\n")
				continue
			}
		case !*update:
			c.measureFirst(t, workers)
		}
		all, _ := c.Read(t)
		for k := range all {
			assert.GreaterOrEqual(t, len(all[k]), 10, "%s: %s", c.Name, c.Experiments[k].Title)
		}
		c.document(t, all)
	}
}

// measureAll measures every experiment with every list of seeds; with -update what was measured is kept at once, should
// it be stopped.
func (c *Table) measureAll(t *testing.T, crew lab.Crew) (all [][]Measures) {
	t.Helper()
	kept := map[string]Measures{}
	if *missing {
		kept = c.kept(t)
	}
	all = make([][]Measures, len(c.Experiments))
	for _, seeds := range strings.Fields(*c.Seeds) {
		for k, e := range c.Experiments {
			name := e.with(seeds)
			if kept[name] == nil {
				kept[name] = c.Measure(t, e.Link, seeds, crew)
				if *update {
					c.write(t, kept)
				}
			}
			all[k] = append(all[k], kept[name])
		}
	}
	return all
}

// measureFirst measures the first pair or triple of the table's first experiment again.
func (c *Table) measureFirst(t *testing.T, crew lab.Crew) {
	t.Helper()
	all, seeds := c.Read(t)
	got := c.Measure(t, c.Experiments[0].Link, seeds[0], crew)
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
func (c *Table) document(t *testing.T, all [][]Measures) {
	t.Helper()
	const file, end = "../../../docs/claims.md", "<!-- end of claims -->"
	begin := fmt.Sprintf("<!-- claims, %s: written by go test ./lmc/match/run ./lmc/trees/run -run Claims -update "+
		"-->\n", c.Name)
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(b), begin)
	require.True(t, ok, "docs/claims.md has no place for %q", c.Name)
	old, after, ok := strings.Cut(rest, end)
	require.True(t, ok)
	if want := c.table(all); *update {
		require.NoError(t, os.WriteFile(file, []byte(before+begin+want+end+after), 0o644))
	} else {
		assert.Equal(t, want, old, "rewrite it with -update")
	}
}
