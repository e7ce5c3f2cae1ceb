package main

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/tetratelabs/wazero"
)

// program is a module of three pages of memory, exported as mem, with these segments and an empty section before and a
// custom one after them.
func program(segments ...segment) []byte {
	section := func(kind byte, contents []byte) []byte { return appendCounted([]byte{kind}, contents) }
	return slices.Concat([]byte(wasmHeader),
		section(1, []byte{0}),
		section(5, []byte{1, 0, 3}),
		section(7, []byte("\x01\x03mem\x02\x00")),
		section(dataSection, appendSegments(nil, segments)),
		section(0, []byte("\x04noteafter")))
}

// memory is what a program begins with, as another reader of WebAssembly sees it.
func memory(t *testing.T, wasm []byte) []byte {
	t.Helper()
	ctx := context.Background()
	run := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfigInterpreter())
	defer run.Close(ctx)
	m, err := run.Instantiate(ctx, wasm)
	if err != nil {
		t.Fatal(err)
	}
	all, ok := m.ExportedMemory("mem").Read(0, 3<<16)
	if !ok || len(all) != 3<<16 {
		t.Fatal("the memory is not three pages")
	}
	return bytes.Clone(all)
}

func TestJoinedSegmentsAreTheSameMemory(t *testing.T) {
	ones := func(n int) []byte { return bytes.Repeat([]byte{1}, n) }
	for name, c := range map[string]struct {
		segments []segment
		left     int
	}{
		"none":            {nil, 0},
		"one":             {[]segment{{63, ones(3)}}, 1},
		"touching":        {[]segment{{64, ones(3)}, {67, ones(1)}}, 1},
		"a short gap":     {[]segment{{8191, ones(3)}, {8202, ones(200)}}, 1},
		"the longest gap": {[]segment{{8192, ones(8)}, {8200 + maxGap, ones(8)}}, 1},
		"a longer gap":    {[]segment{{8192, ones(8)}, {8201 + maxGap, ones(8)}}, 2},
		"gaps of any kind": {[]segment{
			{0, ones(1)}, {9, ones(300)}, {400, ones(1)}, {65536, ones(70)}, {65700, ones(130)}, {131072, ones(65536)},
		}, 3},
		"an empty one": {[]segment{{10, nil}, {20, ones(1)}}, 1},
		"in no order":  {[]segment{{300, ones(2)}, {20, ones(1)}, {90000, ones(9)}, {100, ones(200)}}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			wasm := program(c.segments...)
			before := bytes.Clone(wasm)
			got, err := joinSegments(wasm)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(wasm, before) {
				t.Error("the program that was given was changed")
			}
			few, err := joined(c.segments)
			if err != nil || len(few) != c.left {
				t.Errorf("%d segments are left, not %d: %v", len(few), c.left, err)
			}
			if !bytes.Equal(got, program(few...)) {
				t.Error("something other than the data was changed")
			}
			if !bytes.Equal(memory(t, got), memory(t, wasm)) {
				t.Error("the memory is another one")
			}
		})
	}
}

func TestWhatGoDoesNotLinkIsRefused(t *testing.T) {
	whole := program(segment{100, []byte("data")}, segment{200, []byte("more")})
	data := func(section string) []byte {
		return append([]byte(wasmHeader), appendCounted([]byte{dataSection}, []byte(section))...)
	}
	for name, wasm := range map[string][]byte{
		"nothing":               nil,
		"another version":       append([]byte("\x00asm\x02\x00\x00\x00"), whole[8:]...),
		"cut":                   whole[:len(whole)-1],
		"cut in the data":       whole[:bytes.Index(whole, []byte("data"))],
		"no count":              data(""),
		"a passive segment":     data("\x01\x01\x04data"),
		"a computed address":    data("\x01\x00\x23\x00\x0b\x04data"),
		"a negative address":    data("\x01\x00\x41\x7f\x0b\x04data"),
		"two of one place":      data("\x02\x00\x41\x08\x0b\x04data\x00\x41\x0b\x0b\x04data"),
		"an address of 32 bits": data("\x01\x00\x41\xff\xff\xff\xff\xff\x00\x0b\x04data"),
		"bytes after the last":  data("\x01\x00\x41\x08\x0b\x04data!"),
	} {
		if got, err := joinSegments(wasm); !errors.Is(err, errWasm) || got != nil {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
}
