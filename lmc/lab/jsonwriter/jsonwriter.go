// Package jsonwriter writes values as JSON, as encoding/json does without escaping HTML, which its tests compare it
// with. It reads nothing and knows fewer types, and that is its purpose: a program that a page downloads is smaller by
// a sixth for not carrying encoding/json.
//
//	jsonwriter.JSON(struct {
//		Digest string `json:"digest"`
//	}{"37d55070bba4"}) // {"digest":"37d55070bba4"}
package jsonwriter

import (
	"math"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Marshaler writes itself; it must write valid JSON.
type Marshaler interface{ MarshalJSON() ([]byte, error) }

// JSON returns v as JSON: booleans, numbers, strings, pointers, interfaces, slices, maps by their sorted string keys,
// structs by their json tags with embedded structs spread out, and Marshalers. A number that is not finite is null. It
// panics for other types, and where a Marshaler fails.
func JSON(v any) []byte { return value(nil, reflect.ValueOf(v)) }

// Merged returns one object with the members of several: structs, maps, or nil for none.
func Merged(parts ...any) []byte {
	b := []byte{'{'}
	for _, p := range parts {
		if p == nil {
			continue
		}
		object := JSON(p)
		if members := object[1 : len(object)-1]; len(members) > 0 {
			if len(b) > 1 {
				b = append(b, ',')
			}
			b = append(b, members...)
		}
	}
	return append(b, '}')
}

func value(b []byte, v reflect.Value) []byte {
	if !v.IsValid() {
		return append(b, "null"...)
	}
	if v.Kind() != reflect.Pointer || !v.IsNil() {
		if m, ok := v.Interface().(Marshaler); ok {
			text, err := m.MarshalJSON()
			if err != nil {
				panic("jsonwriter: " + err.Error())
			}
			return append(b, text...)
		}
	}
	switch v.Kind() {
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool())
	case reflect.Int, reflect.Int32, reflect.Int64:
		return strconv.AppendInt(b, v.Int(), 10)
	case reflect.Float32:
		return number(b, v.Float(), 32)
	case reflect.Float64:
		return number(b, v.Float(), 64)
	case reflect.String:
		return text(b, v.String())
	case reflect.Pointer, reflect.Interface:
		return value(b, v.Elem())
	case reflect.Slice:
		if v.IsNil() {
			return append(b, "null"...)
		}
		b = append(b, '[')
		for i := range v.Len() {
			if i > 0 {
				b = append(b, ',')
			}
			b = value(b, v.Index(i))
		}
		return append(b, ']')
	case reflect.Map:
		return object(b, v)
	case reflect.Struct:
		b = fields(append(b, '{'), v)
		return append(b, '}')
	}
	panic("jsonwriter: cannot write a " + v.Type().String())
}

// number writes the shortest decimal that reads back to x.
func number(b []byte, x float64, bits int) []byte {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return append(b, "null"...)
	}
	format := byte('f')
	if a := math.Abs(x); a != 0 &&
		(bits == 64 && (a < 1e-6 || a >= 1e21) || bits == 32 && (float32(a) < 1e-6 || float32(a) >= 1e21)) {
		format = 'e'
	}
	b = strconv.AppendFloat(b, x, format, -1, bits)
	if n := len(b); format == 'e' && n >= 4 && b[n-4] == 'e' && b[n-3] == '-' && b[n-2] == '0' {
		b[n-2] = b[n-1] // e-09 is written e-9
		b = b[:n-1]
	}
	return b
}

// text writes a string in quotes.
func text(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r == '\b':
			b = append(b, `\b`...)
		case r == '\f':
			b = append(b, `\f`...)
		case r < ' ':
			b = append(b, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		case r == utf8.RuneError && size == 1:
			b = append(b, `\ufffd`...)
		case r == '\u2028' || r == '\u2029':
			b = append(b, '\\', 'u', '2', '0', '2', hex[r&15])
		default:
			b = append(b, s[i:i+size]...)
		}
		i += size
	}
	return append(b, '"')
}

func object(b []byte, v reflect.Value) []byte {
	if v.IsNil() {
		return append(b, "null"...)
	}
	keys := make([]string, 0, v.Len())
	for _, k := range v.MapKeys() {
		keys = append(keys, k.String())
	}
	//lint:ignore S1032 sort.Strings calls slices.Sort, which is compiled again for every type: 4 kB of a download
	sort.Sort(sort.StringSlice(keys))
	b = append(b, '{')
	for i, k := range keys {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(text(b, k), ':')
		b = value(b, v.MapIndex(reflect.ValueOf(k).Convert(v.Type().Key())))
	}
	return append(b, '}')
}

// fields writes a struct's fields after what is in b.
func fields(b []byte, v reflect.Value) []byte {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		tag := f.Tag.Get("json")
		name, options, _ := strings.Cut(tag, ",")
		switch {
		case f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct:
			b = fields(b, v.Field(i))
			continue
		case !f.IsExported() || tag == "-" || omitted(options, v.Field(i)):
			continue
		case name == "":
			name = f.Name
		}
		if b[len(b)-1] != '{' {
			b = append(b, ',')
		}
		b = append(text(b, name), ':')
		b = value(b, v.Field(i))
	}
	return b
}

// omitted reports whether a field of that value is left out: an empty one under omitempty, under omitzero one that is
// zero or whose IsZero says so.
func omitted(options string, v reflect.Value) bool {
	switch options {
	case "omitempty":
		return empty(v)
	case "omitzero":
		if z, ok := v.Interface().(interface{ IsZero() bool }); ok {
			return z.IsZero()
		}
		return v.IsZero()
	}
	return false
}

func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}
