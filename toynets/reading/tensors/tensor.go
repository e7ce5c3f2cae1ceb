// Package tensors reads files of named arrays: safetensors, NumPy's npy and npz, PyTorch's .pt; and MNIST's IDX.
//
//	file, err := tensors.Read(bytes)
//	for _, t := range file.Tensors {
//		values, err := t.Floats() // row-major, len = product of t.Shape
//	}
//
// Read checks everything that a file says of its arrays – kinds, shapes, places – and decodes no number: a Tensor is a
// view of the file's own bytes until somebody asks for its values.
package tensors

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"

	"onebasin/toynets/reading"
)

// MostTensors is how many arrays a file may name. The networks and data sets of this laboratory have a few dozen; a
// file of millions would only be a way to make the page wait.
const MostTensors = 10_000

// mostName is how many bytes a tensor's name may have.
const mostName = 256

// File is what a file of arrays holds.
type File struct {
	Format  string   // as it is called in a sentence: "safetensors", "npz", "PyTorch"
	Tensors []Tensor // in the file's order
	Ordered bool     // whether that order is the one in which its writer named them
	Ignored []string // what the file holds beside tensors
}

// Tensor is a named array as it lies in a file.
type Tensor struct {
	Name  string
	Shape []int
	Kind  Kind
	Tied  string // an earlier tensor whose numbers these are, or are in part; empty for none

	raw     []byte // the first element is at 0
	big     bool   // big endian
	strides []int  // in elements, one a dimension; nil for row-major
}

// Kind is how a number is stored, by safetensors' name.
type Kind string

// Kinds of numbers.
const (
	F64  Kind = "F64"
	F32  Kind = "F32"
	F16  Kind = "F16"
	BF16 Kind = "BF16"
	I64  Kind = "I64"
	I32  Kind = "I32"
	I16  Kind = "I16"
	I8   Kind = "I8"
	U64  Kind = "U64"
	U32  Kind = "U32"
	U16  Kind = "U16"
	U8   Kind = "U8"
	Bool Kind = "BOOL"
)

// sizes are the bytes of a number, also of kinds that are known only to be refused by name.
var sizes = map[Kind]int{F64: 8, F32: 4, F16: 2, BF16: 2, I64: 8, I32: 4, I16: 2, I8: 1, U64: 8, U32: 4, U16: 2, U8: 1,
	Bool: 1, "F8_E4M3": 1, "F8_E5M2": 1, "F8_E8M0": 1, "C64": 8, "C128": 16}

// Whole tells whether the numbers are whole ones or truth values.
func (k Kind) Whole() bool { return k == Bool || k[0] == 'I' || k[0] == 'U' }

// String is the kind in words.
func (k Kind) String() string {
	switch {
	case k == Bool:
		return "BOOL (truth values)"
	case k.Whole():
		return fmt.Sprintf("%s (%d-bit whole numbers)", string(k), 8*sizes[k])
	case k[0] == 'C':
		return string(k) + " (complex numbers)"
	}
	return fmt.Sprintf("%s (%d-bit floating point)", string(k), 8*sizes[k])
}

// Len is the number of values.
func (t Tensor) Len() int {
	n := 1
	for _, side := range t.Shape {
		n *= side
	}
	return n
}

// String is the tensor's name and shape for a sentence.
func (t Tensor) String() string { return "tensor " + reading.Quote(t.Name) }

// Sides is the tensor's shape in words: 3×4.
func (t Tensor) Sides() string { return sides(t.Shape) }

func sides[T int | int64](shape []T) string {
	if len(shape) == 0 {
		return "a single number"
	}
	var b strings.Builder
	for i, n := range shape {
		if i == 8 {
			return b.String() + "×…"
		}
		if i > 0 {
			b.WriteString("×")
		}
		fmt.Fprint(&b, n)
	}
	return b.String()
}

// mostRank is how many dimensions an array may have; images in colour have four.
const mostRank = 8

func checkRank(where string, shape []int) error {
	if len(shape) > mostRank {
		return reading.Wrong(where, reading.Plural(mostRank, "dimension")+" at most", "%d", len(shape))
	}
	return nil
}

// count returns the number of values of a shape, or ok false where it is negative or more than most.
func count(shape []int, most int) (n int, ok bool) {
	n = 1
	for _, side := range shape {
		if side == 0 {
			n = 0
		}
	}
	for _, side := range shape {
		if side < 0 || side > 0 && n > most/side {
			return 0, false
		}
		n *= side
	}
	return n, n <= most
}

// Floats returns the values as float32, row-major, in memory of their own. F64 is rounded to the nearest; F16 and BF16
// are exact. It refuses kinds that are no floating point, as the weights of quantised networks, and numbers that are
// none: NaN, infinities, and what is too large for float32.
func (t Tensor) Floats() ([]float32, error) {
	switch t.Kind {
	case F64, F32, F16, BF16:
		return t.decode()
	}
	err := reading.Wrong(t.String(), "floating point F64, F32, F16 or BF16", "%s", t.Kind)
	if t.Kind == I8 || t.Kind == U8 {
		err = reading.Advise(err, "quantised networks have lost what is compared here: bring the network from before")
	}
	return nil, err
}

// Numbers returns the values as float32, row-major, whole numbers and truth values too; above 2²⁴ whole numbers are
// rounded. Otherwise it is Floats.
func (t Tensor) Numbers() ([]float32, error) {
	if t.Kind.Whole() {
		return t.decode()
	}
	return t.Floats()
}

func (t Tensor) decode() ([]float32, error) {
	order, size := binary.ByteOrder(binary.LittleEndian), sizes[t.Kind]
	if t.big {
		order = binary.BigEndian
	}
	to := make([]float32, t.Len())
	if t.Kind == U8 && t.strides == nil { // images, of which there are many
		for i, x := range t.raw[:len(to)] {
			to[i] = float32(x)
		}
		return to, nil
	}
	at := make([]int, len(t.Shape)) // the element that is read
	var from int
	for i := range to {
		to[i] = number(t.Kind, order, t.raw[from*size:])
		if t.strides == nil {
			from++
			continue
		}
		for d := len(at) - 1; d >= 0; d-- {
			at[d]++
			from += t.strides[d]
			if at[d] < t.Shape[d] {
				break
			}
			from -= at[d] * t.strides[d]
			at[d] = 0
		}
	}
	for i, x := range to {
		if x-x != 0 { // NaN and the infinities
			found := "not a number (NaN)"
			if x == x {
				found = "an infinity, or a number too large for float32,"
			}
			return nil, reading.Advise(
				reading.Wrong(t.String(), "finite numbers", "%s at %s", found, place(i, t.Shape)),
				"the training that made it has probably diverged",
			)
		}
	}
	return to, nil
}

// place is the index of the i-th value of a shape, counted from 0 as Python does: [3, 0].
func place(i int, shape []int) string {
	index := make([]string, len(shape))
	for d := len(shape) - 1; d >= 0; d-- {
		index[d] = fmt.Sprint(i % shape[d])
		i /= shape[d]
	}
	return "[" + strings.Join(index, ", ") + "]"
}

func number(k Kind, order binary.ByteOrder, b []byte) float32 {
	switch k {
	case F64:
		return float32(math.Float64frombits(order.Uint64(b)))
	case F32:
		return math.Float32frombits(order.Uint32(b))
	case F16:
		return half(order.Uint16(b))
	case BF16:
		return math.Float32frombits(uint32(order.Uint16(b)) << 16)
	case I64:
		return float32(int64(order.Uint64(b)))
	case I32:
		return float32(int32(order.Uint32(b)))
	case I16:
		return float32(int16(order.Uint16(b)))
	case I8:
		return float32(int8(b[0]))
	case U64:
		return float32(order.Uint64(b))
	case U32:
		return float32(order.Uint32(b))
	case U16:
		return float32(order.Uint16(b))
	}
	return float32(b[0]) // U8, Bool
}

// half is the value of an IEEE 754 binary16: sign, 5 bits of exponent with bias 15, 10 bits of fraction.
func half(h uint16) float32 {
	sign, exponent, fraction := uint32(h>>15)<<31, uint32(h>>10&31), uint32(h&1023)
	switch exponent {
	case 0: // zero and the subnormals, fraction·2⁻²⁴
		x := float32(fraction) * 0x1p-24
		return math.Float32frombits(sign | math.Float32bits(x))
	case 31:
		return math.Float32frombits(sign | 255<<23 | fraction<<13)
	}
	return math.Float32frombits(sign | (exponent+127-15)<<23 | fraction<<13)
}
