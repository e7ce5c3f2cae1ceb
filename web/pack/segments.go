package main

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// Go's linker leaves runs of eight zeros and more out of a program's data, which is full of them: it becomes up to
// 100,000 segments, each with an address of its own. That is shorter as long as nobody compresses it. Compressed, a run
// of zeros costs next to nothing and an address, unlike any other, two or three bytes: with the zeros put back the
// programs are a twentieth smaller, and a browser copies a few blocks into memory instead of so many.

// maxGap is how many zeros are put back between two segments. Only what lies between the sections of a program is
// longer; it would be megabytes to unpack for less than a hundredth of the compressed size.
const maxGap = 4096

const (
	wasmHeader  = "\x00asm\x01\x00\x00\x00"
	dataSection = 11
)

var errWasm = errors.New("not a WebAssembly program of Go's linker")

// A segment is what the memory holds from an address on when the program begins.
type segment struct {
	address uint64
	bytes   []byte
}

// joinSegments returns a program that begins with the same memory as wasm, in as few data segments as have at most
// maxGap zeros between them. The other sections are left as they are.
func joinSegments(wasm []byte) ([]byte, error) {
	rest, ok := bytes.CutPrefix(wasm, []byte(wasmHeader))
	if !ok {
		return nil, errWasm
	}
	out := []byte(wasmHeader)
	for len(rest) > 0 {
		kind := rest[0]
		contents, after, err := counted(rest[1:])
		if err != nil {
			return nil, err
		}
		if kind == dataSection {
			segments, err := readSegments(contents)
			if err != nil {
				return nil, err
			}
			few, err := joined(segments)
			if err != nil {
				return nil, err
			}
			contents = appendSegments(nil, few)
		}
		out = appendCounted(append(out, kind), contents)
		rest = after
	}
	return out, nil
}

// joined returns segments in the order of their addresses, in which the linker does not write them, with the gaps of at
// most maxGap filled. Where two overlap, the order would matter: that is refused.
func joined(segments []segment) (few []segment, err error) {
	end := uint64(0)
	for _, s := range slices.SortedStableFunc(slices.Values(segments), byAddress) {
		if s.address < end {
			return nil, fmt.Errorf("%w: two data segments overlap at address %d", errWasm, s.address)
		}
		if gap := s.address - end; len(few) > 0 && gap <= maxGap {
			last := &few[len(few)-1]
			last.bytes = append(append(last.bytes, make([]byte, gap)...), s.bytes...)
		} else {
			few = append(few, segment{s.address, bytes.Clone(s.bytes)})
		}
		end = s.address + uint64(len(s.bytes))
	}
	return few, nil
}

func byAddress(a, b segment) int { return cmp.Compare(a.address, b.address) }

// readSegments reads a data section: a count, then of each segment the kind, which is 0 for memory 0, its address as an
// expression, `i32.const n; end`, and its bytes.
func readSegments(section []byte) (segments []segment, err error) {
	n, section, err := number(section)
	if err != nil {
		return nil, err
	}
	for range n {
		code, ok := bytes.CutPrefix(section, []byte{0, 0x41})
		if !ok {
			return nil, fmt.Errorf("%w: a data segment that is not at a constant address of memory 0", errWasm)
		}
		address, after, err := number(code)
		if err != nil {
			return nil, err
		}
		negative := code[len(code)-len(after)-1] >= 64
		code, ok = bytes.CutPrefix(after, []byte{0x0b})
		if !ok || negative {
			return nil, fmt.Errorf("%w: a data segment at an address that is not a number", errWasm)
		}
		var s segment
		if s.bytes, section, err = counted(code); err != nil {
			return nil, err
		}
		s.address = address
		segments = append(segments, s)
	}
	if len(section) > 0 {
		return nil, fmt.Errorf("%w: %d bytes after the last data segment", errWasm, len(section))
	}
	return segments, nil
}

func appendSegments(out []byte, segments []segment) []byte {
	out = binary.AppendUvarint(out, uint64(len(segments)))
	for _, s := range segments {
		out = append(appendSigned(append(out, 0, 0x41), s.address), 0x0b)
		out = appendCounted(out, s.bytes)
	}
	return out
}

// number reads an unsigned LEB128 number below 2³¹. A signed one that is not negative reads the same.
func number(from []byte) (uint64, []byte, error) {
	v, n := binary.Uvarint(from)
	if n <= 0 || v >= 1<<31 {
		return 0, nil, fmt.Errorf("%w: it ends early or has a number of over 31 bits", errWasm)
	}
	return v, from[n:], nil
}

// appendSigned appends v < 2³¹ as a signed LEB128 number: bit 6 of its last byte is the sign.
func appendSigned(out []byte, v uint64) []byte {
	for ; v >= 64; v >>= 7 {
		out = append(out, byte(v)|0x80)
	}
	return append(out, byte(v))
}

// counted reads bytes that follow their count.
func counted(from []byte) (contents, rest []byte, err error) {
	n, rest, err := number(from)
	if err != nil {
		return nil, nil, err
	}
	if n > uint64(len(rest)) {
		return nil, nil, fmt.Errorf("%w: it is cut", errWasm)
	}
	return rest[:n], rest[n:], nil
}

func appendCounted(out, contents []byte) []byte {
	return append(binary.AppendUvarint(out, uint64(len(contents))), contents...)
}
