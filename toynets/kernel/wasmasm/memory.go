package wasmasm

// memarg encodes alignment (a hint only: 4 bytes) and offset.
func memarg(code []byte, offset uint32) []byte { return appendU32(append(code, 2), offset) }

func load(t Type, op []byte, addr Expr, offset uint32) Expr {
	addr.must(I32)
	return join(t, memarg(op, offset), addr)
}

// Load reads four float32 at addr + offset.
func Load(addr Expr, offset uint32) Expr { return load(V128, simd(nil, 0), addr, offset) }

// LoadSplat reads one float32 into all four lanes.
func LoadSplat(addr Expr, offset uint32) Expr { return load(V128, simd(nil, 9), addr, offset) }

// LoadSplat64 reads one float64 into both halves.
func LoadSplat64(addr Expr, offset uint32) Expr { return load(V128, simd(nil, 10), addr, offset) }

// LoadOne reads one float32 into lane 0; the other lanes are zero.
func LoadOne(addr Expr, offset uint32) Expr { return load(V128, simd(nil, 92), addr, offset) }

// LoadTwo reads two float32 into lanes 0 and 1; the other lanes are zero.
func LoadTwo(addr Expr, offset uint32) Expr { return load(V128, simd(nil, 93), addr, offset) }

// LoadLane returns v with one lane read from memory.
func LoadLane(v Expr, lane byte, addr Expr, offset uint32) Expr {
	v.must(V128)
	addr.must(I32)
	return join(V128, append(memarg(simd(nil, 86), offset), lane), addr, v)
}

// LoadFloat reads a scalar.
func LoadFloat(addr Expr, offset uint32) Expr { return load(F32, []byte{0x2a}, addr, offset) }

// LoadInt reads an integer.
func LoadInt(addr Expr, offset uint32) Expr { return load(I32, []byte{0x28}, addr, offset) }

// Store writes four float32 at addr + offset, or one number if v is a scalar or an integer.
func (f *Func) Store(addr Expr, offset uint32, v Expr) {
	addr.must(I32)
	switch v.typ {
	case F32:
		f.emit(addr.code, v.code, memarg([]byte{0x38}, offset))
		return
	case I32:
		f.emit(addr.code, v.code, memarg([]byte{0x36}, offset))
		return
	}
	v.must(V128)
	f.emit(addr.code, v.code, memarg(simd(nil, 11), offset))
}

// StoreLane writes one lane.
func (f *Func) StoreLane(addr Expr, offset uint32, v Expr, lane byte) {
	addr.must(I32)
	v.must(V128)
	f.emit(addr.code, v.code, append(memarg(simd(nil, 90), offset), lane))
}

// StoreTwo writes lanes 0 and 1.
func (f *Func) StoreTwo(addr Expr, offset uint32, v Expr) {
	addr.must(I32)
	v.must(V128)
	f.emit(addr.code, v.code, append(memarg(simd(nil, 91), offset), 0))
}
