package main

import (
	"fmt"
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// A vec is a vector of eight numbers in a register.
type vec = VecVirtual

const (
	lanes = 8
	bytes = 4 * lanes // of a vector
)

var constants = map[uint32]Mem{}

// words is a vector in memory whose lanes all hold these bits.
func words(bits uint32) Mem {
	if _, ok := constants[bits]; !ok {
		m := GLOBL(fmt.Sprintf("word%08x", bits), RODATA|NOPTR)
		for k := range lanes {
			DATA(4*k, U32(bits))
		}
		constants[bits] = m
	}
	return constants[bits]
}

// number is a vector in memory whose lanes all hold x.
func number(x float32) Mem { return words(math.Float32bits(x)) }

// integer is the same of an integer.
func integer(x int32) Mem { return words(uint32(x)) }

func vecOf(m Mem) vec {
	v := YMM()
	VMOVUPS(m, v)
	return v
}

// The arithmetic of the formulas. Where a lane is compared, it is as the scalar code compares: false for NaN.

func add(a vec, b Op) vec { v := YMM(); VADDPS(b, a, v); return v }
func mul(a vec, b Op) vec { v := YMM(); VMULPS(b, a, v); return v }

// sub is a − b.
func sub(a vec, b Op) vec { v := YMM(); VSUBPS(b, a, v); return v }

// div is a / b.
func div(a vec, b Op) vec { v := YMM(); VDIVPS(b, a, v); return v }

func neg(a vec) vec { v := YMM(); VXORPS(words(1<<31), a, v); return v }

// atMost is bound where bound < x, else x.
func atMost(x vec, bound float32) vec { v := vecOf(number(bound)); VMINPS(x, v, v); return v }

// atLeast is bound where x < bound, else x.
func atLeast(x vec, bound float32) vec { v := vecOf(number(bound)); VMAXPS(x, v, v); return v }

// Predicates of VCMPPS.
const (
	equal     = 0
	less      = 1
	lessEqual = 2
)

// compare is all ones where a stands in that relation to b, else zero.
func compare(a vec, relation uint8, b Op) vec { v := YMM(); VCMPPS(U8(relation), b, a, v); return v }

// choose is yes where mask is set, else no.
func choose(mask vec, yes Op, no vec) vec { v := YMM(); VBLENDVPS(mask, yes, no, v); return v }

// horner evaluates a polynomial in x, highest coefficient first.
func horner(x vec, coefficients ...float32) vec {
	p := vecOf(number(coefficients[0]))
	for _, c := range coefficients[1:] {
		p = add(mul(p, x), number(c))
	}
	return p
}

// sweep adds a function that goes over slices of numbers, a vector at a time:
//
//	name(n int, factors …float32, slices …*float32)
//
// n is a multiple of eight. The body is given the factors in all lanes and, for each slice, where its vector lies.
func sweep(name, doc string, factors, slices []string, body func(factor []vec, at []Mem)) {
	signature := "func(n int"
	for _, f := range factors {
		signature += ", " + f + " float32"
	}
	for _, s := range slices {
		signature += ", " + s + " *float32"
	}
	TEXT(name, NOSPLIT, signature+")")
	Pragma("noescape")
	Doc(doc)
	n := Load(Param("n"), GP64())
	var factor []vec
	for _, f := range factors {
		v := YMM()
		address, err := Param(f).Resolve()
		if err != nil {
			panic(err)
		}
		VBROADCASTSS(address.Addr, v)
		factor = append(factor, v)
	}
	var at []Mem
	for _, s := range slices {
		at = append(at, Mem{Base: Load(Param(s), GP64())})
	}
	rows(n, func() {
		body(factor, at)
		for _, m := range at {
			ADDQ(U8(bytes), m.Base)
		}
	})
	VZEROUPPER()
	RET()
}

var labels int

func label(name string) LabelRef {
	labels++
	return LabelRef(fmt.Sprintf("%s%d", name, labels))
}

// rows runs body while n, which it counts down by eight, is not 0.
func rows(n Register, body func()) {
	loop, done := label("loop"), label("done")
	TESTQ(n, n)
	JE(done)
	Label(string(loop))
	body()
	SUBQ(U8(lanes), n)
	JNE(loop)
	Label(string(done))
}
