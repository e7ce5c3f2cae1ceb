package main

import "fmt"

// wideNetworks compares what takes long on networks with as many units as the page is meant for with a plain loop.
func wideNetworks(t *table) error {
	for _, c := range []struct {
		what, pkg string
		bar       float64
	}{
		{"weight matching, one start to its end, one worker", "./lmc/matching", 2000},
		{"singular vectors, a network for each of two workers", "./lmc/spectrum", 2500},
	} {
		f, err := goBench(true, c.pkg, "^BenchmarkWide$", "1x")
		if err != nil {
			return err
		}
		m, err := f.find("Wide")
		if err != nil {
			return err
		}
		what := c.what
		if longest, ok := m["longest-µs"]; ok {
			what += fmt.Sprintf(" (longest step %.0f ms)", longest/1e3)
		}
		m["wide-µs"] = m["ns/op"] / 1e3
		if err := t.against(m, what, "wide", "plain", loop, c.bar); err != nil {
			return err
		}
	}
	return nil
}
