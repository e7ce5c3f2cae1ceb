package tensors

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"onebasin/toynets/reading"
)

// mostDepth is how deep dictionaries may lie in each other: {"model_state_dict": {"0.weight": …}} is two.
const mostDepth = 8

// pytorch reads what torch.save writes since version 1.6: a zip with data.pkl, a pickle of dictionaries that names the
// tensors, and data/0, data/1, …, their numbers. Names of dictionaries in dictionaries are joined by dots.
func pytorch(members []reading.Member, folder string) (File, error) {
	content := make(map[string][]byte, len(members))
	for _, m := range members {
		if name, ok := strings.CutPrefix(m.Name, folder); ok {
			content[name] = m.Data
		}
	}
	if _, ok := content["constants.pkl"]; ok {
		return File{}, reading.Advise(reading.Wrong("the PyTorch file", "tensors as torch.save writes them",
			"a program (torch.jit.save)"), stateDictAdvice)
	}
	root, err := unpickle(content["data.pkl"])
	if err != nil {
		return File{}, err
	}
	w := walk{content: content, big: strings.TrimSpace(string(content["byteorder"])) == "big", seen: map[any]bool{}}
	w.file = File{Format: "PyTorch", Ordered: true}
	if err := w.value("", root, 0); err != nil {
		return File{}, err
	}
	w.tie()
	return w.file, nil
}

// walk gathers the tensors of dictionaries.
type walk struct {
	content map[string][]byte
	big     bool
	seen    map[any]bool
	file    File
	extents []extent
	items   int // that were looked at
}

// mostItems is how many items of lists are looked at: a pickle may name one long list in many places.
const mostItems = 1_000_000

// extent is the part of a storage that a tensor reaches.
type extent struct {
	key        string
	begin, end int64
	tensor     int
}

func (w *walk) value(name string, v any, depth int) error {
	where := "entry " + reading.Quote(name) + " of " + pickled
	if len(name) > mostName {
		return longName(name)
	}
	if depth > mostDepth {
		return reading.Wrong(where, fmt.Sprintf("at most %d dictionaries in each other", mostDepth), "more")
	}
	switch v := v.(type) {
	case view:
		return w.tensor(name, v)
	case *dictionary:
		if w.seen[v] {
			return reading.Wrong(where, "a dictionary of its own", "one that stands in the file elsewhere, too")
		}
		w.seen[v] = true
		keys := make(map[string]bool, len(v.entries))
		for _, e := range v.entries {
			key, ok := e.key.(string)
			if n, isNumber := e.key.(int64); isNumber {
				key, ok = fmt.Sprint(n), true
			}
			switch {
			case !ok:
				return reading.Wrong(where, "names", "a key that is no text")
			case keys[key]:
				return reading.Wrong(where, "one entry "+reading.Quote(key), "two")
			}
			keys[key] = true
			if err := w.value(join(name, key), e.value, depth+1); err != nil {
				return err
			}
		}
		return nil
	case *list:
		if w.seen[v] {
			return reading.Wrong(where, "a list of its own", "one that stands in the file elsewhere, too")
		}
		w.seen[v] = true
		return w.list(name, v.items, depth)
	case tuple:
		return w.list(name, v, depth)
	}
	w.ignore(name)
	return nil
}

// list gathers the tensors of a list. A tuple can stand in several places at no cost to the file, so what is no tensor
// is not looked into.
func (w *walk) list(name string, items []any, depth int) error {
	if w.items += len(items); w.items > mostItems {
		return reading.Wrong(pickled, reading.Plural(mostItems, "item")+" in lists at most", "more")
	}
	before := len(w.file.Tensors)
	for i, item := range items {
		if v, ok := item.(view); ok {
			if err := w.value(join(name, fmt.Sprint(i)), v, depth+1); err != nil {
				return err
			}
		}
	}
	if len(w.file.Tensors) == before {
		w.ignore(name)
	}
	return nil
}

// ignore notes an entry that holds no tensor.
func (w *walk) ignore(name string) {
	if len(w.file.Ignored) < MostTensors {
		w.file.Ignored = append(w.file.Ignored, name)
	}
}

func join(name, key string) string {
	if name == "" {
		return key
	}
	if len(key) > mostName {
		key = key[:mostName+1] // which is refused
	}
	return name + "." + key
}

// tensor adds a view under its name.
func (w *walk) tensor(name string, v view) error {
	if len(w.file.Tensors) == MostTensors {
		return tooMany(pickled, MostTensors+1)
	}
	t := Tensor{Name: name, Kind: v.storage.kind, Shape: v.shape, big: w.big}
	where := t.String()
	data, ok := w.content["data/"+v.storage.key]
	if !ok {
		return reading.Advise(reading.Wrong(where, "its numbers in the member "+reading.Quote("data/"+v.storage.key),
			"no such member"), "the file is incomplete: save it again")
	}
	size := sizes[t.Kind]
	if v.storage.n > int64(len(data)/size) {
		return reading.Wrong(where, fmt.Sprintf("%d numbers of %s in its storage", v.storage.n, t.Kind), "%s",
			reading.Plural(len(data), "byte"))
	}
	if err := checkRank(where, t.Shape); err != nil {
		return err
	}
	room := int(v.storage.n)
	n, ok := count(t.Shape, room)
	last := v.offset // the element that lies farthest
	for d, side := range t.Shape {
		last += int64(max(side-1, 0)) * int64(v.strides[d])
		ok = ok && last >= 0 && last < 1<<40
	}
	if !ok || n > 0 && last >= int64(room) || v.offset > int64(room) {
		return reading.Wrong(where, "numbers within its storage of "+reading.Plural(room, "number"), "shape %s, "+
			"strides %s from number %d", sides(t.Shape), sides(v.strides), v.offset)
	}
	t.raw = data[int(v.offset)*size:]
	if !rowMajor(t.Shape, v.strides) {
		t.strides = v.strides
	}
	if n > 0 {
		w.extents = append(w.extents, extent{v.storage.key, v.offset, last + 1, len(w.file.Tensors)})
	}
	w.file.Tensors = append(w.file.Tensors, t)
	return nil
}

// rowMajor tells whether strides are those of an array whose values lie end to end by rows.
func rowMajor(shape, strides []int) bool {
	step := 1
	for d := len(shape) - 1; d >= 0; d-- {
		if shape[d] != 1 && strides[d] != step {
			return false
		}
		step *= shape[d]
	}
	return true
}

// tie marks tensors that share numbers with an earlier one.
func (w *walk) tie() {
	slices.SortFunc(w.extents, func(a, b extent) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.begin, b.begin), cmp.Compare(a.tensor, b.tensor))
	})
	for i := 1; i < len(w.extents); i++ {
		a, b := w.extents[i-1], w.extents[i]
		if a.key == b.key && b.begin < a.end {
			first, second := min(a.tensor, b.tensor), max(a.tensor, b.tensor)
			w.file.Tensors[second].Tied = w.file.Tensors[first].Name
		}
		if a.key == b.key && a.end > b.end {
			w.extents[i].end, w.extents[i].tensor = a.end, a.tensor // what comes later may lie in the longer one, too
		}
	}
}
