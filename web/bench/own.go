package main

// ownFiles compares the reading of files as large as MNIST's with unpacking them, natively and under js/wasm in Node,
// and in the page an experiment on networks that somebody brought with what the same takes after its training.
func ownFiles(t *table) error {
	for _, where := range []struct {
		name, runs string
		node       bool
	}{{"in the command", "3x", false}, {"under js/wasm in Node", "1x", true}} {
		f, err := goBench(where.node, "./toynets/reading/datasets", "^BenchmarkMNIST$", where.runs)
		if err != nil {
			return err
		}
		m, err := f.find("MNIST")
		if err != nil {
			return err
		}
		what := "60,000 images of 784 pixels as IDX, " + where.name
		if err := t.against(m, what, "read", "gunzip", "unpacking them", 3); err != nil {
			return err
		}
		t.atMost("the memory that takes, of the data as float32", "", "", m["memory"], 2, "×")
	}
	return compared("Own", comparison{"a pair of 784-512-512-10 from files, in the page, until it is drawn", "brought",
		"trained", "after its training", 2})(t)
}
