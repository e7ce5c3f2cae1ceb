package bring_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/internal/allocation"
	"onebasin/lmc/lab/bring"
	"onebasin/lmc/lab/own"
	"onebasin/toynets"
	"onebasin/toynets/files"
)

// csv is a table of n examples of two inputs in three classes.
func csv(n int) []byte {
	var b strings.Builder
	b.WriteString("width,height,species\n")
	for i := range n {
		fmt.Fprintf(&b, "%d,%d.5,%s\n", i, i%7, []string{"iris", "rose", "tulip"}[i%3])
	}
	return []byte(b.String())
}

// network is a safetensors file of a random network, named as a PyTorch module of layers fc1, fc2, …
func network(t testing.TB, seed uint64, widths ...int) []byte {
	t.Helper()
	m := toynets.MLP{Widths: widths}
	theta := make([]float32, m.Params())
	m.Init(theta, toynets.Stream(seed, "init"))
	list := files.MLP(m, theta)
	for k := range list {
		_, kind, _ := strings.Cut(list[k].Name, ".")
		list[k].Name = fmt.Sprintf("module.fc%d.%s", k/2+1, kind)
	}
	var b bytes.Buffer
	require.NoError(t, files.Safetensors(&b, list, "a test"))
	return b.Bytes()
}

func TestData(t *testing.T) {
	f := bring.NewFile("flowers.csv", csv(60))
	look, err := bring.Data([]bring.File{f}, 0)
	require.NoError(t, err)
	assert.Equal(t, "data=file&file="+f.Short()+"&n=48&nt=12&dim=2&classes=3", look.Fragment())
	assert.Equal(t, []bring.Count{{"iris", 20}, {"rose", 20}, {"tulip", 20}}, look.Counts)
	assert.Equal(t, []string{"width", "height", "class"}, look.Columns)
	assert.Equal(t, []string{"1", "1.5", "rose"}, look.Rows[1])
	assert.Contains(t, look.Lines[0], "CSV: 60 examples of 2 inputs in 3 classes.")

	w := own.Want{Files: look.Shorts, Widths: []int{2, 3}, Scale: "standard", N: 40, NTest: 15}
	a, err := bring.Answer(w, []bring.File{f})
	require.NoError(t, err)
	d := a.(*own.Data)
	assert.Equal(t, []int{40, 15}, []int{d.Train.N, d.Test.N})
	assert.Equal(t, f.SHA256, d.Files[0].SHA256)

	w.N = 50
	_, err = bring.Answer(w, []bring.File{f})
	assert.ErrorContains(t, err, "expected 50 examples for training and 15 for testing, found 60 examples")
	w.N, w.Widths = 40, []int{2}
	_, err = bring.Answer(w, []bring.File{f})
	assert.ErrorContains(t, err, "expected how many inputs and classes there are, found [2]")
	w.Widths = []int{5, 3}
	_, err = bring.Answer(w, []bring.File{f})
	assert.ErrorContains(t, err, "flowers.csv: expected dim=5 and classes=3, as the link says, found 2 inputs and 3")
	_, err = bring.Answer(w, nil)
	assert.ErrorContains(t, err, "file "+f.Short()+" (beginning of the SHA-256), which is not here")
	_, err = bring.Data([]bring.File{bring.NewFile("a.csv", []byte("x,y\n1,2\n3,4\n5,6\n7,8\n"))}, 0)
	assert.ErrorContains(t, err, "20 examples at least, found 4")
	_, err = bring.Data([]bring.File{bring.NewFile("a.safetensors", network(t, 1, 2, 4, 3))}, 0)
	assert.ErrorContains(t, err, "a.safetensors: expected examples: CSV, IDX, npz or npy, found a network")
}

// idx are images of 2×2 and their labels as MNIST's two files.
func idx(n int) (images, labels []byte) {
	images = append([]byte{0, 0, 8, 3, 0, 0, 0, byte(n), 0, 0, 0, 2, 0, 0, 0, 2}, make([]byte, 4*n)...)
	labels = []byte{0, 0, 8, 1, 0, 0, 0, byte(n)}
	for i := range n {
		images[16+4*i] = byte(i)
		labels = append(labels, byte(i%3))
	}
	return images, labels
}

// Four files tell training from test examples; of either there have to be as many as a link may say, so that what can
// be looked at can be run.
func TestFourFiles(t *testing.T) {
	for nTest, says := range map[int]string{12: "", 5: "expected 10 examples at least for training, and as many for " +
		"testing, found 30 and 5"} {
		x, y := idx(30)
		x2, y2 := idx(nTest)
		var all []bring.File
		for k, content := range [][]byte{x2, y, y2, x} {
			all = append(all, bring.NewFile(fmt.Sprint(k), content))
		}
		look, err := bring.Data(all, 0)
		if says != "" {
			assert.ErrorContains(t, err, says)
			continue
		}
		require.NoError(t, err)
		assert.Contains(t, look.Fragment(), "&n=30&nt=12&dim=4&classes=3")
		assert.Equal(t, 2, look.Side)
		w := own.Want{Files: look.Shorts, Widths: []int{4, 3}, Scale: "none", N: 30, NTest: 12}
		answer, err := bring.Answer(w, all)
		require.NoError(t, err)
		assert.Equal(t, float32(29), answer.(*own.Data).Train.X[4*29])
	}
}

func TestNetworks(t *testing.T) {
	a := bring.NewFile("a.safetensors", network(t, 1, 2, 4, 3))
	b := bring.NewFile("b.safetensors", network(t, 2, 2, 6, 3))
	look, err := bring.Networks([]bring.File{a, b})
	require.NoError(t, err)
	assert.Equal(t, "models=file&files="+a.Short()+","+b.Short()+"&net=6&dim=2&classes=3", look.Fragment())
	lines := strings.Join(look.Networks[0].Lines, "\n")
	assert.Contains(t, lines, `Layer 1 is "fc1", 2 → 6, with 2 units of zeros added.`)

	w := own.Want{Models: true, Files: look.Shorts, Widths: []int{2, 6, 3}}
	answer, err := bring.Answer(w, []bring.File{b, a})
	require.NoError(t, err)
	n := answer.(*own.Networks)
	assert.Equal(t, "a.safetensors", n.Each[0].File.Name, "in the link's order")
	m := toynets.MLP{Widths: w.Widths}
	list, ok := files.Placed(m, n.Each[1].Theta, n.Each[1].Places)
	require.True(t, ok)
	var back bytes.Buffer
	require.NoError(t, files.Safetensors(&back, list, "a test"))
	assert.Equal(t, b.Bytes, back.Bytes(), "what was read goes back as it was, name by name")

	w.Widths = []int{9, 6, 3}
	_, err = bring.Answer(w, []bring.File{b, a})
	assert.ErrorContains(t, err, "expected networks of widths 9-6-3, as task and net of the link say, found 2-6-3")
	good := network(t, 1, 2, 4, 3)
	for _, c := range []struct {
		says string
		list [][]byte
	}{
		{"two to 8 files, one network in each, found 1 file", [][]byte{good}},
		{"2 layers, as network 1 has, found 3", [][]byte{good, network(t, 1, 2, 4, 4, 3)}},
		{"an output for every class, found one output", [][]byte{network(t, 1, 2, 4, 1), network(t, 2, 2, 4, 1)}},
		{"hidden widths of at most 1024, found 1025", [][]byte{network(t, 1, 2, 1025, 3), good}},
		{"one to 6 hidden layers, found 0", [][]byte{network(t, 1, 2, 4), network(t, 2, 2, 4)}},
		{"1.bin: expected a network: safetensors, npz or PyTorch’s .pt, found text", [][]byte{good, csv(60)}},
		{"1.bin: beginning of the file: expected a safetensors, npy", [][]byte{good, []byte("<!DOCTYPE html>")}},
	} {
		var brought []bring.File
		for k, content := range c.list {
			brought = append(brought, bring.NewFile(fmt.Sprintf("%d.bin", k), content))
		}
		_, err := bring.Networks(brought)
		assert.ErrorContains(t, err, c.says)
	}
}

// Names of a table's columns and classes are shown in one short line, whatever they hold.
func TestNamesAreShownBriefly(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	table := "\u202ea,b," + long + "\n" + strings.Repeat("1,2,"+long+"\n3,4,\"o\nn\u202ee\"\n", 12)
	look, err := bring.Data([]bring.File{bring.NewFile("a.csv", []byte(table))}, 0)
	require.NoError(t, err)
	short := strings.Repeat("x", 60) + "…"
	assert.Equal(t, []bring.Count{{"o·n·e", 12}, {short, 12}}, look.Counts)
	assert.Equal(t, []string{"·a", "b", "class"}, look.Columns)
	assert.Equal(t, [][]string{{"1", "2", short}, {"3", "4", "o·n·e"}}, look.Rows[:2])
}

// Networks that are wide in different places are refused before they are padded to what no memory holds.
func TestNetworksThatPaddingWouldBlowUp(t *testing.T) {
	const wide = 1 << 16
	a, b := network(t, 1, 1, wide, 1, 1, 2), network(t, 1, 1, 1, 1, wide, 2)
	c := network(t, 1, 1, 1, wide, 1, 2)
	var err error
	allocation.Within(t, 64<<20, func() {
		_, err = bring.Networks([]bring.File{bring.NewFile("a", a), bring.NewFile("b", b), bring.NewFile("c", c)})
	})
	assert.ErrorContains(t, err, "a: the network: expected hidden widths of at most 1024, found 65536")
}

// lookBound is how many bytes may be allocated to look at files of n bytes: what they unpack to, as float32, and
// networks of the widths that a link can say.
func lookBound(n int) uint64 { return uint64(3000*n + 256<<20) }

// Whatever two files hold, they are networks or examples, or refused in a clear sentence; and whatever is wanted of
// them is answered or refused likewise.
func FuzzLook(f *testing.F) {
	none := []byte(nil)
	data, models := `{"widths":[2,3],"n":12,"nt":9,"label":`, `{"models":true,"widths":[2,6,3]}`
	f.Add(csv(24), none, data+`0,"scale":"standard","seed":-1}`)
	f.Add(csv(24), none, data+`1,"scale":"x"}`)
	f.Add([]byte("\ufeffsep=;\n"+strings.Repeat("0,5;1;a\n1;2,5;b\n", 12)), none, data+`3,"n":9223372036854775807}`)
	f.Add(network(f, 1, 2, 4, 3), network(f, 2, 2, 6, 3), models)
	f.Add(network(f, 1, 2, 1, 5, 3), network(f, 2, 2, 6, 1, 3), models)
	f.Fuzz(func(t *testing.T, a, b []byte, asked string) {
		var want own.Want
		if json.Unmarshal([]byte(asked), &want) != nil {
			return
		}
		files := []bring.File{bring.NewFile("a", a)}
		if len(b) > 0 {
			files = append(files, bring.NewFile("b", b))
		}
		want.Files = nil
		for _, file := range files {
			want.Files = append(want.Files, file.Short())
		}
		for _, read := range []func() (bring.Look, error){
			func() (bring.Look, error) { return bring.Data(files, want.Label) },
			func() (bring.Look, error) { _, err := bring.Answer(want, files); return bring.Look{}, err },
			func() (bring.Look, error) { return bring.Networks(files) },
			func() (bring.Look, error) { _, err := bring.IsNetwork(files[0]); return bring.Look{}, err },
		} {
			var look bring.Look
			var err error
			allocation.Within(t, lookBound(len(a)+len(b)), func() { look, err = read() })
			if err != nil {
				if m := err.Error(); len(m) > 1000 || strings.ContainsAny(m, "\n\r\x00") || !utf8.ValidString(m) {
					t.Fatalf("not a clear message: %q", m)
				}
				continue
			}
			require.Len(t, look.Shorts, len(look.Files))
			for _, rows := range look.Rows {
				require.LessOrEqual(t, len(rows), len(look.Columns)+1)
			}
		}
	})
}

func TestIsNetwork(t *testing.T) {
	is, err := bring.IsNetwork(bring.NewFile("a", network(t, 1, 2, 4, 3)))
	assert.True(t, is)
	assert.NoError(t, err)
	is, err = bring.IsNetwork(bring.NewFile("a", csv(30)))
	assert.False(t, is)
	assert.NoError(t, err)
	_, err = bring.IsNetwork(bring.NewFile("a.pt", []byte("\x80\x02}q\x00.")))
	assert.ErrorContains(t, err, "a bare Python pickle; pickles can hold code")
	_, err = bring.IsNetwork(bring.NewFile("a.safetensors", network(t, 1, 2, 4, 3)[:200]))
	assert.ErrorContains(t, err, "a.safetensors: ")
}
