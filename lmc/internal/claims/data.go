package claims

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func (c *Table) file() string { return "testdata/claims-" + c.Name + ".txt" }

// with names an experiment with its seeds; the first of the line that keeps its measures.
func (e Experiment) with(seeds string) string { return e.Link + "&seeds=" + seeds }

// write keeps the measures of the table's seeds, a line a pair or triple.
func (c *Table) write(t *testing.T, all map[string]Measures) {
	t.Helper()
	var s strings.Builder
	for _, e := range c.Experiments {
		for _, seeds := range strings.Fields(*c.Seeds) {
			m := all[e.with(seeds)]
			if m == nil {
				continue
			}
			s.WriteString(e.with(seeds))
			names := make([]string, 0, len(m))
			for name := range m {
				names = append(names, name)
			}
			slices.Sort(names)
			for _, name := range names {
				fmt.Fprintf(&s, " %s=%.6g", name, m[name])
			}
			s.WriteString("\n")
		}
	}
	require.NoError(t, os.WriteFile(c.file(), []byte(s.String()), 0o644))
}

// kept returns the measures that were written, by the experiment and its seeds; none where there is no such file.
func (c *Table) kept(t *testing.T) map[string]Measures {
	t.Helper()
	all := map[string]Measures{}
	b, err := os.ReadFile(c.file())
	if os.IsNotExist(err) {
		return all
	}
	require.NoError(t, err)
	for line := range strings.Lines(string(b)) {
		words := strings.Fields(line)
		m := Measures{}
		for _, f := range words[1:] {
			name, v, _ := strings.Cut(f, "=")
			m[name], err = strconv.ParseFloat(v, 64)
			require.NoError(t, err)
		}
		all[words[0]] = m
	}
	return all
}

// Read returns the measures of every experiment, and the seeds: those that all experiments have, in the order in which
// they were written.
func (c *Table) Read(t *testing.T) (all [][]Measures, seeds []string) {
	t.Helper()
	b, err := os.ReadFile(c.file())
	require.NoError(t, err)
	kept := c.kept(t)
	for line := range strings.Lines(string(b)) {
		name, _, _ := strings.Cut(line, " ")
		if of, ok := strings.CutPrefix(name, c.Experiments[0].with("")); ok &&
			!slices.ContainsFunc(c.Experiments, func(e Experiment) bool { return kept[e.with(of)] == nil }) {
			seeds = append(seeds, of)
		}
	}
	require.NotEmpty(t, seeds, "%s: run with -measure", c.file())
	for _, e := range c.Experiments {
		var of []Measures
		for _, s := range seeds {
			of = append(of, kept[e.with(s)])
		}
		all = append(all, of)
	}
	return all, seeds
}
