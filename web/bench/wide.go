package main

import "fmt"

// wideNetworks times what takes long on networks with as many units as the page is meant for.
func wideNetworks(t *table) error {
	f, err := goBench(true, "./lmc", "^BenchmarkWide$", "1x")
	if err != nil {
		return err
	}
	m, err := f.find("Wide")
	if err != nil {
		return err
	}
	t.atMost("weight matching, one start to its end, one worker", "", "", m["ns/op"]/1e9, 2, "s")
	if f, err = goBench(true, "./lmc/spectrum", "^BenchmarkWide$", "1x"); err != nil {
		return err
	}
	if m, err = f.find("Wide"); err != nil {
		return err
	}
	t.atMost("singular vectors, a network for each of two workers", fmt.Sprintf("longest step %.0f ms", m["longest-µs"]/1e3), "", m["ns/op"]/1e9, 5, "s")
	return nil
}
