package render

import (
	"encoding/binary"
	"math"
)

// sum is a hash in the making: FNV-1a over words of 64 bits, whose upper halves are folded into the lower ones.
type sum uint64

// offset and prime are FNV's (G. Fowler, L. C. Noll, K.-P. Vo, 1991).
const offset, prime sum = 14695981039346656037, 1099511628211

func (s *sum) word(w uint64) {
	h := (*s ^ sum(w)) * prime
	*s = h ^ h>>29
}

func (s *sum) number(v float64) { s.word(math.Float64bits(v)) }

func (s *sum) numbers(values ...float64) {
	s.word(uint64(len(values)))
	for _, v := range values {
		s.number(v)
	}
}

func (s *sum) bytes(b []byte) {
	for len(b) >= 8 {
		s.word(binary.LittleEndian.Uint64(b))
		b = b[8:]
	}
	for _, v := range b {
		s.word(uint64(v))
	}
}

func (s *sum) flags(flags ...bool) {
	var w uint64
	for _, f := range flags {
		w <<= 1
		if f {
			w |= 1
		}
	}
	s.word(w)
}
