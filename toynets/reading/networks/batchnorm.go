package networks

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"

	"onebasin/toynets"
	"onebasin/toynets/reading"
	"onebasin/toynets/reading/tensors"
)

// checkNorm checks that a BatchNorm has its statistics, and that all it has is of one length.
func (g *group) checkNorm() error {
	for r, name := range map[role]string{mean: "running mean", variance: "running variance"} {
		if g.parts[r] == nil {
			return reading.Wrong("BatchNorm "+reading.Quote(g.name), "its "+name, "none: it is missing")
		}
	}
	g.out = g.parts[mean].Len()
	for _, r := range []role{weight, kernel, matrix, gamma, bias, mean, variance} {
		if t := g.parts[r]; t != nil && (len(t.Shape) != 1 || t.Len() != g.out) {
			return reading.Wrong(
				t.String(),
				reading.Plural(g.out, "number")+", as the running mean has",
				"%s",
				t.Sides(),
			)
		}
	}
	return nil
}

// affine returns what a BatchNorm computes at inference, unit by unit, as s·z + t:
//
//	s = γ/√(v + ε),  t = β − μ·s
//
// in float64, with ε of the framework whose names it has (Ioffe, Szegedy, Batch Normalization, 2015, arXiv:1502.03167).
func (g *group) affine() (s, t []float64, epsilon float64, err error) {
	read := func(of *tensors.Tensor, without float64) []float64 {
		list := make([]float64, g.out)
		for i := range list {
			list[i] = without
		}
		if of == nil || err != nil {
			return list
		}
		values, problem := of.Floats()
		err = problem
		for i, x := range values {
			list[i] = float64(x)
		}
		return list
	}
	scale := g.weights()
	if scale == nil {
		scale = g.parts[gamma]
	}
	gammas, betas := read(scale, 1), read(g.parts[bias], 0)
	means, variances := read(g.parts[mean], 0), read(g.parts[variance], 1)
	if err != nil {
		return nil, nil, 0, err
	}
	epsilon = 1e-5 // PyTorch's and Flax's default
	if _, last := cutLast(g.parts[mean].Name); last == "moving_mean" {
		epsilon = 1e-3 // Keras's
	}
	s, t = make([]float64, g.out), make([]float64, g.out)
	for i, v := range variances {
		if v < 0 {
			return nil, nil, 0, reading.Wrong(g.parts[variance].String(), "variances of at least 0", "%v", v)
		}
		s[i] = gammas[i] / math.Sqrt(v+epsilon)
		t[i] = betas[i] - float64(means[i]*s[i])
	}
	return s, t, epsilon, nil
}

// fold multiplies BatchNorms into layers and returns those that got their bias from one.
func (n *Network) fold(layers, norms []*group) (folded map[*group]bool, err error) {
	folded = map[*group]bool{}
	slices.SortStableFunc(norms, func(a, b *group) int {
		return cmp.Or(cmp.Compare(a.stem, b.stem), slices.Compare(a.numbers, b.numbers), cmp.Compare(a.name, b.name))
	})
	for k, g := range norms {
		l, before, err := n.placeOf(g, k, layers, norms)
		if err != nil {
			return nil, err
		}
		width := layers[l].out
		if !before {
			width = layers[l].in
		}
		layer := &n.Layers[l]
		if width != g.out || layer.Folded != "" {
			return nil, nowhere(g)
		}
		s, t, epsilon, err := g.affine()
		if err != nil {
			return nil, err
		}
		n.multiply(l+1, s, t, before)
		layer.Folded = g.name
		folded[layers[l]] = folded[layers[l]] || before
		n.Assumed = append(n.Assumed, fmt.Sprintf("BatchNorm %s has ε = %s.", reading.Quote(g.name),
			strconv.FormatFloat(epsilon, 'f', -1, 64)))
	}
	for _, x := range n.Theta {
		if x-x != 0 {
			return nil, reading.Wrong("the BatchNorms", "finite weights when they are multiplied in",
				"numbers too large for float32")
		}
	}
	return folded, nil
}

// multiply makes layer l compute what it does with s·z + t after it, or before it: on its outputs before the
// activation, or on its inputs, which come after the last one.
func (n *Network) multiply(l int, s, t []float64, after bool) {
	m := toynets.MLP{Widths: n.Widths}
	w, b := m.Weight(n.Theta, l), m.Bias(n.Theta, l)
	in := n.Widths[l-1]
	for i := range b {
		row := w[i*in : (i+1)*in]
		if after {
			for j, x := range row {
				row[j] = float32(s[i] * float64(x))
			}
			b[i] = float32(float64(s[i]*float64(b[i])) + t[i])
			continue
		}
		sum := float64(b[i])
		for j, x := range row {
			sum += float64(float64(x) * t[j])
			row[j] = float32(float64(x) * s[j])
		}
		b[i] = float32(sum)
	}
}

// placeOf tells which layer the k-th BatchNorm is multiplied into, and whether it stands after that layer, before the
// activation (true), or before the layer, after the last activation.
//
// In an nn.Sequential the numbers tell: right after a layer, or right before one. Elsewhere it is the layer of the same
// number, or as many as there are BatchNorms, in their order, and that it stands before the activation is an
// assumption.
func (n *Network) placeOf(g *group, k int, layers, norms []*group) (layer int, after bool, err error) {
	if slices.ContainsFunc(layers, func(l *group) bool { return l.stem == g.stem }) && len(g.numbers) > 0 {
		last, next := -1, -1
		for i, l := range layers {
			switch {
			case l.stem != g.stem:
			case slices.Compare(l.numbers, g.numbers) < 0:
				last = i
			case next < 0:
				next = i
			}
		}
		own := g.numbers[len(g.numbers)-1]
		number := func(i int) uint64 { return layers[i].numbers[len(g.numbers)-1] }
		switch {
		case last < 0:
			return next, false, nil
		case next < 0 || own == number(last)+1:
			return last, true, nil
		case own+1 == number(next):
			return next, false, nil
		}
		return 0, false, nowhere(g)
	}
	place := slices.IndexFunc(layers, func(l *group) bool {
		return len(g.numbers) > 0 && slices.Equal(l.numbers, g.numbers)
	})
	counted := automatic.MatchString(g.stem)
	if place < 0 || layers[place].out != g.out {
		place, counted = k, true
	}
	if place >= len(layers) || len(norms) > len(layers) {
		return 0, false, nowhere(g)
	}
	if counted && len(norms) < len(layers)-1 { // some hidden layer has none, and numbers do not say which
		fit := 0
		for i, l := range layers {
			if l.out == g.out {
				fit, place = fit+1, i
			}
		}
		if fit != 1 {
			return 0, false, nowhere(g)
		}
	}
	n.Assumed = append(n.Assumed, fmt.Sprintf("BatchNorm %s stands between layer %s and its activation.",
		reading.Quote(g.name), reading.Quote(layers[place].name)))
	return place, true, nil
}

// automatic are names that Flax and Keras give by themselves, counting BatchNorms apart from layers.
var automatic = regexp.MustCompile(`(?i)batchnorm_#$|batch_normalization_?#?$`)

func nowhere(g *group) error {
	return reading.Advise(reading.Wrong("BatchNorm "+reading.Quote(g.name), "a layer of "+
		reading.Plural(g.out, "unit")+" that it clearly follows or precedes", "none"),
		"multiply it into its layer before saving")
}

// cutLast parts a name at its last dot or slash.
func cutLast(name string) (path, last string) {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '.' || name[i] == '/' {
			path, last = name[:i], name[i+1:]
			break
		}
		last = name[i:]
	}
	if n := len(last); n > 2 && last[n-2:] == ":0" {
		last = last[:n-2]
	}
	return path, last
}
