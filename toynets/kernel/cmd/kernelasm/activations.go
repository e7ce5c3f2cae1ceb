package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
)

// activations adds the gradients of the activations, which write dz from dy and from σ's value y or its argument z.
func activations() {
	for _, f := range []struct {
		name, doc, of string
		grad          func(dy, of vec) vec
	}{
		{"avx2ReluGrad", "avx2ReluGrad writes dy, or 0 where y ≤ 0, to dz.", "y", func(dy, y vec) vec {
			zero := YMM()
			VXORPS(zero, zero, zero)
			v := compare(y, lessEqual, zero)
			VANDNPS(dy, v, v)
			return v
		}},
		{"avx2TanhGrad", "avx2TanhGrad writes dy (1 − y²) to dz.", "y", func(dy, y vec) vec {
			return mul(dy, sub(vecOf(number(1)), mul(y, y)))
		}},
		{"avx2SigmoidGrad", "avx2SigmoidGrad writes dy y (1 − y) to dz.", "y", func(dy, y vec) vec {
			return mul(dy, mul(y, sub(vecOf(number(1)), y)))
		}},
		{"avx2GeluGrad", "avx2GeluGrad writes dy gelu′(z) to dz.", "z", func(dy, z vec) vec {
			return mul(dy, geluGrad8(z))
		}},
	} {
		sweep(f.name, f.doc, nil, []string{"dz", "dy", f.of}, func(_ []vec, at []Mem) {
			VMOVUPS(f.grad(vecOf(at[1]), vecOf(at[2])), at[0])
		})
	}
}
