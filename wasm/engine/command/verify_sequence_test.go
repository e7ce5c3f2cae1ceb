//go:build !js

package command

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/sequence"
)

// The script that docs/verify.md tells of agrees with what is written of a sequence, and notices what is not so.
func TestVerifySequenceScript(t *testing.T) {
	python := numpy(t)
	const small = "lab=sequence&n=80&nt=60&steps=60&bs=20&checkpoints=0,5,20&restarts=2&lambdas=5&prune=0.3&rewind=5"
	for link, wrong := range map[string]string{
		small + "&net=6-5&levels=2":                                      "B-level-2-sparse.safetensors",
		small + "&net=9&act=gelu&levels=1&seeds=4,7&match=am":            "A-5.safetensors",
		small + "&net=7-6-5&act=tanh&levels=0&seeds=1,2,3,4&match=am,wm": "D.safetensors",
	} {
		v, said := verify(t, python, "verify_sequence.py", sequence.Lab(), link)
		assert.Contains(t, said, sameDigest)
		v.notices(t, wrong, 1, "")
	}
}
