//go:build !js

package report

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"sync"

	"onebasin/lmc/lab/wire"
)

// program names a program by the hash of its file. The Go command makes the same file of the same sources on the same
// machine, so `go run` names its program the same until a source changes, committed or not.
var program = sync.OnceValue(func() string {
	path, err := os.Executable()
	if err != nil {
		return wire.Unnamed
	}
	f, err := os.Open(path)
	if err != nil {
		return wire.Unnamed
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return wire.Unnamed
	}
	return "program-" + hex.EncodeToString(h.Sum(nil))[:10]
})
