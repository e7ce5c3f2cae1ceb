package networks

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/toynets"
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
