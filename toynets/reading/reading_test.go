package reading

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"onebasin/internal/allocation"
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

// A directory that names one place many times would have a small file read for hours.
func TestMembersInOnePlace(t *testing.T) {
	data, r := make([]byte, 2000), rand.New(rand.NewPCG(1, 2))
	for k := range data {
		data[k] = byte(r.Uint32())
	}
	for _, packed := range []bool{false, true} {
		file := testfile.Zip(packed, testfile.Member{Name: "aaaa", Data: data})
		at := bytes.Index(file, []byte("PK\x01\x02"))
		entry, end := file[at:len(file)-22], file[len(file)-22:]
		many := append([]byte{}, file[:at]...)
		const members = 1000
		for k := range members {
			name := bytes.Index(entry, []byte("aaaa"))
			many = append(many, entry[:name]...)
			many = append(append(many, fmt.Sprintf("%04d", k)...), entry[name+4:]...)
		}
		end = bytes.Clone(end)
		binary.LittleEndian.PutUint16(end[8:], members)
		binary.LittleEndian.PutUint16(end[10:], members)
		binary.LittleEndian.PutUint32(end[12:], uint32(members*len(entry)))
		many = append(many, end...)
		_, err := Unzip(many)
		assert.ErrorContains(t, err, "which other members leave of the file")
	}
}

// fuzzBound is how many bytes may be allocated to unpack a file of n: what it may unpack to, in memory that grows, and
// tables of what it names.
func fuzzBound(n int) uint64 { return uint64(1000*n + 4<<20) }

// Whatever a file holds, it is told what it is, and an archive is unpacked or refused in one clear sentence.
func FuzzUnpack(f *testing.F) {
	for _, file := range [][]byte{nil, []byte("a;b\n"), testfile.Gzip([]byte("hello")),
		testfile.Gzip(testfile.Gzip(nil)),
		testfile.Zip(false), testfile.Zip(true, testfile.Member{Name: "a/b", Data: make([]byte, 300)}),
		testfile.Zip(false, testfile.Member{Name: "a/"}, testfile.Member{Name: "a/b", Data: []byte("hello")})} {
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		for _, read := range []func() error{
			func() error { _, err := FormatOf(file); return err },
			func() error { _, err := Unzip(file); return err },
			func() error { _, err := Gunzip(file); return err },
		} {
			var err error
			allocation.Within(t, fuzzBound(len(file)), func() { err = read() })
			if err == nil {
				continue
			}
			if m := err.Error(); len(m) > 900 || strings.ContainsAny(m, "\n\r\x00") || !utf8.ValidString(m) {
				t.Fatalf("not a clear message: %q", m)
			}
			if !errors.As(err, new(*Problem)) {
				t.Fatalf("%T: %v", err, err)
			}
		}
	})
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
