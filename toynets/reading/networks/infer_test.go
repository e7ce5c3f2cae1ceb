package networks

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/wire/wiretest"
	"onebasin/toynets"
	"onebasin/toynets/reading"
	"onebasin/toynets/reading/internal/testfile"
	"onebasin/toynets/reading/tensors"
)

type tensor = testfile.Tensor

// random is a tensor of random values.
func random(name string, shape ...int) tensor {
	n := 1
	for _, side := range shape {
		n *= side
	}
	r := toynets.Stream(1, name)
	values := make([]float32, n)
	for i := range values {
		values[i] = float32(r.Uniform(-1, 1))
	}
	return tensor{Name: name, Shape: shape, Values: values}
}

// turned is a matrix with its sides exchanged, under another name.
func turned(t tensor, name string) tensor {
	out, in := t.Shape[0], t.Shape[1]
	values := make([]float32, len(t.Values))
	for i := range out {
		for j := range in {
			values[j*out+i] = t.Values[i*in+j]
		}
	}
	return tensor{Name: name, Shape: []int{in, out}, Values: values}
}

func (c named) rename(names ...string) (list []tensor) {
	for i, name := range names {
		t := c.tensors[i]
		t.Name = name
		if strings.Contains(name, "ᵀ") {
			t = turned(t, strings.ReplaceAll(name, "ᵀ", ""))
		}
		list = append(list, t)
	}
	return list
}

// named is one network whose tensors are given other names.
type named struct{ tensors []tensor }

// net is W_1, b_1, … of a network.
func net(widths ...int) named {
	var n named
	for l := 1; l < len(widths); l++ {
		n.tensors = append(
			n.tensors,
			random(fmt.Sprint("w", l), widths[l], widths[l-1]),
			random(fmt.Sprint("b", l), widths[l]),
		)
	}
	return n
}

// theta is what is inferred from all its tensors.
func (c named) theta() (theta []float32) {
	for _, t := range c.tensors {
		theta = append(theta, t.Values...)
	}
	return theta
}

func infer(t *testing.T, file []byte) (Network, error) {
	t.Helper()
	f, err := tensors.Read(file)
	require.NoError(t, err)
	return Infer(f)
}

func TestNames(t *testing.T) {
	small := net(3, 5, 4, 2)
	for name, c := range map[string]struct {
		names      string
		transposed bool
	}{
		"nn.Sequential": {`0.weight 0.bias 2.weight 2.bias 4.weight 4.bias`, false},
		"in a module":   {`net.0.weight net.0.bias net.2.weight net.2.bias net.4.weight net.4.bias`, false},
		"named":         {`fc1.weight fc1.bias fc2.weight fc2.bias out.weight out.bias`, false},
		"words": {`input.weight input.bias hidden.weight hidden.bias classify.weight classify.bias`,
			false},
		"DataParallel": {`module.fc1.weight module.fc1.bias module.fc2.weight module.fc2.bias
			module.fc3.weight module.fc3.bias`, false},
		"compiled and parallel": {`_orig_mod.module.l.0.weight _orig_mod.module.l.0.bias _orig_mod.module.l.1.weight
			_orig_mod.module.l.1.bias _orig_mod.module.l.2.weight _orig_mod.module.l.2.bias`, false},
		"checkpoint": {`model_state_dict.0.weight model_state_dict.0.bias model_state_dict.2.weight
			model_state_dict.2.bias model_state_dict.4.weight model_state_dict.4.bias`, false},
		"Lightning": {`state_dict.model.a.weight state_dict.model.a.bias state_dict.model.b.weight
			state_dict.model.b.bias state_dict.model.c.weight state_dict.model.c.bias`, false},
		"Flax": {`params/Dense_0/kernelᵀ params/Dense_0/bias params/Dense_1/kernelᵀ
			params/Dense_1/bias params/Dense_2/kernelᵀ params/Dense_2/bias`, true},
		"Flax nnx": {`l1.kernel.valueᵀ l1.bias.value l2.kernel.valueᵀ l2.bias.value l3.kernel.valueᵀ
			l3.bias.value`, true},
		"Keras": {`dense/kernel:0ᵀ dense/bias:0 dense_1/kernel:0ᵀ dense_1/bias:0 dense_2/kernel:0ᵀ
			dense_2/bias:0`, true},
		"Keras 3": {`sequential/dense_7/kernelᵀ sequential/dense_7/bias sequential/dense_9/kernelᵀ
			sequential/dense_9/bias sequential/dense_10/kernelᵀ sequential/dense_10/bias`, true},
		"by hand":            {`W1ᵀ b1 W2ᵀ b2 W3ᵀ b3`, true},
		"by hand, out×in":    {`w_1 b_1 w_2 b_2 w_3 b_3`, false},
		"underscores":        {`fc1_weight fc1_bias fc2_weight fc2_bias fc3_weight fc3_bias`, false},
		"without names":      {`arr_0 arr_1 arr_2 arr_3 arr_4 arr_5`, false},
		"weight, but in×out": {`0.weightᵀ 0.bias 1.weightᵀ 1.bias 2.weightᵀ 2.bias`, true},
	} {
		t.Run(name, func(t *testing.T) {
			list := small.rename(strings.Fields(c.names)...)
			sorted := append([]tensor{}, list[4], list[5], list[2], list[3], list[0], list[1]) // last layer first
			if strings.HasPrefix(name, "without") {
				sorted = list
			}
			for _, file := range [][]byte{testfile.PyTorch(list...), testfile.NPZ(false, sorted...)} {
				n, err := infer(t, file)
				require.NoError(t, err)
				assert.Equal(t, []int{3, 5, 4, 2}, n.Widths)
				assert.Equal(t, small.theta(), n.Theta)
				for l, layer := range n.Layers {
					assert.Equal(t, c.transposed, layer.Transposed)
					assert.Equal(t, list[2*l].Name, layer.Weight)
					assert.Equal(t, list[2*l+1].Name, layer.Bias)
				}
			}
		})
	}
}

// Layers are in the order of their numbers, not of the alphabet: Dense_10 comes after Dense_2. Square ones could not be
// told apart by shapes.
func TestNaturalOrder(t *testing.T) {
	deep := net(3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3)
	var names []string
	for l := range 12 {
		names = append(names, fmt.Sprintf("params/Dense_%d/kernelᵀ", l), fmt.Sprintf("params/Dense_%d/bias", l))
	}
	list := deep.rename(names...)
	alphabetical := append(append(append([]tensor{}, list[:4]...), list[20:]...), list[4:20]...)
	n, err := infer(t, testfile.NPZ(false, alphabetical...))
	require.NoError(t, err)
	assert.Equal(t, deep.theta(), n.Theta)
	assert.Empty(t, n.Assumed)
	keras := net(3, 3, 3, 3)
	list = keras.rename("dense/kernelᵀ", "dense/bias", "dense_1/kernelᵀ", "dense_1/bias", "dense_2/kernelᵀ",
		"dense_2/bias")
	n, err = infer(t, testfile.NPZ(false, list[2], list[3], list[4], list[5], list[0], list[1]))
	require.NoError(t, err)
	assert.Equal(t, keras.theta(), n.Theta, "dense comes before dense_1")
	assert.Empty(t, n.Assumed)
	n, err = infer(t, testfile.NPZ(false, net(3, 3, 3).rename("W1", "b1", "W2", "b2")...))
	require.NoError(t, err)
	assert.Contains(t, strings.Join(n.Describe(), "\n"), "All matrices are square")
}

// Where names and shapes leave several orders, the order in which a writer named the layers decides, if it is kept.
func TestOrderOfTheFile(t *testing.T) {
	square := net(4, 4, 4)
	list := square.rename("up.weight", "up.bias", "down.weight", "down.bias")
	n, err := infer(t, testfile.PyTorch(list...))
	require.NoError(t, err)
	assert.Equal(t, square.theta(), n.Theta)
	assert.Contains(t, n.Assumed, "The layers follow each other as the file names them.")
	f, err := tensors.Read(testfile.PyTorch(list...))
	require.NoError(t, err)
	f.Ordered = false // as safetensors, which sorts
	_, err = Infer(f)
	assert.ErrorContains(t, err, `the layers "down", "up": expected names or shapes that tell their order`)
}

func TestWithoutBiases(t *testing.T) {
	small := net(3, 5, 2)
	n, err := infer(t, testfile.NPZ(true, small.tensors[0], small.tensors[2]))
	require.NoError(t, err)
	want := append(append(append(append([]float32{}, small.tensors[0].Values...), make([]float32, 5)...),
		small.tensors[2].Values...), make([]float32, 2)...)
	assert.Equal(t, want, n.Theta)
	assert.Equal(t, []string{"A perceptron of widths 3–5–2, 32 parameters.", `Layer 1 is "1", 3 → 5, without bias.`,
		`Layer 2 is "2", 5 → 2, without bias.`}, n.Describe())
}

// What a checkpoint holds beside the network is ignored, and said to be.
func TestIgnored(t *testing.T) {
	p := testfile.NewPickle().Op('}').Put().Op('(').Text("epoch").Int(3)
	p.Text("state_dict").StateDict(net(2, 3, 2).rename("0.weight", "0.bias", "2.weight", "2.bias")...)
	p.Text("optimizer").Op('}').Put().Text("m").Tensor(random("m", 3, 2)).Op('s')
	n, err := infer(t, p.Op('u').File())
	require.NoError(t, err)
	assert.Equal(t, []int{2, 3, 2}, n.Widths)
	assert.Contains(t, n.Describe(), `Ignored: "epoch", "optimizer".`)

	n, err = infer(t, testfile.NPZ(false, append(net(2, 3, 2).rename("dense/kernelᵀ", "dense/bias", "dense_1/kernelᵀ",
		"dense_1/bias"), random("dropout/seed_generator/seed_generator_state", 2))...))
	require.NoError(t, err)
	assert.Equal(t, []string{`"dropout/seed_generator/seed_generator_state"`}, n.Ignored)

	// A layer whose name only begins like that is the network's.
	n, err = infer(t, testfile.NPZ(false, net(2, 3, 2).rename("opt_a.weight", "opt_a.bias", "opt_b.weight",
		"opt_b.bias")...))
	require.NoError(t, err)
	assert.Equal(t, []int{2, 3, 2}, n.Widths)
}

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

// The narrower network gets units of zeros, and computes what it did.
func TestPadKeepsTheFunction(t *testing.T) {
	narrow, err := infer(t, testfile.NPZ(false, net(3, 5, 7, 2).tensors...))
	require.NoError(t, err)
	wide, err := infer(t, testfile.NPZ(false, net(3, 9, 4, 2).tensors...))
	require.NoError(t, err)
	before := append([]float32{}, narrow.Theta...)
	padded, err := Pad([]Network{narrow, wide})
	require.NoError(t, err)
	assert.Equal(t, before, narrow.Theta)
	r := toynets.Stream(2, "inputs")
	for _, act := range toynets.Activations() {
		x := make([]float32, 3*50)
		for i := range x {
			x[i] = float32(r.Normal())
		}
		for k, n := range []Network{narrow, wide} {
			assert.Equal(t, []int{3, 9, 7, 2}, padded[k].Widths)
			want, got := make([]float32, 100), make([]float32, 100)
			toynets.NewEvaluator(toynets.MLP{Widths: n.Widths, Act: act.Act}).Logits(want, n.Theta, x, 50)
			toynets.NewEvaluator(
				toynets.MLP{Widths: padded[k].Widths, Act: act.Act},
			).Logits(
				got,
				padded[k].Theta,
				x,
				50,
			)
			assert.InDeltaSlice(t, want, got, 2e-6)
		}
	}
	assert.Contains(t, padded[0].Describe(), `Layer 1 is "1", 3 → 9, with 4 units of zeros added.`)

	same, err := Pad([]Network{wide, wide})
	require.NoError(t, err)
	assert.Equal(t, wide, same[1])
	for says, other := range map[string]named{"network 2: expected 3 layers": net(3, 4, 2), "3 inputs": net(4, 5, 7, 2),
		"2 outputs": net(3, 5, 7, 3)} {
		n, err := infer(t, testfile.NPZ(false, other.tensors...))
		require.NoError(t, err)
		_, err = Pad([]Network{narrow, n})
		assert.ErrorContains(t, err, says)
	}
	none, err := Pad(nil)
	assert.NoError(t, err)
	assert.Empty(t, none)
}

func TestRefused(t *testing.T) {
	fc := net(3, 5, 2).rename("0.weight", "0.bias", "2.weight", "2.bias")
	with := func(more ...tensor) []tensor { return append(fc[:4:4], more...) }
	nan := random("4.weight", 2, 2)
	nan.Values[3] = float32(math.NaN())
	for name, c := range map[string]struct {
		tensors []tensor
		says    string
	}{
		"nothing": {[]tensor{{Name: "step", Values: []float32{1}}},
			"layers with a weight matrix, found none"},
		"missing weight": {[]tensor{fc[0], fc[1], fc[3]},
			`tensor "2.bias": expected a weight beside it, found none: it is missing`},
		"missing bias": {fc[:3],
			`layer "2": expected a bias, as layer "0" has, found none: it is missing`},
		"missing layer": {with(random("6.weight", 2, 9), random("6.bias", 2)),
			`layer "6": expected 2 inputs, as many as "2" has outputs, found 9 ("6.weight" is 2×9)`},
		"wrong bias": {[]tensor{fc[0], random("0.bias", 4), fc[2], fc[3]},
			`tensor "0.bias": expected 5 numbers or 3 numbers`},
		"surplus": {with(random("temperature", 3)),
			`tensor "temperature": expected a perceptron's weight, bias or BatchNorm, found one that is left over (3)`},
		"convolution": {with(random("features.0.weight", 2, 2, 3, 3)), "a convolution (2×2×3×3)"},
		"Conv":        {with(random("params/Conv_0/kernel", 3, 3)), "a convolution"},
		"attention":   {with(random("block.attn.in_proj_weight", 3, 3)), "attention"},
		"recurrent":   {with(random("rnn.weight_ih_l0", 3, 3)), "a recurrent layer"},
		"embedding":   {with(random("embedding.weight", 3, 3)), "an embedding"},
		"LayerNorm": {with(random("1.weight", 5), random("1.bias", 5)),
			`"1.weight": expected a perceptron's weight, bias or BatchNorm, found LayerNorm`},
		"Flax LayerNorm": {with(random("LayerNorm_0/scale", 5)), "LayerNorm"},
		"PReLU":          {with(random("1.weight", 1)), "PReLU"},
		"weight norm": {with(random("4.parametrizations.weight.original0", 5, 1)),
			"a weight normalisation"},
		"LoRA":            {with(random("0.lora_A.weight", 5, 1)), "LoRA"},
		"two networks":    {with(random("module.0.weight", 5, 3)), `is the same parameter of another`},
		"an empty tensor": {with(random("4.weight", 0, 2)), "no numbers"},
		"NaN": {with(nan, random("4.bias", 2)),
			`tensor "4.weight": expected finite numbers, found not a number (NaN) at [1, 1]`},
		"BatchNorm without variance": {with(random("1.running_mean", 5)),
			`BatchNorm "1": expected its running variance, found none: it is missing`},
		"BatchNorm of another width": {with(random("1.running_mean", 4), tensor{Name: "1.running_var", Shape: []int{4},
			Values: make([]float32, 4)}), `BatchNorm "1": expected a layer of 4 units`},
		"BatchNorm, negative": {with(random("1.running_mean", 1+4), tensor{Name: "1.running_var",
			Shape: []int{5}, Values: []float32{1, 1, -1, 1, 1}}), "variances of at least 0, found -1"},
		"BatchNorm in between": {append(net(3, 5, 2).rename("0.weight", "0.bias", "9.weight", "9.bias"),
			random("4.running_mean", 5), random("4.running_var", 5)), "clearly follows or precedes"},
		"BatchNorm of some layer": {append(net(3, 4, 4, 4, 2).rename("Dense_0/kernelᵀ", "Dense_0/bias",
			"Dense_1/kernelᵀ",
			"Dense_1/bias", "Dense_2/kernelᵀ", "Dense_2/bias", "Dense_3/kernelᵀ", "Dense_3/bias"),
			random("BatchNorm_0/mean", 4), random("BatchNorm_0/var", 4)),
			`BatchNorm "BatchNorm_0": expected a layer of 4 units that it clearly follows or precedes`},
		"BatchNorm of two lengths": {with(random("1.running_mean", 5), random("1.running_var", 4)),
			`"1.running_var": expected 5 numbers`},
		"a bias of two rows": {[]tensor{fc[0], random("0.bias", 5, 2)},
			`tensor "0.bias": expected a row of numbers, found 5×2`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := infer(t, testfile.NPZ(false, c.tensors...))
			require.ErrorContains(t, err, c.says)
			require.ErrorAs(t, err, new(*reading.Problem))
		})
	}
	p := testfile.NewPickle()
	key := p.Store(make([]byte, 36))
	p.Op('}').Put().Op('(')
	for _, name := range []string{"encode.weight", "decode.weight"} {
		p.Text(name).View("FloatStorage", key, 9, 0, []int{3, 3}, []int{3, 1})
	}
	_, err := infer(t, p.Op('u').File())
	require.ErrorContains(t, err, `tensor "decode.weight"`)
	require.ErrorContains(t, err, `belong to "encode.weight" too, tied weights (3×3)`)
	_, err = infer(
		t,
		testfile.Safetensors(`{"0.weight":{"dtype":"I8","shape":[1,2],"data_offsets":[0,2]}}`, []byte{1, 2}),
	)
	require.ErrorContains(t, err, "quantised")
}

// inferBound is how many bytes may be allocated to infer a network from a file of n bytes.
func inferBound(n int) uint64 { return uint64(400*n + 1<<20) }

// Whatever tensors are called and shaped, a network is inferred that fits them or refused in a clear sentence.
func FuzzInfer(f *testing.F) {
	f.Add("0.weight 2 3\n0.bias 2\n1.running_mean 2\n1.running_var 2\n2.weight 2 2\n2.bias 2")
	f.Add("params/Dense_0/kernel 3 2\nparams/Dense_10/kernel 2 2\nparams/Dense_2/kernel 2 2\nstep")
	f.Add("arr_0 2 3\narr_1 2\narr_2 1 2\narr_3 1 1")
	f.Add("dense/kernel:0 3 2\ndense_1/kernel:0 2 1\na.weight 3 3\nb.weight 3 3\nmodule.c.W1 3 3")
	f.Fuzz(func(t *testing.T, text string) {
		var list []tensor
		for line := range strings.SplitSeq(text, "\n") {
			name, sides, _ := strings.Cut(line, " ")
			var shape []int
			for side := range strings.FieldsSeq(sides) {
				shape = append(shape, int(side[0]-'0')%8)
			}
			if len(list) < 40 && len(shape) < 4 {
				list = append(list, random(name, shape...))
			}
		}
		file, err := tensors.Read(testfile.NPZ(false, list...))
		if err != nil {
			return
		}
		var n Network
		if bytes := wiretest.Allocated(func() { n, err = Infer(file) }); bytes > inferBound(len(text)+1000*len(list)) {
			t.Fatalf("%d bytes were allocated", bytes)
		}
		if err != nil {
			m := err.Error()
			if len(m) > 900 || strings.ContainsAny(m, "\n\r\x00") {
				t.Fatalf("not a clear message: %q", m)
			}
			require.ErrorAs(t, err, new(*reading.Problem))
			return
		}
		require.Len(t, n.Theta, toynets.MLP{Widths: n.Widths}.Params())
		require.Len(t, n.Layers, len(n.Widths)-1)
		for k, layer := range n.Layers {
			require.Equal(t, n.Widths[k:k+2], []int{layer.In, layer.Out})
			require.Positive(t, layer.In*layer.Out)
		}
		again, err := Infer(file)
		require.NoError(t, err)
		require.Equal(t, n, again)
		require.NotEmpty(t, n.Describe())
	})
}
