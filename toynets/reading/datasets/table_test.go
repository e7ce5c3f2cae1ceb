package datasets

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/toynets"
	"onebasin/toynets/files"
	"onebasin/toynets/reading"
)

func TestTables(t *testing.T) {
	x := []float32{1.5, -2, 0.25, 3, 1, 1, 1e3, -4}
	for name, c := range map[string]struct {
		file    string
		o       Options
		classes []string
		y       []int32
		columns []string
		note    string
	}{
		"commas": {"1.5,-2,0\n0.25,3,1\n1,1,0\n1e3,-4,1\n", Options{}, []string{"0", "1"}, []int32{0, 1, 0, 1},
			nil, "not a header"},
		"header": {"a,b,label\n1.5,-2,0\n0.25,3,1\n1,1,0\n1e3,-4,1", Options{}, []string{"0", "1"}, []int32{0, 1,
			0, 1}, []string{"a", "b"}, "names the columns"},
		"semicolons": {"a;b;c\r\n1,5;-2;10\r\n0,25;3,0;9\r\n1;1;10\r\n1e3;-4;9\r\n", Options{}, []string{"9", "10"},
			[]int32{1, 0, 1, 0}, []string{"a", "b"}, "a decimal comma"},
		"tabs": {"1.5\t-2\tup\n0.25\t3\tdown\n1\t1\tup\n1e3\t-4\tdown\n", Options{}, []string{"down", "up"},
			[]int32{1, 0, 1, 0}, nil, "tabs"},
		"Excel": {"\ufeffsep=;\n1,5;-2;a\n0,25;3;b\n1;1;a\n1000;-4;b\n", Options{}, []string{"a", "b"},
			[]int32{0, 1, 0, 1}, nil, "semicolons"},
		"quoted": {"\"a, b\",Class,\"c\"\n\"1,5\",\"x \"\"y\"\"\",-2\n\"0,25\",z,3\n1,z,1\n1000,z,-4\n",
			Options{}, []string{`x "y"`, "z"}, []int32{0, 1, 1, 1}, []string{"a, b", "c"}, `column 2 ("Class")`},
		"spaces": {"1.5, -2 , 1.0\n 0.25,3,2\n1,1, 1\n1000,-4,-0\n\n", Options{}, []string{"0", "1", "2"},
			[]int32{1, 2, 1, 0}, nil, ""},
		"first column": {"1,1.5,-2\n0,0.25,3\n1,1,1\n0,1e3,-4\n", Options{Label: "1"}, []string{"0", "1"}, []int32{1,
			0, 1, 0}, nil, "labels are column 1"},
		"named column": {"kind,a,b\n1,1.5,-2\n0,0.25,3\n1,1,1\n0,1e3,-4\n", Options{Label: "Kind"}, []string{"0", "1"},
			[]int32{1, 0, 1, 0}, []string{"a", "b"}, "labels are column 1"},
		"numbers above": {"0,1,2\n1.5,-2,7\n0.25,3,8\n1,1,7\n1e3,-4,8\n", Options{Header: Present}, []string{"7", "8"},
			[]int32{0, 1, 0, 1}, []string{"0", "1"}, "names the columns"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Read(c.o, []byte(c.file))
			require.NoError(t, err)
			assert.Equal(t, toynets.Data{X: x, Y: c.y, N: 4, Dim: 2, Classes: len(c.classes)}, s.Data)
			assert.Equal(t, c.classes, s.ClassNames)
			assert.Equal(t, c.columns, s.Columns)
			assert.Contains(t, strings.Join(s.Notes, "\n"), c.note)
		})
	}
}

// What this laboratory writes it reads, bit for bit.
func TestOwnTablesReadBack(t *testing.T) {
	d, _, err := toynets.Generate(toynets.Spec{Task: "gauss", N: 60, NTest: 10, Noise: .3, Seed: 5, Dim: 7, Classes: 3})
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, files.CSV(&b, d))
	s, err := Read(Options{}, b.Bytes())
	require.NoError(t, err)
	assert.Equal(t, d, s.Data)
}

func TestTablesRefused(t *testing.T) {
	const good = "a,b,label\n1,2,0\n3,4,1\n5,6,0\n7,8,1\n"
	line := func(text string) string { return good + text + "\n1,2,0\n" }
	var many strings.Builder
	for i := range MostClasses + 1 {
		many.WriteString("1," + strings.Repeat("x", 1+i%7) + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + "\n")
	}
	for name, c := range map[string]struct {
		file, says string
		o          Options
	}{
		"missing": {line("1,,0"),
			`line 6, column 2 ("b"): expected a value, found nothing: it is missing; fill it in or take the line out`,
			Options{}},
		"NaN": {line("1,NaN,0"), `line 6, column 2 ("b"): expected a value, found "NaN": it is missing`,
			Options{}},
		"missing label": {line("1,2,?"), `line 6, column 3 ("label"): expected a value, found "?": it is missing`,
			Options{}},
		"a word":         {line("1,two,0"), `line 6, column 2 ("b"): expected a number, found "two"`, Options{}},
		"without header": {"1,2,0\n1,x,0\n", `line 2, column 2: expected a number, found "x"`, Options{}},
		"infinity":       {line("1,inf,0"), `expected a finite number`, Options{}},
		"too large":      {line("1,1e39,0"), `expected a finite number, below 3.4e38, found "1e39"`, Options{}},
		"thousands":      {line(`1,"1,234.5",0`), `expected a number, found "1,234.5"`, Options{}},
		"point and comma": {line("1.5,\"1,5\",0"), `decimal points or decimal commas, not both in a file, found "1,5"`,
			Options{}},
		"too few": {line("1,2"), `line 6 of the CSV file: expected 3 columns, as the first line has, found 2`,
			Options{}},
		"too many":       {line("1,2,0,"), `found 4`, Options{}},
		"after sep":      {"sep=,\n1,2,0\n1,,0\n", `line 3, column 2`, Options{}},
		"quotation mark": {line(`1,"2,0`), `line 7, byte 7 of the CSV file`, Options{}},
		"a bare quotation": {line(`1,2"3,0`),
			`a quotation mark out of place; a quotation mark inside a field is written twice`, Options{}},
		"one column": {"1\n2\n3\n", `two columns at least`, Options{}},
		"no column": {good, `expected a column "c", found none of that name, and 3 columns`,
			Options{Label: "c"}},
		"column 0": {good, `expected a column "0"`, Options{Label: "0"}},
		"regression": {"1,0.5\n2,0.7\n3,0.1\n4,0.2",
			`line 1, column 2: expected a class: a whole number or a word, found "0.5"`, Options{}},
		"one class":     {"1,0\n2,0\n3,0\n4,0", `two different labels at least, found 1`, Options{}},
		"few":           {"1,0\n2,1\n", `4 examples at least, found 2`, Options{}},
		"blank":         {"\n\n", `lines of numbers`, Options{}},
		"only a header": {"a,b\n", `line 1, column 1: expected a number, found "a"`, Options{}},
		"classes":       {many.String(), `at most 1000 different labels`, Options{}},
		"web page":      {"<html><body>Not found</body></html>", `a web page`, Options{}},
		"UTF-16":        {"\xff\xfe1\x00,\x00", `UTF-16`, Options{}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read(c.o, []byte(c.file))
			require.ErrorContains(t, err, c.says)
			require.ErrorAs(t, err, new(*reading.Problem))
		})
	}
	_, err := Read(Options{}, []byte(good), []byte(good))
	assert.ErrorContains(t, err, "a table alone, found 2 files")
	_, err = Read(Options{})
	assert.ErrorContains(t, err, "expected a file, found none")
}
