package tensors

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"math"
	"slices"

	"onebasin/toynets/reading"
)

// safetensors reads the format of Hugging Face: the header's length in 8 bytes, little endian; the header, JSON, which
// gives each tensor's dtype, shape and data_offsets from the header's end; the values, row-major and little endian, end
// to end. Its order says nothing of a network's: the reference writer sorts.
func safetensors(file []byte) (File, error) {
	const where = "header of the safetensors file"
	if len(file) < 8 {
		return File{}, reading.Wrong(where, "its length in the first 8 bytes", "a file of %s",
			reading.Plural(len(file), "byte"))
	}
	n := binary.LittleEndian.Uint64(file)
	if n < 2 || n > uint64(len(file)-8) {
		return File{}, reading.Advise(reading.Wrong(where, "a length from 2 to "+
			reading.Plural(len(file)-8, "byte")+", which is what the file has left", "%d", n),
			"the file was probably cut off, or is another format")
	}
	data := file[8+n:]
	d := json.NewDecoder(bytes.NewReader(file[8 : 8+n]))
	noJSON := func(err error) error {
		return reading.Wrong(where, "JSON", "something else at byte %d (%s)", 8+d.InputOffset(), syntax(err))
	}
	if t, err := d.Token(); err != nil {
		return File{}, noJSON(err)
	} else if t != json.Delim('{') {
		return File{}, reading.Wrong(where, "a table of tensors in { }", "%s", reading.Quote(string(file[8:8+n])))
	}
	f := File{Format: "safetensors"}
	seen := map[string]bool{}
	var spans []span
	for d.More() {
		t, err := d.Token()
		name, ok := t.(string)
		switch {
		case err != nil || !ok:
			return File{}, noJSON(err)
		case len(name) > mostName:
			return File{}, longName(name)
		case seen[name]:
			return File{}, reading.Wrong(where, "one tensor of the name "+reading.Quote(name), "two")
		case len(f.Tensors) == MostTensors:
			return File{}, tooMany(where, MostTensors+1)
		}
		seen[name] = true
		var entry json.RawMessage
		if err := d.Decode(&entry); err != nil {
			return File{}, noJSON(err)
		}
		if name == "__metadata__" {
			continue
		}
		tensor, at, err := safetensor(name, entry, data)
		if err != nil {
			return File{}, err
		}
		spans = append(spans, at)
		f.Tensors = append(f.Tensors, tensor)
	}
	if _, err := d.Token(); err != nil {
		return File{}, noJSON(err)
	}
	if t, err := d.Token(); err != io.EOF {
		return File{}, reading.Wrong(where, "nothing after the table of tensors", "%s", found(t, err))
	}
	if err := covered(spans, int64(len(data))); err != nil {
		return File{}, err
	}
	return f, nil
}

func found(t json.Token, err error) string {
	if err != nil {
		return syntax(err)
	}
	s, _ := json.Marshal(t)
	return "more: " + reading.Quote(string(s))
}

// syntax says what encoding/json had to complain of, in a few words.
func syntax(err error) string {
	var s *json.SyntaxError
	if errors.As(err, &s) {
		return s.Error()
	}
	return "it breaks off"
}

// safetensor reads one entry of the header.
func safetensor(name string, entry json.RawMessage, data []byte) (t Tensor, at span, err error) {
	t.Name = name
	where := "header of " + t.String()
	var info struct {
		Dtype   *string  `json:"dtype"`
		Shape   *[]int64 `json:"shape"`
		Offsets []int64  `json:"data_offsets"`
	}
	if err := json.Unmarshal(entry, &info); err != nil || info.Dtype == nil || info.Shape == nil ||
		len(info.Offsets) != 2 {
		return t, at, reading.Wrong(where, `"dtype", "shape" and two "data_offsets", in whole numbers below 2⁶³`, "%s",
			reading.Quote(string(entry)))
	}
	t.Kind = Kind(*info.Dtype)
	size, ok := sizes[t.Kind]
	if !ok {
		return t, at, reading.Wrong(where, "dtype F64, F32, F16 or BF16", "%s", reading.Quote(*info.Dtype))
	}
	at = span{info.Offsets[0], info.Offsets[1], name}
	if at.begin < 0 || at.begin > at.end || at.end > int64(len(data)) {
		return t, at, reading.Advise(reading.Wrong(where, "a place in the "+reading.Plural(len(data), "byte")+
			" after the header", "bytes %d to %d", at.begin, at.end), "the file was probably cut off")
	}
	for _, side := range *info.Shape {
		t.Shape = append(t.Shape, int(min(max(side, -1), math.MaxInt32)))
	}
	if err := checkRank(where, t.Shape); err != nil {
		return t, at, err
	}
	room := int(at.end - at.begin)
	if n, ok := count(t.Shape, room/size); !ok || n*size != room {
		return t, at, reading.Wrong(where, "a shape that fills its "+reading.Plural(room, "byte")+" with "+
			string(t.Kind), "%s", sides(*info.Shape))
	}
	t.raw = data[at.begin:at.end:at.end]
	return t, at, nil
}

// span is where a tensor's values lie after the header.
type span struct {
	begin, end int64
	name       string
}

// covered checks that tensors lie end to end in size bytes, in whatever order: as the format demands, so that a file
// holds nothing that its header does not name.
func covered(spans []span, size int64) error {
	slices.SortFunc(spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.begin, b.begin), cmp.Compare(a.end, b.end), cmp.Compare(a.name, b.name))
	})
	var at int64
	last := "the header"
	for _, s := range append(spans, span{size, size, ""}) {
		name := "tensor " + reading.Quote(s.name)
		switch {
		case s.begin < at:
			return reading.Wrong(name, "numbers of its own", "some that belong to %s too (bytes %d to %d)", last,
				s.begin, min(at, s.end))
		case s.begin > at:
			return reading.Wrong("values of the safetensors file", "tensors end to end",
				"%s after %s that belong to none", reading.Plural(int(s.begin-at), "byte"), last)
		}
		at, last = s.end, name
	}
	return nil
}
