package main

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"onebasin/internal/allocation"
)

// manifestBound is how many bytes may be allocated to read a manifest of n bytes: tables of names that are hardly
// longer than nothing.
func manifestBound(n int) uint64 { return uint64(200*n + 32<<10) }

// Whatever stands where the manifest should, it is read in memory bounded by its length, and what was read is written
// as it was read.
func FuzzManifest(f *testing.F) {
	sum := strings.Repeat("0123456789abcdef", 4)
	for _, s := range []string{
		"", "null", "{}", "[]", `{"files":null}`, `{"Files":{"a":null}}`, `{"files":{"":{"twins":{"":{}}}}}`,
		`{"build":"1","files":{"index.html":{"bytes":9,"sha256":"` + sum + `","twins":{"br":{"bytes":4,` +
			`"sha256":"` + sum + `"},"gzip":{"bytes":5,"sha256":""}}}}}`,
		`{"files":{"a":{"bytes":-1},"a":{"bytes":1e3}}}`, `{"files":{"a":{"bytes":9223372036854775808}}}`,
		strings.Repeat(`{"files":`, 200), `{"files":{` + strings.Repeat(`"a":{"twins":{"b":{}}},`, 90) + `"c":{}}}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var m manifest
		allocation.Within(t, manifestBound(len(text)), func() { m = readManifest(text) })
		again, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if got := readManifest(again); !reflect.DeepEqual(got, m) {
			t.Fatalf("%q was read as %v, and that as %v", text, m, got)
		}
	})
}
