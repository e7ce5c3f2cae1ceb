package sequence_test

import (
	"testing"

	"onebasin/lmc/lab/labtest"
	"onebasin/lmc/sequence"
)

func FuzzRead(f *testing.F) {
	labtest.Links(f, sequence.Lab(), "lab=sequence&checkpoints=80,0,20,20,5000&steps=100",
		"net=1024-1024-1024-1024&levels=30", "prune=1&rewind=-1")
}

func FuzzSweep(f *testing.F) {
	labtest.Sweeps(f, sequence.Lab(), "checkpoints=0,1|2,3&levels=1|2")
}
