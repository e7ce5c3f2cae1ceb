//go:build !js

package wasmasm

import (
	"bytes"
	"context"
	"math"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

func TestLEB128(t *testing.T) {
	for _, c := range []struct {
		v    int32
		want []byte
	}{{0, []byte{0}}, {63, []byte{63}}, {64, []byte{0xc0, 0}}, {-1, []byte{0x7f}}, {-64, []byte{0x40}},
		{-65, []byte{0xbf, 0x7f}}, {-123456, []byte{0xc0, 0xbb, 0x78}}} {
		if got := appendS32(nil, c.v); !bytes.Equal(got, c.want) {
			t.Errorf("%d is %x, want %x", c.v, got, c.want)
		}
	}
	if got := appendU32(nil, 624485); !bytes.Equal(got, []byte{0xe5, 0x8e, 0x26}) {
		t.Errorf("624485 is %x", got)
	}
}

// run compiles a module with one function f and 64 KB of memory, writes data at address 16, calls f and returns its
// results and what is at address 16 then.
func run(t *testing.T, build func(m *Assembly), data []float32, args ...uint64) ([]uint64, []float32) {
	t.Helper()
	m := New()
	m.ImportMemory("env", "mem")
	build(m)
	ctx := context.Background()
	r := wazero.NewRuntime(ctx)
	defer r.Close(ctx)
	env := []byte{0, 'a', 's', 'm', 1, 0, 0, 0, 5, 3, 1, 0, 1, 7, 7, 1, 3, 'm', 'e', 'm', 2, 0}
	host, err := r.InstantiateWithConfig(ctx, env, wazero.NewModuleConfig().WithName("env"))
	if err != nil {
		t.Fatal(err)
	}
	module, err := r.Instantiate(ctx, m.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	mem := host.ExportedMemory("mem")
	for i, v := range data {
		mem.WriteFloat32Le(uint32(16+4*i), v)
	}
	results, err := module.ExportedFunction("f").Call(ctx, args...)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]float32, len(data))
	for i := range out {
		out[i], _ = mem.ReadFloat32Le(uint32(16 + 4*i))
	}
	return results, out
}

// TestLoopOverVectors is the fragment of the package comment.
func TestLoopOverVectors(t *testing.T) {
	_, got := run(t, func(m *Assembly) {
		f := m.Func("f", nil, I32, I32, F32)
		x, end, s := f.Param(0), f.Param(1), f.Let(Splat(f.Param(2).Get()))
		f.While(LtU(x.Get(), end.Get()), func() {
			f.Store(x.Get(), 0, Mul(Load(x.Get(), 0), s.Get()))
			f.Inc(x, 16)
		})
	}, []float32{1, 2, 3, 4, 5, 6, 7, 8, 9}, 16, 16+32, api.EncodeF32(10))
	want := []float32{10, 20, 30, 40, 50, 60, 70, 80, 9}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}

func TestVectorOperations(t *testing.T) {
	nan := float32(math.NaN())
	a, b := []float32{1, -2, nan, 0.5}, []float32{4, -3, 1, nan}
	bits := func(v int32) float32 { return math.Float32frombits(uint32(v)) }
	cases := []struct {
		name string
		op   func(a, b Expr) Expr
		want []float32
	}{
		{"add", Add, []float32{5, -5, nan, nan}},
		{"sub", Sub, []float32{-3, 1, nan, nan}},
		{"mul", Mul, []float32{4, 6, nan, nan}},
		{"div", Div, []float32{0.25, 2. / 3, nan, nan}},
		{"pmin", PMin, []float32{1, -3, nan, 0.5}},
		{"pmax", PMax, []float32{4, -2, nan, 0.5}},
		{"eq", Eq, []float32{0, 0, 0, 0}},
		{"lt", Lt, []float32{bits(-1), 0, 0, 0}},
		{"le", Le, []float32{bits(-1), 0, 0, 0}},
		{"and not", func(a, b Expr) Expr { return AndNot(a, Lt(a, b)) }, []float32{0, -2, nan, 0.5}},
		{"select", func(a, b Expr) Expr { return Select(Lt(a, b), b, a) }, []float32{4, -2, nan, 0.5}},
		{"sqrt", func(a, b Expr) Expr { return Sqrt(b) }, []float32{2, nan, 1, nan}},
		{"neg abs", func(a, b Expr) Expr { return Neg(Abs(a)) }, []float32{-1, -2, nan, -0.5}},
		{"shuffle", func(a, b Expr) Expr { return Shuffle(a, b, 4, 0, 5, 1) }, []float32{4, 1, -3, -2}},
		{"exponent", func(a, b Expr) Expr {
			return ToFloat(SubInt(And(ShrUInt(a, 23), VecInt(255)), VecInt(127)))
		}, []float32{0, 1, 128, -1}},
		{"power", func(a, b Expr) Expr { return ShlInt(AddInt(Lanes(0, 1, 2, -1), VecInt(127)), 23) },
			[]float32{1, 2, 4, 0.5}},
		{"arithmetic shift", func(a, b Expr) Expr { return ToFloat(ShrInt(Lanes(-3, -2, 3, 4), 1)) },
			[]float32{-2, -1, 1, 2}},
		{"integers equal", func(a, b Expr) Expr { return ToFloat(EqInt(Lanes(1, 2, 3, 4), VecInt(3))) },
			[]float32{0, 0, -1, 0}},
		{"integers less", func(a, b Expr) Expr { return ToFloat(LtInt(Lanes(-1, 2, 3, 4), VecInt(3))) },
			[]float32{-1, -1, 0, 0}},
	}
	for _, c := range cases {
		_, got := run(t, func(m *Assembly) {
			f := m.Func("f", nil)
			x, y := f.Let(Load(Int(16), 0)), f.Let(Load(Int(32), 0))
			f.Store(Int(16), 0, c.op(x.Get(), y.Get()))
		}, append(append([]float32{}, a...), b...))
		for i, want := range c.want {
			if math.Float32bits(got[i]) != math.Float32bits(want) && !(want != want && got[i] != got[i]) {
				t.Errorf("%s: got %v, want %v", c.name, got[:4], c.want)
				break
			}
		}
	}
}

func TestLanesInMemory(t *testing.T) {
	_, got := run(t, func(m *Assembly) {
		f := m.Func("f", nil)
		f.Store(Int(0), 32, LoadLane(LoadTwo(Int(16), 4), 3, Int(16), 0))
		f.StoreLane(Int(16), 0, Load(Int(32), 0), 1)
		f.StoreTwo(Int(16), 4, LoadSplat(Int(16), 12))
	}, []float32{1, 2, 3, 4, 9, 9, 9, 9})
	want := []float32{3, 4, 4, 4, 2, 3, 0, 1}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}

func TestControl(t *testing.T) {
	// Σ i for i < n, through a call, a loop, both branches and a select.
	results, _ := run(t, func(m *Assembly) {
		bump := m.Func("", nil, I32, I32)
		bump.Store(bump.Param(0).Get(), 0, LoadFloat(Int(16), 0))
		f := m.Func("f", []Type{I32}, I32)
		i, sum := f.Local(I32), f.Let(Int(-7))
		f.IfElse(Lt(Int(100), f.Param(0).Get()), func() { f.Set(sum, Int(1000)) }, func() { f.Inc(sum, 7) })
		f.While(Lt(i.Get(), f.Param(0).Get()), func() {
			f.Set(sum, Add(sum.Get(), i.Get()))
			f.Inc(i, 1)
		})
		f.Call(bump, Int(64), Int(1))
		f.Return(Select(Eq(sum.Get(), Int(45)), sum.Get(), Int(-1)))
	}, nil, 10)
	if int32(results[0]) != 45 {
		t.Fatalf("got %d", int32(results[0]))
	}
}

func TestTypesAreChecked(t *testing.T) {
	f := New().Func("f", nil, I32, F32, V128)
	i, s, v := f.Param(0).Get(), f.Param(1).Get(), f.Param(2).Get()
	for name, mistake := range map[string]func(){
		"mixed":       func() { Add(i, s) },
		"no such op":  func() { Sqrt(i) },
		"address":     func() { Load(s, 0) },
		"assignment":  func() { f.Set(f.Param(0), v) },
		"condition":   func() { f.If(s, func() {}) },
		"select":      func() { Select(i, s, v) },
		"call":        func() { f.Call(f, i) },
		"lane of int": func() { LaneInt(i, 0) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			mistake()
		}()
	}
}
