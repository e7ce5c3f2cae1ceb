// Package files writes what an experiment made as files that other tools read: weights as safetensors, data as CSV.
package files

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strings"

	"onebasin/toynets"
)

// Tensor is a named array, row-major: of float32 or of whole numbers, as many as Shape's product.
type Tensor struct {
	Name  string
	Shape []int
	Data  []float32
	Whole []int // in place of Data
}

// Note is something that is known of a file, by its name.
type Note struct{ Name, Text string }

// Safetensors writes tensors as a safetensors file: an 8-byte little-endian length, a JSON header, the values in the
// order given, float32 or int64. about and what else is known goes into the header's metadata. It panics for a tensor
// whose shape does not fit its data.
func Safetensors(w io.Writer, tensors []Tensor, about string, known ...Note) error {
	var header strings.Builder
	fmt.Fprintf(&header, `{"__metadata__":{"format":"pt","about":%s`, quote(about))
	for _, k := range known {
		fmt.Fprintf(&header, `,%s:%s`, quote(k.Name), quote(k.Text))
	}
	header.WriteByte('}')
	at := 0
	for _, t := range tensors {
		n := 1
		for _, side := range t.Shape {
			n *= side
		}
		if n != len(t.Data)+len(t.Whole) {
			panic("files: a tensor's shape does not fit its data")
		}
		kind, size := "F32", 4
		if t.Whole != nil {
			kind, size = "I64", 8
		}
		shape := strings.ReplaceAll(strings.Trim(fmt.Sprint(t.Shape), "[]"), " ", ",")
		fmt.Fprintf(&header, `,%s:{"dtype":%q,"shape":[%s],"data_offsets":[%d,%d]}`, quote(t.Name), kind, shape,
			at, at+size*n)
		at += size * n
	}
	header.WriteByte('}')
	for header.Len()%8 != 0 {
		header.WriteByte(' ') // the values begin on a multiple of eight
	}
	b := bufio.NewWriter(w)
	b.Write(binary.LittleEndian.AppendUint64(nil, uint64(header.Len())))
	b.WriteString(header.String())
	var number [8]byte
	for _, t := range tensors {
		for _, x := range t.Data {
			binary.LittleEndian.PutUint32(number[:], math.Float32bits(x))
			b.Write(number[:4])
		}
		for _, k := range t.Whole {
			binary.LittleEndian.PutUint64(number[:], uint64(k))
			b.Write(number[:])
		}
	}
	return b.Flush()
}

// MLP returns θ as tensors named and shaped as PyTorch's nn.Sequential(Linear, act, Linear, …) names them — 0.weight
// (out×in), 0.bias, 2.weight, … — so that load_state_dict takes them as they are. They share θ's memory.
func MLP(m toynets.MLP, theta []float32) (tensors []Tensor) {
	if len(theta) != m.Params() {
		panic("files: θ has not the network's number of parameters")
	}
	for l := 1; l <= m.Layers(); l++ {
		name := fmt.Sprint(2 * (l - 1))
		tensors = append(tensors,
			Tensor{Name: name + ".weight", Shape: []int{m.Widths[l], m.Widths[l-1]}, Data: m.Weight(theta, l)},
			Tensor{Name: name + ".bias", Shape: []int{m.Widths[l]}, Data: m.Bias(theta, l)})
	}
	return tensors
}

// quote returns text as a JSON string.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range strings.ToValidUTF8(text, "\uFFFD") {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c < ' ':
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
