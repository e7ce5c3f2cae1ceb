package datasets

import (
	"testing"
	"time"

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

// BenchmarkMNIST reports how long unpacking MNIST's two files takes, and reading them, which unpacks them, too; and the
// memory that reading takes beside that of the data as float32.
func BenchmarkMNIST(b *testing.B) {
	images, labels := mnistLike()
	var s Set
	var err error
	read := func() { s, err = Read(Options{}, images, labels) }
	n := allocation.Of(read)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		begin := time.Now()
		for _, file := range [][]byte{images, labels} {
			if _, err := reading.Gunzip(file); err != nil {
				b.Fatal(err)
			}
		}
		unpacked := time.Now()
		read()
		b.ReportMetric(time.Since(unpacked).Seconds()*1e6, "read-µs")
		b.ReportMetric(unpacked.Sub(begin).Seconds()*1e6, "gunzip-µs")
	}
	b.ReportMetric(float64(n)/float64(4*len(s.X)), "memory") // the loop begins by forgetting metrics
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
