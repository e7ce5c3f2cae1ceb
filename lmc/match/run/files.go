package run

import (
	"io"

	"onebasin/lmc/lab"
	"onebasin/lmc/match/keys"
	"onebasin/toynets"
	"onebasin/toynets/files"
)

// Files are the weights of every model and of every π(B), and the data.
func (o *Run) Files() (all []lab.File) {
	m := o.Experiment.MLP()
	weights := func(name string, theta []float32) {
		all = append(all, lab.File{Name: name + ".safetensors", Write: func(w io.Writer) error {
			return files.Safetensors(w, files.MLP(m, theta), name+" of "+o.Result.Experiment)
		}})
	}
	for i, theta := range o.Models {
		weights(o.Result.Models[i].Name, theta)
	}
	for _, p := range o.Pairs {
		if p.Method != "none" {
			weights(p.From+"-"+p.Method, p.Matched)
		}
	}
	data := func(name string, d toynets.Data) {
		all = append(all, lab.File{Name: name, Write: func(w io.Writer) error { return files.CSV(w, d) }})
	}
	data("train.csv", o.Train)
	data("test.csv", o.Test)
	return all
}

// numberSize is about how many bytes a number takes in a CSV or JSON file, headSize what a file takes beside its
// numbers.
const numberSize, headSize = 12, 2 << 10

// FilesSize estimates the bytes of the files of a run of e, with its result's.
func FilesSize(e keys.Experiment) int64 {
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
