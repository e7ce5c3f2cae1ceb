package sha256_test

import (
	standard "crypto/sha256"
	"encoding/hex"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/sha256"
)

func sum(parts ...[]byte) [sha256.Size]byte {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum()
}

// The examples that NIST publishes with the standard (SHA256.pdf and SHA2_Additional.pdf, Cryptographic Standards and
// Guidelines, Examples with Intermediate Values).
func TestPublishedExamples(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{"one block", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{"two blocks", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
			"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
		{"one byte", "\xbd", "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b"},
		{"55 zeros", strings.Repeat("\x00", 55), "02779466cdec163811d078815c633f21901413081449002f24aa3e80f0b88ef7"},
		{"56 zeros", strings.Repeat("\x00", 56), "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb"},
		{"64 zeros", strings.Repeat("\x00", 64), "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b"},
		{"a million a", strings.Repeat("a", 1e6), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
	} {
		got := sum([]byte(c.text))
		assert.Equal(t, c.want, hex.EncodeToString(got[:]), c.name)
	}
}

// Every length up to four blocks, cut anywhere, has the standard library's hash, and asking on the way changes nothing.
func TestAsTheStandardLibrary(t *testing.T) {
	random := rand.NewChaCha8([32]byte{1})
	text := make([]byte, 256)
	random.Read(text)
	for n := range len(text) + 1 {
		want := standard.Sum256(text[:n])
		for cut := range n + 1 {
			h := sha256.New()
			h.Write(text[:cut])
			assert.Equal(t, standard.Sum256(text[:cut]), h.Sum())
			h.Write(text[cut:n])
			if h.Sum() != want {
				t.Fatalf("%d bytes cut after %d: %x, not %x", n, cut, h.Sum(), want)
			}
		}
	}
}

func TestWhatIsHashedIsNotChanged(t *testing.T) {
	text := []byte(strings.Repeat("loss barrier ", 40))
	n, err := sha256.New().Write(text)
	assert.NoError(t, err)
	assert.Equal(t, len(text), n)
	assert.Equal(t, strings.Repeat("loss barrier ", 40), string(text))
}

func FuzzHash(f *testing.F) {
	f.Add([]byte("abc"), []byte("def"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		if got, want := sum(a, b), standard.Sum256(append(a[:len(a):len(a)], b...)); got != want {
			t.Errorf("%x, not %x", got, want)
		}
	})
}

func BenchmarkHash(b *testing.B) {
	text := make([]byte, 1<<20)
	b.Run("own", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			sum(text)
		}
	})
	b.Run("crypto", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			standard.Sum256(text)
		}
	})
}
