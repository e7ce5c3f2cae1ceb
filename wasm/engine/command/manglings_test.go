//go:build !js

package command

import (
	"bufio"
	"encoding/json"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Everything that happens to links: the command runs the same experiment and says what it undid, or refuses in one
// line.
func TestManglings(t *testing.T) {
	f, err := os.Open("../../../lmc/link/testdata/manglings.txt")
	require.NoError(t, err)
	defer f.Close()
	digest, count := "", 0
	for s := bufio.NewScanner(f); s.Scan(); {
		columns := strings.Split(s.Text(), "\t")
		if len(columns) != 3 {
			continue
		}
		count++
		outcome, says := columns[0], columns[1]
		text, err := strconv.Unquote(columns[2])
		require.NoError(t, err, columns[2])
		code, out, said := line("run", text)
		if outcome == "refused" {
			assert.Equal(t, 2, code, text)
			assert.Empty(t, out, text)
			assert.True(t, strings.HasPrefix(said, "engine: "+says), "%s: %s", text, said)
			assert.Equal(t, 1, strings.Count(said, "\n"), "one line: %s", said)
			continue
		}
		require.Zero(t, code, "%s: %s", text, said)
		var r struct{ Digest string }
		require.NoError(t, json.Unmarshal([]byte(out), &r))
		if digest == "" {
			digest = r.Digest // the first is the link as it was
		}
		assert.Equal(t, digest, r.Digest, text)
		if outcome == "same" {
			assert.NotContains(t, said, "about the link", text)
		} else {
			assert.Regexp(t, `engine: about the link: .*`+regexp.QuoteMeta(says), said, text)
		}
	}
	assert.Greater(t, count, 96)
}

// A sweep's link is read the same way, and so is a study's.
func TestMangledSweepAndStudy(t *testing.T) {
	code, want, _ := line("sweep", tiny+"&dseed=1|2")
	require.Zero(t, code)
	code, got, said := line("sweep", "https://host.example/index.html#"+strings.ReplaceAll(tiny, "&",
		"&amp;")+"&dseed=1%7C2).")
	require.Zero(t, code, said)
	assert.Equal(t, withoutSeconds(want), withoutSeconds(got))
	assert.Contains(t, said,
		"engine: about the link: “&amp;” stood for “&”.\nengine: about the link: “).” at its end was left out.\n")
	code, _, said = line("sweep", "v=1&lab=match&data=moons&n=40&nt=30|40&noise=0.1&dseed=0&dim=16&classes=4")
	assert.Equal(t, 2, code)
	assert.Contains(t, said, "engine: this link ends early: it is missing side, net")
	code, _, said = line("study", "why", "https://host.example/index.html%23"+tiny)
	require.Zero(t, code, said)
	assert.Contains(t, said, "engine: about the link: Codes")
}

// withoutSeconds leaves out what depends on the clock.
func withoutSeconds(text string) string {
	return regexp.MustCompile(`"seconds":(\{[^}]*\}|[0-9.e-]+|null)`).ReplaceAllString(text, "")
}
