package claims

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"onebasin/lmc/measure"
)

// table prints all claims.
func (c *Table) table(all [][]Measures) string {
	if c.Complete != nil {
		c.Complete(all)
	}
	var s strings.Builder
	if c.Upright {
		c.upwards(&s, all)
		return s.String()
	}
	columns := strings.Count(c.Head, "|") + 2 + len(c.Experiments)
	fmt.Fprintf(&s, "| %s |", c.Head)
	for _, e := range c.Experiments {
		fmt.Fprintf(&s, " %s |", e.Title)
	}
	s.WriteString(" verdict |\n|" + strings.Repeat("---|", columns) + "\n")
	for _, row := range c.Rows {
		fmt.Fprintf(&s, "| %s |", row.Text)
		if row.Chart != "" {
			fmt.Fprintf(&s, " `%s` |", row.Chart)
		}
		var holds, of []int
		for k := range c.Experiments {
			text, h, n := row.cell(all[k])
			holds, of = append(holds, h), append(of, n)
			fmt.Fprintf(&s, " %s |", text)
		}
		fmt.Fprintf(&s, " %s |\n", c.verdict(holds, of))
	}
	return s.String()
}

// upwards prints a row for every experiment, and the verdicts below.
func (c *Table) upwards(s *strings.Builder, all [][]Measures) {
	fmt.Fprintf(s, "| %s |", c.Head)
	for _, row := range c.Rows {
		fmt.Fprintf(s, " %s |", row.Text)
	}
	s.WriteString("\n|" + strings.Repeat("---|", 1+len(c.Rows)) + "\n")
	holds, of := make([][]int, len(c.Rows)), make([][]int, len(c.Rows))
	for k, e := range c.Experiments {
		fmt.Fprintf(s, "| %s |", e.Title)
		for i, row := range c.Rows {
			text, h, n := row.cell(all[k])
			holds[i], of[i] = append(holds[i], h), append(of[i], n)
			fmt.Fprintf(s, " %s |", text)
		}
		s.WriteString("\n")
	}
	s.WriteString("| **verdict** |")
	for i := range c.Rows {
		fmt.Fprintf(s, " %s |", c.verdict(holds[i], of[i]))
	}
	s.WriteString("\n")
}

// cell tells a claim's numbers over the pairs or triples of one experiment, of how many it holds, and of how many it
// says anything.
func (row Row) cell(every []Measures) (text string, holds, of int) {
	var all []Measures
	for _, m := range every {
		if row.Applies == nil || row.Applies(m) {
			all = append(all, m)
			if row.Holds(m) {
				holds++
			}
		}
	}
	if len(all) == 0 {
		return "–", 0, 0
	}
	if len(row.Shown) == 0 {
		return count(holds, len(all)), holds, len(all)
	}
	var args []any
	var last []float64
	for _, name := range row.Shown {
		last = last[:0]
		for _, m := range all {
			if v := m[name]; !math.IsNaN(v) {
				last = append(last, v)
			}
		}
		args = append(args, tabled(name, mean(last)))
	}
	if len(last) == 0 {
		return "none; " + count(holds, len(all)), holds, len(all)
	}
	name := row.Shown[len(row.Shown)-1]
	args = append(args, tabled(name, slices.Min(last)), tabled(name, slices.Max(last)))
	format := row.Format
	if n := len(args); args[n-1] == args[n-2] {
		args, format = args[:n-2], strings.Replace(format, " (%s to %s)", "", 1)
	}
	text = fmt.Sprintf(format, args...)
	if len(last) < len(all) {
		text += fmt.Sprintf(", none in %d of %d", len(all)-len(last), len(all))
	}
	return text + "; " + count(holds, len(all)), holds, len(all)
}

func mean(x []float64) (sum float64) {
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// tabled prints a measure as the tables do.
func tabled(name string, v float64) string {
	head, _, _ := strings.Cut(name, ".")
	switch head {
	case "enough", "lost", "inputs":
		return strconv.FormatFloat(math.Round(10*v)/10, 'f', -1, 64)
	case "reduction", "cycles":
		return fmt.Sprintf("%.0f %%", 100*v)
	case "accuracy":
		return fmt.Sprintf("%.1f %%", 100*v)
	case "objective":
		return fmt.Sprintf("%.3f", v)
	}
	return measure.Amount(measure.Number(v))
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
func (c *Table) verdict(holds, of []int) string {
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
		where[word] = append(where[word], c.Experiments[k].Short)
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
