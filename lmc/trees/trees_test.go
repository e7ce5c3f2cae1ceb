package trees_test

import (
	"testing"

	"onebasin/lmc/lab/labtest"
	"onebasin/lmc/trees"
)

func FuzzRead(f *testing.F) {
	labtest.Links(f, trees.Lab(), "lab=trees&tree=bush", "trees=1024&depth=8", "split=0.3&data=gauss&classes=32",
		"http://h/index.html%23lab%3Dtrees%26depth%3D3", "match=wm,wm&&depth=",
		"view.title=%F0%9F%98%80&scale=normal")
}

func FuzzSweep(f *testing.F) {
	labtest.Sweeps(f, trees.Lab(), "tree=list|perfect&depth=3|4&split=0|0.8")
}
