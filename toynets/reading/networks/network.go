// Package networks makes a perceptron of named tensors, whoever named them: PyTorch's nn.Sequential (0.weight) and
// named layers (fc1.weight), Flax (params/Dense_0/kernel), Keras (dense/kernel:0), or arrays W1, b1 of NumPy.
//
//	n, err := networks.Infer(file)       // a tensors.File
//	m := toynets.MLP{Widths: n.Widths}   // the activation is not in the file: ask
//	for _, line := range n.Describe() {} // what was inferred, for the person who brought it
//
// Nothing is guessed silently and nothing is made up: a tensor that is missing, that is left over, or that belongs to
// what is no perceptron is an error that names it; what a file cannot say and was assumed stands in Assumed.
package networks

import (
	"fmt"
	"strings"

	"onebasin/toynets"
	"onebasin/toynets/reading"
)

// MostLayers is how many layers a network may have.
const MostLayers = 64

// Network is a perceptron as it was found in a file.
type Network struct {
	Widths  []int     // n_0 … n_L
	Theta   []float32 // W_1, b_1, W_2, … as toynets.MLP lays them out
	Layers  []Layer   // 1 … L
	Assumed []string  // what the file cannot say, in sentences
	Ignored []string  // what the file holds beside the network
}

// Layer is where a layer's parameters came from.
type Layer struct {
	Name       string // as found, without the tensors' own names: net.fc1
	Weight     string // the name of its tensor
	Bias       string // empty for none: b is zero
	In, Out    int
	Transposed bool   // the file had it in×out
	Folded     string // the BatchNorm that was multiplied into it; empty for none
	Padded     int    // units that Pad added

	biasShape []int // as found: n, 1×n or n×1
}

// Describe returns what was inferred, in sentences.
func (n Network) Describe() []string {
	widths := make([]string, len(n.Widths))
	for i, w := range n.Widths {
		widths[i] = fmt.Sprint(w)
	}
	lines := []string{"A perceptron of widths " + strings.Join(widths, "–") + ", " +
		reading.Plural(len(n.Theta), "parameter") + "."}
	for l, layer := range n.Layers {
		line := fmt.Sprintf("Layer %d is %s, %d → %d", l+1, reading.Quote(layer.Name), layer.In, layer.Out)
		if layer.Transposed {
			line += ", transposed from in×out"
		}
		if layer.Bias == "" {
			line += ", without bias"
		}
		if layer.Folded != "" {
			line += ", with BatchNorm " + reading.Quote(layer.Folded) + " multiplied in"
		}
		if layer.Padded > 0 {
			line += ", with " + reading.Plural(layer.Padded, "unit") + " of zeros added"
		}
		lines = append(lines, line+".")
	}
	for _, a := range n.Assumed {
		lines = append(lines, "Assumed: "+a)
	}
	if len(n.Ignored) > 0 {
		most := min(len(n.Ignored), 12)
		line := "Ignored: " + strings.Join(n.Ignored[:most], ", ")
		if most < len(n.Ignored) {
			line += fmt.Sprintf(" and %d more", len(n.Ignored)-most)
		}
		lines = append(lines, line+".")
	}
	return lines
}

// Pad returns networks of one architecture that compute what the given ones do: each hidden layer has the width of the
// widest, and the units that a narrower one lacks have zero weights and biases, in and out. It never crops. Networks
// that differ in depth, inputs or outputs are refused. What needs no units shares its parameters with the given one.
// Widths are for the caller to bound: where each network is wide in another layer, what they are padded to is much
// larger than all of them.
func Pad(networks []Network) ([]Network, error) {
	if len(networks) == 0 {
		return nil, nil
	}
	first := networks[0].Widths
	widths := append([]int{}, first...)
	for k, n := range networks[1:] {
		where := fmt.Sprintf("network %d", k+2)
		last := len(n.Widths) - 1
		switch {
		case len(n.Widths) != len(first):
			return nil, reading.Wrong(where, reading.Plural(len(first)-1, "layer")+", as network 1 has", "%d", last)
		case n.Widths[0] != first[0]:
			return nil, reading.Wrong(where, reading.Plural(first[0], "input")+", as network 1 has", "%d", n.Widths[0])
		case n.Widths[last] != first[last]:
			return nil, reading.Wrong(where, reading.Plural(first[last], "output")+", as network 1 has", "%d",
				n.Widths[last])
		}
		for l, w := range n.Widths {
			widths[l] = max(widths[l], w)
		}
	}
	padded := make([]Network, len(networks))
	for k, n := range networks {
		padded[k] = n.widen(widths)
	}
	return padded, nil
}

// widen returns the network with units of zeros up to those widths.
func (n Network) widen(widths []int) Network {
	from, to := toynets.MLP{Widths: n.Widths}, toynets.MLP{Widths: widths}
	if from.Params() == to.Params() {
		return n
	}
	theta := make([]float32, to.Params())
	layers := append([]Layer{}, n.Layers...)
	for l := 1; l <= to.Layers(); l++ {
		w, old := to.Weight(theta, l), from.Weight(n.Theta, l)
		in, oldIn := widths[l-1], n.Widths[l-1]
		for i := range n.Widths[l] {
			copy(w[i*in:], old[i*oldIn:(i+1)*oldIn])
		}
		copy(to.Bias(theta, l), from.Bias(n.Theta, l))
		layers[l-1].Padded += widths[l] - n.Widths[l]
		layers[l-1].In, layers[l-1].Out = in, widths[l]
	}
	n.Widths, n.Theta, n.Layers = append([]int{}, widths...), theta, layers
	return n
}
