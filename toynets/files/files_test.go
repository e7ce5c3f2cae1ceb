package files

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"encoding/json"
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/toynets"
)

// readSafetensors is a reader of its own, written from the format's description: header length, JSON header, bytes.
func readSafetensors(t *testing.T, b []byte) (tensors map[string][]float32, shapes map[string][]int,
	about map[string]string) {
	t.Helper()
	n := binary.LittleEndian.Uint64(b)
	require.LessOrEqual(t, n, uint64(len(b)-8))
	require.Zero(t, n%8, "the values are aligned")
	var header map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(b[8:8+n], &header))
	require.Equal(t, byte('{'), b[8])
	require.NoError(t, json.Unmarshal(header["__metadata__"], &about))
	delete(header, "__metadata__")
	data := b[8+n:]
	tensors, shapes = map[string][]float32{}, map[string][]int{}
	covered := make([]bool, len(data))
	for name, raw := range header {
		var info struct {
			Dtype   string
			Shape   []int
			Offsets [2]int `json:"data_offsets"`
		}
		require.NoError(t, json.Unmarshal(raw, &info))
		require.Equal(t, "F32", info.Dtype)
		size := 4
		for _, d := range info.Shape {
			size *= d
		}
		require.Equal(t, size, info.Offsets[1]-info.Offsets[0], name)
		x := make([]float32, size/4)
		for i := range x {
			x[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[info.Offsets[0]+4*i:]))
		}
		for k := info.Offsets[0]; k < info.Offsets[1]; k++ {
			require.False(t, covered[k], "tensors do not overlap")
			covered[k] = true
		}
		tensors[name], shapes[name] = x, info.Shape
	}
	for _, c := range covered {
		require.True(t, c, "and leave no gap")
	}
	return tensors, shapes, about
}

func TestSafetensors(t *testing.T) {
	for _, widths := range [][]int{{2, 3, 2}, {3, 5, 4, 2}, {1, 1, 1}} {
		m := toynets.MLP{Widths: widths}
		theta := make([]float32, m.Params())
		m.Init(theta, toynets.Stream(1, "export"))
		theta[0] = math.Float32frombits(1) // a denormal
		var b bytes.Buffer
		require.NoError(t, Safetensors(&b, MLP(m, theta), "B “quoted” \"\\\x07 π & <x>"))
		tensors, shapes, about := readSafetensors(t, b.Bytes())
		assert.Equal(t, map[string]string{"format": "pt", "about": "B “quoted” \"\\\x07 π & <x>"}, about)
		require.Len(t, tensors, 2*m.Layers())
		for l := 1; l <= m.Layers(); l++ {
			name := strconv.Itoa(2 * (l - 1)) // Linear, act, Linear, …
			assert.Equal(t, []int{widths[l], widths[l-1]}, shapes[name+".weight"])
			assert.Equal(t, []int{widths[l]}, shapes[name+".bias"])
			assert.Equal(t, m.Weight(theta, l), tensors[name+".weight"])
			assert.Equal(t, m.Bias(theta, l), tensors[name+".bias"])
		}
	}
	m := toynets.MLP{Widths: []int{2, 3, 2}}
	assert.Panics(t, func() { Safetensors(new(bytes.Buffer), MLP(m, make([]float32, 3)), "") })
}

// Whole numbers are int64, beside float32 or alone, and what is known is in the metadata.
func TestSafetensorsOfWholeNumbers(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, Safetensors(&b, []Tensor{{Name: "0", Shape: []int{3}, Whole: []int{2, 0, 1}},
		{Name: "x", Shape: []int{1}, Data: []float32{0.5}}}, "a", Note{"digest", "37d55070bba4"}))
	n := binary.LittleEndian.Uint64(b.Bytes())
	assert.JSONEq(t, `{"__metadata__": {"format": "pt", "about": "a", "digest": "37d55070bba4"},
		"0": {"dtype": "I64", "shape": [3], "data_offsets": [0, 24]},
		"x": {"dtype": "F32", "shape": [1], "data_offsets": [24, 28]}}`, string(b.Bytes()[8:8+n]))
	assert.Equal(t, []byte{2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x3f},
		b.Bytes()[8+n:])
	assert.Panics(t, func() {
		Safetensors(new(bytes.Buffer), []Tensor{{Name: "0", Shape: []int{2}, Whole: []int{1}}}, "")
	})
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, assert.AnError }

func TestWriteErrorsAreTold(t *testing.T) {
	m := toynets.MLP{Widths: []int{1, 1, 1}}
	assert.ErrorIs(t, Safetensors(full{}, MLP(m, make([]float32, m.Params())), ""), assert.AnError)
	assert.ErrorIs(t, CSV(full{}, toynets.Data{X: []float32{1}, Y: []int32{0}, N: 1, Dim: 1, Classes: 1}),
		assert.AnError)
}

func TestCSVReadsBack(t *testing.T) {
	train, _, err := toynets.Generate(
		toynets.Spec{Task: "gauss", N: 200, NTest: 10, Noise: 0.3, Seed: 5, Dim: 7, Classes: 3})
	require.NoError(t, err)
	train.X[0], train.X[1], train.X[2] = math.MaxFloat32, math.Float32frombits(1), float32(math.Copysign(0, -1))
	var b bytes.Buffer
	require.NoError(t, CSV(&b, train))
	rows, err := csv.NewReader(&b).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 201)
	assert.Equal(t, []string{"x0", "x1", "x2", "x3", "x4", "x5", "x6", "label"}, rows[0])
	for i, row := range rows[1:] {
		for j, text := range row[:7] {
			x, err := strconv.ParseFloat(text, 32)
			require.NoError(t, err)
			require.Equal(t, math.Float32bits(train.X[7*i+j]), math.Float32bits(float32(x)))
		}
		require.Equal(t, strconv.Itoa(int(train.Y[i])), row[7])
	}
}
