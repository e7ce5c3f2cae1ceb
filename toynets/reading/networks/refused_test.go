package networks

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"onebasin/internal/allocation"
	"onebasin/toynets"
	"onebasin/toynets/reading"
	"onebasin/toynets/reading/internal/testfile"
	"onebasin/toynets/reading/tensors"
)

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
		allocation.Within(t, inferBound(len(text)+1000*len(list)), func() { n, err = Infer(file) })
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
