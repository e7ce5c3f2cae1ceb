package networks

import (
	"slices"
	"strings"

	"onebasin/toynets"
	"onebasin/toynets/files"
	"onebasin/toynets/reading"
)

// Places returns where n's file has the parameters of every layer, so that others of n's architecture – those of a
// permuted or merged network – can go back as whoever wrote the file can load them: load_state_dict takes them as they
// are. The names of dictionaries around a state_dict are left out. A network into which a BatchNorm was multiplied has
// none to give back, and is refused.
func (n Network) Places() ([]files.Place, error) {
	var list []files.Place
	for k, layer := range n.Layers {
		if layer.Folded != "" {
			return nil, reading.Advise(reading.Wrong("layer "+reading.Quote(layer.Name), "weights as the file has them",
				"BatchNorm %s multiplied in", reading.Quote(layer.Folded)),
				"export it under PyTorch's own names instead")
		}
		in, out := n.Widths[k], n.Widths[k+1]
		w := files.Place{Name: exported(layer.Weight), Layer: k + 1, Turned: layer.Transposed, Shape: []int{out, in}}
		if layer.Transposed {
			w.Shape = []int{in, out}
		}
		list = append(list, w)
		if layer.Bias != "" {
			b := files.Place{Name: exported(layer.Bias), Layer: k + 1, Bias: true, Shape: []int{out}}
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

// Tensors returns parameters of n's architecture as Places has them. Biases that the file does not have are left out if
// they are zero, and refused otherwise. It panics if θ is of another length.
func (n Network) Tensors(theta []float32) ([]files.Tensor, error) {
	places, err := n.Places()
	if err != nil {
		return nil, err
	}
	list, ok := files.Placed(toynets.MLP{Widths: n.Widths}, theta, places)
	if !ok {
		return nil, reading.Wrong("the parameters", "no biases where the file has none", "some that are not zero")
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
