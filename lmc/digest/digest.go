// Package digest computes the hash by which a reproduced experiment is known.
package digest

import (
	"encoding/binary"
	"fmt"
	"math"

	"onebasin/lmc/measure"
	"onebasin/lmc/sha256"
	"onebasin/lmc/symmetry"
)

// Digest is the hash by which a reproduced experiment is known: SHA-256 over, little-endian and in this order, every
// model's parameters (float32), then for every pair its permutations (uint32) and the values of its path (float64:
// train loss, train accuracy, test loss, test accuracy). Its first 12 hexadecimal digits are shown.
type Digest struct{ h *sha256.Hash }

// New returns an empty digest.
func New() Digest { return Digest{sha256.New()} }

// Parameters adds a parameter vector.
func (d Digest) Parameters(theta []float32) {
	buf := make([]byte, 0, 4*len(theta))
	for _, x := range theta {
		bits := math.Float32bits(x)
		if math.IsNaN(float64(x)) {
			bits = 0x7fc00000 // one NaN for all: payloads depend on the processor
		}
		buf = binary.LittleEndian.AppendUint32(buf, bits)
	}
	d.h.Write(buf)
}

// Permutation adds a permutation.
func (d Digest) Permutation(p symmetry.Permutation) {
	var buf []byte
	for _, group := range p {
		for _, i := range group {
			buf = binary.LittleEndian.AppendUint32(buf, uint32(i))
		}
	}
	d.h.Write(buf)
}

// Path adds the values of a path.
func (d Digest) Path(p measure.Path) {
	for _, c := range [][]measure.Number{p.Train.Loss, p.Train.Accuracy, p.Test.Loss, p.Test.Accuracy} {
		d.Numbers(c...)
	}
}

// Numbers adds numbers of a result.
func (d Digest) Numbers(x ...measure.Number) {
	buf := make([]byte, 0, 8*len(x))
	for _, x := range x {
		bits := math.Float64bits(float64(x))
		if math.IsNaN(float64(x)) {
			bits = 0x7ff8000000000001
		}
		buf = binary.LittleEndian.AppendUint64(buf, bits)
	}
	d.h.Write(buf)
}

// Text returns the first 12 hexadecimal digits.
func (d Digest) Text() string {
	sum := d.h.Sum()
	return fmt.Sprintf("%x", sum[:6])
}
