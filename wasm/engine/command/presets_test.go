//go:build !js

package command

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab"
	"onebasin/lmc/match/keys"
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
	var presets []lab.Preset
	require.NoError(t, json.Unmarshal([]byte(out), &presets))
	require.Equal(t, keys.Presets(), presets)
	for _, p := range presets {
		t.Run(p.Name, func(t *testing.T) {
			code, out, complaint := line("run", p.Fragment)
			require.Zero(t, code, complaint)
			var r result.Result
			require.NoError(t, json.Unmarshal([]byte(out), &r))
			if planted, ok := r.Find("B", "planted"); ok {
				assert.Equal(t, measure.Number(1), *planted.Recovery)
				return
			}
			require.GreaterOrEqual(t, len(r.Pairs), 2)
			for _, pair := range r.Pairs {
				assert.Contains(t, p.Help, fmt.Sprintf("%.2f", float64(pair.Barrier.Test.Loss)), pair.Method)
			}
		})
	}
}
