package datasets

import (
	"testing"

	"onebasin/internal/allocation"
	"onebasin/toynets"
	"onebasin/toynets/reading"
	"onebasin/toynets/reading/internal/testfile"
)

// mnistLike are two gzipped IDX files of MNIST's size: 60,000 images of 28×28, a fifth of whose pixels have ink.
func mnistLike() (images, labels []byte) {
	const n = 60_000
	r := toynets.Stream(1, "ink")
	pixels, classes := make([]byte, n*784), make([]byte, n)
	for i := range classes {
		classes[i] = byte(r.IntN(10))
		image := pixels[i*784 : (i+1)*784]
		for row := 4; row < 24; row++ {
			for j := range 8 {
				image[28*row+8+j+int(classes[i])] = byte(r.Uint64())
			}
		}
	}
	return testfile.Gzip(testfile.IDX(pixels, n, 28, 28)), testfile.Gzip(testfile.IDX(classes, n))
}

// The ratio of these two is what reading costs beside unpacking.
func BenchmarkMNIST(b *testing.B) {
	images, labels := mnistLike()
	b.Run("gunzip", func(b *testing.B) {
		for b.Loop() {
			if _, err := reading.Gunzip(images); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			if _, err := Read(Options{}, images, labels); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// Memory is at most twice the data as float32, split and scaled.
func TestMemoryOfMNIST(t *testing.T) {
	if testing.Short() {
		t.Skip("packs 47 MB")
	}
	images, labels := mnistLike()
	const data = 4 * 60_000 * 784
	var err error
	if n := allocation.Of(func() {
		var s Set
		if s, err = Read(Options{}, images, labels); err == nil {
			_, _, err = s.Split(share(&s, .2, 1, "255"))
		}
	}); n > 2*data {
		t.Errorf("%d MB were allocated for %d MB of data", n>>20, data>>20)
	}
	if err != nil {
		t.Error(err)
	}
}
