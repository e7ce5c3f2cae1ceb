//go:build !js

package run

import (
	"flag"
	"fmt"
	"math"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	updateClaims = flag.Bool("update", false, "rewrite the table of docs/claims.md")
	measureAll   = flag.Bool("measure", false, "run every experiment of docs/claims.md again; takes some ten minutes")
	claimPairs   = flag.String("pairs", "1,2 3,4 5,6 7,8 9,10 11,12 13,14 15,16 17,18 19,20",
		"the pairs of seeds that -measure takes, yours for example")
)

// The experiments on which the claims of Ito et al. (2402.04051) are tested, over several pairs of seeds each.
var claimed = []struct{ title, short, link string }{
	{"spirals, 2-32-32-2", "spirals 32", "net=32-32"},
	{"spirals, 2-64-64-2", "spirals 64", "net=64-64"},
	{"spirals, 2-128-128-2", "spirals 128", "net=128-128"},
	{"strokes, 256-64-64-10", "strokes", "data=strokes"},
	{"checker, 2-64-64-2", "checker", "data=checker&steps=3000"},
}

// testedClaim is a row of the table: what is claimed, which chart tells, and what of a pair's measures is shown and
// decides. A claim without a rule is a number only.
type testedClaim struct {
	text, chart string
	shown       []string // measures
	format      string   // of their means and, of the last, the smallest and the largest
	holds       func(measures) bool
}

func removed(method string) func(measures) bool {
	return func(m measures) bool { return m["barrier."+method] <= m["barrier.none"]/10 }
}

var claims = []testedClaim{
	{"Weight matching takes the barrier away (here: nine tenths of it)", "descent",
		[]string{"barrier.none", "barrier.wm"}, "barrier %s → %s (%s to %s)", removed("wm")},
	{"It does so without bringing the networks much closer: by 6 to 20 %", "reduction", []string{"reduction"},
		"closer by %s (%s to %s)", func(m measures) bool { return m["reduction"] <= 0.2 }},
	{"**Ours:** most of the reduction is there between untrained networks too", "reduction", []string{"reduction.null"},
		"untrained %s (%s to %s)", func(m measures) bool { return m["reduction.null"] > m["reduction"]/2 }},
	{"Permutations leave singular values as they are (to 10⁻⁵ of the largest)", "spectra", nil, "",
		func(m measures) bool { return m["values"] < 1e-5 }},
	{"Theorem 4.1: ⟨Wᵃ, P Wᵇ P′ᵀ⟩ = Σ sᵃᵢ sᵇⱼ (uᵃᵢ·P uᵇⱼ)(vᵃᵢ·P′ vᵇⱼ)", "equality", nil, "", func(m measures) bool {
		return m["equality"] < 1e-12
	}},
	{"Weight matching aligns the singular vectors of large singular values: R(A, π(B)) rises from γ = 0 to 0.3, and " +
		"is above untrained networks", "gamma", []string{"r0.wm", "null3", "r3.wm"},
		"R %s at γ = 0; at 0.3 untrained at most %s, trained %s (%s to %s)", func(m measures) bool {
			return m["r3.wm"] > m["null3"] && m["r3.wm"] > m["r0.wm"]
		}},
	{"So the merged network keeps the large singular vectors of both: R(merged, ·) at γ = 0.3 is above untrained " +
		"networks and above γ = 0", "gamma", []string{"null3.merged", "merged3"}, "untrained %s, trained %s (%s to %s)",
		func(m measures) bool { return m["merged3"] > m["null3.merged"] && m["merged3"] > m["merged0"] }},
	{"Inputs of layers lie on the large right singular vectors (in every layer of which it can be told)", "inputs",
		[]string{"inputs.layers", "inputs.hold"}, "of %s layers %s (%s to %s)", func(m measures) bool {
			return m["inputs.hold"] == m["inputs.layers"]
		}},
	{"Activation matching works by the same principle: its R rises with γ too, above untrained networks", "gamma",
		[]string{"barrier.am", "r0.am", "r3.am"}, "barrier %s; R %s at γ = 0, %s (%s to %s) at 0.3",
		func(m measures) bool { return m["r3.am"] > m["null3.am"] && m["r3.am"] > m["r0.am"] }},
	{"The straight-through estimator takes the barrier away (nine tenths) …", "restarts", []string{"barrier.ste"},
		"barrier %s (%s to %s)", removed("ste")},
	{"… without aligning the large singular vectors: R ≈ 0 (here: below 0.1 at γ = 0.3)", "restarts",
		[]string{"r0.ste", "r3.ste"}, "R %s at γ = 0, %s (%s to %s) at 0.3", func(m measures) bool {
			return m["r3.ste"] < 0.1
		}},
	{"From a random start the straight-through estimator takes the barrier away (nine tenths) …", "searches",
		[]string{"far.barrier.ste"}, "barrier %s (%s to %s)", func(m measures) bool {
			return m["far.barrier.ste"] <= m["barrier.none"]/10
		}},
	{"… with little alignment: R at γ = 0.3 below half of weight matching's", "searches",
		[]string{"far.null3.ste", "far.left.ste", "far.r3.ste"}, "untrained %s; distance left %s; R %s (%s to %s)",
		func(m measures) bool { return m["far.r3.ste"] < m["r3.wm"]/2 }},
	{"**Ours:** swap descent from a random start takes the barrier away (nine tenths) …", "searches",
		[]string{"far.barrier.swap"}, "barrier %s (%s to %s)", func(m measures) bool {
			return m["far.barrier.swap"] <= m["barrier.none"]/10
		}},
	{"… with less alignment than weight matching: R at γ = 0.3 below three quarters of its", "searches",
		[]string{"far.null3.swap", "far.left.swap", "far.r3.swap"}, "untrained %s; distance left %s; R %s (%s to %s)",
		func(m measures) bool { return m["far.r3.swap"] < 0.75*m["r3.wm"] }},
	{"**Ours:** the second-order estimate is within a factor of two of the excess halfway without matching", "taylor",
		[]string{"truth.none", "estimate.none"}, "excess %s, estimate %s (%s to %s)", func(m measures) bool {
			return twofold(m["estimate.none"], m["truth.none"])
		}},
	{"**Ours:** and after matching", "taylor", []string{"truth.wm", "estimate.wm"}, "excess %s, estimate %s (%s to %s)",
		func(m measures) bool { return twofold(m["estimate.wm"], m["truth.wm"]) }},
	{"**Ours:** along one search the barrier falls as R rises (rank correlation below 0, p ≤ 0.05)", "descent",
		[]string{"descent"}, "%s (%s to %s)", func(m measures) bool {
			return m["descent"] < 0 && m["descent.p"] <= 0.05
		}},
	{"**Ours:** restarts of larger R have lower barriers (rank correlation below 0, p ≤ 0.05)", "restarts",
		[]string{"restarts"}, "%s (%s to %s)", func(m measures) bool {
			return m["restarts"] < 0 && m["restarts.p"] <= 0.05
		}},
	{"**Ours:** matching the leading singular vectors alone is enough (eight or fewer take nine tenths of what " +
		"weight matching takes away)", "subspace", []string{"enough"}, "k = %s (%s to %s)", func(m measures) bool {
		return removed("wm")(m) && m["enough"] <= 8
	}},
	{"**Ours:** without few of them it fails (where it takes nine tenths away: without eight or fewer, half of " +
		"that comes back)", "subspace", []string{"lost"}, "k = %s (%s to %s)", func(m measures) bool {
		return removed("wm")(m) && m["lost"] <= 8
	}},
}

func twofold(x, y float64) bool { return x > y/2 && x < 2*y }

// cell tells a claim's numbers over the pairs of one experiment, and of how many it holds.
func (c testedClaim) cell(all []measures) (text string, holds int) {
	for _, m := range all {
		if c.holds(m) {
			holds++
		}
	}
	if len(c.shown) == 0 {
		return count(holds, len(all)), holds
	}
	var args []any
	var last []float64
	for _, name := range c.shown {
		last = last[:0]
		for _, m := range all {
			if v := m[name]; !math.IsNaN(v) {
				last = append(last, v)
			}
		}
		args = append(args, tabled(name, average(last)))
	}
	if len(last) == 0 {
		return "none; " + count(holds, len(all)), holds
	}
	name := c.shown[len(c.shown)-1]
	args = append(args, tabled(name, slices.Min(last)), tabled(name, slices.Max(last)))
	format := c.format
	if n := len(args); args[n-1] == args[n-2] {
		args, format = args[:n-2], strings.Replace(format, " (%s to %s)", "", 1)
	}
	text = fmt.Sprintf(format, args...)
	if len(last) < len(all) {
		text += fmt.Sprintf(", none in %d of %d", len(all)-len(last), len(all))
	}
	return text + "; " + count(holds, len(all)), holds
}

// tabled prints a measure as the table does.
func tabled(name string, v float64) string {
	switch name {
	case "enough", "lost", "inputs.hold", "inputs.layers":
		return strconv.FormatFloat(math.Round(10*v)/10, 'f', -1, 64)
	case "reduction", "reduction.null":
		return wholePercent(v)
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
func verdict(holds, of []int) string {
	where := map[string][]string{}
	for k, h := range holds {
		low, high := wilson(h, of[k])
		word := "open"
		if low > 0.5 {
			word = "holds"
		} else if high < 0.5 {
			word = "does not hold"
		}
		where[word] = append(where[word], claimed[k].short)
	}
	var words []string
	for _, word := range []string{"holds", "open", "does not hold"} {
		switch len(where[word]) {
		case 0:
		case len(holds):
			return word
		default:
			words = append(words, word+" on "+strings.Join(where[word], ", "))
		}
	}
	return strings.Join(words, "; ")
}

func claimsTable(all [][]measures) string {
	var s strings.Builder
	s.WriteString("| claim | chart |")
	for _, e := range claimed {
		fmt.Fprintf(&s, " %s |", e.title)
	}
	s.WriteString(" verdict |\n|---|---|" + strings.Repeat("---|", len(claimed)) + "---|\n")
	for _, c := range claims {
		fmt.Fprintf(&s, "| %s | `%s` |", c.text, c.chart)
		var holds, of []int
		for k := range claimed {
			text, h := c.cell(all[k])
			holds, of = append(holds, h), append(of, len(all[k]))
			fmt.Fprintf(&s, " %s |", text)
		}
		fmt.Fprintf(&s, " %s |\n", verdict(holds, of))
	}
	return s.String()
}

// The table of claims is made from what was measured:
//
//	go test ./lmc/match/run -run Claims -measure -update -timeout 60m
//
// Without -update the table is printed instead, of any pairs: -measure -pairs '101,102 103,104'. Without -measure one
// pair is measured again. Numbers may differ from those kept where the decomposition's last bits turn a search for a
// part.
func TestClaims(t *testing.T) {
	crew := local(runtime.NumCPU())
	if *measureAll {
		all := make([][]measures, len(claimed))
		pairs := strings.Fields(*claimPairs)
		for i, seeds := range pairs {
			for k, e := range claimed {
				all[k] = append(all[k], measured(t, e.link, seeds, crew))
			}
			if *updateClaims { // what was measured is kept, should it be stopped
				writeClaims(t, all, pairs[:i+1])
			}
		}
		if !*updateClaims {
			fmt.Print(claimsTable(all))
			return
		}
	}
	all, seeds := readClaims(t)
	if !*measureAll {
		got := measured(t, claimed[0].link, seeds[0], crew)
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

	const file, begin, end = "../../../docs/claims.md",
		"<!-- claims: written by go test ./lmc/match/run -run Claims -update -->\n", "<!-- end of claims -->"
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(b), begin)
	require.True(t, ok)
	old, after, ok := strings.Cut(rest, end)
	require.True(t, ok)
	if want := claimsTable(all); *updateClaims {
		require.NoError(t, os.WriteFile(file, []byte(before+begin+want+end+after), 0o644))
	} else {
		assert.Equal(t, want, old, "rewrite it with -update")
	}
}

// What the claims about singular vectors say holds for every pair that was measured: R above its null and rising with γ
// after weight matching, theorem 4.1, singular values that stay; and the barrier goes away on spirals from width 64 on.
func TestWhatIsClaimed(t *testing.T) {
	all, seeds := readClaims(t)
	for k, pairs := range all {
		for i, m := range pairs {
			name := claimed[k].title + ", seeds " + seeds[i]
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
	assert.Equal(t, "holds", verdict(five, five))
	assert.Equal(t, "does not hold", verdict(make([]int, 5), five))
	assert.Equal(t, "holds on spirals 64, spirals 128; open on spirals 32, checker; does not hold on strokes",
		verdict([]int{4, 5, 5, 0, 1}, five))
}
