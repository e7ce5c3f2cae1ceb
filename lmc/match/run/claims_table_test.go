//go:build !js

package run

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// table prints all claims.
func (c *claimTable) table(all [][]measures) string {
	if c.complete != nil {
		c.complete(all)
	}
	var s strings.Builder
	if c.upright {
		c.upwards(&s, all)
		return s.String()
	}
	columns := strings.Count(c.head, "|") + 2 + len(c.experiments)
	fmt.Fprintf(&s, "| %s |", c.head)
	for _, e := range c.experiments {
		fmt.Fprintf(&s, " %s |", e.title)
	}
	s.WriteString(" verdict |\n|" + strings.Repeat("---|", columns) + "\n")
	for _, row := range c.rows {
		fmt.Fprintf(&s, "| %s |", row.text)
		if row.chart != "" {
			fmt.Fprintf(&s, " `%s` |", row.chart)
		}
		var holds, of []int
		for k := range c.experiments {
			text, h, n := row.cell(all[k])
			holds, of = append(holds, h), append(of, n)
			fmt.Fprintf(&s, " %s |", text)
		}
		fmt.Fprintf(&s, " %s |\n", c.verdict(holds, of))
	}
	return s.String()
}

// upwards prints a row for every experiment, and the verdicts below.
func (c *claimTable) upwards(s *strings.Builder, all [][]measures) {
	fmt.Fprintf(s, "| %s |", c.head)
	for _, row := range c.rows {
		fmt.Fprintf(s, " %s |", row.text)
	}
	s.WriteString("\n|" + strings.Repeat("---|", 1+len(c.rows)) + "\n")
	holds, of := make([][]int, len(c.rows)), make([][]int, len(c.rows))
	for k, e := range c.experiments {
		fmt.Fprintf(s, "| %s |", e.title)
		for i, row := range c.rows {
			text, h, n := row.cell(all[k])
			holds[i], of[i] = append(holds[i], h), append(of[i], n)
			fmt.Fprintf(s, " %s |", text)
		}
		s.WriteString("\n")
	}
	s.WriteString("| **verdict** |")
	for i := range c.rows {
		fmt.Fprintf(s, " %s |", c.verdict(holds[i], of[i]))
	}
	s.WriteString("\n")
}

// cell tells a claim's numbers over the pairs or triples of one experiment, of how many it holds, and of how many it
// says anything.
func (row testedClaim) cell(every []measures) (text string, holds, of int) {
	var all []measures
	for _, m := range every {
		if row.applies == nil || row.applies(m) {
			all = append(all, m)
			if row.holds(m) {
				holds++
			}
		}
	}
	if len(all) == 0 {
		return "–", 0, 0
	}
	if len(row.shown) == 0 {
		return count(holds, len(all)), holds, len(all)
	}
	var args []any
	var last []float64
	for _, name := range row.shown {
		last = last[:0]
		for _, m := range all {
			if v := m[name]; !math.IsNaN(v) {
				last = append(last, v)
			}
		}
		args = append(args, tabled(name, average(last)))
	}
	if len(last) == 0 {
		return "none; " + count(holds, len(all)), holds, len(all)
	}
	name := row.shown[len(row.shown)-1]
	args = append(args, tabled(name, slices.Min(last)), tabled(name, slices.Max(last)))
	format := row.format
	if n := len(args); args[n-1] == args[n-2] {
		args, format = args[:n-2], strings.Replace(format, " (%s to %s)", "", 1)
	}
	text = fmt.Sprintf(format, args...)
	if len(last) < len(all) {
		text += fmt.Sprintf(", none in %d of %d", len(all)-len(last), len(all))
	}
	return text + "; " + count(holds, len(all)), holds, len(all)
}

// tabled prints a measure as the tables do.
func tabled(name string, v float64) string {
	head, _, _ := strings.Cut(name, ".")
	switch head {
	case "enough", "lost", "inputs":
		return strconv.FormatFloat(math.Round(10*v)/10, 'f', -1, 64)
	case "reduction", "cycles":
		return wholePercent(v)
	case "accuracy":
		return fmt.Sprintf("%.1f %%", 100*v)
	case "objective":
		return fmt.Sprintf("%.3f", v)
	}
	return amount(v)
}

// count says of how many pairs a claim holds, and in which interval the share of all pairs of seeds lies.
func count(holds, n int) string {
	low, high := wilson(holds, n)
	return fmt.Sprintf("**%d of %d** [%.0f, %.0f] %%", holds, n, 100*low, 100*high)
}

// wilson is the interval of 95 % of a share of which k of n draws were seen (Wilson, 1927).
func wilson(k, n int) (low, high float64) {
	const z = 1.96
	p, m := float64(k)/float64(n), float64(n)
	middle, half := p+z*z/(2*m), z*math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, (middle-half)/(1+z*z/m)), min(1, (middle+half)/(1+z*z/m))
}

// verdict says by one rule whether a claim holds: on an experiment it does where the interval lies above one half, does
// not where it lies below, and is open else.
func (c *claimTable) verdict(holds, of []int) string {
	where := map[string][]string{}
	asked := 0
	for k, h := range holds {
		if of[k] == 0 { // the claim says nothing there
			continue
		}
		asked++
		low, high := wilson(h, of[k])
		word := "open"
		if low > 0.5 {
			word = "holds"
		} else if high < 0.5 {
			word = "does not hold"
		}
		where[word] = append(where[word], c.experiments[k].short)
	}
	var words []string
	for _, word := range []string{"holds", "open", "does not hold"} {
		switch len(where[word]) {
		case 0:
		case asked:
			return word
		default:
			words = append(words, word+" on "+strings.Join(where[word], ", "))
		}
	}
	return strings.Join(words, "; ")
}

// By hand: the interval is symmetric, holds k/n, and narrows with n. Five of five say that most pairs do, four of five
// do not.
func TestVerdictsOfClaims(t *testing.T) {
	low, high := wilson(5, 10)
	assert.InDelta(t, 1, low+high, 1e-12)
	assert.InDelta(t, 0.2366, low, 1e-4)
	low, high = wilson(5, 5)
	assert.InDelta(t, 0.5655, low, 1e-4)
	assert.Equal(t, 1.0, high)
	assert.Equal(t, "**9 of 10** [60, 98] %", count(9, 10))
	five := []int{5, 5, 5, 5, 5}
	assert.Equal(t, "holds", whyClaims.verdict(five, five))
	assert.Equal(t, "does not hold", whyClaims.verdict(make([]int, 5), five))
	assert.Equal(t, "holds on spirals 64, spirals 128; open on spirals 32, checker; does not hold on strokes",
		whyClaims.verdict([]int{4, 5, 5, 0, 1}, five))
	assert.Equal(t, "holds on spirals 64; does not hold on strokes",
		whyClaims.verdict([]int{0, 5, 0, 0, 0}, []int{0, 5, 0, 5, 0}))
}

// A claim that says nothing of an experiment is not counted there; what is shown are means, and the range of the last.
func TestCellsOfClaims(t *testing.T) {
	row := testedClaim{shown: []string{"accuracy.a", "b"}, format: "%s, then %s (%s to %s)",
		holds: func(m measures) bool { return m["b"] > 1 }, applies: func(m measures) bool { return m["b"] > 0 }}
	text, holds, of := row.cell([]measures{{"accuracy.a": 0.5, "b": 1}, {"accuracy.a": 0.6, "b": 2}, {"b": 0}})
	assert.Equal(t, "55.0 %, then 1.50 (1.00 to 2.00); "+count(1, 2), text)
	assert.Equal(t, []int{1, 2}, []int{holds, of})
	text, _, of = row.cell([]measures{{"b": 0}})
	assert.Equal(t, "–", text)
	assert.Zero(t, of)
}
