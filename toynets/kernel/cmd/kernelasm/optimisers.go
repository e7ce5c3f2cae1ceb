package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
)

// optimisers adds the updates of Adam and SGD, each without weight decay and with each of its forms.
func optimisers() {
	factors := []string{"decay", "beta1", "rest1", "beta2", "rest2", "step", "scale", "eps"}
	for _, f := range []struct{ name, doc string }{
		{"avx2Adam", "avx2Adam updates p, m and v without weight decay; decay is not read."},
		{"avx2AdamCoupled", "avx2AdamCoupled adds decay·p to the gradient first."},
		{"avx2AdamDecoupled", "avx2AdamDecoupled takes decay·p from the parameters first."},
	} {
		sweep(f.name, f.doc, factors, []string{"p", "grad", "m", "v"}, func(factor []vec, at []Mem) {
			decay, beta1, rest1, beta2, rest2 := factor[0], factor[1], factor[2], factor[3], factor[4]
			step, scale, eps := factor[5], factor[6], factor[7]
			w, d := vecOf(at[0]), vecOf(at[1])
			switch f.name {
			case "avx2AdamCoupled":
				d = add(d, mul(decay, w))
			case "avx2AdamDecoupled":
				w = sub(w, mul(decay, w))
			}
			m := add(mul(beta1, at[2]), mul(rest1, d))
			v := add(mul(beta2, at[3]), mul(mul(rest2, d), d))
			VMOVUPS(m, at[2])
			VMOVUPS(v, at[3])
			root := YMM()
			VSQRTPS(v, root)
			VMOVUPS(sub(w, div(mul(step, m), add(mul(root, scale), eps))), at[0])
		})
	}
	for _, f := range []struct{ name, doc string }{
		{"avx2SGD", "avx2SGD updates p and buf without weight decay; decay is not read."},
		{"avx2SGDDecay", "avx2SGDDecay adds decay·p to the gradient first."},
	} {
		sweep(f.name, f.doc, []string{"lr", "momentum", "decay"}, []string{"p", "grad", "buf"},
			func(factor []vec, at []Mem) {
				w, d := vecOf(at[0]), vecOf(at[1])
				if f.name == "avx2SGDDecay" {
					d = add(d, mul(factor[2], w))
				}
				b := add(mul(factor[1], at[2]), d)
				VMOVUPS(b, at[2])
				VMOVUPS(sub(w, mul(factor[0], b)), at[0])
			})
	}
}
