// Package files writes what an experiment made as files that other tools read:
// weights as safetensors, data as CSV.
package files

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"

	"onebasin/toynets"
)

// Safetensors writes θ as a safetensors file: an 8-byte little-endian length, a
// JSON header, the float32 values. Tensors are named and shaped as PyTorch's
// nn.Sequential(Linear, act, Linear, …) names them — 0.weight (out×in), 0.bias,
// 2.weight, … — so that load_state_dict takes them as they are.
func Safetensors(w io.Writer, m toynets.MLP, theta []float32, about string) error {
	if len(theta) != m.Params() {
		panic("files: θ has not the network's number of parameters")
	}
	quoted, err := json.Marshal(about)
	if err != nil {
		return err
	}
	var header strings.Builder
	fmt.Fprintf(&header, `{"__metadata__":{"format":"pt","about":%s}`, quoted)
	for l := 1; l <= m.Layers(); l++ {
		in, out := m.Widths[l-1], m.Widths[l]
		wt, b := m.Offsets(l)
		name := 2 * (l - 1)
		fmt.Fprintf(&header, `,"%d.weight":{"dtype":"F32","shape":[%d,%d],"data_offsets":[%d,%d]}`, name, out, in, 4*wt, 4*b)
		fmt.Fprintf(&header, `,"%d.bias":{"dtype":"F32","shape":[%d],"data_offsets":[%d,%d]}`, name, out, 4*b, 4*(b+out))
	}
	header.WriteByte('}')
	for header.Len()%8 != 0 {
		header.WriteByte(' ') // the values begin on a multiple of eight
	}
	buf := binary.LittleEndian.AppendUint64(nil, uint64(header.Len()))
	buf = append(buf, header.String()...)
	for _, x := range theta {
		buf = binary.LittleEndian.AppendUint32(buf, math.Float32bits(x))
	}
	_, err = w.Write(buf)
	return err
}
