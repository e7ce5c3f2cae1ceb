package tensors

import (
	"bytes"
	"encoding/binary"
	"strings"

	"onebasin/toynets/reading"
)

// npyKinds are NumPy's type codes without the byte order.
var npyKinds = map[string]Kind{"f8": F64, "f4": F32, "f2": F16, "i8": I64, "i4": I32, "i2": I16, "i1": I8, "u8": U64,
	"u4": U32, "u2": U16, "u1": U8, "b1": Bool}

// npy reads NumPy's format (NEP 1), versions 1, 2 and 3: magic, version, the header's length in 2 or 4 bytes, the
// header – a dictionary as Python writes it – and the values, in C or Fortran order.
func npy(file []byte, where string) (Tensor, error) {
	var t Tensor
	const magic = "\x93NUMPY"
	if !bytes.HasPrefix(file, []byte(magic)) || len(file) < 10 {
		return t, reading.Wrong(where, "NumPy's npy format", "something else (%s)",
			reading.Quote(string(file[:min(len(file), 16)])))
	}
	major, rest := file[6], file[8:]
	var n uint64
	switch {
	case major == 1:
		n, rest = uint64(binary.LittleEndian.Uint16(rest)), rest[2:]
	case (major == 2 || major == 3) && len(rest) >= 4:
		n, rest = uint64(binary.LittleEndian.Uint32(rest)), rest[4:]
	default:
		return t, reading.Wrong(where, "npy version 1, 2 or 3", "version %d.%d", major, file[7])
	}
	if n > uint64(len(rest)) {
		return t, reading.Advise(reading.Wrong("header of "+where, "at most "+reading.Plural(len(rest), "byte")+
			", which is what the file has left", "a length of %d", n), "the file was probably cut off")
	}
	head, err := npyHeader(string(rest[:n]), "header of "+where)
	if err != nil {
		return t, err
	}
	t.Shape, t.raw = head.shape, rest[n:]
	if err := head.kind(&t, "header of "+where); err != nil {
		return t, err
	}
	if err := checkRank("header of "+where, t.Shape); err != nil {
		return t, err
	}
	size := sizes[t.Kind]
	values, ok := count(t.Shape, len(t.raw)/size)
	if !ok || values*size != len(t.raw) {
		advice := "the file was probably cut off"
		if ok {
			advice = "the file holds more than its header says"
		}
		return t, reading.Advise(reading.Wrong(where, sides(t.Shape)+" values of "+reading.Plural(size, "byte"),
			"%s", reading.Plural(len(t.raw), "byte")), advice)
	}
	if head.fortran && len(t.Shape) > 1 {
		t.strides = make([]int, len(t.Shape))
		step := 1
		for d, side := range t.Shape {
			t.strides[d] = step
			step *= side
		}
	}
	return t, nil
}

// header is what an npy file says of its values.
type header struct {
	descr   string
	fortran bool
	shape   []int
}

// kind sets the tensor's kind and byte order from descr: <f4, >i8, |u1.
func (h header) kind(t *Tensor, where string) error {
	expected := "floating point or whole numbers, such as '<f4'"
	if len(h.descr) > 1 {
		k, ok := npyKinds[h.descr[1:]]
		if ok && strings.ContainsRune("<>=|", rune(h.descr[0])) {
			t.Kind, t.big = k, h.descr[0] == '>'
			return nil
		}
		switch h.descr[1] {
		case 'O':
			return reading.Advise(
				reading.Wrong(where, expected, "Python objects ('|O')"),
				"they are stored as pickles, which can hold code: make it an array of numbers",
			)
		case 'U', 'S':
			return reading.Advise(reading.Wrong(where, expected, "text (%s)", reading.Quote(h.descr)),
				"number the classes 0, 1, 2, …")
		case 'c':
			return reading.Wrong(where, expected, "complex numbers (%s)", reading.Quote(h.descr))
		}
	}
	return reading.Wrong(where, expected, "%s", reading.Quote(h.descr))
}

// npyHeader reads {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }.
func npyHeader(text, where string) (h header, err error) {
	p := literal{text: text}
	fail := func() (header, error) {
		return header{}, reading.Wrong(where, "{'descr': '…', 'fortran_order': …, 'shape': (…), }", "%s at byte %d",
			reading.Quote(text[p.at:]), p.at)
	}
	seen := map[string]bool{}
	if !p.take("{") {
		return fail()
	}
	for !p.take("}") {
		key, ok := p.quoted()
		if !ok || !p.take(":") || seen[key] {
			return fail()
		}
		seen[key] = true
		switch key {
		case "descr":
			if p.take("[") {
				return header{}, reading.Advise(reading.Wrong(where, "one kind of number", "a table with columns"),
					"save its columns as one array")
			}
			h.descr, ok = p.quoted()
		case "fortran_order":
			h.fortran = p.take("True")
			ok = h.fortran || p.take("False")
		case "shape":
			h.shape, ok = p.tuple()
		default:
			ok = false
		}
		if !ok {
			return fail()
		}
		p.take(",")
	}
	if len(seen) != 3 || strings.TrimSpace(text[p.at:]) != "" {
		return fail()
	}
	return h, nil
}

// literal is a Python literal that is read from the left.
type literal struct {
	text string
	at   int
}

// take passes over white space, and over token if it follows.
func (p *literal) take(token string) bool {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
	if strings.HasPrefix(p.text[p.at:], token) {
		p.at += len(token)
		return true
	}
	return false
}

func (p *literal) quoted() (string, bool) {
	mark := "'"
	if !p.take("'") {
		if mark = `"`; !p.take(`"`) {
			return "", false
		}
	}
	inner, _, ok := strings.Cut(p.text[p.at:], mark)
	if !ok || strings.Contains(inner, `\`) {
		return "", false
	}
	p.at += len(inner) + 1
	return inner, true
}

// tuple reads whole numbers: (), (3,), (3, 4).
func (p *literal) tuple() (list []int, ok bool) {
	if !p.take("(") {
		return nil, false
	}
	for !p.take(")") {
		p.take("")
		begin, n := p.at, 0
		for p.at < len(p.text) && p.text[p.at] >= '0' && p.text[p.at] <= '9' {
			if n > 1<<40 { // more than any file has
				return nil, false
			}
			n = 10*n + int(p.text[p.at]-'0')
			p.at++
		}
		if p.at == begin {
			return nil, false
		}
		p.take("L") // Python 2's
		list = append(list, min(n, 1<<31-1))
		if !p.take(",") {
			return list, p.take(")")
		}
	}
	return list, true
}
