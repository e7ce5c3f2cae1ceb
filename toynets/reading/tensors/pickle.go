package tensors

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"

	"onebasin/toynets/reading"
)

// A pickle is a program for a stack machine, and Python's would call any function that it names. This machine knows the
// instructions that torch.save writes for dictionaries, lists, tuples, numbers, text and tensors; it calls nothing, and
// stops at whatever is not one of the few names in allowed. What it makes is data: the types below.
type (
	// dictionary is a dict or an OrderedDict in the order of its entries.
	dictionary struct{ entries []entry }
	entry      struct{ key, value any }

	// list is a list or a set.
	list  struct{ items []any }
	tuple []any

	// global is the name of something of Python's.
	global string

	// storage is where PyTorch keeps the numbers of tensors: a member of the archive.
	storage struct {
		kind Kind
		key  string
		n    int64
	}

	// view is a tensor: a part of a storage.
	view struct {
		storage        storage
		offset         int64
		shape, strides []int
	}

	// other is a value that no tensor depends on, such as a long number.
	other struct{}

	mark struct{}
)

const pickled = "PyTorch's data.pkl"

// unpickler is the machine.
type unpickler struct {
	code  []byte
	at    int
	stack []any
	memo  map[uint32]any
	err   error // the first thing that went wrong
}

// unpickle returns the value that a pickle describes.
func unpickle(code []byte) (any, error) {
	u := &unpickler{code: code, memo: map[uint32]any{}}
	for {
		begin := u.at
		op := u.bytes(1)
		if u.err == nil && op[0] == '.' {
			v := u.pop()
			switch {
			case u.err != nil:
			case len(u.stack) > 0:
				u.fail("one value", "several")
			case u.at < len(code):
				u.fail("nothing after its end", "%s", reading.Plural(len(code)-u.at, "byte"))
			}
			return v, u.err
		}
		if u.err == nil {
			u.step(op[0], begin)
		}
		if u.err != nil {
			return nil, u.err
		}
	}
}

func (u *unpickler) fail(expected, found string, args ...any) {
	if u.err == nil {
		u.err = reading.Wrong(pickled, expected, found, args...)
	}
}

// step carries out one instruction.
func (u *unpickler) step(op byte, at int) {
	switch op {
	case 0x80: // PROTO
		if v := u.bytes(1); u.err == nil && (v[0] < 2 || v[0] > 5) {
			u.fail("pickle protocol 2 to 5", "%d", v[0])
		}
	case 0x95: // FRAME
		u.bytes(8)
	case 'c': // GLOBAL
		u.global(u.line(), u.line())
	case 0x93: // STACK_GLOBAL
		name, _ := u.pop().(string)
		module, _ := u.pop().(string)
		u.global(module, name)
	case 'q': // BINPUT
		u.put(u.number(1))
	case 'r': // LONG_BINPUT
		u.put(u.number(4))
	case 0x94: // MEMOIZE
		u.put(uint64(len(u.memo)))
	case 'h': // BINGET
		u.get(u.number(1))
	case 'j': // LONG_BINGET
		u.get(u.number(4))
	case '(':
		u.push(mark{})
	case ')':
		u.push(tuple{})
	case '}':
		u.push(&dictionary{})
	case ']', 0x8f: // EMPTY_LIST, EMPTY_SET
		u.push(&list{})
	case 'N':
		u.push(nil)
	case 0x88, 0x89: // NEWTRUE, NEWFALSE
		u.push(op == 0x88)
	case 'X': // BINUNICODE
		u.push(string(u.bytes(u.number(4))))
	case 0x8c: // SHORT_BINUNICODE
		u.push(string(u.bytes(u.number(1))))
	case 'J': // BININT
		u.push(int64(int32(u.number(4))))
	case 'K': // BININT1
		u.push(int64(u.number(1)))
	case 'M': // BININT2
		u.push(int64(u.number(2)))
	case 0x8a: // LONG1
		u.long(u.bytes(u.number(1)))
	case 'G': // BINFLOAT
		if b := u.bytes(8); u.err == nil {
			u.push(math.Float64frombits(binary.BigEndian.Uint64(b)))
		}
	case 't': // TUPLE
		u.push(tuple(u.popMark()))
	case 0x85, 0x86, 0x87: // TUPLE1, TUPLE2, TUPLE3
		n := int(op - 0x84)
		if len(u.stack) < n {
			u.fail(fewArguments, manyArguments, at)
			return
		}
		t := append(tuple{}, u.stack[len(u.stack)-n:]...)
		u.stack = append(u.stack[:len(u.stack)-n], t)
	case 's': // SETITEM
		value, key := u.pop(), u.pop()
		u.set([]any{key, value})
	case 'u': // SETITEMS
		u.set(u.popMark())
	case 'a': // APPEND
		u.append([]any{u.pop()})
	case 'e', 0x90: // APPENDS, ADDITEMS
		u.append(u.popMark())
	case 'Q': // BINPERSID
		u.persistent(u.pop())
	case 'R': // REDUCE
		arguments, _ := u.pop().(tuple)
		function, _ := u.pop().(global)
		u.reduce(function, arguments)
	case 'b': // BUILD: attributes of a dictionary, such as _metadata, which hold no tensors
		u.pop()
		if u.err == nil {
			if _, ok := u.top().(*dictionary); !ok {
				u.fail("a plain state_dict", "an object with a state of its own at byte %d", at)
			}
		}
	default:
		u.fail("dictionaries of tensors, numbers and text", "an instruction that they do not need (%#02x at byte %d)",
			op, at)
		u.err = reading.Advise(u.err, stateDictAdvice)
	}
}

const (
	fewArguments    = "an instruction with its arguments"
	manyArguments   = "fewer at byte %d"
	stateDictAdvice = "save torch.save(model.state_dict(), \"net.pt\"), not the model itself"
)

func (u *unpickler) bytes(n uint64) []byte {
	if u.err != nil {
		return nil
	}
	if n > uint64(len(u.code)-u.at) {
		u.fail("an end mark", "the end of the data at byte %d", len(u.code))
		return nil
	}
	b := u.code[u.at:][:n]
	u.at += int(n)
	return b
}

// number reads a little-endian number of that many bytes.
func (u *unpickler) number(bytes uint64) (n uint64) {
	for i, c := range u.bytes(bytes) {
		n |= uint64(c) << (8 * i)
	}
	return n
}

// line reads text up to the next line feed.
func (u *unpickler) line() string {
	n := bytes.IndexByte(u.code[u.at:], '\n')
	if u.err != nil || n < 0 {
		u.fail("a name", "the end of the data at byte %d", len(u.code))
		return ""
	}
	return strings.TrimSuffix(string(u.bytes(uint64(n)+1)), "\n")
}

func (u *unpickler) push(v any) {
	if u.err == nil {
		u.stack = append(u.stack, v)
	}
}

func (u *unpickler) top() any {
	if len(u.stack) == 0 {
		return nil
	}
	return u.stack[len(u.stack)-1]
}

func (u *unpickler) pop() any {
	if len(u.stack) == 0 {
		u.fail(fewArguments, manyArguments, u.at)
		return nil
	}
	v := u.top()
	u.stack = u.stack[:len(u.stack)-1]
	return v
}

// popMark returns what lies above the last mark, in memory of its own, and takes the mark away.
func (u *unpickler) popMark() []any {
	for i := len(u.stack) - 1; i >= 0; i-- {
		if _, ok := u.stack[i].(mark); ok {
			items := append([]any{}, u.stack[i+1:]...)
			u.stack = u.stack[:i]
			return items
		}
	}
	u.fail(fewArguments, manyArguments, u.at)
	return nil
}

func (u *unpickler) put(k uint64) {
	if len(u.stack) == 0 {
		u.fail(fewArguments, manyArguments, u.at)
		return
	}
	u.memo[uint32(k)] = u.top()
}

func (u *unpickler) get(k uint64) {
	v, ok := u.memo[uint32(k)]
	if !ok {
		u.fail("a value that was named before", "number %d, which was not", k)
	}
	u.push(v)
}

func (u *unpickler) set(pairs []any) {
	d, ok := u.top().(*dictionary)
	if !ok || len(pairs)%2 != 0 {
		u.fail("a dictionary to put entries in", "something else at byte %d", u.at)
		return
	}
	for i := 0; i < len(pairs); i += 2 {
		d.entries = append(d.entries, entry{pairs[i], pairs[i+1]})
	}
}

func (u *unpickler) append(items []any) {
	l, ok := u.top().(*list)
	if !ok {
		u.fail("a list to append to", "something else at byte %d", u.at)
		return
	}
	l.items = append(l.items, items...)
}
