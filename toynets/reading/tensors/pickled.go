package tensors

import (
	"math"

	"onebasin/toynets/reading"
)

// storages are the kinds of PyTorch's storages.
var storages = map[global]Kind{"torch.DoubleStorage": F64, "torch.FloatStorage": F32, "torch.HalfStorage": F16,
	"torch.BFloat16Storage": BF16, "torch.LongStorage": I64, "torch.IntStorage": I32, "torch.ShortStorage": I16,
	"torch.CharStorage": I8, "torch.ByteStorage": U8, "torch.BoolStorage": Bool, "torch.ComplexFloatStorage": "C64",
	"torch.ComplexDoubleStorage": "C128"}

// What a pickle may call, in PyTorch's names.
const (
	orderedDict      global = "collections.OrderedDict"
	rebuildTensor    global = "torch._utils._rebuild_tensor_v2"
	rebuildParameter global = "torch._utils._rebuild_parameter"
)

func allowed(g global) bool {
	_, isStorage := storages[g]
	return isStorage || g == orderedDict || g == rebuildTensor || g == rebuildParameter
}

func (u *unpickler) long(b []byte) {
	if len(b) > 8 {
		u.push(other{})
		return
	}
	var n uint64
	for i, c := range b {
		n |= uint64(c) << (8 * i)
	}
	if len(b) > 0 && len(b) < 8 && b[len(b)-1] >= 128 {
		n |= math.MaxUint64 << (8 * len(b))
	}
	u.push(int64(n))
}

// global pushes a name, if it is one of those that data need.
func (u *unpickler) global(module, name string) {
	g := global(module + "." + name)
	if u.err == nil && !allowed(g) {
		u.err = reading.Advise(reading.Wrong(pickled, "tensors in dictionaries, which need no code",
			"a call of %s, which was not carried out", reading.Quote(string(g))), stateDictAdvice)
	}
	u.push(g)
}

// persistent makes a storage of ('storage', torch.FloatStorage, '0', 'cpu', 12).
func (u *unpickler) persistent(v any) {
	t, _ := v.(tuple)
	if len(t) == 5 && t[0] == "storage" {
		g, _ := t[1].(global)
		key, isText := t[2].(string)
		n, isNumber := t[4].(int64)
		if kind, ok := storages[g]; ok && isText && isNumber && n >= 0 {
			u.push(storage{kind, key, n})
			return
		}
	}
	u.fail("a tensor's storage", "something else at byte %d", u.at)
}

// reduce is a call of one of the allowed functions: what it would return, made here.
func (u *unpickler) reduce(function global, arguments tuple) {
	switch {
	case u.err != nil:
		return
	case function == orderedDict && len(arguments) == 0:
		u.push(&dictionary{})
		return
	case function == rebuildParameter && len(arguments) >= 1:
		if v, ok := arguments[0].(view); ok {
			u.push(v)
			return
		}
	case function == rebuildTensor && len(arguments) >= 4:
		s, isStorage := arguments[0].(storage)
		offset, isNumber := arguments[1].(int64)
		shape, isShape := numbers(arguments[2])
		strides, isStrides := numbers(arguments[3])
		if isStorage && isNumber && isShape && isStrides && offset >= 0 && len(shape) == len(strides) {
			u.push(view{s, offset, shape, strides})
			return
		}
	}
	u.fail("a tensor made as torch.save writes it", "a call of %s with other arguments at byte %d",
		reading.Quote(string(function)), u.at)
}

// numbers is a tuple of numbers that are not negative, cut to 31 bits, and no more than are needed to see that there
// are too many.
func numbers(v any) (list []int, ok bool) {
	t, ok := v.(tuple)
	t = t[:min(len(t), mostRank+1)]
	for _, x := range t {
		n, isNumber := x.(int64)
		if !isNumber || n < 0 {
			return nil, false
		}
		list = append(list, int(min(n, math.MaxInt32)))
	}
	return list, ok
}
