//go:build !js

package command

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"

	"onebasin/lmc/lab"
	"onebasin/wasm/engine/command/whole"
)

// checkFolder makes dir and tries whether so many bytes can be written there, so that nobody waits for a result that
// cannot be kept.
func checkFolder(dir string, bytes int64) error {
	err := whole.Room(dir, bytes)
	if err == nil {
		return nil
	}
	if of := (*fs.PathError)(nil); errors.As(err, &of) {
		err = of.Err
	}
	return fmt.Errorf("about %d kB of files cannot be written to %s: %w; nothing was computed", 1+bytes>>10, dir, err)
}

// writeFiles writes a run's files to dir, and result.json, which is the last to come.
func writeFiles(dir string, r lab.Run) (err error) {
	var all whole.Files
	defer all.Drop()
	defer func() {
		if err != nil {
			err = fmt.Errorf("the files are not in %s: %w", dir, err)
		}
	}()
	result := lab.File{Name: "result.json", Write: func(w io.Writer) error { return printJSON(w, r.ResultJSON()) }}
	for _, f := range append(r.Files(), result) {
		if err := all.Write(filepath.Join(dir, f.Name), f.Write); err != nil {
			return err
		}
	}
	return all.Place()
}
