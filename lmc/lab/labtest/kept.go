package labtest

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// KeptLinks runs the links that people have, in testdata/links.txt, and compares their digests with those that were
// kept: that file says what to do where a change alters them on purpose. Those of presets, of which presets has the
// experiments by name, are left out by -short, but none may lack.
func KeptLinks(t *testing.T, presets map[string]string, digest func(link string) string) {
	t.Helper()
	b, err := os.ReadFile("testdata/links.txt")
	require.NoError(t, err)
	kept := map[string]bool{}
	for line := range strings.Lines(string(b)) {
		line, about, _ := strings.Cut(line, " # ")
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		want, link, _ := strings.Cut(line, " ")
		preset := strings.HasPrefix(about, "preset ")
		if preset {
			kept[link] = true
		}
		if !preset || !testing.Short() {
			assert.Equal(t, want, digest(link), link)
		}
	}
	for name, experiment := range presets {
		assert.True(t, kept[experiment], "preset %s has no kept link: %s", name, experiment)
	}
}
