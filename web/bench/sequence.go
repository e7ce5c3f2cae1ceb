package main

// sequences compares what the laboratory of sequences computes on one worker with its trainings: a heat map of ten
// checkpoints at width 64 with the two trainings that it is about, and ten levels of pruning both networks with one.
func sequences(t *table) error {
	for _, node := range []bool{true, false} {
		f, err := goBench(node, "./lmc/sequence/run", "^BenchmarkShares$", "1x")
		if err != nil {
			return err
		}
		m, err := f.find("Shares")
		if err != nil {
			return err
		}
		where := map[bool]string{true: ", js/wasm", false: ", native"}[node]
		err = t.against(m, "a heat map of ten checkpoints"+where, "map", "trainings", "two trainings", 2)
		if err != nil {
			return err
		}
		if err := t.against(m, "ten levels of pruning"+where, "levels", "training", "a training", 25); err != nil {
			return err
		}
	}
	return nil
}
