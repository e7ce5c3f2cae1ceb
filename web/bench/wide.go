package main

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
	t.atMost("weight matching, one start to its end", "", "", m["ns/op"]/1e9, 2, "s")
	return nil
}
