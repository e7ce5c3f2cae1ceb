package keys_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/match/keys"
)

// Every preset is a link that needs no correction, says only what differs from the default, and has a name and a place
// of its own.
func TestPresets(t *testing.T) {
	names, experiments := map[string]bool{}, map[string]bool{}
	for i, p := range keys.Presets() {
		l, problems := keys.Parse(p.Fragment)
		assert.Empty(t, problems, p.Name)
		assert.NoError(t, l.Experiment.Check(), p.Name)
		whole := l.Experiment.Fragment()
		assert.Equal(t, i == 0, p.Fragment == "", "the first, and no other, is the default: %s", p.Name)
		assert.False(t, names[p.Name] || experiments[whole], "%s is there twice", p.Name)
		names[p.Name], experiments[whole] = true, true
		assert.NotEmpty(t, p.Title)
		assert.Regexp(t, `^[A-Z0-9].*\.$`, p.Help)
		assert.Equal(t, p.Fragment, differing(t, p.Fragment), "only what differs, in the schema's order: %s", p.Name)
	}
}

// differing rewrites a fragment with the keys alone that differ from the default, in the schema's order.
func differing(t *testing.T, fragment string) (out string) {
	t.Helper()
	l, _ := keys.Parse(fragment)
	for _, f := range keys.Schema() {
		if v := l.Value(f.Key); v != f.Default {
			if out != "" {
				out += "&"
			}
			out += f.Key + "=" + v
		}
	}
	return out
}
