package main

import (
	"path/filepath"
)

// pageBench runs one of the benchmarks of the page and returns its metrics.
func pageBench(name string) (map[string]float64, error) {
	dist, err := filepath.Abs("dist")
	if err != nil {
		return nil, err
	}
	f, err := goBench(false, "./web", "^Benchmark"+name+"$", "1x", "ONEBASIN_DIST="+dist)
	if err != nil {
		return nil, err
	}
	return f.find(name)
}

// A comparison is one line of a benchmark of the page: a time, what it is held against, and how many times as long it
// may be. The bars are what was promised in seconds, 4 s to the result, 100 ms to the answer of Stop, on the machine
// where both were first measured.
type comparison struct {
	what, ours, against, called string
	bar                         float64
}

// compared runs a benchmark of the page and judges its times.
func compared(name string, lines ...comparison) func(*table) error {
	return func(t *table) error {
		m, err := pageBench(name)
		if err != nil {
			return err
		}
		for _, c := range lines {
			if err := t.against(m, c.what, c.ours, c.against, c.called, c.bar); err != nil {
				return err
			}
		}
		if mb, ok := m["MB"]; ok {
			t.atMost("ten together, at most", "", "", mb, 500, "MB")
		}
		return nil
	}
}

const loop = "a plain loop"

var (
	openPage = compared("Open",
		comparison{"until the page can be used", "usable", "empty", "an empty page", 8},
		comparison{"until the default experiment has its result", "result", "command", "the command, plain Go", 8},
		comparison{"the same, of what computing took there", "result", "result-compute", "computing", 2.2},
		comparison{"the same with what was kept of former visits", "warm", "warm-compute", "computing", 1.6},
		comparison{"computing it natively", "command-compute", "warm-compute", "in the page", 0.6},
		comparison{"the same with every matcher, on two workers", "matchers", "matchers-command", "the command", 4})
	sweep = compared("Sweep",
		comparison{"sixteen default experiments on two cores", "two", "one", "half of that on one", 1.15})
	longestTask = compared("Tasks",
		comparison{"the main thread’s longest task, processor time", "task", "product", loop, 120})
	drawFrames = compared("Frames",
		comparison{"following λ, median", "lambda", "product", loop, 10},
		comparison{"99th percentile", "lambda-p99", "product", loop, 20},
		comparison{"turning the surface, median", "turn", "product", loop, 10},
		comparison{"99th percentile", "turn-p99", "product", loop, 20},
		comparison{"from one frame of the page to the next, following λ", "page", "empty", "an empty page", 2})
	atRest = compared("Rest",
		comparison{"processor time in a second", "rest", "awake", "an empty page that asks for frames", 0.2})
	stopping = compared("Stop",
		comparison{"until Stop is answered, at the worst moment", "answer", "timer", "a timer of 60 ms", 1.6},
		comparison{"until the next run begins", "free", "begin", "with nothing to stop", 10})
	stoppingForks = compared("StopForks",
		comparison{"until Stop is answered, at the worst moment", "answer", "timer", "a timer of 60 ms", 1.6},
		comparison{"until the next run begins", "free", "begin", "with nothing to stop", 10})
	stoppingSequences = compared("StopSequence",
		comparison{"until Stop is answered, at the worst moment", "answer", "timer", "a timer of 60 ms", 1.6},
		comparison{"until the next run begins", "free", "begin", "with nothing to stop", 10})
	prunedInThePage = compared("Sequence",
		comparison{"the longest time without news while ten levels are pruned", "longest", "train",
			"two trainings side by side", 6})
	course = compared("Course",
		comparison{"one of ten can be used after, median", "one", "alone", "alone", 1.5})
)

// stopNatively compares the end of a run that is stopped, at the stage where it is longest, with a plain loop.
func stopNatively(t *table) error {
	f, err := goBench(false, "./lmc/match/run", "^BenchmarkCancel$", "20x")
	if err != nil {
		return err
	}
	m, err := f.find("Cancel")
	if err != nil {
		return err
	}
	return t.against(m, "until a run is over, in the command", "stop", "plain", loop, 100)
}
