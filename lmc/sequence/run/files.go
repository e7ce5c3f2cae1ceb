package run

import (
	"fmt"
	"io"

	"onebasin/lmc/lab"
	"onebasin/lmc/measure"
	"onebasin/lmc/sequence/keys"
	"onebasin/toynets"
	"onebasin/toynets/files"
)

// Files are the parameters of A and B at every checkpoint, of the other models, of A and B at every level of pruning
// and of B under every mask, in all of which 0 is a weight that was pruned; and the data. Permutations are in the
// result.
func (r *Run) Files() (all []lab.File) {
	network := func(name string, theta []float32) {
		all = append(all, lab.File{Name: name + ".safetensors", Write: func(w io.Writer) error {
			return files.Safetensors(w, files.MLP(r.model, theta), name+" of "+r.Result.Experiment,
				files.Note{Name: "experiment", Text: r.Result.Experiment},
				files.Note{Name: "build", Text: r.Result.Build}, files.Note{Name: "digest", Text: r.Result.Digest})
		}})
	}
	for i, thetas := range r.Checkpoints {
		for t, theta := range thetas {
			if t < len(r.Result.Checkpoints.Steps) {
				network(fmt.Sprintf("%s-%d", measure.ModelName(i), r.Result.Checkpoints.Steps[t]), theta)
			}
		}
	}
	for i, theta := range r.Models[min(2, len(r.Models)):] {
		network(measure.ModelName(i+2), theta)
	}
	for k, l := range r.Levels {
		if k == 0 {
			continue // the last checkpoints
		}
		for i, theta := range l.Networks {
			network(fmt.Sprintf("%s-level-%d", measure.ModelName(i), k), theta)
		}
		for _, m := range l.Masked {
			network(fmt.Sprintf("B-level-%d-%s", k, m.Name), m.Theta)
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
	m, kept := e.MLP(), len(e.Kept())
	networks := int64(2*kept + len(e.Seeds) - 2 + keys.Masks*e.Levels)
	units := 0
	for _, n := range e.Net {
		units += n
	}
	bytes := networks*(headSize+4*int64(m.Params())) + 3*headSize
	bytes += numberSize * int64(e.N+e.NTest) * int64(m.Widths[0]+1)
	bytes += int64(len(e.Match)*(kept+1)) * numberSize * int64(units+4*kept)
	bytes += int64(len(e.Seeds)*(len(e.Seeds)+3)/2) * numberSize * int64(units)
	return bytes + numberSize*int64(e.Levels)*int64(units+40)
}
