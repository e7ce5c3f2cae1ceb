package tensors

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/toynets"
	"onebasin/toynets/files"
	"onebasin/toynets/reading/internal/testfile"
)

// values reads a file and returns the values of its tensors by name, and their shapes.
func values(t *testing.T, file []byte) (map[string][]float32, map[string][]int) {
	t.Helper()
	before := bytes.Clone(file)
	f, err := Read(file)
	require.NoError(t, err)
	v, shapes := map[string][]float32{}, map[string][]int{}
	for _, x := range f.Tensors {
		v[x.Name], err = x.Numbers()
		require.NoError(t, err)
		shapes[x.Name] = x.Shape
	}
	require.Equal(t, before, file, "a reader changed its file")
	return v, shapes
}

// What this laboratory writes it reads.
func TestOwnSafetensorsReadBack(t *testing.T) {
	m := toynets.MLP{Widths: []int{2, 5, 3}}
	theta := make([]float32, m.Params())
	m.Init(theta, toynets.Stream(1, "own"))
	var b bytes.Buffer
	tensors := append(files.MLP(m, theta), files.Tensor{Name: "permutation", Shape: []int{3}, Whole: []int{2, 0, 1}})
	require.NoError(t, files.Safetensors(&b, tensors, "A"))
	v, shapes := values(t, b.Bytes())
	assert.Equal(t, m.Weight(theta, 1), v["0.weight"])
	assert.Equal(t, m.Bias(theta, 2), v["2.bias"])
	assert.Equal(t, []int{3, 5}, shapes["2.weight"])
	assert.Equal(t, []float32{2, 0, 1}, v["permutation"])
	zipped, _ := values(t, testfile.Gzip(b.Bytes()))
	assert.Equal(t, v, zipped)
}

func TestKindsOfSafetensors(t *testing.T) {
	raw := binary.LittleEndian.AppendUint64(nil, math.Float64bits(0.1))
	raw = append(raw, testfile.Floats(-2.5)...)
	raw = append(raw, 0x00, 0x3c, 0x01, 0x80) // F16: 1, −2⁻²⁴
	raw = append(raw, 0x80, 0x3f, 0x49, 0x40) // BF16: 1, π
	raw = append(raw, 0xff)                   // I8: −1
	file := testfile.Safetensors(`{"d":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},`+
		`"s":{"dtype":"F32","shape":[],"data_offsets":[8,12]},"h":{"dtype":"F16","shape":[2],"data_offsets":[12,16]},`+
		`"b":{"dtype":"BF16","shape":[2,1],"data_offsets":[16,20]},`+
		`"i":{"dtype":"I8","shape":[1],"data_offsets":[20,21]},`+
		`"none":{"dtype":"F32","shape":[0,7],"data_offsets":[21,21]}}`, raw)
	v, _ := values(t, file)
	assert.Equal(t, map[string][]float32{"d": {0.1}, "s": {-2.5}, "h": {1, -0x1p-24}, "b": {1, 3.140625}, "i": {-1},
		"none": {}}, v)
	f, err := Read(file)
	require.NoError(t, err)
	_, err = f.Tensors[4].Floats()
	assert.EqualError(
		t,
		err,
		`tensor "i": expected floating point F64, F32, F16 or BF16, found I8 `+
			`(8-bit whole numbers); `+
			`quantised networks have lost what is compared here: bring the network from before`,
	)
}

// Every half is what its definition says, ±2^(e−15)·1.f or ±2⁻¹⁴·0.f.
func TestHalf(t *testing.T) {
	for h := range 1 << 16 {
		e, f := h>>10&31, float64(h&1023)
		want := math.Ldexp(1+f/1024, e-15)
		switch e {
		case 0:
			want = math.Ldexp(f/1024, -14)
		case 31:
			want = math.Inf(1)
			if f != 0 {
				want = math.NaN()
			}
		}
		if h>>15 == 1 {
			want = -want
		}
		got := float64(half(uint16(h)))
		require.True(t, got == want && math.Signbit(got) == math.Signbit(want) || got != got && want != want, "%#x", h)
	}
}

func TestNPY(t *testing.T) {
	big := func(values ...uint16) (b []byte) {
		for _, x := range values {
			b = binary.BigEndian.AppendUint16(b, x)
		}
		return b
	}
	for name, c := range map[string]struct {
		file  []byte
		shape []int
		want  []float32
	}{
		"C order": {testfile.NPY(1, testfile.NPYHeader("<f4", false, 2, 3), testfile.Floats(1, 2, 3, 4, 5, 6)),
			[]int{2, 3}, []float32{1, 2, 3, 4, 5, 6}},
		"Fortran order": {testfile.NPY(2, testfile.NPYHeader("<f4", true, 2, 3), testfile.Floats(1, 4, 2, 5, 3, 6)),
			[]int{2, 3}, []float32{1, 2, 3, 4, 5, 6}},
		"Fortran order, three dimensions": {testfile.NPY(3, testfile.NPYHeader("|u1", true, 2, 1, 2),
			[]byte{1, 3, 2, 4}), []int{2, 1, 2}, []float32{1, 2, 3, 4}},
		"big endian": {testfile.NPY(1, testfile.NPYHeader(">i2", false, 2), big(0xfffe, 300)), []int{2},
			[]float32{-2, 300}},
		"a number": {testfile.NPY(1, testfile.NPYHeader("<f4", false), testfile.Floats(7)), nil, []float32{7}},
		"truth":    {testfile.NPY(1, testfile.NPYHeader("|b1", false, 2), []byte{1, 0}), []int{2}, []float32{1, 0}},
		"Python 2's": {testfile.NPY(1, `{"shape": (2L,), "fortran_order": False, "descr": "|u1"}`, []byte{1, 200}),
			[]int{2}, []float32{1, 200}},
	} {
		t.Run(name, func(t *testing.T) {
			v, shapes := values(t, c.file)
			assert.Equal(t, c.want, v[""])
			assert.Equal(t, c.shape, shapes[""])
			for _, packed := range []bool{false, true} {
				v, _ = values(t, testfile.Zip(packed, testfile.Member{Name: "a/b.npy", Data: c.file}))
				assert.Equal(t, c.want, v["a/b"])
			}
		})
	}
}

func TestIDX(t *testing.T) {
	v, shapes := values(t, testfile.Gzip(testfile.IDX([]byte{0, 255, 7, 3}, 2, 1, 2)))
	assert.Equal(t, []float32{0, 255, 7, 3}, v[""])
	assert.Equal(t, []int{2, 1, 2}, shapes[""])
	v, _ = values(t, []byte{0, 0, 11, 1, 0, 0, 0, 2, 0xff, 0xfe, 1, 0}) // big-endian int16
	assert.Equal(t, []float32{-2, 256}, v[""])
}

func TestPyTorch(t *testing.T) {
	w := testfile.Tensor{Name: "0.weight", Shape: []int{2, 3}, Values: []float32{1, 2, 3, 4, 5, 6}}
	b := testfile.Tensor{Name: "0.bias", Shape: []int{2}, Values: []float32{-1, .5}}
	want := map[string][]float32{"0.weight": w.Values, "0.bias": b.Values}
	f, err := Read(testfile.PyTorch(w, b))
	require.NoError(t, err)
	assert.Equal(t, "0.weight", f.Tensors[0].Name)
	assert.True(t, f.Ordered)
	got, shapes := values(t, testfile.PyTorch(w, b))
	assert.Equal(t, want, got)
	assert.Equal(t, []int{2, 3}, shapes["0.weight"])

	t.Run("a checkpoint with an optimiser", func(t *testing.T) {
		p := testfile.NewPickle().Op('}').Put().Op('(')
		p.Text("epoch").Int(-70_000).Text("loss").Float(.5).Text("seed").Int(1 << 40)
		p.Text("model_state_dict").StateDict(w, b)
		p.Text("optimizer_state_dict").Op('}').Put().Op('(')
		p.Text("state").Op('}').Put().Int(0).Op('}').Put().Text("exp_avg").Tensor(b).Op('s', 's')
		p.Text("param_groups").Op(']').Put().Op('}').Put().Text("lr").Float(.1).Op('s', 'a').Op('u')
		f, err := Read(p.Op('u').File())
		require.NoError(t, err)
		var names []string
		for _, x := range f.Tensors {
			names = append(names, x.Name)
		}
		assert.Equal(t, []string{"model_state_dict.0.weight", "model_state_dict.0.bias",
			"optimizer_state_dict.state.0.exp_avg"}, names)
		assert.Subset(t, f.Ignored, []string{"epoch", "loss", "seed", "optimizer_state_dict.param_groups"})
	})
	t.Run("parameters", func(t *testing.T) { // a state_dict that keeps nn.Parameter
		p := testfile.NewPickle().Op('}').Put().Text("w").Global("torch._utils", "_rebuild_parameter").Op('(').Tensor(w)
		got, _ := values(t, p.Op(0x88).OrderedDict().Op('t').Put().Op('R').Put().Op('s').File())
		assert.Equal(t, map[string][]float32{"w": w.Values}, got)
	})
	t.Run("views", func(t *testing.T) {
		p := testfile.NewPickle()
		key := p.Store(testfile.Floats(0, 1, 4, 2, 5, 3, 6))
		p.Op('}').Put().Op('(')
		p.Text("transposed").View("FloatStorage", key, 7, 1, []int{2, 3}, []int{1, 2})
		p.Text("first").View("FloatStorage", key, 7, 0, []int{1}, []int{1})
		p.Text("tied").View("FloatStorage", key, 7, 5, []int{2}, []int{1})
		p.Text("half").View("HalfStorage", p.Store([]byte{0, 0x3c}), 1, 0, []int{1, 1}, []int{9, 1})
		f, err := Read(p.Op('u').File())
		require.NoError(t, err)
		v, err := f.Tensors[0].Floats()
		require.NoError(t, err)
		assert.Equal(t, []float32{1, 2, 3, 4, 5, 6}, v)
		assert.Equal(t, []string{"", "", "transposed", ""},
			[]string{f.Tensors[0].Tied, f.Tensors[1].Tied, f.Tensors[2].Tied, f.Tensors[3].Tied})
		v, err = f.Tensors[3].Floats()
		require.NoError(t, err)
		assert.Equal(t, []float32{1}, v)
	})
	t.Run("many tensors", func(t *testing.T) { // more than 256 names, so that torch.save's long instructions are used
		var many []testfile.Tensor
		for range 60 {
			many = append(many, testfile.Tensor{Name: string(rune('A' + len(many))), Shape: []int{1},
				Values: []float32{float32(len(many))}})
		}
		v, _ := values(t, testfile.PyTorch(many...))
		require.Len(t, v, 60)
		assert.Equal(t, []float32{59}, v[string(rune('A'+59))])
	})
}
