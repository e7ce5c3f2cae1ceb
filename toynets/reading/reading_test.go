package reading

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/toynets/reading/internal/testfile"
)

func TestFormats(t *testing.T) {
	for want, files := range map[Format][]string{
		Safetensors: {string(testfile.Safetensors("{}", nil)), "\x08\x00\x00\x00\x00\x00\x00\x00"},
		NPY:         {string(testfile.NPY(1, "", nil))},
		Zip:         {string(testfile.Zip(false)), string(testfile.Zip(true, testfile.Member{Name: "a"}))},
		Gzip:        {string(testfile.Gzip(nil))},
		IDX:         {string(testfile.IDX(nil, 0)), string(testfile.IDX([]byte("{"), 1, 1))},
		Text:        {"1,2\n", "\ufeffa;b", "na\xefve,1\n", "12345678{"[:8]},
	} {
		for _, file := range files {
			got, err := FormatOf([]byte(file))
			assert.NoError(t, err)
			assert.Equal(t, want, got, "%q", file)
		}
	}
}

func TestProblemsAreOneSentence(t *testing.T) {
	err := Wrong("line 1", "a number", "%d", 7)
	assert.EqualError(t, err, "line 1: expected a number, found 7")
	assert.EqualError(t, Advise(err, "try again"), "line 1: expected a number, found 7; try again")
	assert.EqualError(t, Advise(Advise(err, "first"), "second"), "line 1: expected a number, found 7; first")
	assert.EqualError(t, err, "line 1: expected a number, found 7", "advice is given to a copy")
	assert.True(t, errors.Is(Advise(io.EOF, "x"), io.EOF))
	assert.Equal(t, `"a··b"`, Quote("a\n\xffb"))
	assert.Equal(t, `"`+strings.Repeat("é", longestQuote)+`…"`, Quote(strings.Repeat("é", 1000)))
	assert.Equal(t, "1 byte, 2 bytes", Plural(1, "byte")+", "+Plural(2, "byte"))
}

func TestUnpacking(t *testing.T) {
	data := []byte(strings.Repeat("hello ", 1000))
	got, err := Gunzip(append(testfile.Gzip(data), testfile.Gzip(data)...)) // as cat joins them
	assert.NoError(t, err)
	assert.Equal(t, append(data, data...), got)
	damaged := testfile.Gzip(data)
	damaged[len(damaged)-5] ^= 1 // the checksum
	_, err = Gunzip(damaged)
	assert.ErrorContains(t, err,
		"the gzipped file: expected content that fits its checksum, found damage after 6000 bytes")
	for _, packed := range []bool{false, true} {
		file := testfile.Zip(packed, testfile.Member{Name: "a/", Data: nil}, testfile.Member{Name: "a/b", Data: data})
		members, err := Unzip(file)
		assert.NoError(t, err)
		assert.Equal(t, []Member{{"a/b", data}}, members)
		at := strings.Index(string(file), "a/b") + 20
		file[at] ^= 1
		_, err = Unzip(file)
		assert.ErrorContains(t, err,
			`member "a/b" of the zip archive: expected 6000 bytes with the checksum in the directory`)
	}
}
