package report_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/report"
	"onebasin/lmc/link"
	"onebasin/lmc/match"
	"onebasin/lmc/match/keys"
)

// decoded marshals v and reads it again as a page does: untyped.
func decoded(t *testing.T, v any) any {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	var x any
	require.NoError(t, json.Unmarshal(b, &x))
	return x
}

func TestSchemaAsJSON(t *testing.T) {
	rows := decoded(t, report.Schema(keys.Schema())).([]any)
	fields := keys.Schema()
	require.Len(t, rows, len(fields))
	for i, f := range fields {
		row := rows[i].(map[string]any)
		for key, want := range map[string]string{"key": f.Key, "group": f.Group, "label": f.Label, "help": f.Help, "kind": string(f.Kind), "default": f.Default} {
			assert.Equal(t, want, row[key], f.Key)
		}
		assert.Equal(t, f.View, row["view"] == true, f.Key)
		options, _ := row["options"].([]any)
		require.Len(t, options, len(f.Options), f.Key)
		for k, o := range f.Options {
			assert.Equal(t, map[string]any{"name": o.Name, "label": o.Label, "help": o.Help}, options[k])
		}
		_, bounded := row["min"]
		assert.Equal(t, len(f.Options) == 0 && f.Kind != link.KindText, bounded, f.Key)
		if bounded {
			assert.Equal(t, f.Min, row["min"], f.Key)
			assert.Equal(t, f.Max, row["max"], f.Key)
		}
		if f.When != nil {
			assert.Equal(t, f.When.Key, row["when"].(map[string]any)["key"])
		} else {
			assert.NotContains(t, row, "when")
		}
	}
	// Bounds of 0 are bounds: they must not be left out as empty.
	for _, r := range rows {
		if row := r.(map[string]any); row["key"] == "noise" {
			assert.Equal(t, 0.0, row["min"])
		}
	}
}

func TestParsedLink(t *testing.T) {
	m := match.Lab()
	r := m.Read("net=32&lr=nan&view.lambda=0.25&view.title=a%26b&digest=0123456789ab")
	p := report.Reading(m.Schema, r)
	assert.Equal(t, r.Link.Experiment+"&view.lambda=0.25&view.title=a%26b", p.Fragment)
	assert.Equal(t, "0123456789ab", p.Digest)
	assert.Equal(t, []string{"net"}, p.Changed)
	assert.Equal(t, "32", p.Experiment["net"])
	assert.Equal(t, "0.003", p.Experiment["lr"])
	assert.Equal(t, "0.25", p.View["view.lambda"])
	assert.Equal(t, len(m.Schema), len(p.Experiment)+len(p.View))
	assert.Equal(t, []report.Problem{{Key: "lr", Found: "nan", Used: "0.003", Message: "lr must be a number above 0 and at most 10, not “nan”; used 0.003"}}, p.Problems)
	assert.Equal(t, r.Link.Memory, p.Memory.Bytes)
	assert.Regexp(t, `^about \d+ MB$`, p.Memory.Text)
	again := m.Read(p.Fragment)
	assert.Empty(t, again.Problems)
	assert.Equal(t, r.Link.Experiment, again.Link.Experiment)
	assert.Equal(t, r.Link.View, again.Link.View)
}

// Empty lists are lists: a page iterates over them.
func TestParsedJSONHasNoNulls(t *testing.T) {
	b, err := json.Marshal(report.Reading(match.Lab().Schema, match.Lab().Read("")))
	require.NoError(t, err)
	assert.NotContains(t, string(b), "null")
	assert.True(t, strings.Contains(string(b), `"problems":[]`) && strings.Contains(string(b), `"changed":[]`))
}

func TestReproduced(t *testing.T) {
	assert.Equal(t, report.Verdict{}, report.Reproduced("", "0123456789ab"))
	yes := report.Reproduced("0123456789ab", "0123456789ab")
	assert.Equal(t, "yes", yes.Reproduced)
	assert.Contains(t, yes.Note, "0123456789ab")
	no := report.Reproduced("ba9876543210", "0123456789ab")
	assert.Equal(t, "no", no.Reproduced)
	assert.Contains(t, no.Note, "0123456789ab")
	assert.Contains(t, no.Note, "ba9876543210")
}
