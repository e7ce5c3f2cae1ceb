//go:build !js

package command

import (
	"os/exec"
	"strings"
	"testing"

	"onebasin/lmc/trees"
)

// The script that docs/verify.md tells of agrees with what is written of every architecture, and notices what is not
// so.
func TestVerifyTreesScript(t *testing.T) {
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("no Python here: docs/verify_trees.py is not tried")
	}
	const small = "lab=trees&data=gauss&n=60&nt=50&dim=3&classes=3&trees=4&steps=60&bs=20&lambdas=5"
	for _, link := range []string{
		small + "&seeds=1,2,3&scale=normal",
		small + "&tree=perfect&depth=3&split=0.8&lr=0.05",
		small + "&tree=list&depth=3&match=am",
		small + "&tree=modified&depth=4&split=0.3&scale=normal&match=wm",
	} {
		v, _ := verify(t, "python3", "verify_trees.py", trees.Lab(), link)
		if !strings.Contains(link, "tree=modified") { // whose last leaf is zero, and is no parameter
			v.notices(t, "B.safetensors", 0x40, "")
		}
	}
}
