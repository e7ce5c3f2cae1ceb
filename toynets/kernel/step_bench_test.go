package kernel

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// network runs the kernel calls of one Adam step of an MLP, forward, backward and update, through one implementation.
type network struct {
	f          functions
	act        Act
	widths     []int
	batch      int
	w, b       [][]float32 // views of p
	dw, db     [][]float32 // views of g
	z, y, dy   [][]float32 // by layer; y[0] is the input
	p, g, m, v []float32
	losses     []float32
	labels     []int32
	ws         Workspace
}

func newNetwork(f functions, act Act, batch int, widths ...int) *network {
	r := rand.New(rand.NewPCG(1, 1))
	n := &network{f: f, act: act, widths: widths, batch: batch}
	size := 0
	for l := 1; l < len(widths); l++ {
		size += (widths[l-1] + 1) * widths[l]
	}
	n.p, n.g, n.m, n.v = make([]float32, size), make([]float32, size), make([]float32, size), make([]float32, size)
	for i := range n.p {
		n.p[i] = float32(r.NormFloat64()) * 0.05
	}
	at := 0
	n.y = append(n.y, make([]float32, batch*widths[0]))
	for i := range n.y[0] {
		n.y[0][i] = float32(r.NormFloat64())
	}
	for l := 1; l < len(widths); l++ {
		in, out := widths[l-1], widths[l]
		n.w, n.dw = append(n.w, n.p[at:at+in*out]), append(n.dw, n.g[at:at+in*out])
		at += in * out
		n.b, n.db = append(n.b, n.p[at:at+out]), append(n.db, n.g[at:at+out])
		at += out
		n.z = append(n.z, make([]float32, batch*out))
		n.y = append(n.y, make([]float32, batch*out))
		n.dy = append(n.dy, make([]float32, batch*out))
	}
	n.losses, n.labels = make([]float32, batch), make([]int32, batch)
	for i := range n.labels {
		n.labels[i] = int32(r.IntN(widths[len(widths)-1]))
	}
	return n
}

func (n *network) step() {
	f, m, last := &n.f, n.batch, len(n.widths)-2
	for l := range n.w {
		in, out := n.widths[l], n.widths[l+1]
		act := n.act
		if l == last {
			act = Identity
		}
		y := n.y[l+1]
		z := n.z[l]
		if n.act != Gelu {
			z = y // only gelu's gradient asks for z
		}
		f.gemm(newProduct(false, true, m, out, in, n.y[l], n.w[l], z), &n.ws)
		f.biasAct(act, m, out, z, n.b[l], y)
	}
	classes := n.widths[last+1]
	f.softmaxXent(m, classes, n.y[last+1], n.labels, n.losses, n.dy[last], 1/float32(m))
	for l := last; l >= 0; l-- {
		in, out := n.widths[l], n.widths[l+1]
		f.gemm(newProduct(true, false, out, in, m, n.dy[l], n.y[l], n.dw[l]), &n.ws)
		clear(n.db[l])
		f.colSums(m, out, n.dy[l], n.db[l])
		if l > 0 {
			f.gemm(newProduct(false, false, m, in, out, n.dy[l], n.w[l], n.dy[l-1]), &n.ws)
			f.actGrad(n.act, n.z[l-1], n.y[l], n.dy[l-1], n.dy[l-1])
		}
	}
	factors := AdamStep{LR: 1e-4, Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, Correct1: 0.9, Correct2: 0.1}.factors()
	f.adam(&factors, n.p, n.g, n.m, n.v)
}

// TestStepEqualsScalar runs some steps in both implementations: the parameters must have the same bits at the end.
func TestStepEqualsScalar(t *testing.T) { compareSteps(t, bindModule(t)) }

func compareSteps(t *testing.T, simd functions) {
	t.Helper()
	for act := Relu; act <= Gelu; act++ {
		a, b := newNetwork(simd, act, 50, 2, 64, 64, 2), newNetwork(scalar, act, 50, 2, 64, 64, 2)
		for range 20 {
			a.step()
			b.step()
		}
		if !equalBits(a.p, b.p) || !equalBits(a.losses, b.losses) {
			t.Fatalf("activation %d: parameters differ after 20 steps", act)
		}
	}
}

// BenchmarkStep gives one Adam step by the module or assembly that is bound, and how many times faster that is than by
// the scalar loops. Without either it gives the scalar time alone.
func BenchmarkStep(b *testing.B) {
	shapes := []struct {
		batch  int
		widths []int
	}{{50, []int{2, 64, 64, 2}}, {64, []int{64, 64, 64, 10}}, {128, []int{784, 512, 512, 10}}}
	for _, s := range shapes {
		for _, act := range []Act{Relu, Tanh} {
			b.Run(fmt.Sprintf("%v,batch=%d,act=%d", s.widths, s.batch, act), func(b *testing.B) {
				slow := newNetwork(scalar, act, s.batch, s.widths...)
				if !bound {
					for b.Loop() {
						slow.step()
					}
					return
				}
				quick := newNetwork(fast, act, s.batch, s.widths...)
				before, after := Race(b, slow.step, quick.step)
				b.ReportMetric(float64(before)/1e3, "scalar-µs")
				b.ReportMetric(float64(after)/1e3, "simd-µs")
			})
		}
	}
}

// BenchmarkElementwise does the same for each loop over 4482 numbers, the parameters of 2-64-64-2.
func BenchmarkElementwise(b *testing.B) {
	const size = 4482
	x, y, z, w := make([]float32, size), make([]float32, size), make([]float32, size), make([]float32, size)
	r := rand.New(rand.NewPCG(3, 3))
	labels := make([]int32, size/2)
	factors := AdamStep{LR: 1e-4, Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, Correct1: 0.9, Correct2: 0.1}.factors()
	for _, c := range []struct {
		name string
		run  func(f functions)
	}{
		{"exp", func(f functions) { f.exp(z, x) }},
		{"log", func(f functions) { f.log(z, x) }},
		{"tanh", func(f functions) { f.tanh(z, x) }},
		{"bias+relu", func(f functions) { f.biasAct(Relu, 70, 64, w, y, z) }},
		{"gelu", func(f functions) { f.biasAct(Gelu, 70, 64, x, nil, z) }},
		{"relu-gradient", func(f functions) { f.actGrad(Relu, nil, x, y, z) }},
		{"xent-2241×2", func(f functions) { f.softmaxXent(size/2, 2, x, labels, w, z, 1) }},
		{"xent-448×10", func(f functions) { f.softmaxXent(448, 10, x, labels, w, z, 1) }},
		{"count-2241×2", func(f functions) { f.countCorrect(size/2, 2, x, labels) }},
		{"colsums-70×64", func(f functions) { f.colSums(70, 64, x, z) }},
		{"adam", func(f functions) { f.adam(&factors, z, x, y, w) }},
		{"sgd", func(f functions) { f.sgd(1e-4, 0.9, 0, z, y, w) }},
		{"lerp", func(f functions) { f.lerp(z, x, y, 0.3) }},
		{"plane", func(f functions) { f.plane(z, x, y, w, 0.3, 0.4) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for i := range x {
				x[i], y[i] = float32(r.NormFloat64()), float32(r.NormFloat64())
			}
			clear(z)
			clear(w)
			if !bound {
				for b.Loop() {
					c.run(scalar)
				}
				return
			}
			_, after := Race(b, func() { c.run(scalar) }, func() { c.run(fast) })
			b.ReportMetric(float64(after)/size, "simd-ns/number")
		})
	}
}
