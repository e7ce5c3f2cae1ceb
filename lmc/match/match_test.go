package match_test

import (
	"testing"

	"onebasin/lmc/lab/labtest"
	"onebasin/lmc/match"
)

func FuzzRead(f *testing.F) {
	labtest.Links(f, match.Lab(), "match=wm,wm",
		"net=1024-1024-1024-1024-1024-1024&seeds=1,2,3,4,5,6,7,8&restarts=200",
		"models=file&files=0123456789abcdef,0123456789abcdee",
		"view.pair=A-H&view.restart=-1&view.method=wm.2")
}

func FuzzSweep(f *testing.F) {
	labtest.Sweeps(f, match.Lab(), "match=wm|wm,am&net=8|16-16")
}
