package wire

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
)

// Message is anything that can be sent: a pointer to a struct that visits its fields. The set is open: a package brings
// its own, and a program reads those that its Codec was made of.
type Message interface{ Code(c Coder) }

// Coder visits the fields of a message, writing or reading them.
type Coder interface {
	Bool(*bool)
	Int(*int)
	Float(*float64)
	Text(*string)
	Bytes(*[]byte)
	Ints(*[]int)
	Int32s(*[]int32)
	Floats(*[]float64)
	Float32s(*[]float32)
}

var (
	errShort = errors.New("wire: the message ends too early")
	errLong  = errors.New("wire: the message is longer than its fields")

	// ErrUnknown is what Decode returns, with the name, for a message that its codec was not made of.
	ErrUnknown = errors.New("wire: unknown message")
)

// Encode returns m's bytes: the length of its type's name in one byte, the name as "package.Type", the fields in the
// order of Code.
func Encode(m Message) []byte {
	name := nameOf(m)
	e := encoder{b: append([]byte{byte(len(name))}, name...)}
	m.Code(&e)
	return e.b
}

// nameOf returns what a message is called on the way, such as "job.Train".
func nameOf(m Message) string {
	t := reflect.TypeOf(m)
	if t.Kind() != reflect.Pointer || len(t.Elem().String()) > math.MaxUint8 {
		panic(fmt.Sprintf("wire: %T cannot be sent", m))
	}
	return t.Elem().String()
}

// Codec reads the messages that it was made of.
type Codec struct{ types map[string]reflect.Type }

// NewCodec returns the codec of all messages listed, of which only the types matter. It panics when two types have one
// name.
func NewCodec(lists ...[]Message) Codec {
	c := Codec{map[string]reflect.Type{}}
	for _, list := range lists {
		for _, m := range list {
			name, t := nameOf(m), reflect.TypeOf(m).Elem()
			if known, ok := c.types[name]; ok && known != t {
				panic("wire: two messages are called " + name)
			}
			c.types[name] = t
		}
	}
	return c
}

// Decode reads one message. Whatever b holds, no more memory is taken than a small multiple of its length.
func (c Codec) Decode(b []byte) (Message, error) {
	if len(b) == 0 || len(b) < 1+int(b[0]) {
		return nil, errShort
	}
	name, fields := string(b[1:1+b[0]]), b[1+b[0]:]
	t, ok := c.types[name]
	if !ok {
		return nil, fmt.Errorf("%w: %q", ErrUnknown, name)
	}
	m := reflect.New(t).Interface().(Message)
	d := decoder{b: fields}
	m.Code(&d)
	if d.err == nil && len(d.b) > 0 {
		d.err = errLong
	}
	if d.err != nil {
		return nil, d.err
	}
	return m, nil
}

type encoder struct{ b []byte }

func (e *encoder) Bool(p *bool) {
	var x byte
	if *p {
		x = 1
	}
	e.b = append(e.b, x)
}

func (e *encoder) Int(p *int) { e.b = binary.LittleEndian.AppendUint64(e.b, uint64(int64(*p))) }

func (e *encoder) Float(p *float64) {
	e.b = binary.LittleEndian.AppendUint64(e.b, math.Float64bits(*p))
}

func (e *encoder) Text(p *string) {
	e.length(len(*p))
	e.b = append(e.b, *p...)
}

func (e *encoder) Bytes(p *[]byte) {
	e.length(len(*p))
	e.b = append(e.b, *p...)
}

func (e *encoder) Ints(p *[]int) {
	e.length(len(*p))
	for i := range *p {
		e.Int(&(*p)[i])
	}
}

func (e *encoder) Int32s(p *[]int32) {
	e.length(len(*p))
	for _, x := range *p {
		e.b = binary.LittleEndian.AppendUint32(e.b, uint32(x))
	}
}

func (e *encoder) Floats(p *[]float64) {
	e.length(len(*p))
	for i := range *p {
		e.Float(&(*p)[i])
	}
}

func (e *encoder) Float32s(p *[]float32) {
	e.length(len(*p))
	for _, x := range *p {
		e.b = binary.LittleEndian.AppendUint32(e.b, math.Float32bits(x))
	}
}

func (e *encoder) length(n int) { e.Int(&n) }

type decoder struct {
	b   []byte
	err error
}

// take returns the next n bytes, or nil and an error when there are fewer.
func (d *decoder) take(n int) []byte {
	if d.err != nil || n > len(d.b) {
		d.err = errShort
		return nil
	}
	b := d.b[:n]
	d.b = d.b[n:]
	return b
}

func (d *decoder) Bool(p *bool) {
	if b := d.take(1); b != nil {
		*p = b[0] == 1
	}
}

func (d *decoder) Int(p *int) {
	if b := d.take(8); b != nil {
		*p = int(int64(binary.LittleEndian.Uint64(b)))
	}
}

func (d *decoder) Float(p *float64) {
	if b := d.take(8); b != nil {
		*p = math.Float64frombits(binary.LittleEndian.Uint64(b))
	}
}

// length reads a length and checks that so many items of size bytes are left.
func (d *decoder) length(size int) int {
	var n int
	d.Int(&n)
	if d.err != nil || n < 0 || n > len(d.b)/size {
		d.err = errShort
		return 0
	}
	return n
}

func (d *decoder) Text(p *string) { *p = string(d.take(d.length(1))) }

// Bytes shares the message's memory: it is read once and handed on.
func (d *decoder) Bytes(p *[]byte) { *p = d.take(d.length(1)) }

func (d *decoder) Ints(p *[]int) {
	*p = make([]int, d.length(8))
	for i := range *p {
		d.Int(&(*p)[i])
	}
}

func (d *decoder) Int32s(p *[]int32) {
	*p = make([]int32, d.length(4))
	b := d.take(4 * len(*p))
	for i := range *p {
		(*p)[i] = int32(binary.LittleEndian.Uint32(b[4*i:]))
	}
}

func (d *decoder) Floats(p *[]float64) {
	*p = make([]float64, d.length(8))
	b := d.take(8 * len(*p))
	for i := range *p {
		(*p)[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
	}
}

func (d *decoder) Float32s(p *[]float32) {
	*p = make([]float32, d.length(4))
	b := d.take(4 * len(*p))
	for i := range *p {
		(*p)[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
}

// Each visits a list of structured items: their number, then each by one, which visits at least one field. The list
// grows as its items are read, so that a number that lies takes no memory.
func Each[T any](c Coder, list *[]T, one func(*T)) {
	n := len(*list)
	c.Int(&n)
	d, reading := c.(*decoder)
	if !reading {
		for i := range *list {
			one(&(*list)[i])
		}
		return
	}
	// Every item holds at least one byte.
	if d.err != nil || n < 0 || n > len(d.b) {
		d.err = errShort
		return
	}
	*list = make([]T, 0, min(n, atOnce))
	for range n {
		var item T
		one(&item)
		if d.err != nil {
			return
		}
		*list = append(*list, item)
	}
}

// atOnce is how many items of a list room is made for before they are read.
const atOnce = 8
