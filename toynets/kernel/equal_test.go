package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"onebasin/toynets/kernel/approx"
)

// functions is one implementation of the kernels, behind the checks of the exported ones: what the tests below compare.
type functions struct {
	gemm         func(p product, ws *Workspace)
	sparse       func(m, n, k int, a, b, c []float32, ws *Workspace) bool // nil where there is none
	biasAct      func(act Act, m, n int, z, bias, y []float32)
	actGrad      func(act Act, z, y, dy, dz []float32)
	softmaxXent  func(m, n int, logits []float32, labels []int32, losses, dlogits []float32, scale float32)
	softmax      func(m, n int, logits, p []float32)
	countCorrect func(m, n int, logits []float32, labels []int32) int
	colSums      func(m, n int, x, dst []float32)
	adam         func(f *adamFactors, p, g, m, v []float32)
	sgd          func(lr, momentum, wd float32, p, g, buf []float32)
	exp          func(dst, x []float32)
	log          func(dst, x []float32)
	tanh         func(dst, x []float32)
	lerp         func(dst, a, b []float32, t float32)
	plane        func(dst, o, e1, e2 []float32, u, v float32)
	trees        *treeLoops // nil where they are the scalar code
}

// treeLoops are those of trees, of which there are a multiple of four.
type treeLoops struct {
	sides  func(m, n int, z, bias, left, right []float32)
	shares func(trees int, left, right, mu []float32)
	slopes func(trees int, left, right, dmu, dz []float32)
}

func apply(f func(float32) float32) func(dst, x []float32) {
	return func(dst, x []float32) {
		for i, v := range x {
			dst[i] = f(v)
		}
	}
}

func scalarSides(m, n int, z, bias, left, right []float32) {
	sides(scalarBiasAct, m, n, z, bias, left, right)
}

var scalar = functions{
	gemm: scalarGemm, biasAct: scalarBiasAct, actGrad: scalarActGrad,
	softmaxXent: scalarSoftmaxXent, softmax: scalarSoftmax, countCorrect: scalarCountCorrect,
	colSums: scalarAddColSums, adam: scalarAdam, sgd: scalarSGD,
	exp: apply(approx.Exp), log: apply(approx.Log), tanh: apply(approx.Tanh),
	lerp: scalarLerp, plane: scalarPlane, trees: &treeLoops{scalarSides, scalarTreeShares,
		scalarTreeSlopes},
}

// fast is what this program computes with if it is bound to anything faster than the scalar code: the SIMD module, or
// assembly.
var fast = functions{
	gemm: simdGemm, biasAct: simdBiasAct, actGrad: simdActGrad,
	softmaxXent: simdSoftmaxXent, softmax: simdSoftmax, countCorrect: simdCountCorrect,
	colSums: simdAddColSums, adam: simdAdam, sgd: simdSGD,
	exp: simdExp, log: simdLog, tanh: simdTanh, lerp: simdLerp, plane: simdPlane,
}

// compareAll runs every kernel in both implementations on inputs drawn from r with these dimensions and fails where a
// bit differs.
func compareAll(t *testing.T, simd functions, r *rand.Rand, m, n, k int) {
	t.Helper()
	both := func(name string, size int, run func(f functions, out []float32)) {
		t.Helper()
		start := randoms(r, size)
		got, want := slices.Clone(start), slices.Clone(start)
		run(simd, got)
		run(scalar, want)
		for i := range got {
			if math.Float32bits(got[i]) != math.Float32bits(want[i]) && !(got[i] != got[i] && want[i] != want[i]) {
				t.Fatalf("%s, m=%d n=%d k=%d: result %d is %v (%x), the scalar code has %v (%x)", name, m, n, k,
					i, got[i], math.Float32bits(got[i]), want[i], math.Float32bits(want[i]))
			}
		}
	}
	mn := m * n
	if m > 0 && n > 0 && k > 0 {
		a, b := randoms(r, m*k), randoms(r, k*n)
		for form := range 4 {
			transA, transB := form&1 != 0, form&2 != 0
			both(fmt.Sprintf("gemm %v %v", transA, transB), mn, func(f functions, out []float32) {
				f.gemm(newProduct(transA, transB, m, n, k, a, b, out), &Workspace{})
			})
			g := grain{1 + r.IntN(m), 1 + r.IntN(n), 1 + r.IntN(k)}
			both(fmt.Sprintf("gemm %v %v in blocks of %v", transA, transB, g), mn, func(f functions, out []float32) {
				whole := newProduct(transA, transB, m, n, k, a, b, out)
				rows, cols, depths := whole.grid(g)
				for at := range rows * cols * depths {
					f.gemm(whole.block(g, at), &Workspace{})
				}
			})
		}
	}
	x, y, z := randoms(r, mn), randoms(r, mn), randoms(r, mn)
	bias, labels := randoms(r, n), make([]int32, m)
	for i := range labels {
		labels[i] = int32(r.IntN(max(n, 1)))
	}
	u, v := float32(r.NormFloat64()), float32(r.NormFloat64())
	if mn > 0 {
		for act := Identity; act <= Gelu; act++ {
			both(fmt.Sprintf("biasact %d", act), 2*mn, func(f functions, out []float32) {
				f.biasAct(act, m, n, out[:mn:mn], bias, out[mn:])
			})
			both(fmt.Sprintf("biasact %d in place", act), mn, func(f functions, out []float32) {
				f.biasAct(act, m, n, out, bias, out)
			})
			both(fmt.Sprintf("biasact %d without bias", act), mn, func(f functions, out []float32) {
				f.biasAct(act, m, n, slices.Clone(z), nil, out)
			})
			both(fmt.Sprintf("actgrad %d", act), mn, func(f functions, out []float32) {
				f.actGrad(act, z, y, x, out)
			})
			both(fmt.Sprintf("actgrad %d in place", act), mn, func(f functions, out []float32) {
				f.actGrad(act, z, y, out, out)
			})
		}
		both("softmaxxent", m+mn, func(f functions, out []float32) {
			f.softmaxXent(m, n, x, labels, out[:m:m], out[m:], u)
		})
		both("softmaxxent in place", mn, func(f functions, out []float32) {
			f.softmaxXent(m, n, out, labels, nil, out, u)
		})
		both("softmaxxent, losses only", m, func(f functions, out []float32) {
			f.softmaxXent(m, n, x, labels, out, nil, u)
		})
		both("softmax", mn, func(f functions, out []float32) { f.softmax(m, n, x, out) })
		both("softmax in place", mn, func(f functions, out []float32) { f.softmax(m, n, out, out) })
		both("lerp", mn, func(f functions, out []float32) { f.lerp(out, x, y, u) })
		both("lerp in place", mn, func(f functions, out []float32) { f.lerp(out, out, y, u) })
		both("plane", mn, func(f functions, out []float32) { f.plane(out, x, y, z, u, v) })
		both("exp", mn, func(f functions, out []float32) { f.exp(out, x) })
		both("log", mn, func(f functions, out []float32) { f.log(out, x) })
		both("tanh", mn, func(f functions, out []float32) { f.tanh(out, x) })
		for _, decay := range []float32{0, 0.01} {
			for _, decoupled := range []bool{false, true} {
				factors := AdamStep{0.003, 0.9, 0.999, 1e-8, 0.19, 0.002, decay, decoupled}.factors()
				both("adam", 3*mn, func(f functions, out []float32) {
					f.adam(&factors, out[:mn:mn], x, out[mn:2*mn:2*mn], out[2*mn:])
				})
			}
			both("sgd", 2*mn, func(f functions, out []float32) {
				f.sgd(0.1, 0.9, decay, out[:mn:mn], x, out[mn:])
			})
		}
		if simd.trees != nil {
			both("sides of questions", 2*mn, func(f functions, out []float32) {
				f.trees.sides(m, n, slices.Clone(z), bias, out[:mn:mn], out[mn:])
			})
			trees := 4 * mn
			left, right, dmu := randoms(r, 3*trees), randoms(r, 3*trees), randoms(r, 4*trees)
			both("shares of trees", 4*trees, func(f functions, out []float32) {
				f.trees.shares(trees, left, right, out)
			})
			both("slopes of trees", 3*trees, func(f functions, out []float32) {
				f.trees.slopes(trees, left, right, dmu, out)
			})
		}
		coarse := slices.Clone(x) // ties
		for i := range coarse {
			if !(coarse[i] > 1) {
				coarse[i] = 1
			}
		}
		for _, logits := range [][]float32{x, coarse} {
			if got, want := simd.countCorrect(m, n, logits, labels),
				scalar.countCorrect(m, n, logits, labels); got != want {
				t.Fatalf("countcorrect, m=%d n=%d: %d, the scalar code has %d", m, n, got, want)
			}
		}
	}
	if n > 0 {
		both("colsums", n, func(f functions, out []float32) { f.colSums(m, n, x, out) })
	}
}

func TestModuleEqualsScalar(t *testing.T) { compareShapes(t, bindModule(t)) }

// compareShapes runs compareAll on every small shape, on random ones and on those that networks have.
func compareShapes(t *testing.T, simd functions) {
	t.Helper()
	r := rand.New(rand.NewPCG(2, 2))
	for m := range 10 {
		for n := range 18 {
			compareAll(t, simd, r, m, n, r.IntN(12))
		}
	}
	for range 150 {
		compareAll(t, simd, r, r.IntN(40), r.IntN(80), r.IntN(40))
	}
	for _, s := range [][3]int{
		{50, 64, 2}, {50, 64, 64}, {50, 2, 64}, {64, 2, 50}, {2, 64, 50}, {64, 64, 50}, // 2-64-64-2
		{261, 17, 261}, {257, 9, 513}, {256, 8, 256}, {520, 7, 256}, {3, 5, 1030}, // blocks of m and k
	} {
		compareAll(t, simd, r, s[0], s[1], s[2])
	}
}

func FuzzModuleEqualsScalar(f *testing.F) {
	f.Add(uint64(1), uint16(1), uint16(1), uint16(1))
	f.Add(uint64(2), uint16(4), uint16(8), uint16(4))
	f.Add(uint64(3), uint16(5), uint16(9), uint16(257))
	f.Add(uint64(4), uint16(131), uint16(3), uint16(2))
	f.Add(uint64(5), uint16(0), uint16(7), uint16(3))
	f.Add(uint64(6), uint16(7), uint16(0), uint16(0))
	f.Fuzz(func(t *testing.T, seed uint64, m, n, k uint16) {
		compareAll(t, bindModule(t), rand.New(rand.NewPCG(seed, 0)), int(m)%150, int(n)%90, int(k)%600)
	})
}

// TestFunctionsOverAllFloats compares exp, log, tanh and the sides of questions on a stride through every float32 there
// is.
func TestFunctionsOverAllFloats(t *testing.T) { compareFunctions(t, bindModule(t)) }

func compareFunctions(t *testing.T, simd functions) {
	t.Helper()
	stride := uint64(1021)
	if testing.Short() {
		stride = 50021
	}
	const block = 1 << 16
	x, got, want := make([]float32, 0, block), make([]float32, block), make([]float32, block)
	none, other := make([]float32, block), make([]float32, block)
	left := func(f functions) func(dst, x []float32) {
		return func(dst, x []float32) {
			f.trees.sides(1, len(x), slices.Clone(x), none[:len(x)], dst, other[:len(x)])
		}
	}
	right := func(f functions) func(dst, x []float32) {
		return func(dst, x []float32) {
			f.trees.sides(1, len(x), slices.Clone(x), none[:len(x)], other[:len(x)], dst)
		}
	}
	type function struct {
		name         string
		simd, scalar func(dst, x []float32)
	}
	all := []function{{"exp", simd.exp, scalar.exp}, {"log", simd.log, scalar.log}, {"tanh", simd.tanh, scalar.tanh}}
	if simd.trees != nil {
		all = append(all, function{"what goes left", left(simd), left(scalar)},
			function{"what goes right", right(simd), right(scalar)})
	}
	compare := func() {
		for _, f := range all {
			f.simd(got[:len(x)], x)
			f.scalar(want[:len(x)], x)
			if !equalBits(got[:len(x)], want[:len(x)]) {
				t.Fatalf("%s differs between %v and %v", f.name, x[0], x[len(x)-1])
			}
		}
		x = x[:0]
	}
	for b := uint64(0); b < 1<<32; b += stride {
		x = append(x, math.Float32frombits(uint32(b)))
		if len(x) == block {
			compare()
		}
	}
	compare()
}
