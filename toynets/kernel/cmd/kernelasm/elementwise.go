package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
)

// elementwise adds exponential, logarithm and interpolation, and the sums of columns.
func elementwise() {
	for _, f := range []struct {
		name, doc string
		of        func(vec) vec
	}{
		{"avx2Exp", "avx2Exp writes e^x to dst.", exp8},
		{"avx2Log", "avx2Log writes the logarithms of x to dst.", log8},
		{"avx2Tanh", "avx2Tanh writes the hyperbolic tangents of x to dst.", tanh8},
		{"avx2Sigmoid", "avx2Sigmoid writes 1/(1 + e^−x) to dst.", sigmoid8},
		{"avx2Gelu", "avx2Gelu writes the tanh form of gelu of x to dst.", gelu8},
		{"avx2Relu", "avx2Relu writes x, or 0 where it is negative, to dst.", relu8},
	} {
		sweep(f.name, f.doc, nil, []string{"dst", "x"}, func(_ []vec, at []Mem) {
			VMOVUPS(f.of(vecOf(at[1])), at[0])
		})
	}
	sweep("avx2Lerp", "avx2Lerp writes s·a + t·b to dst.", []string{"s", "t"}, []string{"dst", "a", "b"},
		func(f []vec, at []Mem) {
			VMOVUPS(add(mul(f[0], at[1]), mul(f[1], at[2])), at[0])
		})
	sweep("avx2Plane", "avx2Plane writes (o + u·e1) + v·e2 to dst.", []string{"u", "v"},
		[]string{"dst", "o", "e1", "e2"}, func(f []vec, at []Mem) {
			VMOVUPS(add(add(mul(f[0], at[2]), at[1]), mul(f[1], at[3])), at[0])
		})
	addRows()
	addBias()
}

// addRows adds the rows of a matrix to dst, eight columns at a time.
func addRows() {
	TEXT("avx2AddRows", NOSPLIT, "func(m, n, stride int, x, dst *float32)")
	Pragma("noescape")
	Doc("avx2AddRows adds m rows of n numbers, which are stride bytes apart, to dst. n is a multiple of eight.")
	n, stride := Load(Param("n"), GP64()), Load(Param("stride"), GP64())
	x, dst := Load(Param("x"), GP64()), Load(Param("dst"), GP64())
	rows(n, func() {
		sum := vecOf(Mem{Base: dst})
		m, at := Load(Param("m"), GP64()), GP64()
		MOVQ(x, at)
		loop, done := label("rows"), label("summed")
		TESTQ(m, m)
		JE(done)
		Label(string(loop))
		VADDPS(Mem{Base: at}, sum, sum)
		ADDQ(stride, at)
		DECQ(m)
		JNE(loop)
		Label(string(done))
		VMOVUPS(sum, Mem{Base: dst})
		ADDQ(U8(bytes), x)
		ADDQ(U8(bytes), dst)
	})
	VZEROUPPER()
	RET()
}

// addBias adds one row to every row of a matrix, eight columns at a time.
func addBias() {
	TEXT("avx2AddBias", NOSPLIT, "func(m, n, stride int, z, bias *float32)")
	Pragma("noescape")
	Doc("avx2AddBias adds the n numbers of bias to each of m rows, which are stride bytes apart. n is a multiple of",
		"eight.")
	n, stride := Load(Param("n"), GP64()), Load(Param("stride"), GP64())
	z, bias := Load(Param("z"), GP64()), Load(Param("bias"), GP64())
	rows(n, func() {
		b := vecOf(Mem{Base: bias})
		m, at := Load(Param("m"), GP64()), GP64()
		MOVQ(z, at)
		loop, done := label("rows"), label("added")
		TESTQ(m, m)
		JE(done)
		Label(string(loop))
		VMOVUPS(add(b, Mem{Base: at}), Mem{Base: at})
		ADDQ(stride, at)
		DECQ(m)
		JNE(loop)
		Label(string(done))
		ADDQ(U8(bytes), z)
		ADDQ(U8(bytes), bias)
	})
	VZEROUPPER()
	RET()
}
