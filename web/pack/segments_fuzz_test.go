package main

import (
	"bytes"
	"errors"
	"testing"

	"onebasin/internal/allocation"
)

// joinBound is how many bytes may be allocated to join the segments of a program of n bytes, each of which has five at
// least, and maxGap zeros before it at most, in memory that grows.
func joinBound(n int) uint64 { return uint64((n/5+1)*5*maxGap + 64<<10) }

// Whatever a program holds, its segments are joined or it is refused; what was joined begins with the same memory, and
// joining it again changes nothing.
func FuzzJoinSegments(f *testing.F) {
	far := bytes.Repeat([]byte{7}, 70)
	for _, segments := range [][]segment{nil, {{63, far}}, {{300, far}, {20, far[:1]}, {90000, far[:9]}, {100, far}},
		{{64, far[:3]}, {67, far[:1]}}, {{10, nil}, {20, far[:1]}}, {{8192, far[:8]}, {8201 + maxGap, far[:8]}}} {
		f.Add(program(segments...))
	}
	for _, section := range []string{"", "\x01\x01\x04data", "\x01\x00\x41\x7f\x0b\x04data",
		"\x02\x00\x41\x08\x0b\x04data\x00\x41\x0b\x0b\x04data", "\x01\x00\x41\xff\xff\xff\xff\xff\x00\x0b\x04data",
		"\xff\xff\xff\xff\x07\x00\x41\x08\x0b\x04data"} {
		f.Add(append([]byte(wasmHeader), appendCounted([]byte{dataSection}, []byte(section))...))
	}
	f.Fuzz(func(t *testing.T, wasm []byte) {
		var got []byte
		var err error
		allocation.Within(t, joinBound(len(wasm)), func() { got, err = joinSegments(wasm) })
		if err != nil {
			if !errors.Is(err, errWasm) || got != nil {
				t.Fatalf("%d bytes, %v", len(got), err)
			}
			return
		}
		again, err := joinSegments(got)
		if err != nil || !bytes.Equal(again, got) {
			t.Fatalf("joined again it is another: %v", err)
		}
		before, after := data(t, wasm), data(t, got)
		if len(before) != len(after) {
			t.Fatalf("%d data sections became %d", len(before), len(after))
		}
		for k, few := range after {
			same(t, before[k], few)
		}
	})
}

// data are the segments of a program's data sections.
func data(t *testing.T, wasm []byte) (sections [][]segment) {
	for rest := wasm[len(wasmHeader):]; len(rest) > 0; {
		contents, after, err := counted(rest[1:])
		if err != nil {
			t.Fatal(err)
		}
		if rest[0] == dataSection {
			segments, err := readSegments(contents)
			if err != nil {
				t.Fatal(err)
			}
			sections = append(sections, segments)
		}
		rest = after
	}
	return sections
}

// same checks that few segments hold what all did, and zeros elsewhere.
func same(t *testing.T, all, few []segment) {
	t.Helper()
	left := 0
	for _, s := range few {
		left += len(s.bytes) - bytes.Count(s.bytes, []byte{0})
	}
	for _, s := range all {
		found := false
		for _, to := range few {
			at := int(s.address) - int(to.address)
			if at >= 0 && at <= len(to.bytes) && bytes.HasPrefix(to.bytes[at:], s.bytes) {
				found = true
				break
			}
		}
		if !found {
			t.Fatalf("the %d bytes at address %d are gone", len(s.bytes), s.address)
		}
		left -= len(s.bytes) - bytes.Count(s.bytes, []byte{0})
	}
	if left != 0 {
		t.Fatalf("%d bytes came from nowhere", left)
	}
}
