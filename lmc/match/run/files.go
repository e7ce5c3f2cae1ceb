package run

import (
	"io"
	"slices"
	"strconv"

	"onebasin/lmc/lab"
	"onebasin/lmc/lab/jsonwriter"
	"onebasin/lmc/match/keys"
	"onebasin/lmc/measure"
	"onebasin/lmc/path"
	"onebasin/lmc/symmetry"
	"onebasin/toynets"
	"onebasin/toynets/files"
)

// made is a network that a study made.
type made struct {
	name  string // of its file
	theta []float32
}

// keep has a network that a study made among the files.
func (o *Run) keep(name string, theta []float32) {
	for k := range o.made {
		if o.made[k].name == name {
			o.made[k].theta = theta
			return
		}
	}
	o.made = append(o.made, made{name, theta})
}

// Files are the weights of every model and of every π(B) that is the function B is, of networks that were brought also
// those halfway, of what studies that were answered made (control points of trained curves, merged and repaired
// networks, those that were matched jointly and their means), the permutations, and the data.
func (o *Run) Files() (all []lab.File) {
	m := o.Experiment.MLP()
	tensors := func(name string, make func() []files.Tensor) {
		all = append(all, lab.File{Name: name + ".safetensors", Write: func(w io.Writer) error {
			return files.Safetensors(w, make(), name+" of "+o.Result.Experiment,
				files.Note{Name: "experiment", Text: o.Result.Experiment},
				files.Note{Name: "build", Text: o.Result.Build}, files.Note{Name: "digest", Text: o.Result.Digest})
		}})
	}
	weights := func(name string, model int, theta []float32) {
		tensors(name, func() []files.Tensor { return o.tensors(model, theta) })
	}
	for i, theta := range o.Models {
		weights(o.Result.Models[i].Name, i, theta)
	}
	for _, p := range o.Pairs {
		if p.Method != "none" && !p.Unlike {
			weights(p.From+"-"+p.Method, o.modelNamed(p.From), p.Matched)
			if o.Experiment.Foreign() && p.Method != "planted" {
				tensors(p.From+"-"+p.Method+"-merged", func() []files.Tensor {
					return o.tensors(0, path.NewLine(m, p.A, p.Matched, o.Train, o.Test).At(0.5))
				})
			}
		}
	}
	for _, made := range o.made {
		weights(made.name, 0, made.theta)
	}
	for _, p := range o.Result.Pairs {
		if p.Method != "none" {
			tensors(p.From+"-"+p.Method+"-permutation", func() []files.Tensor { return renumbering(p.Permutation) })
		}
	}
	all = append(all, lab.File{Name: "permutations.json", Write: func(w io.Writer) error {
		_, err := w.Write(append(jsonwriter.JSON(o.permutations()), '\n'))
		return err
	}})
	data := func(name string, d toynets.Data) {
		all = append(all, lab.File{Name: name, Write: func(w io.Writer) error { return files.CSV(w, d) }})
	}
	data("train.csv", o.Train)
	data("test.csv", o.Test)
	return all
}

// tensors are parameters as the file of a model that was brought has them, so that whoever wrote it can load them, else
// as PyTorch's nn.Sequential.
func (o *Run) tensors(model int, theta []float32) []files.Tensor {
	m := o.Experiment.MLP()
	if o.places != nil {
		if t, ok := files.Placed(m, theta, o.places[model]); ok {
			return t
		}
	}
	return files.MLP(m, theta)
}

// modelNamed returns the index of the model of a name.
func (o *Run) modelNamed(name string) int {
	return slices.IndexFunc(o.Result.Models, func(m measure.Model) bool { return m.Name == name })
}

// renumbering is a permutation as tensors: that of the hidden layer behind weights 0 is named 0, of that behind 2 is 2,
// as in the files of weights. Unit i of π(B) is unit number i of B.
func renumbering(p symmetry.Permutation) (tensors []files.Tensor) {
	for l, units := range p {
		tensors = append(tensors, files.Tensor{Name: strconv.Itoa(2 * l), Shape: []int{len(units)}, Whole: units})
	}
	return tensors
}

// permutations are those of every pair, without all else that a result has.
func (o *Run) permutations() any {
	type one struct {
		From        string               `json:"from"`
		To          string               `json:"to"`
		Method      string               `json:"method"`
		Permutation symmetry.Permutation `json:"permutation"`
		Signs       [][]int              `json:"signs,omitempty"`
		Scales      [][]float64          `json:"scales,omitempty"`
	}
	all := []one{}
	for _, p := range o.Result.Pairs {
		if p.Method != "none" {
			all = append(all, one{p.From, p.To, p.Method, p.Permutation, p.Signs, p.Scales})
		}
	}
	return struct {
		Experiment   string `json:"experiment"`
		Build        string `json:"build"`
		Digest       string `json:"digest"`
		Permutations []one  `json:"permutations"`
	}{o.Result.Experiment, o.Result.Build, o.Result.Digest, all}
}

// numberSize is about how many bytes a number takes in a CSV or JSON file, headSize what a file takes beside its
// numbers.
const numberSize, headSize = 12, 2 << 10

// FilesSize estimates the bytes of the files of a run of e, with its result's.
func FilesSize(e keys.Experiment) int64 {
	m := e.MLP()
	pairs := e.Models() - 1
	networks := int64(1 + pairs*len(e.Methods()))
	units := 0
	for _, n := range e.Net {
		units += n
	}
	bytes := headSize*(networks+3) + 4*networks*int64(m.Params())
	bytes += (headSize + 3*numberSize*int64(units)) * networks // permutations, twice
	bytes += numberSize * int64(e.N+e.NTest) * int64(m.Widths[0]+1)
	return bytes + numberSize*networks*int64(5*e.Lambdas+units)
}
