package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// A table collects the lines of the report.
type table struct {
	lines  []string
	missed int
}

func (t *table) part(title string) { t.lines = append(t.lines, "", title) }

// atLeast reports a ratio that must not be below its bar.
func (t *table) atLeast(what, ours, baseline string, ratio, bar float64) {
	t.line(what, ours, baseline, fmt.Sprintf("%.1f ×", ratio), fmt.Sprintf("≥ %g ×", bar), ratio >= bar)
}

// atMost reports a value that must not exceed its bar.
func (t *table) atMost(what, ours, baseline string, value, bar float64, unit string) {
	t.line(what, ours, baseline, fmt.Sprintf("%.3g %s", value, unit), fmt.Sprintf("≤ %g %s", bar, unit), value <= bar)
}

// against reports how many times as long one time of a benchmark is as another, both called by the metric in µs without
// its unit; called says what the other is.
func (t *table) against(m map[string]float64, what, ours, baseline, called string, bar float64) error {
	a, b := m[ours+"-µs"], m[baseline+"-µs"]
	if !(a > 0 && b > 0) {
		return fmt.Errorf("the benchmark told no %s or no %s", ours, baseline)
	}
	t.atMost(what, duration(a), duration(b)+", "+called, a/b, bar, "×")
	return nil
}

// duration writes a time in µs with three digits.
func duration(µs float64) string {
	switch {
	case µs < 1e3:
		return fmt.Sprintf("%.3g µs", µs)
	case µs < 1e6:
		return fmt.Sprintf("%.3g ms", µs/1e3)
	}
	return fmt.Sprintf("%.3g s", µs/1e6)
}

func (t *table) line(what, ours, baseline, value, bar string, ok bool) {
	verdict := "yes"
	if !ok {
		verdict = "NO"
		t.missed++
	}
	t.lines = append(t.lines, strings.Join([]string{"  " + what, ours, baseline, value, bar, verdict}, "\t"))
}

func (t *table) print(out io.Writer) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\tours\tbaseline\tmeasured\tbar\tcleared")
	for _, l := range t.lines {
		fmt.Fprintln(w, l)
	}
	w.Flush()
	if t.missed > 0 {
		fmt.Fprintf(out, "\n%d not cleared\n", t.missed)
	}
}
