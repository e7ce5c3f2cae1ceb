//go:build !js

package main

import (
	"io"
	"os"
	"path/filepath"

	"onebasin/lmc/match/run"
	"onebasin/toynets/files"
)

// writeFiles writes a run to dir, which it makes: result.json, the weights of
// every model and of every π(B), the data.
func writeFiles(dir string, r *run.Run) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	write := func(name string, do func(io.Writer) error) error {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		if err := do(f); err != nil {
			f.Close()
			return err
		}
		return f.Close()
	}
	if err := write("result.json", func(w io.Writer) error { return printJSON(w, r.Result) }); err != nil {
		return err
	}
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
	return write("test.csv", func(w io.Writer) error { return files.CSV(w, r.Test) })
}
