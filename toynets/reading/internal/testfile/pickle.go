package testfile

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Pickle writes pickles with the instructions that torch.save uses, protocol 2. Its methods append and return it.
type Pickle struct {
	Code []byte
	memo int
	kept []Member // data/0, data/1, …
}

// NewPickle is the beginning of one.
func NewPickle() *Pickle { return &Pickle{Code: []byte{0x80, 2}} }

// Op appends instructions as they are.
func (p *Pickle) Op(code ...byte) *Pickle {
	p.Code = append(p.Code, code...)
	return p
}

// Put names the last value, as Python's pickler does after each.
func (p *Pickle) Put() *Pickle {
	if p.memo < 256 {
		p.Op('q', byte(p.memo))
	} else {
		p.Op('r').Code = binary.LittleEndian.AppendUint32(p.Code, uint32(p.memo))
	}
	p.memo++
	return p
}

// Text appends text.
func (p *Pickle) Text(s string) *Pickle {
	p.Op('X').Code = binary.LittleEndian.AppendUint32(p.Code, uint32(len(s)))
	p.Code = append(p.Code, s...)
	return p.Put()
}

// Int appends a whole number.
func (p *Pickle) Int(n int) *Pickle {
	switch {
	case n >= 0 && n < 256:
		return p.Op('K', byte(n))
	case n >= 0 && n < 1<<16:
		return p.Op('M', byte(n), byte(n>>8))
	case n >= math.MinInt32 && n <= math.MaxInt32:
		p.Op('J').Code = binary.LittleEndian.AppendUint32(p.Code, uint32(n))
		return p
	}
	p.Op(0x8a, 8).Code = binary.LittleEndian.AppendUint64(p.Code, uint64(n))
	return p
}

// Float appends a float.
func (p *Pickle) Float(x float64) *Pickle {
	p.Op('G').Code = binary.BigEndian.AppendUint64(p.Code, math.Float64bits(x))
	return p
}

// Global appends a name of Python's.
func (p *Pickle) Global(module, name string) *Pickle {
	p.Code = append(p.Code, "c"+module+"\n"+name+"\n"...)
	return p.Put()
}

// Ints appends a tuple of whole numbers.
func (p *Pickle) Ints(list ...int) *Pickle {
	if len(list) == 0 {
		return p.Op(')')
	}
	if len(list) > 3 {
		p.Op('(')
	}
	for _, n := range list {
		p.Int(n)
	}
	if len(list) > 3 {
		return p.Op('t').Put()
	}
	return p.Op(0x84 + byte(len(list))).Put()
}

// OrderedDict appends an empty collections.OrderedDict.
func (p *Pickle) OrderedDict() *Pickle {
	return p.Global("collections", "OrderedDict").Op(')', 'R').Put()
}

// Store keeps raw numbers as the next storage and returns its key.
func (p *Pickle) Store(raw []byte) (key string) {
	key = fmt.Sprint(len(p.kept))
	p.kept = append(p.kept, Member{"data/" + key, raw})
	return key
}

// View appends a tensor of n numbers in a storage, of a kind such as FloatStorage.
func (p *Pickle) View(kind, key string, n, offset int, shape, strides []int) *Pickle {
	p.Global("torch._utils", "_rebuild_tensor_v2").Op('(', '(').Text("storage").Global("torch", kind)
	p.Text(key).Text("cpu").Int(n).Op('t').Put().Op('Q')
	p.Int(offset).Ints(shape...).Ints(strides...).Op(0x89).OrderedDict()
	return p.Op('t').Put().Op('R').Put()
}

// Tensor appends a float32 tensor with a storage of its own.
func (p *Pickle) Tensor(t Tensor) *Pickle {
	strides := make([]int, len(t.Shape))
	step := 1
	for d := len(t.Shape) - 1; d >= 0; d-- {
		strides[d] = step
		step *= t.Shape[d]
	}
	return p.View("FloatStorage", p.Store(Floats(t.Values...)), len(t.Values), 0, t.Shape, strides)
}

// StateDict appends model.state_dict() with its _metadata.
func (p *Pickle) StateDict(tensors ...Tensor) *Pickle {
	p.OrderedDict().Op('(')
	for _, t := range tensors {
		p.Text(t.Name).Tensor(t)
	}
	p.Op('u').Op('}').Put().Text("_metadata").OrderedDict().Op('(')
	p.Text("").Op('}').Put().Text("version").Int(1).Op('s')
	return p.Op('u', 's', 'b')
}

// File is what torch.save writes around it.
func (p *Pickle) File() []byte {
	p.Op('.')
	members := []Member{{"net/data.pkl", p.Code}, {"net/byteorder", []byte("little")}}
	for _, m := range p.kept {
		members = append(members, Member{"net/" + m.Name, m.Data})
	}
	return Zip(false, append(members, Member{"net/version", []byte("3\n")},
		Member{"net/.data/serialization_id", []byte("0636067")})...)
}

// PyTorch is torch.save(model.state_dict()).
func PyTorch(tensors ...Tensor) []byte { return NewPickle().StateDict(tensors...).File() }
