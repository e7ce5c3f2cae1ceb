// Package sha256 computes the hash SHA-256 (FIPS PUB 180-4, Secure Hash Standard, 2015, sections 4.1.2, 5 and 6.2).
//
//	h := sha256.New()
//	h.Write(bytes)
//	sum := h.Sum() // [32]byte
//
// It gives what crypto/sha256 gives, and is here for its size: the standard package belongs to a cryptographic module
// that tests itself when a program starts, and so every program that hashes carries AES, GCM, HMAC, SHA-3, SHA-512 and
// a generator of random numbers, 22 kB of a download after compression against 1 kB here. A page does not hash secrets:
// what is hashed is the result that everybody can see. Nothing here takes care of its time or clears memory.
package sha256

import (
	"encoding/binary"
	"math/bits"
)

const (
	// Size is the length of a hash in bytes.
	Size  = 32
	block = 64
)

// Hash is the hash of what has been written to it. The zero value is not one: use New.
type Hash struct {
	state   [8]uint32
	pending [block]byte // the first length % block bytes are those that do not fill a block yet
	length  uint64      // of all that was written, in bytes
}

// New returns the hash of nothing.
func New() *Hash {
	return &Hash{state: [8]uint32{
		0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
	}}
}

// Write adds p, all of it and without an error.
func (h *Hash) Write(p []byte) (int, error) {
	n := len(p)
	held := h.length % block
	h.length += uint64(n)
	if held > 0 {
		took := copy(h.pending[held:], p)
		if p = p[took:]; held+uint64(took) < block {
			return n, nil
		}
		h.compress(h.pending[:])
	}
	for ; len(p) >= block; p = p[block:] {
		h.compress(p)
	}
	copy(h.pending[:], p)
	return n, nil
}

// Sum returns the hash of what was written so far; more may be written afterwards.
func (h *Hash) Sum() (sum [Size]byte) {
	last := *h // padding: a bit 1, zeros, and the length in bits at the end of a block
	padding := [block]byte{0x80}
	length := binary.BigEndian.AppendUint64(nil, 8*h.length)
	last.Write(padding[:1+(2*block-9-h.length%block)%block])
	last.Write(length)
	for i, word := range last.state {
		binary.BigEndian.PutUint32(sum[4*i:], word)
	}
	return sum
}

// compress takes the first block of p into the state: section 6.2.2.
func (h *Hash) compress(p []byte) {
	var w [64]uint32
	for t := range 16 {
		w[t] = binary.BigEndian.Uint32(p[4*t:])
	}
	for t := 16; t < 64; t++ {
		v1, v2 := w[t-2], w[t-15]
		s1 := bits.RotateLeft32(v1, -17) ^ bits.RotateLeft32(v1, -19) ^ v1>>10
		s0 := bits.RotateLeft32(v2, -7) ^ bits.RotateLeft32(v2, -18) ^ v2>>3
		w[t] = s1 + w[t-7] + s0 + w[t-16]
	}
	a, b, c, d := h.state[0], h.state[1], h.state[2], h.state[3]
	e, f, g, z := h.state[4], h.state[5], h.state[6], h.state[7]
	for t := range 64 {
		s1 := bits.RotateLeft32(e, -6) ^ bits.RotateLeft32(e, -11) ^ bits.RotateLeft32(e, -25)
		t1 := z + s1 + (e&f ^ ^e&g) + constants[t] + w[t]
		s0 := bits.RotateLeft32(a, -2) ^ bits.RotateLeft32(a, -13) ^ bits.RotateLeft32(a, -22)
		t2 := s0 + (a&b ^ a&c ^ b&c)
		a, b, c, d, e, f, g, z = t1+t2, a, b, c, d+t1, e, f, g
	}
	for i, v := range [...]uint32{a, b, c, d, e, f, g, z} {
		h.state[i] += v
	}
}

// constants are the first 32 bits of the fractions of the cube roots of the first 64 primes: section 4.2.2.
var constants = [64]uint32{
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
}
