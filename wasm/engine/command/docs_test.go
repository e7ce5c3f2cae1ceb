//go:build !js

package command

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	fork "onebasin/lmc/fork/keys"
	"onebasin/lmc/link"
	"onebasin/lmc/match/keys"
	sequence "onebasin/lmc/sequence/keys"
	trees "onebasin/lmc/trees/keys"
)

var update = flag.Bool("update", false, "rewrite what the documents take from the code")

// The key lists in the documents are made from the schema:
//
//	go test ./wasm/engine -run Documents -update
func TestDocuments(t *testing.T) {
	for _, c := range []struct{ file, mark, want string }{
		{"../../../docs/links.md", "experiment keys", table(keys.Schema(), false)},
		{"../../../docs/links.md", "view keys", table(keys.Schema(), true)},
		{"../../../docs/links.md", "names", names(keys.Schema())},
		{"../../../docs/links.md", "keys of trees", table(differing(trees.Schema()), false)},
		{"../../../docs/links.md", "view keys of trees", table(differing(trees.Schema()), true)},
		{"../../../docs/links.md", "names of trees", names(differing(trees.Schema()))},
		{"../../../docs/links.md", "keys of fork", table(differing(fork.Schema()), false)},
		{"../../../docs/links.md", "view keys of fork", table(differing(fork.Schema()), true)},
		{"../../../docs/links.md", "keys of sequence", table(differing(sequence.Schema()), false)},
		{"../../../docs/links.md", "view keys of sequence", table(differing(sequence.Schema()), true)},
		{"../../../README.md", "keys", short()},
		{"../../../README.md", "example", example(t)},
	} {
		b, err := os.ReadFile(c.file)
		require.NoError(t, err)
		begin, end := "<!-- "+c.mark+": written by go test ./wasm/engine/command -update -->\n",
			"<!-- end of "+c.mark+" -->"
		before, rest, ok := strings.Cut(string(b), begin)
		require.True(t, ok, "%s has no place for %s", c.file, c.mark)
		old, after, ok := strings.Cut(rest, end)
		require.True(t, ok, "%s: %s has no end", c.file, c.mark)
		if old == c.want {
			continue
		}
		if !*update {
			t.Errorf(
				"%s: %s are not what the code says; rewrite them with go test ./wasm/engine -run Documents -update",
				c.file, c.mark)
			continue
		}
		require.NoError(t, os.WriteFile(c.file, []byte(before+begin+c.want+end+after), 0o644))
	}
}

// values says in a few words what a field takes.
func values(f link.Spec) string {
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	span := number(f.Min) + " to " + number(f.Max)
	switch {
	case f.Max == 1<<53:
		span = number(f.Min) + " to 2⁵³"
	case f.MinOpen:
		span = "above " + number(f.Min) + ", to " + number(f.Max)
	case f.Min == f.Max:
		span = number(f.Min)
	}
	switch f.Kind {
	case link.KindInt:
		return "whole number, " + span
	case link.KindNumber:
		return "number, " + span
	case link.KindChoice:
		return codes(f.Names())
	case link.KindChoices:
		return "one or more of " + codes(f.Names()) + ", joined by `,`"
	case link.KindWidths:
		return fmt.Sprintf("%d to %d whole numbers, %s, joined by `-`", f.MinItems, f.MaxItems, span)
	case link.KindSeeds, link.KindSteps:
		if f.MinItems == f.MaxItems {
			return fmt.Sprintf("%d whole numbers, %s, joined by `,`", f.MinItems, span)
		}
		return fmt.Sprintf("%d to %d whole numbers, %s, joined by `,`", f.MinItems, f.MaxItems, span)
	case link.KindValues:
		return fmt.Sprintf("at most %d numbers, %s, joined by `,`, or nothing", f.MaxItems, span)
	case link.KindFiles:
		return fmt.Sprintf("at most %d times %d hexadecimal digits, joined by `,`, or nothing", f.MaxItems,
			link.HashLength)
	case link.KindText:
		return fmt.Sprintf("percent-encoded text, at most %s characters", number(f.Max))
	}
	panic("a kind without words: " + f.Kind)
}

func codes(names []string) string {
	var s []string
	for _, n := range names {
		if n == "" {
			n = "nothing"
		} else {
			n = "`" + n + "`"
		}
		s = append(s, n)
	}
	return strings.Join(s, " ")
}

func standard(f link.Spec) string {
	if f.Default == "" {
		return ""
	}
	return "`" + f.Default + "`"
}

// differing are the keys of another laboratory that are not Match's, or have another default, other names, another
// length or another unit.
func differing(schema []link.Spec) (own []link.Spec) {
	for _, f := range schema {
		k := slices.IndexFunc(keys.Schema(), func(s link.Spec) bool { return s.Key == f.Key })
		if f.Key == "lab" {
			continue
		}
		if k < 0 || keys.Schema()[k].Default != f.Default || !slices.Equal(keys.Schema()[k].Names(), f.Names()) ||
			keys.Schema()[k].Unit != f.Unit ||
			len(f.Options) == 0 && keys.Schema()[k].MaxItems != f.MaxItems {
			own = append(own, f)
		}
	}
	return own
}

// table lists the keys in full.
func table(specs []link.Spec, view bool) string {
	var s strings.Builder
	s.WriteString("| key | default | values | meaning |\n|---|---|---|---|\n")
	for _, f := range specs {
		if f.View != view {
			continue
		}
		help := f.Help
		if f.When != nil {
			var where []string
			for _, v := range f.When.In {
				if v == "" {
					where = append(where, fmt.Sprintf("without `%s`", f.When.Key))
				} else {
					where = append(where, fmt.Sprintf("for `%s=%s`", f.When.Key, v))
				}
			}
			help += fmt.Sprintf(" Has a meaning %s.", strings.Join(where, " or "))
		}
		fmt.Fprintf(&s, "| `%s` | %s | %s | %s |\n", f.Key, standard(f), values(f), help)
	}
	return s.String()
}

// names explains what the choices stand for.
func names(specs []link.Spec) string {
	var s strings.Builder
	s.WriteString("| key | name | stands for |\n|---|---|---|\n")
	for _, f := range specs {
		for _, o := range f.Options {
			if o.Help != "" && !f.View {
				fmt.Fprintf(&s, "| `%s` | `%s` | %s: %s |\n", f.Key, o.Name, o.Label, o.Help)
			}
		}
	}
	return s.String()
}

// short lists the experiment's keys, one line for each group.
func short() string {
	var s strings.Builder
	s.WriteString("| | keys and their defaults |\n|---|---|\n")
	group := ""
	for _, f := range keys.Schema() {
		if f.Group != group {
			if group != "" {
				s.WriteString(" |\n")
			}
			group = f.Group
			fmt.Fprintf(&s, "| %s |", group)
		}
		fmt.Fprintf(&s, " `%s=%s`", f.Key, f.Default)
	}
	return s.String() + " |\n"
}

// example is the body of package lmc's example with what it prints, which its own test holds true.
func example(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../../../lmc/example_test.go")
	require.NoError(t, err)
	_, body, ok := strings.Cut(string(b), "func Example() {\n")
	require.True(t, ok)
	body, _, ok = strings.Cut(body, "\n}\n")
	require.True(t, ok)
	body = regexp.MustCompile(`(?m)^\t`).ReplaceAllString(body, "")
	return "```go\n" + strings.Replace(body, "// Output:\n", "", 1) + "\n```\n"
}
