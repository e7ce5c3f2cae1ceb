//go:build !js

package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"

	"onebasin/lmc/match/keys"
	"onebasin/lmc/match/run"
	"onebasin/toynets/files"
	"onebasin/wasm/engine/whole"
)

// checkFolder makes dir and tries whether the files of a run of e can be written
// there, so that nobody waits for a result that cannot be kept.
func checkFolder(dir string, e keys.Experiment) error {
	bytes := filesSize(e)
	err := whole.Room(dir, bytes)
	if err == nil {
		return nil
	}
	if of := (*fs.PathError)(nil); errors.As(err, &of) {
		err = of.Err
	}
	return fmt.Errorf("about %d kB of files cannot be written to %s: %w; nothing was computed", 1+bytes>>10, dir, err)
}

// numberSize is about how many bytes a number takes in a CSV or JSON file,
// headSize what a file takes beside its numbers.
const numberSize, headSize = 12, 2 << 10

// filesSize estimates the bytes of what writeFiles writes.
func filesSize(e keys.Experiment) int64 {
	m := e.MLP()
	pairs := len(e.Seeds) - 1
	networks := int64(1 + pairs*len(e.Methods()))
	units := 0
	for _, n := range e.Net {
		units += n
	}
	bytes := headSize*(networks+3) + 4*networks*int64(m.Params())
	bytes += numberSize * int64(e.N+e.NTest) * int64(m.Widths[0]+1)
	return bytes + numberSize*networks*int64(5*e.Lambdas+units)
}

// writeFiles writes a run to dir: the weights of every model and of every π(B), the
// data and result.json, which is the last to come.
func writeFiles(dir string, r *run.Run) (err error) {
	var all whole.Files
	defer all.Drop()
	defer func() {
		if err != nil {
			err = fmt.Errorf("the files are not in %s: %w", dir, err)
		}
	}()
	write := func(name string, do func(io.Writer) error) error { return all.Write(filepath.Join(dir, name), do) }
	m := r.Experiment.MLP()
	weights := func(name string, theta []float32) error {
		return write(name+".safetensors", func(w io.Writer) error {
			return files.Safetensors(w, m, theta, name+" of "+r.Result.Experiment)
		})
	}
	for i, theta := range r.Models {
		if err := weights(r.Result.Models[i].Name, theta); err != nil {
			return err
		}
	}
	for _, p := range r.Pairs {
		if p.Method == "none" {
			continue
		}
		if err := weights(p.From+"-"+p.Method, p.Matched); err != nil {
			return err
		}
	}
	if err := write("train.csv", func(w io.Writer) error { return files.CSV(w, r.Train) }); err != nil {
		return err
	}
	if err := write("test.csv", func(w io.Writer) error { return files.CSV(w, r.Test) }); err != nil {
		return err
	}
	if err := write("result.json", func(w io.Writer) error { return printJSON(w, r.Result) }); err != nil {
		return err
	}
	return all.Place()
}
