package networks

import (
	"cmp"
	"slices"

	"onebasin/toynets/reading"
)

// order returns the layers from the first to the last, with their widths.
//
// Orientations are tried in this order: as the names' convention has it (weight out×in, kernel in×out); all the other
// way; each by the length of its bias. The first in which some order chains is taken. Orders keep layers of one stem by
// their numbers; among several the file's own decides, if its writer's order is in it.
func (n *Network) order(layers []*group, ordered bool) ([]*group, error) {
	slices.SortStableFunc(layers, func(a, b *group) int {
		return cmp.Or(cmp.Compare(a.stem, b.stem), slices.Compare(a.numbers, b.numbers), cmp.Compare(a.name, b.name))
	})
	conventions := []func(*group) bool{
		func(g *group) bool { return g.parts[kernel] != nil },
		func(g *group) bool { return g.parts[kernel] == nil },
		func(g *group) bool {
			w, b := g.weights(), g.parts[bias]
			if b != nil && w.Shape[0] != w.Shape[1] {
				return b.Len() == w.Shape[1]
			}
			return g.parts[kernel] != nil
		},
	}
	for _, turned := range conventions {
		for _, g := range layers {
			g.orient(turned(g))
		}
		if !fitBiases(layers) {
			continue
		}
		found, several := chains(layers)
		if found == nil {
			continue
		}
		if several {
			own := slices.Clone(layers)
			slices.SortFunc(own, func(a, b *group) int { return cmp.Compare(a.at, b.at) })
			if !ordered || !chained(own) || !byNumber(own) {
				return nil, ambiguous(layers)
			}
			found = own
			n.Assumed = append(n.Assumed, "The layers follow each other as the file names them.")
		}
		n.doubt(found)
		return found, nil
	}
	for _, g := range layers {
		g.orient(conventions[2](g))
	}
	return nil, broken(layers)
}

func (g *group) orient(turned bool) {
	w := g.weights().Shape
	g.turn, g.out, g.in = turned, w[0], w[1]
	if turned {
		g.out, g.in = w[1], w[0]
	}
}

func fitBiases(layers []*group) bool {
	for _, g := range layers {
		if b := g.parts[bias]; b != nil && b.Len() != g.out {
			return false
		}
	}
	return true
}

// chained tells whether each layer takes what the one before it gives.
func chained(layers []*group) bool {
	for k := 1; k < len(layers); k++ {
		if layers[k].in != layers[k-1].out {
			return false
		}
	}
	return true
}

// byNumber tells whether layers of one stem stand by their numbers.
func byNumber(layers []*group) bool {
	last := map[string][]uint64{}
	for _, g := range layers {
		if before, ok := last[g.stem]; ok && slices.Compare(before, g.numbers) > 0 {
			return false
		}
		last[g.stem] = g.numbers
	}
	return true
}

// mostTries is how many beginnings of orders are looked at before the order counts as ambiguous.
const mostTries = 100_000

// chains returns an order that chains and keeps layers of one stem by number, and whether there are several. The layers
// come sorted.
func chains(layers []*group) (found []*group, several bool) {
	used := make([]bool, len(layers))
	var path []*group
	tries := 0
	var extend func()
	extend = func() {
		if several {
			return
		}
		if tries++; tries > mostTries {
			several = true
			return
		}
		if len(path) == len(layers) {
			several = found != nil
			if !several {
				found = slices.Clone(path)
			}
			return
		}
		stem := "" // whose next layer has been looked at; no stem is empty but that of a network of one layer
		seen := false
		for k, g := range layers {
			if used[k] || seen && g.stem == stem {
				continue
			}
			stem, seen = g.stem, true
			if len(path) > 0 && path[len(path)-1].out != g.in {
				continue
			}
			used[k], path = true, append(path, g)
			extend()
			used[k], path = false, path[:len(path)-1]
		}
	}
	extend()
	if several && found == nil {
		found = layers
	}
	return found, several
}

// doubt notes where the shapes of square matrices leave open which side is in.
func (n *Network) doubt(layers []*group) {
	for _, g := range layers {
		if g.parts[matrix] == nil || g.in != g.out {
			return // one matrix that is not square decides for all
		}
	}
	n.Assumed = append(n.Assumed, "All matrices are square, and their names do not say which side is in: they were "+
		"taken as out×in, as PyTorch stores them.")
}

func ambiguous(layers []*group) error {
	names := ""
	for k, g := range layers {
		if k == 6 {
			names += ", …"
			break
		}
		if k > 0 {
			names += ", "
		}
		names += reading.Quote(g.name)
	}
	return reading.Advise(reading.Wrong(
		"the layers "+names,
		"names or shapes that tell their order",
		"several orders that fit",
	), "number them, such as fc1, fc2, fc3, or save a PyTorch state_dict, which keeps the order")
}

// broken is the error for layers of which no order chains: what is wrong with them as they are sorted.
func broken(layers []*group) error {
	for _, g := range layers {
		if b := g.parts[bias]; b != nil && b.Len() != g.out {
			w := g.weights()
			return reading.Wrong(b.String(), reading.Plural(w.Shape[0], "number")+" or "+
				reading.Plural(w.Shape[1], "number")+", as a side of "+reading.Quote(w.Name)+" has", "%d", b.Len())
		}
	}
	for k := 1; k < len(layers); k++ {
		a, b := layers[k-1], layers[k]
		if a.out != b.in {
			return reading.Advise(reading.Wrong("layer "+reading.Quote(b.name), reading.Plural(a.out, "input")+
				", as many as "+reading.Quote(a.name)+" has outputs", "%d (%s is %s)", b.in,
				reading.Quote(b.weights().Name),
				b.weights().Sides()), "is a layer between them missing?")
		}
	}
	return ambiguous(layers)
}
