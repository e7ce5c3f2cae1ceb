package networks

import (
	"cmp"
	"fmt"
	"slices"

	"onebasin/toynets"
	"onebasin/toynets/reading"
	"onebasin/toynets/reading/tensors"
)

// group is the tensors of one layer.
type group struct {
	key
	name  string // as found
	at    int    // in the file
	parts map[role]*tensors.Tensor
	in    int
	out   int
	turn  bool // stored in×out
}

// weights returns the layer's matrix, or nil.
func (g *group) weights() *tensors.Tensor {
	for _, r := range []role{weight, kernel, matrix} {
		if t := g.parts[r]; t != nil {
			return t
		}
	}
	return nil
}

// Infer makes a perceptron of a file's tensors. The architecture follows from shapes and names: which matrices are
// transposed from biases and from what chains, the order from numbers in names, from what chains, and where a format
// keeps it from the file's own. BatchNorm at inference is multiplied into the layer that it belongs to.
func Infer(file tensors.File) (Network, error) {
	n := Network{Ignored: quoted(file.Ignored)}
	groups, err := n.group(file)
	if err != nil {
		return Network{}, err
	}
	var layers, norms []*group
	for _, g := range groups {
		switch is, err := g.kind(); {
		case err != nil:
			return Network{}, err
		case is == linear:
			layers = append(layers, g)
		default:
			norms = append(norms, g)
		}
	}
	const where = "the network"
	switch {
	case len(layers) == 0:
		return Network{}, reading.Wrong(where, "layers with a weight matrix", "none among %s",
			reading.Plural(len(file.Tensors), "tensor"))
	case len(layers) > MostLayers:
		return Network{}, reading.Wrong(where, reading.Plural(MostLayers, "layer")+" at most", "%d", len(layers))
	}
	if layers, err = n.order(layers, file.Ordered); err != nil {
		return Network{}, err
	}
	if err := n.lay(layers); err != nil {
		return Network{}, err
	}
	folded, err := n.fold(layers, norms)
	if err != nil {
		return Network{}, err
	}
	return n, biases(layers, folded)
}

func quoted(names []string) (list []string) {
	for _, name := range names {
		list = append(list, reading.Quote(name))
	}
	return list
}

// group sorts tensors into layers, by name and in the order of the file.
func (n *Network) group(file tensors.File) ([]*group, error) {
	byName := map[string]*group{}
	var groups []*group
	var last string
	apart := map[string]bool{}
	for i := range file.Tensors {
		t := &file.Tensors[i]
		if what, ok := beside(*t); ok {
			if !apart[what] {
				n.Ignored = append(n.Ignored, what)
				apart[what] = true
			}
			continue
		}
		for _, s := range strangers {
			if s.holds.MatchString(t.Name) {
				return nil, stranger(*t, s.is)
			}
		}
		layer, is := parse(t.Name)
		if positional.MatchString(t.Name) { // numbered by numpy.savez: a matrix begins a layer, a row is its bias
			layer, is = last, bias
			if len(t.Shape) == 2 {
				layer, is = t.Name, matrix
			}
			last = layer
		}
		switch {
		case is == counter:
			n.Ignored = append(n.Ignored, reading.Quote(t.Name))
			continue
		case is == unknown:
			return nil, stranger(*t, "one that is left over")
		case t.Tied != "":
			return nil, stranger(*t, "numbers that belong to "+reading.Quote(t.Tied)+" too, tied weights")
		case slices.Contains(t.Shape, 0):
			return nil, stranger(*t, "no numbers")
		}
		g := byName[layer]
		if g == nil {
			g = &group{key: keyOf(layer), name: layer, at: len(groups), parts: map[role]*tensors.Tensor{}}
			byName[layer] = g
			groups = append(groups, g)
		}
		for _, r := range []role{weight, kernel, matrix} {
			if is <= matrix && g.parts[r] != nil {
				is = r // two of them are one too many
			}
		}
		if other := g.parts[is]; other != nil {
			return nil, reading.Advise(reading.Wrong(t.String(), "one network in the file",
				"that %s is the same parameter of another", reading.Quote(other.Name)), "bring them as two files")
		}
		g.parts[is] = t
	}
	numberFirst(groups)
	return groups, nil
}

// numberFirst gives Keras's first layer of a kind, dense before dense_1 and dense_2, the number 0.
func numberFirst(groups []*group) {
	stems := map[string]bool{}
	for _, g := range groups {
		stems[g.stem] = true
	}
	for _, g := range groups {
		if stems[g.stem+"_#"] {
			g.stem += "_#"
			g.numbers = append(g.numbers, 0)
		}
	}
}

type kind int

const (
	linear kind = iota
	batchNorm
)

// kind tells what a layer is, or names what a perceptron does not have.
func (g *group) kind() (kind, error) {
	w := g.weights()
	switch {
	case g.parts[mean] != nil || g.parts[variance] != nil:
		return batchNorm, g.checkNorm()
	case g.parts[gamma] != nil:
		return 0, stranger(*g.parts[gamma], "LayerNorm or another normalisation")
	case w == nil:
		return 0, reading.Advise(reading.Wrong(g.parts[bias].String(), "a weight beside it", "none: it is missing"),
			"nothing is made up in the place of a missing tensor")
	case len(w.Shape) > 2:
		return 0, stranger(*w, "a convolution")
	case len(w.Shape) == 1 && g.parts[bias] != nil:
		return 0, stranger(*w, "LayerNorm or another normalisation")
	case len(w.Shape) < 2:
		return 0, stranger(*w, "PReLU, RMSNorm or something else with one row of numbers")
	}
	if b := g.parts[bias]; b != nil && len(b.Shape) != 1 {
		if len(b.Shape) != 2 || min(b.Shape[0], b.Shape[1]) != 1 { // NumPy's 1×n
			return 0, reading.Wrong(b.String(), "a row of numbers", "%s", b.Sides())
		}
	}
	return linear, nil
}

// lay writes the layers' parameters to θ.
func (n *Network) lay(layers []*group) error {
	n.Widths = []int{layers[0].in}
	for _, g := range layers {
		n.Widths = append(n.Widths, g.out)
	}
	m := toynets.MLP{Widths: n.Widths}
	n.Theta = make([]float32, m.Params())
	for k, g := range layers {
		w, err := g.weights().Floats()
		if err != nil {
			return err
		}
		to := m.Weight(n.Theta, k+1)
		if g.turn {
			for i := range g.out {
				for j := range g.in {
					to[i*g.in+j] = w[j*g.out+i]
				}
			}
		} else {
			copy(to, w)
		}
		layer := Layer{Name: g.name, Weight: g.weights().Name, In: g.in, Out: g.out, Transposed: g.turn}
		if b := g.parts[bias]; b != nil {
			values, err := b.Floats()
			if err != nil {
				return err
			}
			copy(m.Bias(n.Theta, k+1), values)
			layer.Bias, layer.biasShape = b.Name, b.Shape
		}
		n.Layers = append(n.Layers, layer)
	}
	return nil
}

// biases checks that all layers have a bias, or none has, but for those whose BatchNorm makes one.
func biases(layers []*group, folded map[*group]bool) error {
	var with, without *group
	for _, g := range layers {
		switch {
		case g.parts[bias] != nil:
			with = cmp.Or(with, g)
		case !folded[g]:
			without = cmp.Or(without, g)
		}
	}
	if with == nil || without == nil {
		return nil
	}
	return reading.Advise(reading.Wrong("layer "+reading.Quote(without.name), fmt.Sprintf(
		"a bias, as layer %s has",
		reading.Quote(
			with.name,
		),
	), "none: it is missing"), "nothing is made up in the place of a missing tensor; if the "+
		"layer has none, save zeros for it")
}
