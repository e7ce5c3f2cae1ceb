//go:build !js

package command

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/match/result"
	"onebasin/lmc/measure"
)

// What a preset says about itself is what comes out when it runs.
func TestPresetsKeepTheirWord(t *testing.T) {
	if testing.Short() {
		t.Skip("trains twenty networks")
	}
	code, out, _ := line("presets")
	require.Zero(t, code)
	var presets []map[string]string
	require.NoError(t, json.Unmarshal([]byte(out), &presets))
	require.GreaterOrEqual(t, len(presets), 3)
	for _, p := range presets {
		t.Run(p["name"], func(t *testing.T) {
			for _, read := range []string{"name", "title", "help", "fragment"} { // by the page's menu
				require.Contains(t, p, read)
			}
			code, out, complaint := line("run", p["fragment"])
			require.Zero(t, code, complaint)
			var r result.Result
			require.NoError(t, json.Unmarshal([]byte(out), &r))
			if planted, ok := r.Find("B", "planted"); ok {
				assert.Equal(t, measure.Number(1), *planted.Recovery)
				return
			}
			require.GreaterOrEqual(t, len(r.Pairs), 2)
			for _, pair := range r.Pairs {
				assert.Contains(t, p["help"], fmt.Sprintf("%.2f", float64(pair.Barrier.Test.Loss)), pair.Method)
			}
		})
	}
}
