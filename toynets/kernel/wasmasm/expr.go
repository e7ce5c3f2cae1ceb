package wasmasm

import (
	"encoding/binary"
	"math"
)

// Expr is code that leaves one value of a known type.
type Expr struct {
	typ  Type
	code []byte
}

func (e Expr) must(t Type) {
	if e.typ != t {
		panic("wasmasm: expression of the wrong type")
	}
}

// Int is an integer constant.
func Int(v int32) Expr { return Expr{I32, appendS32([]byte{0x41}, v)} }

// Float is a scalar constant.
func Float(v float32) Expr {
	return Expr{F32, binary.LittleEndian.AppendUint32([]byte{0x43}, math.Float32bits(v))}
}

// Vec is a vector constant with v in all four lanes.
func Vec(v float32) Expr { return VecInt(int32(math.Float32bits(v))) }

// VecInt is a vector constant with the integer v in all four lanes.
func VecInt(v int32) Expr { return Lanes(v, v, v, v) }

// Lanes is a vector constant of four integers.
func Lanes(v ...int32) Expr {
	code := simd(nil, 12)
	for i := range 4 {
		code = binary.LittleEndian.AppendUint32(code, uint32(v[i]))
	}
	return Expr{V128, code}
}

// simd appends an operation of the SIMD page.
func simd(code []byte, op uint32) []byte { return appendU32(append(code, 0xfd), op) }

// join concatenates operands and an operation into a new expression.
func join(t Type, op []byte, operands ...Expr) Expr {
	var code []byte
	for _, o := range operands {
		code = append(code, o.code...)
	}
	return Expr{t, append(code, op...)}
}

// opcodes is one operation on each type that has it; 0 where it has none.
type opcodes struct {
	i32, f32 byte
	f32x4    uint32
}

func (o opcodes) apply(operands ...Expr) Expr {
	t := operands[0].typ
	for _, e := range operands {
		e.must(t)
	}
	switch {
	case t == I32 && o.i32 != 0:
		return join(t, []byte{o.i32}, operands...)
	case t == F32 && o.f32 != 0:
		return join(t, []byte{o.f32}, operands...)
	case t == V128 && o.f32x4 != 0:
		return join(t, simd(nil, o.f32x4), operands...)
	}
	panic("wasmasm: no such operation on this type")
}

// Arithmetic on two values of one type; on a vector, of four float32 each.

func Add(a, b Expr) Expr { return opcodes{0x6a, 0x92, 228}.apply(a, b) }
func Sub(a, b Expr) Expr { return opcodes{0x6b, 0x93, 229}.apply(a, b) }
func Mul(a, b Expr) Expr { return opcodes{0x6c, 0x94, 230}.apply(a, b) }
func Div(a, b Expr) Expr { return opcodes{0, 0x95, 231}.apply(a, b) }
func Sqrt(a Expr) Expr   { return opcodes{0, 0x91, 227}.apply(a) }
func Neg(a Expr) Expr    { return opcodes{0, 0x8c, 225}.apply(a) }
func Abs(a Expr) Expr    { return opcodes{0, 0x8b, 224}.apply(a) }

// Add64 and Mul64 work on a vector as two float64.

func Add64(a, b Expr) Expr { return opcodes{f32x4: 240}.apply(a, b) }
func Mul64(a, b Expr) Expr { return opcodes{f32x4: 242}.apply(a, b) }

// PMin is b < a ? b : a, so that a NaN in a stays.
func PMin(a, b Expr) Expr { return opcodes{f32x4: 234}.apply(a, b) }

// PMax is a < b ? b : a, so that a NaN in a stays.
func PMax(a, b Expr) Expr { return opcodes{f32x4: 235}.apply(a, b) }

// And is the bitwise and.
func And(a, b Expr) Expr { return opcodes{0x71, 0, 78}.apply(a, b) }

// AndNot is a with the bits of b cleared.
func AndNot(a, b Expr) Expr { return opcodes{f32x4: 79}.apply(a, b) }

// Or is the bitwise or.
func Or(a, b Expr) Expr { return opcodes{0x72, 0, 80}.apply(a, b) }

// Eq, Lt and Le give 1 or 0 for integers (signed) and scalars, and all bits or none in each lane of a vector.

func Eq(a, b Expr) Expr { return compare(opcodes{0x46, 0x5b, 65}, a, b) }
func Lt(a, b Expr) Expr { return compare(opcodes{0x48, 0x5d, 67}, a, b) }
func Le(a, b Expr) Expr { return compare(opcodes{0x4c, 0x5f, 69}, a, b) }

// LtU and LeU compare integers without sign, as addresses are.

func LtU(a, b Expr) Expr { return opcodes{i32: 0x49}.apply(a, b) }
func LeU(a, b Expr) Expr { return opcodes{i32: 0x4d}.apply(a, b) }

func compare(o opcodes, a, b Expr) Expr {
	e := o.apply(a, b)
	if e.typ == F32 {
		e.typ = I32
	}
	return e
}

// EqInt compares the lanes of two vectors as integers.
func EqInt(a, b Expr) Expr { return opcodes{f32x4: 55}.apply(a, b) }

// LtInt compares the lanes of two vectors as signed integers.
func LtInt(a, b Expr) Expr { return opcodes{f32x4: 57}.apply(a, b) }

// AddInt, SubInt, ShlInt, ShrInt and ShrUInt work on the lanes as integers.

func AddInt(a, b Expr) Expr { return opcodes{f32x4: 174}.apply(a, b) }
func SubInt(a, b Expr) Expr { return opcodes{f32x4: 177}.apply(a, b) }

func ShlInt(a Expr, n int32) Expr  { return shift(171, a, n) }
func ShrInt(a Expr, n int32) Expr  { return shift(172, a, n) }
func ShrUInt(a Expr, n int32) Expr { return shift(173, a, n) }

func shift(op uint32, a Expr, n int32) Expr {
	a.must(V128)
	return join(V128, simd(nil, op), a, Int(n))
}

// ToFloat converts integer lanes to float32.
func ToFloat(a Expr) Expr { return opcodes{f32x4: 250}.apply(a) }

// Shl shifts an integer left by a constant, And masks it.
func Shl(a Expr, n int32) Expr {
	a.must(I32)
	return join(I32, []byte{0x74}, a, Int(n))
}

// Select is a where cond is not zero, else b. With a vector as cond, it is chosen bit by bit.
func Select(cond, a, b Expr) Expr {
	b.must(a.typ)
	if cond.typ == V128 {
		a.must(V128)
		return join(V128, simd(nil, 82), a, b, cond)
	}
	cond.must(I32)
	if a.typ == V128 {
		return join(V128, []byte{0x1c, 1, byte(V128)}, a, b, cond)
	}
	return join(a.typ, []byte{0x1b}, a, b, cond)
}

// Splat copies a scalar or an integer into the four lanes.
func Splat(a Expr) Expr {
	if a.typ == I32 {
		return join(V128, simd(nil, 17), a)
	}
	a.must(F32)
	return join(V128, simd(nil, 19), a)
}

// LaneInt extracts a lane as an integer.
func LaneInt(a Expr, lane byte) Expr {
	a.must(V128)
	return join(I32, append(simd(nil, 27), lane), a)
}

// Shuffle picks four lanes out of a (0…3) and b (4…7).
func Shuffle(a, b Expr, lanes ...byte) Expr {
	a.must(V128)
	b.must(V128)
	op := simd(nil, 13)
	for i := range 4 {
		for j := range byte(4) {
			op = append(op, 4*lanes[i]+j)
		}
	}
	return join(V128, op, a, b)
}
