//go:build !js

package command

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/fork"
)

// The script that docs/verify.md tells of agrees with what is written of partings, and notices what is not so.
func TestVerifyForkScript(t *testing.T) {
	python := numpy(t)
	for k, link := range []string{
		"lab=fork&data=moons&n=120&nt=60&net=12-10&steps=120&forks=0,30,120&lambdas=7",
		"lab=fork&data=gauss&dim=5&classes=3&n=90&nt=60&net=8-7-6&act=tanh&opt=sgd&lr=0.1&steps=80&forks=10&lambdas=4",
		"lab=fork&data=strokes&side=8&n=80&nt=40&net=9&act=sigmoid&steps=60&forks=0,20&lambdas=5&seeds=3,4",
		"lab=fork&n=100&nt=60&net=7-6&act=gelu&opt=adamw&steps=90&forks=0,45&lambdas=5",
	} {
		v, said := verify(t, python, "verify_fork.py", fork.Lab(), link)
		assert.Contains(t, said, sameDigest)
		if k == 0 {
			v.notices(t, "B-30.safetensors", 0x40, "digest ")
			v.notices(t, "fork-30.safetensors", 0x40, "angle ")
		}
	}
}
