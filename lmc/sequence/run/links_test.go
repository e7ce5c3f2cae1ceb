package run

import (
	"testing"

	"onebasin/lmc/lab/labtest"
	"onebasin/lmc/sequence/keys"
)

// Links that people have keep their numbers, those of all presets among them.
func TestKeptLinks(t *testing.T) {
	presets := map[string]string{}
	for _, p := range keys.Presets() {
		presets[p.Name] = parsed(t, p.Fragment).Experiment.Fragment()
	}
	labtest.KeptLinks(t, presets, func(link string) string {
		r, _ := conduct(t, link, 2, true)
		return r.Digest()
	})
}
