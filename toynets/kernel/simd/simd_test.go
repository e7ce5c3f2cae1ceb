//go:build !js

package simd

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

func TestModuleIsReproducible(t *testing.T) {
	if !bytes.Equal(Module(), Module()) {
		t.Fatal("two calls gave different modules")
	}
	if n := len(Module()); n > 64<<10 {
		t.Errorf("the module has %d bytes: a worker downloads it", n)
	}
}

// TestExportsAreWhatGoImports reads the import declarations of package kernel: names and argument types on the two
// sides are written by hand.
func TestExportsAreWhatGoImports(t *testing.T) {
	var source []byte
	for _, name := range []string{"../simd_js.go", "../trees_js.go"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		source = append(source, text...)
	}
	want := map[string]string{}
	declaration := regexp.MustCompile(`//go:wasmimport kernel (\w+)\n(?://go:noescape\n)?func (\w+)\((.*)\)(.*)\n`)
	for _, d := range declaration.FindAllStringSubmatch(string(source), -1) {
		if d[1] != d[2] {
			t.Errorf("import %s is declared as %s", d[1], d[2])
		}
		if d[1] == "available" {
			continue // answered by web/kernel.js itself
		}
		var params []api.ValueType
		count := 0
		for _, p := range regexp.MustCompile(`\w+( \S+)?(, |$)`).FindAllStringSubmatch(d[3], -1) {
			count++
			switch p[1] {
			case " int32", " unsafe.Pointer":
				params = append(params, bytes.Repeat([]byte{api.ValueTypeI32}, count)...)
			case " float32":
				params = append(params, bytes.Repeat([]byte{api.ValueTypeF32}, count)...)
			case "":
				continue
			default:
				t.Fatalf("%s: parameter type%s", d[1], p[1])
			}
			count = 0
		}
		want[d[1]] = fmt.Sprintf("%x returns %v", params, d[4] != "")
	}

	ctx := context.Background()
	r := wazero.NewRuntime(ctx)
	defer r.Close(ctx)
	m, err := r.CompileModule(ctx, Module())
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for name, f := range m.ExportedFunctions() {
		got[name] = fmt.Sprintf("%x returns %v", f.ParamTypes(), len(f.ResultTypes()) > 0)
	}
	names := slices.Sorted(maps.Keys(want))
	if len(names) == 0 || !maps.Equal(got, want) {
		t.Errorf("the module exports\n%v\nGo imports\n%v", got, want)
	}
}
