package fork_test

import (
	"testing"

	"onebasin/lmc/fork"
	"onebasin/lmc/lab/labtest"
)

func FuzzRead(f *testing.F) {
	labtest.Links(f, fork.Lab(), "lab=fork&forks=0,25,x", "forks=0,1300", "forks=5,10,5&view.fork=-1")
}

func FuzzSweep(f *testing.F) {
	labtest.Sweeps(f, fork.Lab(), "forks=0,1|2,3&steps=5|6")
}
