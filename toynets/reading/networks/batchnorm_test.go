package networks

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/toynets"
	"onebasin/toynets/reading/internal/testfile"
)

// outputs are the logits of a network, computed in float64 from the tensors with BatchNorm where it stands.
func outputs(x []float64, layers ...func([]float64) []float64) []float64 {
	for _, f := range layers {
		x = f(x)
	}
	return x
}

func dense(w, b tensor) func([]float64) []float64 {
	return func(x []float64) []float64 {
		y := make([]float64, w.Shape[0])
		for i := range y {
			y[i] = float64(b.Values[i])
			for j := range x {
				y[i] += float64(w.Values[i*len(x)+j]) * x[j]
			}
		}
		return y
	}
}

func norm(gamma, beta, mean, variance tensor, epsilon float64) func([]float64) []float64 {
	return func(x []float64) []float64 {
		y := make([]float64, len(x))
		for i := range y {
			y[i] = float64(gamma.Values[i])*(x[i]-float64(mean.Values[i]))/
				math.Sqrt(float64(variance.Values[i])+epsilon) + float64(beta.Values[i])
		}
		return y
	}
}

func relu(x []float64) []float64 {
	y := make([]float64, len(x))
	for i := range y {
		y[i] = max(0, x[i])
	}
	return y
}

// logits are those of an inferred network.
func logits(n Network, x []float64) []float32 {
	row := make([]float32, len(x))
	for i, v := range x {
		row[i] = float32(v)
	}
	z := make([]float32, n.Widths[len(n.Widths)-1])
	relu, _ := toynets.ActivationNamed("relu")
	toynets.NewEvaluator(toynets.MLP{Widths: n.Widths, Act: relu.Act}).Logits(z, n.Theta, row, 1)
	return z
}

// A BatchNorm multiplied into its layer leaves the function as it was.
func TestBatchNormIsFolded(t *testing.T) {
	c := net(3, 5, 4, 2)
	w1, b1, w2, b2, w3, b3 := c.tensors[0], c.tensors[1], c.tensors[2], c.tensors[3], c.tensors[4], c.tensors[5]
	bn := func(n int, names ...string) (list []tensor) {
		for _, name := range names {
			t := random(name, n)
			if strings.Contains(name, "var") {
				for i, v := range t.Values {
					t.Values[i] = v*v + .1
				}
			}
			list = append(list, t)
		}
		return list
	}
	as := func(t tensor, name string) tensor { t.Name = name; return t }
	torch := func(n int, at string) []tensor {
		return bn(n, at+".weight", at+".bias", at+".running_mean", at+".running_var")
	}
	no := func(n int) tensor { return tensor{Values: make([]float32, n)} }
	x := []float64{.3, -1.2, .7}
	for name, k := range map[string]struct {
		tensors []tensor
		want    []float64
		folded  []string
	}{
		"after a layer, after an activation": func() (k struct {
			tensors []tensor
			want    []float64
			folded  []string
		}) {
			p, q := torch(5, "1"), torch(4, "5")
			k.tensors = append(append([]tensor{as(w1, "0.weight"), as(w2, "3.weight"), as(b2, "3.bias"),
				as(w3, "6.weight"), as(b3, "6.bias")}, p...), q...)
			k.want = outputs(x, dense(w1, no(5)), norm(p[0], p[1], p[2], p[3], 1e-5), relu, dense(w2, b2), relu,
				norm(q[0], q[1], q[2], q[3], 1e-5), dense(w3, b3))
			k.folded = []string{"1", "", "5"}
			return k
		}(),
		"before everything, by names": func() (k struct {
			tensors []tensor
			want    []float64
			folded  []string
		}) {
			p := bn(5, "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var")
			q := bn(4, "bn2.weight", "bn2.bias", "bn2.running_mean", "bn2.running_var")
			k.tensors = append(append([]tensor{as(w1, "fc1.weight"), as(b1, "fc1.bias"), as(w2, "fc2.weight"),
				as(b2, "fc2.bias"), as(w3, "fc3.weight"), as(b3, "fc3.bias")}, q...), p...)
			k.want = outputs(x, dense(w1, b1), norm(p[0], p[1], p[2], p[3], 1e-5), relu, dense(w2, b2),
				norm(q[0], q[1], q[2], q[3], 1e-5), relu, dense(w3, b3))
			k.folded = []string{"bn1", "bn2", ""}
			return k
		}(),
		"Keras": func() (k struct {
			tensors []tensor
			want    []float64
			folded  []string
		}) {
			p := bn(5, "batch_normalization/gamma", "batch_normalization/beta", "batch_normalization/moving_mean",
				"batch_normalization/moving_variance")
			k.tensors = append([]tensor{turned(w1, "dense/kernel"), as(b1, "dense/bias"), turned(w2, "dense_1/kernel"),
				as(b2, "dense_1/bias"), turned(w3, "dense_2/kernel"), as(b3, "dense_2/bias")}, p...)
			k.want = outputs(x, dense(w1, b1), norm(p[0], p[1], p[2], p[3], 1e-3), relu, dense(w2, b2), relu, dense(w3,
				b3))
			k.folded = []string{"batch_normalization", "", ""}
			return k
		}(),
		"Flax": func() (k struct {
			tensors []tensor
			want    []float64
			folded  []string
		}) {
			p := bn(4, "params/BatchNorm_1/scale", "params/BatchNorm_1/bias", "batch_stats/BatchNorm_1/mean",
				"batch_stats/BatchNorm_1/var")
			k.tensors = append([]tensor{turned(w1, "params/Dense_0/kernel"), as(b1, "params/Dense_0/bias"),
				turned(w2, "params/Dense_1/kernel"), as(b2, "params/Dense_1/bias"), turned(w3, "params/Dense_2/kernel"),
				as(b3, "params/Dense_2/bias")}, p...)
			k.want = outputs(x, dense(w1, b1), relu, dense(w2, b2), norm(p[0], p[1], p[2], p[3], 1e-5), relu, dense(w3,
				b3))
			k.folded = []string{"", "BatchNorm_1", ""}
			return k
		}(),
		"of the inputs": func() (k struct {
			tensors []tensor
			want    []float64
			folded  []string
		}) {
			p := torch(3, "0")
			k.tensors = append([]tensor{as(w1, "1.weight"), as(b1, "1.bias"), as(w2, "3.weight"), as(b2, "3.bias"),
				as(w3, "5.weight"), as(b3, "5.bias")}, p[2], p[3]) // affine=False
			one := tensor{Values: []float32{1, 1, 1}}
			k.want = outputs(x, norm(one, no(3), p[2], p[3], 1e-5), dense(w1, b1), relu, dense(w2, b2), relu, dense(w3,
				b3))
			k.folded = []string{"0", "", ""}
			return k
		}(),
	} {
		t.Run(name, func(t *testing.T) {
			n, err := infer(t, testfile.NPZ(false, append(k.tensors, tensor{Name: "1.num_batches_tracked",
				Values: []float32{7}})...))
			require.NoError(t, err)
			for i, z := range logits(n, x) {
				assert.InDelta(t, k.want[i], z, 1e-5)
			}
			for l, name := range k.folded {
				assert.Equal(t, name, n.Layers[l].Folded)
			}
			assert.Contains(t, strings.Join(n.Describe(), "\n"), "ε = ")
		})
	}
}
