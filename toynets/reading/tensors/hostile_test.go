package tensors

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/internal/allocation"
	"onebasin/toynets/reading"
	"onebasin/toynets/reading/internal/testfile"
)

// bound is how many bytes may be allocated to read a file of n bytes: tables of what it names, content that was packed
// (reading.Unzip's limit), and what is decoded of it.
func bound(n int) uint64 { return uint64(700*n + 4<<20) }

const one = `{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`

// hostile are files that must be refused, and what the sentence has to hold.
func hostile() map[string]struct {
	file []byte
	says string
} {
	type c = struct {
		file []byte
		says string
	}
	st := func(header string, n int) []byte { return testfile.Safetensors(header, make([]byte, n)) }
	entry := func(dtype, shape, offsets string) string {
		return `{"a":{"dtype":"` + dtype + `","shape":[` + shape + `],"data_offsets":[` + offsets + `]}}`
	}
	length := func(n uint64) []byte {
		b := st(one, 4)
		for i := range 8 {
			b[i] = byte(n >> (8 * i))
		}
		return b
	}
	npy := func(header string, n int) []byte { return testfile.NPY(1, header, make([]byte, n)) }
	p := testfile.NewPickle
	view := func(n, offset int, shape, strides []int) []byte {
		q := p().Op('}').Put().Op('(').Text("a")
		return q.View("FloatStorage", q.Store(make([]byte, 16)), n, offset, shape, strides).Op('u').File()
	}
	millions := strings.Repeat(`"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},`, 3)
	var many strings.Builder
	for i := range MostTensors + 1 {
		fmt.Fprintf(&many, `,"%d":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}`, i)
	}
	self := p().Op('}').Put().Text("a").Op('h', 0, 's').File()
	deep := p()
	for range 20 {
		deep.Op('}').Text("a")
	}
	deep.Op('N')
	for range 20 {
		deep.Op('s')
	}
	return map[string]c{
		"empty":    {nil, "the file is empty"},
		"web page": {[]byte("\n <!DOCTYPE html><html>404"), "a web page"},
		"noise":    {[]byte("\x01\x02\x03\x04\x05\x06\x07\x08\x09"), "begins with the bytes 01 02"},
		"HDF5":     {[]byte("\x89HDF\r\n\x1a\n..."), "numpy.savez"},
		"Git LFS":  {[]byte("version https://git-lfs.github.com/spec/v1\n"), "git lfs pull"},
		"text":     {[]byte("1,2,3\n"), "found text"},
		"old PyTorch": {
			[]byte("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."),
			"before version 1.6",
		},
		"pickle":           {[]byte("\x80\x04."), "a bare Python pickle"},
		"gzip in gzip":     {testfile.Gzip(testfile.Gzip([]byte("x"))), "another gzipped file"},
		"gzip cut off":     {testfile.Gzip([]byte("hello, hello"))[:20], "the file's end"},
		"gzip bomb":        {testfile.Gzip(make([]byte, 30<<20)), "at most"},
		"header of 0":      {length(0), "found 0"},
		"header of 2⁶³":    {length(1 << 63), "found 9223372036854775808"},
		"header cut off":   {st(one, 4)[:20], "probably cut off"},
		"values cut off":   {st(one, 3), "cut off"},
		"trailing bytes":   {st(one, 5), "1 byte after tensor \"a\" that belong to none"},
		"no JSON":          {st(`{"a":}`, 0), "JSON"},
		"JSON breaks off":  {st(`{"a":{`, 0), "JSON"},
		"no table":         {st(`{`+`}[]`, 0), "nothing after the table"},
		"no offsets":       {st(`{"a":{"dtype":"F32","shape":[1]}}`, 4), "data_offsets"},
		"fractional shape": {st(entry("F32", "1.5", "0,4"), 4), "whole numbers"},
		"three offsets":    {st(entry("F32", "1", "0,4,4"), 4), "two"},
		"unknown kind":     {st(entry("Q4", "1", "0,4"), 4), `found "Q4"`},
		"offsets reversed": {st(entry("F32", "1", "4,0"), 4), "bytes 4 to 0"},
		"offset outside":   {st(entry("F32", "1", "4,8"), 4), "bytes 4 to 8"},
		"offset negative":  {st(entry("F32", "2", "-4,4"), 4), "bytes -4 to 4"},
		"offset of 2⁶³":    {st(entry("F32", "1", "0,9223372036854775808"), 4), "below 2⁶³"},
		"shape overflows":  {st(entry("F32", "4294967296,4294967296", "0,4"), 4), "4294967296×4294967296"},
		"shape negative":   {st(entry("F32", "-1,-1", "0,4"), 4), "-1×-1"},
		"shape too small":  {st(entry("F32", "1", "0,8"), 8), "a shape that fills its 8 bytes"},
		"many dimensions":  {st(entry("F32", "1,1,1,1,1,1,1,1,1", "0,4"), 4), "8 dimensions at most"},
		"overlap": {
			st(
				`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},`+
					`"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}`,
				6,
			),
			`some that belong to tensor "a" too`,
		},
		"hole": {st(entry("F32", "1", "4,8"), 8), "4 bytes after the header"},
		"duplicate names": {
			st(`{`+millions+millions[:len(millions)-1]+`}`, 0),
			`one tensor of the name "a", found two`,
		},
		"too many tensors":   {st(`{`+many.String()[1:]+`}`, 0), "10000 tensors at most"},
		"long name":          {st(`{"`+strings.Repeat("a", 300)+`":{}}`, 0), "256 bytes at most, found 300"},
		"npy version 4":      {testfile.NPY(4, testfile.NPYHeader("<f4", false, 1), make([]byte, 4)), "version 4.0"},
		"npy header cut off": {npy(testfile.NPYHeader("<f4", false, 1), 4)[:40], "cut off"},
		"npy cut off":        {npy(testfile.NPYHeader("<f4", false, 2), 7), "found 7 bytes"},
		"npy trailing":       {npy(testfile.NPYHeader("<f4", false, 2), 9), "found 9 bytes"},
		"npy objects":        {npy(testfile.NPYHeader("|O", false, 2), 9), "pickles, which can hold code"},
		"npy text":           {npy(testfile.NPYHeader("<U3", false, 1), 12), "number the classes"},
		"npy table": {
			npy(`{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }`, 4),
			"a table with columns",
		},
		"npy no shape": {npy(`{'descr': '<f4', 'fortran_order': False, }`, 4), "'shape'"},
		"npy code":     {npy(`__import__('os').system('x')`, 4), "{'descr'"},
		"npy huge":     {npy(testfile.NPYHeader("<f4", false, 1<<40, 1<<40), 4), "found 4 bytes"},
		"npy huge number": {
			npy(`{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999999,), }`, 4),
			"'shape'",
		},
		"IDX kind":       {[]byte{0, 0, 10, 1, 0, 0, 0, 1, 1}, "a kind of number"},
		"IDX dimensions": {[]byte{0, 0, 8, 200, 0, 0}, "8 dimensions at most, found 200"},
		"IDX cut off":    {testfile.IDX(nil, 1, 2, 3)[:14], "3 sides in 4 bytes each"},
		"IDX overflows":  {testfile.IDX([]byte{1}, 1<<31, 1<<31, 4), "found 1 byte"},
		"IDX trailing":   {testfile.IDX([]byte{1, 2}, 1), "found 2 bytes"},
		"UTF-16":         {[]byte("\xff\xfea\x00"), "save it as CSV in UTF-8"},
		"Excel":          {testfile.Zip(false, testfile.Member{Name: "[Content_Types].xml"}), "save the table as CSV"},
		"zip empty":      {testfile.Zip(false), "the archive is empty"},
		"zip cut off": {
			testfile.NPZ(true, testfile.Tensor{Name: "a", Shape: []int{1}, Values: []float32{1}})[:60],
			"directory",
		},
		"zip of something": {testfile.Zip(false, testfile.Member{Name: "x.txt"}), `found "x.txt"`},
		"zip path":         {testfile.Zip(false, testfile.Member{Name: "../../a.npy"}), "leads out of the archive"},
		"zip twice": {
			testfile.Zip(false, testfile.Member{Name: "a.npy"}, testfile.Member{Name: "a.npy"}),
			"found two",
		},
		"zip bomb": {
			testfile.Zip(true, testfile.Member{Name: "a.npy", Data: make([]byte, 40<<20)}),
			"for so much content",
		},
		"zip, not npy": {
			testfile.Zip(false, testfile.Member{Name: "a.npy", Data: []byte("hello")}),
			"NumPy's npy format",
		},
		"Keras": {
			testfile.Zip(false, testfile.Member{Name: "config.json"}, testfile.Member{Name: "model.weights.h5"}),
			"Keras",
		},
		"TorchScript": {
			testfile.Zip(false, testfile.Member{Name: "a/data.pkl"}, testfile.Member{Name: "a/constants.pkl"}),
			"torch.jit.save",
		},
		"pickle of code": {
			p().Global("os", "system").Text("rm -rf /").Op(0x85, 'R').File(),
			`a call of "os.system", which was not carried out`,
		},
		"pickle of a model":   {p().Global("__main__", "Net").Op(')', 0x81).File(), "not the model itself"},
		"pickle STACK_GLOBAL": {p().Text("builtins").Text("eval").Op(0x93).File(), `"builtins.eval"`},
		"pickle INST":         {p().Op('(', 'i').File(), "0x69"},
		"pickle cut off": {
			testfile.Zip(false, testfile.Member{Name: "a/data.pkl", Data: []byte("\x80\x02}(X\xff\xff\xff\xff")}),
			"the end of the data",
		},
		"pickle, empty stack": {p().Op('s').File(), "fewer"},
		"pickle of itself":    {self, "elsewhere, too"},
		"pickle, deep":        {deep.File(), "in each other"},
		"pickle, no memo":     {p().Op('h', 7).File(), "which was not"},
		"tensor call": {
			p().Global("torch._utils", "_rebuild_tensor_v2").Ints(1, 2, 3, 4).Op('R').File(),
			"other arguments",
		},
		"storage missing": {
			p().Op('}').Text("a").View("FloatStorage", "7", 1, 0, []int{1}, []int{1}).Op('s').File(),
			"no such member",
		},
		"storage too short": {view(5, 0, []int{1}, []int{1}), "5 numbers of F32"},
		"view outside":      {view(4, 1, []int{4}, []int{1}), "within its storage of 4 numbers"},
		"view repeats":      {view(4, 0, []int{1000, 1000}, []int{0, 0}), "within its storage"},
		"view overflows":    {view(4, 0, []int{1 << 31, 1 << 31, 1 << 31}, []int{1, 1, 1}), "within its storage"},
		"view strides":      {view(4, 0, []int{2, 2}, []int{math.MaxInt32, math.MaxInt32}), "within its storage"},
	}
}

// clear checks that an error is one short sentence.
func clear(t *testing.T, err error) {
	t.Helper()
	m := err.Error()
	require.NotEmpty(t, m)
	require.Less(t, len(m), 900, m)
	require.False(t, strings.ContainsAny(m, "\n\r\x00"), "%q", m)
	require.True(t, utf8.ValidString(m), "%q", m)
	require.NotContains(t, m, "%!")
	var p *reading.Problem
	require.ErrorAs(t, err, &p)
	require.NotEmpty(t, p.Where)
	require.NotEmpty(t, p.Expected)
	require.NotEmpty(t, p.Found)
}

func TestHostileFiles(t *testing.T) {
	for name, c := range hostile() {
		t.Run(name, func(t *testing.T) {
			var err error
			allocation.Within(t, bound(len(c.file)), func() { _, err = Read(c.file) })
			require.Error(t, err)
			assert.Contains(t, err.Error(), c.says)
			clear(t, err)
		})
	}
}

func TestNumbersThatAreNone(t *testing.T) {
	for want, x := range map[string]float64{"NaN": math.NaN(), "infinity": math.Inf(-1), "too large": 1e300} {
		raw := make([]byte, 32)
		for i := range 8 {
			raw[24+i] = byte(math.Float64bits(x) >> (8 * i))
		}
		f, err := Read(testfile.Safetensors(`{"w":{"dtype":"F64","shape":[2,2],"data_offsets":[0,32]}}`, raw))
		require.NoError(t, err)
		_, err = f.Tensors[0].Floats()
		require.ErrorContains(t, err, want)
		require.ErrorContains(t, err, `tensor "w": expected finite numbers`)
		require.ErrorContains(t, err, "[1, 1]")
		clear(t, err)
	}
}

// Whatever a file holds, it is read or refused in one clear sentence, and memory is bounded by its size.
func FuzzRead(f *testing.F) {
	for _, c := range hostile() {
		if len(c.file) < 4096 {
			f.Add(c.file)
		}
	}
	w := testfile.Tensor{Name: "0.weight", Shape: []int{2, 3}, Values: []float32{1, 2, 3, 4, 5, 6}}
	for _, file := range [][]byte{testfile.PyTorch(w, w), testfile.NPZ(true, w), testfile.NPZ(false, w),
		testfile.Safetensors(one, testfile.Floats(1)), testfile.Gzip(testfile.Safetensors(one, testfile.Floats(1))),
		testfile.NPY(1, testfile.NPYHeader("<f4", true, 2, 3), testfile.Floats(w.Values...))} {
		f.Add(file)
	}
	f.Add(testfile.IDX([]byte{1, 2, 3, 4}, 2, 2))
	f.Fuzz(func(t *testing.T, file []byte) { reads(t, file, bound(len(file))) })
}

// FuzzPickle is FuzzRead for what is in PyTorch's archive: checksums keep a fuzzer from getting there.
func FuzzPickle(f *testing.F) {
	w := testfile.Tensor{Name: "0.weight", Shape: []int{2, 3}, Values: []float32{1, 2, 3, 4, 5, 6}}
	for _, p := range []*testfile.Pickle{testfile.NewPickle().StateDict(w, w), testfile.NewPickle().Ints(1, 2, 3, 4),
		testfile.NewPickle().Op(']').Int(70_000).Float(1).Int(1<<40).Op('a', 'a', 'a'),
		testfile.NewPickle().Op('}', '(').Text("a").Op('}').Text("b").Op('h', 1, 's', 'u')} {
		f.Add(p.Op('.').Code)
	}
	f.Fuzz(func(t *testing.T, code []byte) {
		file := testfile.Zip(false, testfile.Member{Name: "a/data.pkl", Data: code},
			testfile.Member{Name: "a/data/0", Data: make([]byte, 24)})
		reads(t, file, bound(len(file)))
	})
}

func reads(t *testing.T, file []byte, most uint64) {
	var all File
	var err error
	allocation.Within(t, most, func() { all, err = Read(file) })
	if err != nil {
		clear(t, err)
		return
	}
	for _, x := range all.Tensors {
		if x.Tied != "" {
			continue
		}
		if v, err := x.Numbers(); err != nil {
			clear(t, err)
		} else {
			require.Len(t, v, x.Len())
		}
	}
}
