package kernel

import (
	"strings"
	"testing"
)

func TestMistakesPanic(t *testing.T) {
	two, three := make([]float32, 2), make([]float32, 3)
	var ws Workspace
	cases := map[string]func(){
		"short A":            func() { Gemm(false, false, 2, 1, 2, three, two, two, &ws) },
		"short C":            func() { Gemm(false, false, 3, 1, 1, three, two, two, &ws) },
		"negative":           func() { Gemm(false, false, -1, 1, 1, two, two, two, &ws) },
		"short bias":         func() { BiasAct(Relu, 1, 3, three, two, three) },
		"unknown activation": func() { BiasAct(99, 1, 2, two, two, two) },
		"unknown gradient":   func() { ActGrad(99, two, two, two, two) },
		"missing y":          func() { ActGrad(Tanh, two, nil, two, two) },
		"few labels":         func() { SoftmaxXent(2, 1, two, []int32{0}, nil, nil, 1) },
		"label too large":    func() { SoftmaxXent(1, 2, two, []int32{2}, nil, nil, 1) },
		"label negative":     func() { CountCorrect(1, 2, two, []int32{-1}) },
		"short sums":         func() { ColSums(1, 3, three, two) },
		"adam":               func() { Adam(AdamStep{}, two, two, two, three) },
		"sgd":                func() { SGD(1, 0, 0, two, three, two) },
		"exp":                func() { Exp(two, three) },
		"lerp":               func() { Lerp(two, two, three, 0.5) },
		"plane":              func() { Plane(two, two, two, three, 0, 0) },
	}
	for name, f := range cases {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if s, ok := recover().(string); !ok || !strings.HasPrefix(s, "kernel: ") {
					t.Errorf("panicked with %v", s)
				}
			}()
			f()
		})
	}
}

func TestEmptyDimensions(t *testing.T) {
	var ws Workspace
	Gemm(false, false, 0, 3, 2, nil, make([]float32, 6), nil, &ws)
	Gemm(true, true, 3, 0, 2, make([]float32, 6), nil, nil, &ws)
	c := []float32{1, 2}
	Gemm(false, true, 2, 1, 0, nil, nil, c, &ws)
	if c[0] != 0 || c[1] != 0 {
		t.Errorf("an empty sum is %v", c)
	}
	BiasAct(Gelu, 0, 3, nil, make([]float32, 3), nil)
	BiasAct(Gelu, 3, 0, nil, nil, nil)
	ActGrad(Tanh, nil, nil, nil, nil)
	SoftmaxXent(0, 0, nil, nil, nil, nil, 1)
	Softmax(3, 0, nil, nil)
	ColSums(3, 0, nil, nil)
	Adam(AdamStep{}, nil, nil, nil, nil)
	SGD(0, 0, 0, nil, nil, nil)
	Exp(nil, nil)
	Log(nil, nil)
	TanhTo(nil, nil)
	Lerp(nil, nil, nil, 0.5)
	Plane(nil, nil, nil, nil, 0, 0)
}
