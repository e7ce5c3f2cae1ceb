//go:build !js

package kernel

import (
	"context"
	"encoding/binary"
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"onebasin/toynets/kernel/simd"
	"onebasin/toynets/kernel/tiling"
)

// bindModule runs the SIMD module in wazero. Slices are copied into its memory and back, with a guard of NaNs behind
// each: numbers that a kernel should not have touched show up.
func bindModule(t testing.TB) functions {
	b := wazeroBinding()
	b.t = t
	return functions{
		gemm: func(p product, ws *Workspace) {
			buf := ws.floats(tiling.Floats(p.m, p.k))
			b.call("gemm", uint64(p.flags()), p.m, p.n, p.k, p.lda, p.ldb, p.ldc, p.a, p.b, p.c, buf)
		},
		sparse: func(m, n, k int, a, bt, c []float32, ws *Workspace) bool {
			return b.call("sparse", m, n, k, a, bt, c, ws.floats(tiling.SparseFloats(n, k)))[0] != 0
		},
		biasAct: func(act Act, m, n int, z, bias, y []float32) {
			b.call("biasact", int(act), m, n, z, bias, y)
		},
		actGrad: func(act Act, z, y, dy, dz []float32) {
			b.call("actgrad", int(act), len(dz), z, y, dy, dz)
		},
		softmaxXent: func(m, n int, logits []float32, labels []int32, losses, dlogits []float32, scale float32) {
			b.call("softmaxxent", m, n, logits, asFloats(labels), losses, dlogits, scale)
		},
		softmax: func(m, n int, logits, p []float32) { b.call("softmax", m, n, logits, p) },
		countCorrect: func(m, n int, logits []float32, labels []int32) int {
			return int(b.call("countcorrect", m, n, logits, asFloats(labels))[0])
		},
		colSums: func(m, n int, x, dst []float32) { b.call("colsums", m, n, x, dst) },
		adam: func(f *adamFactors, p, g, m, v []float32) {
			factors := []float32{f.coupled, f.shrink, f.beta1, f.rest1, f.beta2, f.rest2, f.step, f.scale, f.eps}
			b.call("adam", len(p), factors, p, g, m, v)
		},
		sgd: func(lr, momentum, wd float32, p, g, buf []float32) {
			b.call("sgd", len(p), lr, momentum, wd, p, g, buf)
		},
		exp:  func(dst, x []float32) { b.call("exp", len(dst), dst, x) },
		log:  func(dst, x []float32) { b.call("log", len(dst), dst, x) },
		tanh: func(dst, x []float32) { b.call("tanh", len(dst), dst, x) },
		lerp: func(dst, a, c []float32, t float32) { b.call("lerp", len(dst), dst, a, c, t) },
		plane: func(dst, o, e1, e2 []float32, u, v float32) {
			b.call("plane", len(dst), dst, o, e1, e2, u, v)
		},
		trees: &treeLoops{
			sides: func(m, n int, z, bias, left, right []float32) {
				b.call("treesides", m, n, z, bias, left, right)
			},
			shares: func(trees int, left, right, mu []float32) { b.call("treeshares", trees, left, right, mu) },
			slopes: func(trees int, left, right, dmu, dz []float32) {
				b.call("treeslopes", trees, left, right, dmu, dz)
			},
		},
	}
}

// bindDoubles is bindModule for the loops over float64, which are handed over as pairs of words.
func bindDoubles(t testing.TB) doubles {
	b := wazeroBinding()
	b.t = t
	words := func(x []float64) []float32 {
		w := make([]float32, 0, 2*len(x))
		for _, v := range x {
			bits := math.Float64bits(v)
			w = append(w, math.Float32frombits(uint32(bits)), math.Float32frombits(uint32(bits>>32)))
		}
		return w
	}
	back := func(x []float64, w []float32) {
		for i := range x {
			x[i] = math.Float64frombits(uint64(math.Float32bits(w[2*i+1]))<<32 | uint64(math.Float32bits(w[2*i])))
		}
	}
	return doubles{
		wide: 4,
		panel: func(m, k int, a []float64, lda int, packed, c []float64, ldc int, more bool) {
			goOn, w := 0, words(c)
			if more {
				goOn = 1
			}
			b.call("doublepanel", m, k, words(a), 8*lda, words(packed), w, 8*ldc, goOn)
			back(c, w)
		},
		dots: func(m, n int, a []float64, lda int, x, y []float64) {
			w := words(y)
			b.call("doubledots", m, n, words(a), 8*lda, words(x), w)
			back(y, w)
		},
		rows: func(m, n int, x, a []float64, lda int, y []float64) {
			w := words(y)
			b.call("doublerows", m, n, words(x), words(a), 8*lda, w)
			back(y, w)
		},
	}
}

type binding struct {
	t      testing.TB
	module api.Module
	mem    api.Memory
}

var wazeroBinding = sync.OnceValue(func() *binding {
	ctx := context.Background()
	r := wazero.NewRuntime(ctx)
	// A module that does nothing but export 64 MB of memory as "mem" plays the Go program's part.
	env := []byte{
		0, 'a', 's', 'm', 1, 0, 0, 0,
		5, 4, 1, 0, 0x80, 8, // memory section: at least 1024 pages
		7, 7, 1, 3, 'm', 'e', 'm', 2, 0, // export section
	}
	host, err := r.InstantiateWithConfig(ctx, env, wazero.NewModuleConfig().WithName("env"))
	if err != nil {
		panic(err)
	}
	module, err := r.InstantiateWithConfig(ctx, simd.Module(), wazero.NewModuleConfig().WithName("kernel"))
	if err != nil {
		panic(err)
	}
	return &binding{module: module, mem: host.ExportedMemory("mem")}
})

const guardWords = 8

// call copies slices in, runs the function and copies them out. The same slice given twice has one address.
func (b *binding) call(name string, args ...any) []uint64 {
	var (
		stack  []uint64
		copied []([]float32)
		addrs  []uint32
		next   = uint32(4096)
	)
	for _, arg := range args {
		switch v := arg.(type) {
		case int:
			stack = append(stack, uint64(uint32(v)))
		case uint64:
			stack = append(stack, v)
		case float32:
			stack = append(stack, api.EncodeF32(v))
		case []float32:
			if v == nil {
				stack = append(stack, 0)
				continue
			}
			if len(v) > 0 {
				i := slices.IndexFunc(copied, func(c []float32) bool { return &c[0] == &v[0] })
				if i >= 0 {
					stack = append(stack, uint64(addrs[i]))
					continue
				}
				copied, addrs = append(copied, v), append(addrs, next)
			}
			stack = append(stack, uint64(next))
			b.write(next, v)
			next += uint32(4*len(v)) + 4*guardWords
			next += next & 4 // every other slice is only 4-byte aligned anyway
		}
	}
	results, err := b.module.ExportedFunction(name).Call(context.Background(), stack...)
	if err != nil {
		b.t.Fatalf("%s: %v", name, err)
	}
	for i, v := range copied {
		data, _ := b.mem.Read(addrs[i], uint32(4*(len(v)+guardWords)))
		for j := range v {
			v[j] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*j:]))
		}
		for g := range guardWords {
			if binary.LittleEndian.Uint32(data[4*(len(v)+g):]) != guard {
				b.t.Fatalf("%s wrote beyond a slice", name)
			}
		}
	}
	return results
}

// guard is a NaN that arithmetic does not produce.
const guard = 0x7fabcdef

func (b *binding) write(addr uint32, v []float32) {
	data := make([]byte, 0, 4*(len(v)+guardWords))
	for _, x := range v {
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(x))
	}
	for range guardWords {
		data = binary.LittleEndian.AppendUint32(data, guard)
	}
	if !b.mem.Write(addr, data) {
		b.t.Fatal("the test's memory is too small")
	}
}

// asFloats gives integers the form of the slices that call copies.
func asFloats(x []int32) []float32 {
	f := make([]float32, len(x))
	for i, v := range x {
		f[i] = math.Float32frombits(uint32(v))
	}
	return f
}
