package wasmasm

// Type is a WebAssembly value type.
type Type byte

// The value types that kernels need.
const (
	I32  Type = 0x7f
	F32  Type = 0x7d
	V128 Type = 0x7b
)

// Assembly is a module under construction: one imported memory and functions.
type Assembly struct {
	memModule, memName string
	funcs              []*Func
}

// New returns an empty module.
func New() *Assembly { return &Assembly{} }

// ImportMemory names the memory that the module reads and writes.
func (m *Assembly) ImportMemory(module, name string) { m.memModule, m.memName = module, name }

// Func adds a function with these results and parameters. It is exported under its name; an empty name keeps it inside
// the module.
func (m *Assembly) Func(name string, results []Type, params ...Type) *Func {
	f := &Func{name: name, index: uint32(len(m.funcs)), params: params, results: results}
	m.funcs = append(m.funcs, f)
	return f
}

// Bytes returns the binary module.
func (m *Assembly) Bytes() []byte {
	const (
		typeSection   = 1
		importSection = 2
		funcSection   = 3
		exportSection = 7
		codeSection   = 10
	)
	out := []byte{0, 'a', 's', 'm', 1, 0, 0, 0}
	var types, funcs, exports, code [][]byte
	for _, f := range m.funcs {
		t := []byte{0x60}
		t = appendTypes(t, f.params)
		t = appendTypes(t, f.results)
		types = append(types, t)
		funcs = append(funcs, appendU32(nil, f.index))
		if f.name != "" {
			e := appendName(nil, f.name)
			e = append(e, 0)
			exports = append(exports, appendU32(e, f.index))
		}
		code = append(code, f.encode())
	}
	out = appendSection(out, typeSection, types)
	if m.memName != "" {
		i := appendName(nil, m.memModule)
		i = appendName(i, m.memName)
		i = append(i, 2, 0, 0) // a memory without an upper bound, of 0 pages or more
		out = appendSection(out, importSection, [][]byte{i})
	}
	out = appendSection(out, funcSection, funcs)
	out = appendSection(out, exportSection, exports)
	return appendSection(out, codeSection, code)
}

func appendSection(out []byte, id byte, items [][]byte) []byte {
	body := appendU32(nil, uint32(len(items)))
	for _, item := range items {
		body = append(body, item...)
	}
	out = append(out, id)
	out = appendU32(out, uint32(len(body)))
	return append(out, body...)
}

func appendTypes(out []byte, types []Type) []byte {
	out = appendU32(out, uint32(len(types)))
	for _, t := range types {
		out = append(out, byte(t))
	}
	return out
}

func appendName(out []byte, name string) []byte {
	out = appendU32(out, uint32(len(name)))
	return append(out, name...)
}

// appendU32 appends v in unsigned LEB128.
func appendU32(out []byte, v uint32) []byte {
	for v >= 0x80 {
		out = append(out, byte(v)|0x80)
		v >>= 7
	}
	return append(out, byte(v))
}

// appendS32 appends v in signed LEB128.
func appendS32(out []byte, v int32) []byte {
	for {
		b := byte(v & 0x7f)
		v >>= 7
		if v == 0 && b&0x40 == 0 || v == -1 && b&0x40 != 0 {
			return append(out, b)
		}
		out = append(out, b|0x80)
	}
}
