package run

import (
	"io"

	"onebasin/lmc/lab"
	"onebasin/lmc/trees/keys"
	"onebasin/toynets"
	"onebasin/toynets/files"
	"onebasin/toynets/tree"
)

// Files are the parameters of every model and of every π(B), the rules of their trees as text, and the data as the
// trees saw them.
func (r *Run) Files() (all []lab.File) {
	ensemble := func(name string, theta []float32) {
		all = append(all, lab.File{Name: name + ".safetensors", Write: func(w io.Writer) error {
			return files.Safetensors(w, tensors(r.model, theta), name+" of "+r.Result.Experiment,
				files.Note{Name: "experiment", Text: r.Result.Experiment},
				files.Note{Name: "build", Text: r.Result.Build}, files.Note{Name: "digest", Text: r.Result.Digest})
		}})
	}
	for i, theta := range r.Models {
		ensemble(r.Result.Models[i].Name, theta)
	}
	for k, p := range r.Pairs {
		if p.Method.Search != "none" {
			ensemble(r.Result.Pairs[k].From+"-"+p.Method.Name(), p.Matched)
		}
	}
	all = append(all, lab.File{Name: "rules.txt", Write: r.writeRules})
	data := func(name string, d toynets.Data) {
		all = append(all, lab.File{Name: name + ".csv", Write: func(w io.Writer) error { return files.CSV(w, d) }})
	}
	data("train", r.Data.Train)
	data("test", r.Data.Test)
	if r.Experiment.Split > 0 {
		data("train-A", r.Data.Shares[0])
		data("train-B", r.Data.Shares[1])
	}
	return all
}

// tensors are an ensemble's parameters; the last leaf of a modified list, which is none, is there as zero.
func tensors(e tree.Ensemble, theta []float32) []files.Tensor {
	leaves, free := e.LeafValues(theta), e.FreeLeaves()*e.Outputs
	if e.FreeLeaves() < e.Leaves() {
		whole := make([]float32, 0, e.Trees*e.Leaves()*e.Outputs)
		for t := range e.Trees {
			whole = append(whole, leaves[t*free:(t+1)*free]...)
			whole = append(whole, make([]float32, e.Outputs)...)
		}
		leaves = whole
	}
	return []files.Tensor{
		{Name: "nodes.weight", Shape: []int{e.Trees, e.Nodes(), e.Inputs}, Data: e.Weights(theta)},
		{Name: "nodes.bias", Shape: []int{e.Trees, e.Nodes()}, Data: e.Biases(theta)},
		{Name: "leaves", Shape: []int{e.Trees, e.Leaves(), e.Outputs}, Data: leaves},
	}
}

// numberSize is about how many bytes a number takes in a CSV or JSON file, headSize what a file takes beside its
// numbers.
const numberSize, headSize = 12, 2 << 10

// FilesSize estimates the bytes of the files of a run of e, with its result's.
func FilesSize(e keys.Experiment) int64 {
	m := e.Ensemble()
	networks := int64(1 + (len(e.Seeds)-1)*len(e.Methods()))
	bytes := headSize*(networks+5) + 4*networks*int64(m.Params()+m.Trees*m.Outputs)
	rows := int64(e.N + e.NTest)
	if e.Split > 0 {
		rows += int64(e.N)
	}
	bytes += numberSize * rows * int64(m.Inputs+1)
	return bytes + rulesSize(e) + numberSize*networks*int64(5*e.Lambdas+m.Trees)
}
