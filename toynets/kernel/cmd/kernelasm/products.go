package main

import (
	"fmt"
	"strings"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// An isa is a set of vector instructions as the product uses it.
type isa struct {
	name  string
	rows  int // of the tile of C that stays in registers
	bytes int // of a vector
	vec   func() vec
	mask  bool // the last vector of a row may be a part
	floats
}

// floats are numbers of one size, and the instructions for them.
type floats struct {
	kind      string
	size      int // in bytes
	broadcast func(ops ...Op)
	mul, add  func(ops ...Op)
}

var (
	single = floats{"float32", 4, VBROADCASTSS, VMULPS, VADDPS}
	double = floats{"float64", 8, VBROADCASTSD, VMULPD, VADDPD}
)

// AVX2 has 16 registers: 12 sums, two vectors of B, one number of A, one product. AVX-512 has 32: 16 sums; more do not
// make it faster.
var (
	avx2   = isa{"avx2", 6, 32, YMM, false, single}
	avx512 = isa{"avx512", 8, 64, ZMM, true, single}
)

// products adds, for each set of instructions, the product of rows of op(A) with one or two vectors of columns, and for
// all the transposition of what is stored the other way.
func products() {
	for _, s := range []isa{avx2, avx512} {
		for vectors := 1; vectors <= 2; vectors++ {
			panel(s, vectors, fmt.Sprintf("%sPanel%d", s.name, vectors))
		}
	}
	transpose()
}

// panel adds
//
//	name(m, k int, a *float32, row, col int, b *float32, ldb int, c *float32, ldc int, more int)
//
// or the same of float64, with, for AVX-512, a mask of the columns of the last vector. It goes down the rows in tiles;
// the sums of a tile stay in registers while k runs.
func panel(s isa, vectors int, name string) {
	signature := "func(m, k int, a *T, row, col int, b *T, ldb int, c *T, ldc, more int"
	signature = strings.ReplaceAll(signature, "T", s.kind)
	doc := []string{
		fmt.Sprintf("%s adds op(A)·op(B) to m rows of C, %d columns wide, or, if more is 0, writes it there.",
			name, vectors*s.bytes/s.size),
		"op(A)[i, p] lies i·row + p·col bytes behind a, op(B)[p, j] p·ldb bytes and j numbers behind b, C[i, j] i·ldc",
		"bytes and j numbers behind c."}
	if s.mask {
		signature += ", last uint16"
		doc = append(doc, "Of the last vector the columns in the mask are read and written.")
	}
	TEXT(name, NOSPLIT, signature+")")
	Pragma("noescape")
	Doc(doc...)
	t := tiles{isa: s, vectors: vectors, a: Load(Param("a"), GP64()), c: Load(Param("c"), GP64()),
		row: Load(Param("row"), GP64()), col: Load(Param("col"), GP64()), ldb: Load(Param("ldb"), GP64()),
		ldc: Load(Param("ldc"), GP64()), m: Load(Param("m"), GP64())}
	if s.mask {
		t.last = K()
		KMOVW(Load(Param("last"), GP32()), t.last)
	}
	for range 3 {
		t.odd = append(t.odd, GP64())
	}
	LEAQ(Mem{Base: t.row, Index: t.row, Scale: 2}, t.odd[0])
	LEAQ(Mem{Base: t.row, Index: t.row, Scale: 4}, t.odd[1])
	LEAQ(Mem{Base: t.odd[0], Index: t.row, Scale: 4}, t.odd[2])

	prefix := name
	Label(prefix + "tile")
	CMPQ(t.m, U8(uint8(s.rows)))
	JL(LabelRef(prefix + "rest"))
	t.tile(s.rows, prefix)
	for range s.rows {
		ADDQ(t.row, t.a)
	}
	SUBQ(U8(uint8(s.rows)), t.m)
	JMP(LabelRef(prefix + "tile"))
	Label(prefix + "rest")
	for n := s.rows - 1; n > 0; n-- {
		next := LabelRef(fmt.Sprintf("%sbelow%d", prefix, n))
		CMPQ(t.m, U8(uint8(n)))
		JNE(next)
		t.tile(n, prefix)
		Label(string(next))
	}
	VZEROUPPER()
	RET()
}

// tiles is what the code of a panel keeps in registers.
type tiles struct {
	isa
	vectors             int
	m, a, row, col, ldb Register
	c, ldc              Register
	odd                 []GPVirtual // three, five and seven rows
	last                Register
}

// rowOf is where row r of op(A) lies.
func (t *tiles) rowOf(a Register, r int) Mem {
	switch r {
	case 0:
		return Mem{Base: a}
	case 1, 2, 4:
		return Mem{Base: a, Index: t.row, Scale: uint8(r)}
	case 6:
		return Mem{Base: a, Index: t.odd[0], Scale: 2}
	}
	return Mem{Base: a, Index: t.odd[r/2-1], Scale: 1}
}

// load and store move vector v of a row.
func (t *tiles) load(m Mem, v int, to vec) {
	m = m.Offset(v * t.bytes)
	if t.mask && v == t.vectors-1 {
		VMOVUPS_Z(m, t.last, to)
		return
	}
	VMOVUPS(m, to)
}

func (t *tiles) store(from vec, m Mem, v int) {
	m = m.Offset(v * t.bytes)
	if t.mask && v == t.vectors-1 {
		VMOVUPS(from, t.last, m)
		return
	}
	VMOVUPS(from, m)
}

// tile adds the code for a tile of n rows, and moves c behind it.
func (t *tiles) tile(n int, prefix string) {
	prefix = fmt.Sprintf("%s%d", prefix, n)
	sums := make([][]vec, n)
	for r := range sums {
		for range t.vectors {
			sums[r] = append(sums[r], t.vec())
		}
	}
	fresh, begin, loop, done := LabelRef(prefix+"fresh"), LabelRef(prefix+"begin"), LabelRef(prefix+"loop"),
		LabelRef(prefix+"done")
	at := GP64()
	more := Load(Param("more"), GP64())
	TESTQ(more, more)
	JE(fresh)
	MOVQ(t.c, at)
	for r := range sums {
		for v := range sums[r] {
			t.load(Mem{Base: at}, v, sums[r][v])
		}
		ADDQ(t.ldc, at)
	}
	JMP(begin)
	Label(string(fresh))
	for r := range sums {
		for v := range sums[r] {
			VXORPS(sums[r][v], sums[r][v], sums[r][v])
		}
	}
	Label(string(begin))
	a, b, k := GP64(), Load(Param("b"), GP64()), Load(Param("k"), GP64())
	MOVQ(t.a, a)
	TESTQ(k, k)
	JE(done)
	Label(string(loop))
	var columns []vec
	for v := range t.vectors {
		columns = append(columns, t.vec())
		t.load(Mem{Base: b}, v, columns[v])
	}
	x, product := t.vec(), t.vec()
	for r := range sums {
		t.broadcast(t.rowOf(a, r), x)
		for v := range sums[r] {
			t.mul(x, columns[v], product)
			t.add(product, sums[r][v], sums[r][v])
		}
	}
	ADDQ(t.col, a)
	ADDQ(t.ldb, b)
	DECQ(k)
	JNE(loop)
	Label(string(done))
	for r := range sums {
		for v := range sums[r] {
			t.store(sums[r][v], Mem{Base: t.c}, v)
		}
		ADDQ(t.ldc, t.c)
	}
}

// transpose adds the transposition of eight rows into columns.
func transpose() {
	TEXT("avx2Transpose", NOSPLIT, "func(n int, x *float32, row int, dst *float32, stride int)")
	Pragma("noescape")
	Doc("avx2Transpose writes column p of eight rows of n numbers, which are row bytes apart, to p·stride bytes behind",
		"dst. n is a multiple of eight.")
	n, x, row := Load(Param("n"), GP64()), Load(Param("x"), GP64()), Load(Param("row"), GP64())
	dst, stride := Load(Param("dst"), GP64()), Load(Param("stride"), GP64())
	rows(n, func() {
		at := GP64()
		MOVQ(x, at)
		var in, pairs, quads [8]vec
		for r := range in {
			in[r] = vecOf(Mem{Base: at})
			if r < 7 {
				ADDQ(row, at)
			}
		}
		for r := 0; r < 8; r += 2 {
			pairs[r], pairs[r+1] = YMM(), YMM()
			VUNPCKLPS(in[r+1], in[r], pairs[r])
			VUNPCKHPS(in[r+1], in[r], pairs[r+1])
		}
		for r := 0; r < 8; r += 4 {
			for k := range 2 {
				quads[r+2*k], quads[r+2*k+1] = YMM(), YMM()
				VSHUFPS(U8(0x44), pairs[r+2+k], pairs[r+k], quads[r+2*k])
				VSHUFPS(U8(0xee), pairs[r+2+k], pairs[r+k], quads[r+2*k+1])
			}
		}
		for half := range 2 {
			for k := range 4 {
				out := YMM()
				VPERM2F128(U8(0x20+0x11*uint8(half)), quads[4+k], quads[k], out)
				VMOVUPS(out, Mem{Base: dst})
				ADDQ(stride, dst)
			}
		}
		ADDQ(U8(bytes), x)
	})
	VZEROUPPER()
	RET()
}
