package networks

import (
	"slices"
	"strings"

	"onebasin/toynets"
	"onebasin/toynets/files"
	"onebasin/toynets/reading"
)

// Tensors returns parameters of n's architecture – its own, or those of a permuted or merged network – as tensors named
// and turned as n's file has them, so that whoever wrote it can load them: load_state_dict takes them as they are. The
// names of dictionaries around a state_dict are left out, as are biases that the file does not have. A network into
// which a BatchNorm was multiplied has none to give back, and is refused. It panics if θ is of another length.
func (n Network) Tensors(theta []float32) ([]files.Tensor, error) {
	m := toynets.MLP{Widths: n.Widths}
	if len(theta) != m.Params() {
		panic("networks: θ has not the network's number of parameters")
	}
	var list []files.Tensor
	for k, layer := range n.Layers {
		if layer.Folded != "" {
			return nil, reading.Advise(reading.Wrong("layer "+reading.Quote(layer.Name), "weights as the file has them",
				"BatchNorm %s multiplied in", reading.Quote(layer.Folded)),
				"export it under PyTorch's own names instead")
		}
		in, out := n.Widths[k], n.Widths[k+1]
		w := files.Tensor{Name: exported(layer.Weight), Shape: []int{out, in}, Data: slices.Clone(m.Weight(theta, k+1))}
		if layer.Transposed {
			w.Shape = []int{in, out}
			for i := range out {
				for j := range in {
					w.Data[j*out+i] = m.Weight(theta, k+1)[i*in+j]
				}
			}
		}
		list = append(list, w)
		if layer.Bias != "" {
			b := files.Tensor{Name: exported(layer.Bias), Shape: []int{out}, Data: slices.Clone(m.Bias(theta, k+1))}
			for d, side := range layer.biasShape { // NumPy's 1×n and n×1
				if len(layer.biasShape) == 2 && side == 1 {
					b.Shape = slices.Insert(b.Shape, d, 1)
					break
				}
			}
			list = append(list, b)
		}
	}
	return list, nil
}

// exported is a tensor's name without the dictionaries that a checkpoint puts around a state_dict.
func exported(name string) string {
	for _, around := range []string{"state_dict.", "model_state_dict."} {
		name = strings.TrimPrefix(name, around)
	}
	return name
}
