package run

import (
	"io"

	"onebasin/lmc/fork/keys"
	"onebasin/lmc/lab"
	"onebasin/toynets"
	"onebasin/toynets/files"
)

// Files are A, every B with the θ_k where it parted, B of other first weights, and the data.
func (r *Run) Files() (all []lab.File) {
	network := func(name string, theta []float32) {
		all = append(all, lab.File{Name: name + ".safetensors", Write: func(w io.Writer) error {
			return files.Safetensors(w, files.MLP(r.model, theta), name+" of "+r.Result.Experiment,
				files.Note{Name: "experiment", Text: r.Result.Experiment},
				files.Note{Name: "build", Text: r.Result.Build}, files.Note{Name: "digest", Text: r.Result.Digest})
		}})
	}
	if r.A != nil {
		network("A", r.A.Theta())
	}
	for _, p := range r.Partings {
		if p.B != nil {
			network("B-"+p.Name, p.B.Theta())
		}
		if p.From != nil {
			network("fork-"+p.Name, p.From.Theta)
		}
	}
	data := func(name string, d toynets.Data) {
		all = append(all, lab.File{Name: name, Write: func(w io.Writer) error { return files.CSV(w, d) }})
	}
	data("train.csv", r.Train)
	data("test.csv", r.Test)
	return all
}

// numberSize is about how many bytes a number takes in a CSV or JSON file, headSize what a file takes beside its
// numbers.
const numberSize, headSize = 12, 2 << 10

// FilesSize estimates the bytes of the files of a run of e, with its result's.
func FilesSize(e keys.Experiment) int64 {
	m := e.MLP()
	networks := int64(2 + 2*len(e.Forks))
	bytes := headSize*(networks+3) + 4*networks*int64(m.Params())
	bytes += numberSize * int64(e.N+e.NTest) * int64(m.Widths[0]+1)
	return bytes + 2*numberSize*int64(len(e.Forks)+1)*int64(9*e.Lambdas+4*m.Layers()+30)
}
