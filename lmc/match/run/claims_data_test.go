//go:build !js

package run

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func (c *claimTable) file() string { return "testdata/claims-" + c.name + ".txt" }

// with names an experiment with its seeds; the first of the line that keeps its measures.
func (e claimed) with(seeds string) string { return e.link + "&seeds=" + seeds }

// write keeps the measures of the table's seeds, a line a pair or triple.
func (c *claimTable) write(t *testing.T, all map[string]measures) {
	t.Helper()
	var s strings.Builder
	for _, e := range c.experiments {
		for _, seeds := range strings.Fields(*c.seeds) {
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
func (c *claimTable) kept(t *testing.T) map[string]measures {
	t.Helper()
	all := map[string]measures{}
	b, err := os.ReadFile(c.file())
	if os.IsNotExist(err) {
		return all
	}
	require.NoError(t, err)
	for line := range strings.Lines(string(b)) {
		words := strings.Fields(line)
		m := measures{}
		for _, f := range words[1:] {
			name, v, _ := strings.Cut(f, "=")
			m[name], err = strconv.ParseFloat(v, 64)
			require.NoError(t, err)
		}
		all[words[0]] = m
	}
	return all
}

// read returns the measures of every experiment, and the seeds: those that all experiments have, in the order in which
// they were written.
func (c *claimTable) read(t *testing.T) (all [][]measures, seeds []string) {
	t.Helper()
	b, err := os.ReadFile(c.file())
	require.NoError(t, err)
	kept := c.kept(t)
	for line := range strings.Lines(string(b)) {
		name, _, _ := strings.Cut(line, " ")
		if of, ok := strings.CutPrefix(name, c.experiments[0].with("")); ok &&
			!slices.ContainsFunc(c.experiments, func(e claimed) bool { return kept[e.with(of)] == nil }) {
			seeds = append(seeds, of)
		}
	}
	require.NotEmpty(t, seeds, "%s: run with -measure", c.file())
	for _, e := range c.experiments {
		var of []measures
		for _, s := range seeds {
			of = append(of, kept[e.with(s)])
		}
		all = append(all, of)
	}
	return all, seeds
}
