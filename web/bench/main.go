// Command bench measures One Basin against named baselines, in one run on one machine, and prints the ratios beside the
// bars they have to clear. `./build.sh bench` builds the site first and then runs it from the top of the repository.
//
//	judged              times as ratios: against gonum, SciPy, the native command, an empty page, a timer, or a plain
//	                    loop (package plain), measured in the same run, so that a slower machine says the same
//	printed             the times themselves
//	exit status         1 if a bar is missed
package main

import (
	"fmt"
	"os"

	"onebasin/toynets/kernel"
)

func main() {
	var t table
	for _, part := range []struct {
		title string
		run   func(*table) error
	}{
		{"kernels under js/wasm in Node", kernels},
		{"native kernels, those of " + kernel.Chosen(), nativeKernels},
		{"assignment, n = 512, Gram matrices of trained networks", assignment},
		{"wide networks, 784-512-512-512, under js/wasm in Node", wideNetworks},
		{"landscape of the default experiment under js/wasm in Node", landscape},
		{"ensembles of 256 perfect trees under js/wasm in Node", treeEnsembles},
		{"eight forks of the default experiment of partings, native, on two workers", eightForks},
		{"sequences of 2-64-64-2 networks", sequences},
		{"singular vectors of a matrix of 512×512", singularVectors},
		{"opening the page in Chromium", openPage},
		{"sweeps in the command", sweep},
		{"the page answers while it computes", longestTask},
		{"frames: Go's time from Update to the end of Draw", drawFrames},
		{"the whole browser at rest", atRest},
		{"stopping", stopping},
		{"stopping an experiment of partings", stoppingForks},
		{"stopping, native", stopNatively},
		{"stopping an experiment of sequences", stoppingSequences},
		{"ten levels of pruning in Chromium", prunedInThePage},
		{"experiments in a course page, in Chromium", course},
		{"networks and data of one's own", ownFiles},
	} {
		fmt.Fprintln(os.Stderr, "==> measuring:", part.title)
		t.part(part.title)
		if err := part.run(&t); err != nil {
			fmt.Fprintf(os.Stderr, "bench: %s: %v\n", part.title, err)
			t.missed++
		}
	}
	t.print(os.Stdout)
	if t.missed > 0 {
		os.Exit(1)
	}
}
