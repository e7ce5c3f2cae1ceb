package own

import (
	"errors"
	"iter"

	"onebasin/lmc/lab/wire"
	"onebasin/toynets"
	"onebasin/toynets/files"
)

// An answer goes to another program as a parcel: a head that says what comes, and then its numbers in pieces, so that
// neither side holds them twice.

// pieceFloats is how many numbers go in a piece: 1 MB.
const pieceFloats = 1 << 18

// mostFloats bounds what a head may announce: what a browser's tab bears.
const mostFloats = 1 << 28

// Head is an answer but for its numbers.
type Head struct {
	Want   string
	Sizes  []int // how many numbers come, of each array
	Files  []File
	Places [][]files.Place // of every network; examples have none

	Dim, Classes, Side int // of examples
}

// Piece is a part of the numbers of an array, from At.
type Piece struct {
	Want      string
	Array, At int
	Values    []float32
}

// Parcel returns the messages by which an answer is sent, the head first.
func Parcel(a Answer) iter.Seq[wire.Message] {
	return func(yield func(wire.Message) bool) {
		h, numbers := a.parcel()
		for _, x := range numbers {
			h.Sizes = append(h.Sizes, len(x))
		}
		if !yield(h) {
			return
		}
		for k, x := range numbers {
			for at := 0; at < len(x); at += pieceFloats {
				if !yield(&Piece{Want: h.Want, Array: k, At: at, Values: x[at:min(at+pieceFloats, len(x))]}) {
					return
				}
			}
		}
	}
}

// coming is a parcel of which not all pieces have come. Numbers are what has come of each array, in their order.
type coming struct {
	head    *Head
	numbers [][]float32
	left    int
}

// believed is how many times as much as has come of an array there is room for: a head that lies takes no memory, and
// what is copied to a larger place is a third of an array in all.
const believed = 4

// add adds what comes next of an array of size numbers.
func add(numbers, next []float32, size int) []float32 {
	if n := len(numbers) + len(next); n > cap(numbers) {
		numbers = append(make([]float32, 0, min(size, believed*n)), numbers...)
	}
	return append(numbers, next...)
}

var errParcel = errors.New("own: a piece of no parcel")

// Take takes a message of a parcel and puts the answer on the shelf when it is whole. A new head takes the place of a
// parcel that is not.
func Take(m wire.Message) error {
	shelf.Lock()
	defer shelf.Unlock()
	switch m := m.(type) {
	case *Head:
		c := &coming{head: m}
		for _, n := range m.Sizes {
			if n < 0 || n > mostFloats-c.left {
				return errors.New("own: a parcel of more numbers than there is memory for")
			}
			c.left += n
		}
		c.numbers = make([][]float32, len(m.Sizes))
		shelf.coming = c
	case *Piece:
		c := shelf.coming
		if c == nil || m.Want != c.head.Want || m.Array < 0 || m.Array >= len(c.numbers) ||
			m.At != len(c.numbers[m.Array]) || len(m.Values) > c.head.Sizes[m.Array]-m.At {
			return errParcel
		}
		c.numbers[m.Array] = add(c.numbers[m.Array], m.Values, c.head.Sizes[m.Array])
		c.left -= len(m.Values)
	default:
		return errParcel
	}
	if c := shelf.coming; c.left == 0 {
		shelf.coming = nil
		a, err := c.whole()
		if err != nil {
			return err
		}
		a.put()
	}
	return nil
}

// whole is the answer whose numbers have come.
func (c *coming) whole() (Answer, error) {
	h := c.head
	if len(h.Places) > 0 {
		if len(h.Places) != len(c.numbers) || len(h.Files) != len(c.numbers) {
			return nil, errParcel
		}
		n := &Networks{Want: h.Want}
		for k, theta := range c.numbers {
			n.Each = append(n.Each, Network{File: h.Files[k], Theta: theta, Places: h.Places[k]})
		}
		return n, nil
	}
	if len(c.numbers) != 4 || h.Dim < 1 || h.Dim > mostFloats {
		return nil, errParcel
	}
	d := &Data{Want: h.Want, Files: h.Files, Own: toynets.Own{Side: h.Side}}
	for k, to := range []*toynets.Data{&d.Train, &d.Test} {
		x, labels := c.numbers[2*k], c.numbers[2*k+1]
		if len(x) != len(labels)*h.Dim {
			return nil, errParcel
		}
		*to = toynets.Data{X: x, Y: make([]int32, len(labels)), N: len(labels), Dim: h.Dim, Classes: h.Classes}
		for i, y := range labels {
			if !(y >= 0 && float64(y) < float64(min(h.Classes, mostFloats))) { // before it is converted: it may be NaN
				return nil, errParcel
			}
			to.Y[i] = int32(y)
		}
	}
	return d, nil
}

func (d *Data) parcel() (h *Head, numbers [][]float32) {
	h = &Head{Want: d.Want, Files: d.Files, Dim: d.Train.Dim, Classes: d.Train.Classes, Side: d.Side}
	for _, part := range []toynets.Data{d.Train, d.Test} {
		labels := make([]float32, part.N)
		for i, y := range part.Y {
			labels[i] = float32(y)
		}
		numbers = append(numbers, part.X, labels)
	}
	return h, numbers
}

func (n *Networks) parcel() (h *Head, numbers [][]float32) {
	h = &Head{Want: n.Want}
	for _, one := range n.Each {
		h.Files, h.Places = append(h.Files, one.File), append(h.Places, one.Places)
		numbers = append(numbers, one.Theta)
	}
	return h, numbers
}

// Code visits the fields.
func (h *Head) Code(c wire.Coder) {
	c.Text(&h.Want)
	c.Ints(&h.Sizes)
	wire.Each(c, &h.Files, func(f *File) { c.Text(&f.Name); c.Text(&f.SHA256) })
	wire.Each(c, &h.Places, func(list *[]files.Place) {
		wire.Each(c, list, func(p *files.Place) {
			c.Text(&p.Name)
			c.Int(&p.Layer)
			c.Bool(&p.Bias)
			c.Bool(&p.Turned)
			c.Ints(&p.Shape)
		})
	})
	c.Int(&h.Dim)
	c.Int(&h.Classes)
	c.Int(&h.Side)
}

// Code visits the fields.
func (p *Piece) Code(c wire.Coder) {
	c.Text(&p.Want)
	c.Int(&p.Array)
	c.Int(&p.At)
	c.Float32s(&p.Values)
}

// Messages lists the messages of parcels.
func Messages() []wire.Message { return []wire.Message{(*Head)(nil), (*Piece)(nil)} }
