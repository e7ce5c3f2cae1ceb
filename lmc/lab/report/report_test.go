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
)

// The page's scripts read a schema under these names, and tell from which of them are there what a key is: a bound of 0
// is a bound and must not be left out as empty, and a text has none.
func TestSchemaAsThePageReadsIt(t *testing.T) {
	b, err := json.Marshal(report.Schema([]link.Spec{
		{Key: "noise", Group: "data", Label: "Noise", Help: "How far points stray", Kind: link.KindNumber, Unit: "σ",
			Default: "0.1", Max: 1},
		{Key: "match", Group: "matching", Label: "Matchers", Help: "What is compared", Kind: link.KindChoices,
			Default: "wm",
			Options: []link.Option{{Name: "wm", Label: "Weights", Help: "By weights"}}, MinItems: 1, MaxItems: 3,
			When: &link.Condition{Key: "noise", In: []string{"0", "1"}}},
		{Key: "view.title", Label: "Title", Help: "Above the figures", Kind: link.KindText, View: true},
	}))
	require.NoError(t, err)
	assert.JSONEq(t, `[
		{"key": "noise", "group": "data", "label": "Noise", "help": "How far points stray", "kind": "number",
			"unit": "σ", "default": "0.1", "min": 0, "max": 1},
		{"key": "match", "group": "matching", "label": "Matchers", "help": "What is compared", "kind": "choices",
			"default": "wm", "options": [{"name": "wm", "label": "Weights", "help": "By weights"}],
			"minItems": 1, "maxItems": 3, "when": {"key": "noise", "in": ["0", "1"]}},
		{"key": "view.title", "group": "", "label": "Title", "help": "Above the figures", "kind": "text",
			"default": "", "view": true}
	]`, string(b))
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
	assert.Equal(t, []link.Problem{{Key: "lr", Found: "nan", Used: "0.003", Parts: 1,
		Message: "lr must be a number above 0 and at most 10, not “nan”; used 0.003"}}, p.Problems)
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
