package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// doubles adds the products of float64: of two matrices, of a matrix and a vector from either side.
func doubles() {
	for _, s := range []isa{{"avx2", 6, 32, YMM, false, double}, {"avx512", 8, 64, ZMM, false, double}} {
		panel(s, 2, s.name+"Double")
		dots(s)
		rowsOf(s)
	}
}

// together is how many rows of the matrix a turn goes along.
const together = 4

// strip is what dots and rowsOf keep in registers: rows of A, and how far apart they lie.
type strip struct {
	isa
	m, n, a, lda Register
	odd          GPVirtual // three rows
}

func newStrip(s isa) *strip {
	t := &strip{s, Load(Param("m"), GP64()), Load(Param("n"), GP64()), Load(Param("a"), GP64()),
		Load(Param("lda"), GP64()), GP64()}
	LEAQ(Mem{Base: t.lda, Index: t.lda, Scale: 2}, t.odd)
	return t
}

// row is where row r lies at column at, which is in bytes behind a.
func (t *strip) row(a Register, r int) Mem {
	switch r {
	case 0:
		return Mem{Base: a}
	case 3:
		return Mem{Base: a, Index: t.odd, Scale: 1}
	}
	return Mem{Base: a, Index: t.lda, Scale: uint8(r)}
}

// each runs body for four rows at a time, then for one, and moves a on.
func (t *strip) each(name string, body func(rows int, name string)) {
	for _, rows := range []int{together, 1} {
		begin, next := LabelRef(fmt.Sprintf("%s%drows", name, rows)), LabelRef(fmt.Sprintf("%s%dafter", name, rows))
		Label(string(begin))
		CMPQ(t.m, U8(uint8(rows)))
		JL(next)
		body(rows, fmt.Sprintf("%s%d", name, rows))
		for range rows {
			ADDQ(t.lda, t.a)
		}
		SUBQ(U8(uint8(rows)), t.m)
		JMP(begin)
		Label(string(next))
	}
	VZEROUPPER()
	RET()
}

// along runs body for eight columns at a time, with as many vectors as hold them; pointers move along.
func (t *strip) along(name string, pointers []GPVirtual, body func(v int)) {
	left := GP64()
	MOVQ(t.n, left)
	Label(name + "loop")
	for v := range 64 / t.bytes {
		body(v)
	}
	for _, p := range pointers {
		ADDQ(U8(64), p)
	}
	SUBQ(U8(8), left)
	JNE(LabelRef(name + "loop"))
}

// dots adds the products of rows with x: eight sums each, which are added in the end.
func dots(s isa) {
	name := s.name + "Dots"
	TEXT(name, NOSPLIT, "func(m, n int, a *float64, lda int, x, y *float64)")
	Pragma("noescape")
	Doc(name+" computes y = A·x for A of m×n, whose rows lie lda bytes apart. n is a multiple of eight, not 0.",
		"A row's products are added to eight sums, and those as ((0+4)+(2+6)) + ((1+5)+(3+7)).")
	t := newStrip(s)
	x, y := Load(Param("x"), GP64()), Load(Param("y"), GP64())
	t.each(name, func(rows int, name string) {
		sums := make([][]vec, rows)
		for r := range sums {
			for range 64 / t.bytes {
				v := t.vec()
				VXORPS(v, v, v)
				sums[r] = append(sums[r], v)
			}
		}
		a, b := GP64(), GP64()
		MOVQ(t.a, a)
		MOVQ(x, b)
		t.along(name, []GPVirtual{a, b}, func(v int) {
			f, product := t.vec(), t.vec()
			VMOVUPS(Mem{Base: b}.Offset(v*t.bytes), f)
			for r := range sums {
				VMULPD(t.row(a, r).Offset(v*t.bytes), f, product)
				VADDPD(product, sums[r][v], sums[r][v])
			}
		})
		for r := range sums {
			low, high := sums[r][0].AsY(), YMM()
			if len(sums[r]) == 2 {
				VADDPD(sums[r][1].AsY(), low, low)
			} else {
				VEXTRACTF64X4(U8(1), sums[r][0], high)
				VADDPD(high, low, low)
			}
			half := XMM()
			VEXTRACTF128(U8(1), low, half)
			VADDPD(half, sums[r][0].AsX(), half)
			other := XMM()
			VPERMILPD(U8(1), half, other)
			VADDSD(other, half, half)
			VMOVSD(half, Mem{Base: y}.Offset(8*r))
		}
		ADDQ(U8(uint8(8*rows)), y)
	})
}

// rowsOf adds the sum of rows, each with a factor of its own.
func rowsOf(s isa) {
	name := s.name + "Rows"
	TEXT(name, NOSPLIT, "func(m, n int, x, a *float64, lda int, y *float64)")
	Pragma("noescape")
	Doc(name+" adds xᵀ·A to y, row after row, for A of m×n, whose rows lie lda bytes apart. n is a multiple of eight,",
		"not 0.")
	t := newStrip(s)
	x, y := Load(Param("x"), GP64()), Load(Param("y"), GP64())
	t.each(name, func(rows int, name string) {
		var factors []vec
		for r := range rows {
			v := t.vec()
			VBROADCASTSD(Mem{Base: x}.Offset(8*r), v)
			factors = append(factors, v)
		}
		a, to := GP64(), GP64()
		MOVQ(t.a, a)
		MOVQ(y, to)
		t.along(name, []GPVirtual{a, to}, func(v int) {
			sum, product := t.vec(), t.vec()
			VMOVUPS(Mem{Base: to}.Offset(v*t.bytes), sum)
			for r, f := range factors {
				VMULPD(t.row(a, r).Offset(v*t.bytes), f, product)
				VADDPD(product, sum, sum)
			}
			VMOVUPS(sum, Mem{Base: to}.Offset(v*t.bytes))
		})
		ADDQ(U8(uint8(8*rows)), x)
	})
}
