// Package testfile writes the files that the tests of the readers read, byte for byte as PyTorch and NumPy do and,
// where a test wants that, wrong. Nothing but tests imports it.
package testfile

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"math"
	"strings"
)

// Floats are values as little-endian float32.
func Floats(values ...float32) (b []byte) {
	for _, x := range values {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return b
}

// Member is a file in an archive.
type Member struct {
	Name string
	Data []byte
}

// Zip is an archive of members; packed compresses them.
func Zip(packed bool, members ...Member) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		h := &zip.FileHeader{Name: m.Name}
		if packed {
			h.Method = zip.Deflate
		}
		w, _ := z.CreateHeader(h)
		w.Write(m.Data)
	}
	z.Close()
	return b.Bytes()
}

// Gzip is data gzipped.
func Gzip(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

// NPY is an npy file of that version and header with raw values.
func NPY(version byte, header string, raw []byte) []byte {
	b := []byte{0x93, 'N', 'U', 'M', 'P', 'Y', version, 0}
	size := 2
	if version > 1 {
		size = 4
	}
	for (len(b)+size+len(header)+1)%64 != 0 {
		header += " "
	}
	header += "\n"
	if version == 1 {
		b = binary.LittleEndian.AppendUint16(b, uint16(len(header)))
	} else {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(header)))
	}
	return append(append(b, header...), raw...)
}

// NPYHeader is the header that numpy.save writes.
func NPYHeader(descr string, fortran bool, shape ...int) string {
	order := "False"
	if fortran {
		order = "True"
	}
	sides := ""
	for _, n := range shape {
		sides += fmt.Sprintf("%d, ", n)
	}
	if len(shape) > 1 {
		sides = strings.TrimSuffix(sides, ", ")
	} else {
		sides = strings.TrimSuffix(sides, " ")
	}
	return fmt.Sprintf("{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }", descr, order, sides)
}

// Safetensors is a file of that header, to which values are added.
func Safetensors(header string, values []byte) []byte {
	b := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(b, header...), values...)
}

// Tensor is an array of float32 by name.
type Tensor struct {
	Name   string
	Shape  []int
	Values []float32
}

// NPZ is what numpy.savez writes of tensors.
func NPZ(packed bool, tensors ...Tensor) []byte {
	var members []Member
	for _, t := range tensors {
		members = append(
			members,
			Member{t.Name + ".npy", NPY(1, NPYHeader("<f4", false, t.Shape...), Floats(t.Values...))},
		)
	}
	return Zip(packed, members...)
}

// IDX is a file of MNIST's format of bytes.
func IDX(values []byte, shape ...int) []byte {
	b := []byte{0, 0, 8, byte(len(shape))}
	for _, n := range shape {
		b = binary.BigEndian.AppendUint32(b, uint32(n))
	}
	return append(b, values...)
}
