package run

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/sequence/keys"
)

// Links that people have keep their numbers, those of all presets among them: testdata/links.txt says what to do where
// a change alters them on purpose. Those of presets are left out by -short.
func TestKeptLinks(t *testing.T) {
	b, err := os.ReadFile("testdata/links.txt")
	require.NoError(t, err)
	kept := map[string]string{}
	for line := range strings.Lines(string(b)) {
		line, about, _ := strings.Cut(line, " # ")
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		digest, link, _ := strings.Cut(line, " ")
		preset := strings.HasPrefix(about, "preset ")
		if preset {
			kept[link] = digest
		}
		if testing.Short() && preset {
			continue
		}
		r, _ := conduct(t, link, 2, true)
		assert.Equal(t, digest, r.Digest(), link)
	}
	for _, p := range keys.Presets() {
		assert.Contains(t, kept, parsed(t, p.Fragment).Experiment.Fragment(), "preset %s has no kept link", p.Name)
	}
}
