//go:build !js

package command

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The command bears the name that the site of the same sources has.
func TestBuildIsTheSourcesHash(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program")
	}
	in := func(name string, args ...string) string {
		c := exec.Command(name, args...)
		c.Dir = "../../.."
		out, err := c.Output()
		require.NoError(t, err, "%s %q: %s", name, args, out)
		return strings.TrimSpace(string(out))
	}
	engine := filepath.Join(t.TempDir(), "engine")
	in("bash", "build.sh", "engine", engine)
	var r struct{ Build string }
	require.NoError(t, json.Unmarshal([]byte(in(engine, "run", tiny)), &r))
	assert.Equal(t, in("go", "run", "./web/pack", "id"), r.Build)
}
