package wire

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
)

// Message is anything that can be sent. The set is closed: see registry.
type Message interface{ code(c coder) }

// coder visits the fields of a message, writing or reading them.
type coder interface {
	bool(*bool)
	int(*int)
	float(*float64)
	text(*string)
	bytes(*[]byte)
	ints(*[]int)
	int32s(*[]int32)
	floats(*[]float64)
	float32s(*[]float32)
}

var (
	errShort   = errors.New("wire: the message ends too early")
	errLong    = errors.New("wire: the message is longer than its fields")
	errUnknown = errors.New("wire: unknown message")
)

// Encode returns m's bytes; it panics for a type that is not registered.
func Encode(m Message) []byte {
	e := encoder{b: []byte{tagOf(m)}}
	m.code(&e)
	return e.b
}

// Decode reads one message.
func Decode(b []byte) (Message, error) {
	if len(b) == 0 {
		return nil, errShort
	}
	if int(b[0]) >= len(registry) {
		return nil, fmt.Errorf("%w: %d", errUnknown, b[0])
	}
	m := reflect.New(reflect.TypeOf(registry[b[0]]).Elem()).Interface().(Message)
	d := decoder{b: b[1:]}
	m.code(&d)
	if d.err == nil && len(d.b) > 0 {
		d.err = errLong
	}
	if d.err != nil {
		return nil, d.err
	}
	return m, nil
}

func tagOf(m Message) byte {
	for i, r := range registry {
		if reflect.TypeOf(r) == reflect.TypeOf(m) {
			return byte(i)
		}
	}
	panic(fmt.Sprintf("wire: %T is not registered", m))
}

type encoder struct{ b []byte }

func (e *encoder) bool(p *bool) {
	var x byte
	if *p {
		x = 1
	}
	e.b = append(e.b, x)
}

func (e *encoder) int(p *int) { e.b = binary.LittleEndian.AppendUint64(e.b, uint64(int64(*p))) }
func (e *encoder) float(p *float64) {
	e.b = binary.LittleEndian.AppendUint64(e.b, math.Float64bits(*p))
}

func (e *encoder) text(p *string) {
	e.length(len(*p))
	e.b = append(e.b, *p...)
}

func (e *encoder) bytes(p *[]byte) {
	e.length(len(*p))
	e.b = append(e.b, *p...)
}

func (e *encoder) ints(p *[]int) {
	e.length(len(*p))
	for i := range *p {
		e.int(&(*p)[i])
	}
}

func (e *encoder) int32s(p *[]int32) {
	e.length(len(*p))
	for _, x := range *p {
		e.b = binary.LittleEndian.AppendUint32(e.b, uint32(x))
	}
}

func (e *encoder) floats(p *[]float64) {
	e.length(len(*p))
	for i := range *p {
		e.float(&(*p)[i])
	}
}

func (e *encoder) float32s(p *[]float32) {
	e.length(len(*p))
	for _, x := range *p {
		e.b = binary.LittleEndian.AppendUint32(e.b, math.Float32bits(x))
	}
}

func (e *encoder) length(n int) { e.int(&n) }

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

func (d *decoder) bool(p *bool) {
	if b := d.take(1); b != nil {
		*p = b[0] == 1
	}
}

func (d *decoder) int(p *int) {
	if b := d.take(8); b != nil {
		*p = int(int64(binary.LittleEndian.Uint64(b)))
	}
}

func (d *decoder) float(p *float64) {
	if b := d.take(8); b != nil {
		*p = math.Float64frombits(binary.LittleEndian.Uint64(b))
	}
}

// length reads a length and checks that so many items of size bytes are left.
func (d *decoder) length(size int) int {
	var n int
	d.int(&n)
	if d.err != nil || n < 0 || n > len(d.b)/size {
		d.err = errShort
		return 0
	}
	return n
}

func (d *decoder) text(p *string) { *p = string(d.take(d.length(1))) }

// bytes shares the message's memory: it is read once and handed on.
func (d *decoder) bytes(p *[]byte) { *p = d.take(d.length(1)) }

func (d *decoder) ints(p *[]int) {
	*p = make([]int, d.length(8))
	for i := range *p {
		d.int(&(*p)[i])
	}
}

func (d *decoder) int32s(p *[]int32) {
	*p = make([]int32, d.length(4))
	b := d.take(4 * len(*p))
	for i := range *p {
		(*p)[i] = int32(binary.LittleEndian.Uint32(b[4*i:]))
	}
}

func (d *decoder) floats(p *[]float64) {
	*p = make([]float64, d.length(8))
	b := d.take(8 * len(*p))
	for i := range *p {
		(*p)[i] = math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:]))
	}
}

func (d *decoder) float32s(p *[]float32) {
	*p = make([]float32, d.length(4))
	b := d.take(4 * len(*p))
	for i := range *p {
		(*p)[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
}

// each codes a list of structured items: their number, then each by one.
func each[T any](c coder, list *[]T, one func(*T)) {
	n := len(*list)
	c.int(&n)
	if d, reading := c.(*decoder); reading {
		// Every item holds at least one byte, so a length beyond what is left lies.
		if d.err != nil || n < 0 || n > len(d.b) {
			d.err = errShort
			return
		}
		*list = make([]T, n)
	}
	for i := range *list {
		one(&(*list)[i])
	}
}
