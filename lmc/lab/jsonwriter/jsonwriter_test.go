package jsonwriter_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/lab/jsonwriter"
	"onebasin/lmc/measure"
)

// standard is what encoding/json writes.
func standard(t testing.TB, v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	require.NoError(t, e.Encode(v))
	return string(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}

type shout string

func (s shout) MarshalJSON() ([]byte, error) { return []byte(`"` + string(s) + `!"`), nil }

type inner struct {
	Depth int `json:"depth"`
}

type named string

// warmth is zero below freezing.
type warmth struct{ Degrees int }

func (w warmth) IsZero() bool { return w.Degrees < 0 }

type everything struct {
	inner
	Bool     bool    `json:"bool"`
	Int      int     `json:"int"`
	Int32    int32   `json:"int32"`
	Float    float64 `json:"float"`
	Single   float32 `json:"single"`
	Text     string  `json:"text"`
	Name     named   `json:"name"`
	Plain    string
	Pointer  *float64          `json:"pointer"`
	Nil      *float64          `json:"nil"`
	List     [][]int           `json:"list"`
	None     []int             `json:"none"`
	Map      map[string]string `json:"map"`
	Any      any               `json:"any"`
	Anys     map[string]any    `json:"anys"`
	Left     string            `json:"left,omitempty"`
	LeftList []int             `json:"leftList,omitempty"`
	LeftOut  *inner            `json:"leftOut,omitempty"`
	LeftZero float64           `json:"leftZero,omitempty"`
	NoStruct inner             `json:"noStruct,omitzero"`
	NoCold   warmth            `json:"noCold,omitzero"`
	Warm     warmth            `json:"warm,omitzero"`
	Struct   inner             `json:"struct,omitempty"`
	Kept     *inner            `json:"kept,omitempty"`
	Shout    shout             `json:"shout"`
	Shouts   []shout           `json:"shouts"`
	Hidden   int               `json:"-"`
	secret   int
}

func TestAsEncodingJSON(t *testing.T) {
	x := 0.1
	full := everything{inner: inner{3}, Bool: true, Int: -42, Int32: 7, Float: 1e-7, Single: 0.1,
		Text: "π(B) ≡ \"B\"\n\t\\ <&> \x00\x1f\u2028\xff", Name: "n", Plain: "p",
		Pointer: &x, List: [][]int{{1, 2}, {}, nil}, Map: map[string]string{"b": "2", "a": "1", "": ""},
		Any:  []any{1, "x", nil, 2.5},
		Anys: map[string]any{"f": 1.5, "nil": nil}, Kept: &inner{1}, Shout: "a", Shouts: []shout{"b"},
		Hidden: 1, secret: 2,
		NoCold: warmth{-1}}
	for _, v := range []any{full, &full, everything{}, nil, 3, "x", []string{}, map[string]int(nil),
		[]any{struct{}{}, struct{ A int }{1}}} {
		assert.Equal(t, standard(t, v), string(jsonwriter.JSON(v)))
	}
}

func TestWhatIsNotFiniteIsNull(t *testing.T) {
	assert.Equal(t, "[null,null,null]", string(jsonwriter.JSON([]float64{math.NaN(), math.Inf(1), math.Inf(-1)})))
}

type broken struct{}

func (broken) MarshalJSON() ([]byte, error) { return nil, errors.New("no") }

func TestPanics(t *testing.T) {
	assert.PanicsWithValue(t, "jsonwriter: cannot write a chan int", func() { jsonwriter.JSON(make(chan int)) })
	assert.PanicsWithValue(t, "jsonwriter: no", func() { jsonwriter.JSON(broken{}) })
}

func FuzzJSON(f *testing.F) {
	f.Add("π\n", 1e-9, float32(3e-7), int64(5))
	f.Add("\xc3", 1e21, float32(1e21), int64(-1))
	f.Fuzz(func(t *testing.T, s string, x float64, y float32, n int64) {
		if !measure.Finite(x) || !measure.Finite(float64(y)) {
			t.Skip("encoding/json refuses what is not finite")
		}
		v := map[string]any{s: x, "y": y, "n": n, "list": []string{s, s}}
		if got, want := string(jsonwriter.JSON(v)), standard(t, v); got != want {
			t.Fatalf("%s, want %s", got, want)
		}
	})
}

func TestMerged(t *testing.T) {
	type part struct {
		A int    `json:"a,omitempty"`
		B string `json:"b,omitempty"`
	}
	for want, parts := range map[string][]any{
		`{}`:                  {},
		`{"a":1}`:             {nil, part{A: 1}, part{}},
		`{"a":1,"b":"x"}`:     {part{}, part{A: 1}, &part{B: "x"}},
		`{"a":1,"c":[1,2]}`:   {part{A: 1}, map[string]any{"c": []int{1, 2}}},
		`{"b":"}{","c":null}`: {part{B: "}{"}, map[string]any{"c": nil}, map[string]any{}},
	} {
		assert.Equal(t, want, string(jsonwriter.Merged(parts...)))
	}
}
