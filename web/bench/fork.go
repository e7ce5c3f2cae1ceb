package main

// eightForks compares training the ten networks of the default experiment of partings, and its whole result, with one
// training.
func eightForks(t *table) error {
	f, err := goBench(false, "./lmc/fork/run", "^BenchmarkEightForks$", "10x")
	if err != nil {
		return err
	}
	m, err := f.find("EightForks")
	if err != nil {
		return err
	}
	const one = "one training"
	if err := t.against(m, "training A, eight forks and other first weights", "forks", "one", one, 5); err != nil {
		return err
	}
	return t.against(m, "the whole result, with paths, layers and estimates", "whole", "one", one, 18)
}
