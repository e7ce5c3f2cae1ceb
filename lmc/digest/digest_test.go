package digest_test

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/digest"
	"onebasin/lmc/measure"
	"onebasin/lmc/symmetry"
)

// The bytes are part of the promise, so they are written out here.
func TestDigestIsOfTheseBytes(t *testing.T) {
	d := digest.New()
	d.Parameters([]float32{1, -2})
	d.Permutation(symmetry.Permutation{{1, 0}, {2, 0, 1}})
	d.Path(measure.Path{Lambda: []float64{0.5},
		Train: measure.Curve{Loss: []measure.Number{1}, Accuracy: []measure.Number{0.5}},
		Test:  measure.Curve{Loss: []measure.Number{2}, Accuracy: []measure.Number{measure.Missing}}})
	bytes, err := hex.DecodeString("0000803f" + "000000c0" + // 1, −2
		"0100000000000000" + "020000000000000001000000" + // permutations
		"000000000000f03f" + "000000000000e03f" + // train loss 1, accuracy ½
		"0000000000000040" + "010000000000f87f") // test loss 2, no accuracy
	assert.NoError(t, err)
	sum := sha256.Sum256(bytes)
	assert.Equal(t, hex.EncodeToString(sum[:])[:12], d.Text())
	assert.Equal(t, d.Text(), d.Text(), "asking does not change it")
}

func TestDigestSeesEverything(t *testing.T) {
	of := func(theta []float32, p symmetry.Permutation, y ...measure.Number) string {
		d := digest.New()
		d.Parameters(theta)
		d.Permutation(p)
		d.Path(measure.Path{Train: measure.Curve{Loss: y[0:1], Accuracy: y[1:2]},
			Test: measure.Curve{Loss: y[2:3], Accuracy: y[3:4]}})
		return d.Text()
	}
	seen := map[string]bool{}
	for _, s := range []string{
		of([]float32{1, 2}, symmetry.Permutation{{0, 1}}, 1, 2, 3, 4),
		of([]float32{2, 1}, symmetry.Permutation{{0, 1}}, 1, 2, 3, 4),
		of([]float32{1, math.Nextafter32(2, 3)}, symmetry.Permutation{{0, 1}}, 1, 2, 3, 4),
		of([]float32{1, 2}, symmetry.Permutation{{1, 0}}, 1, 2, 3, 4),
		of([]float32{1, 2}, symmetry.Permutation{{0, 1}}, measure.Number(math.Nextafter(1, 2)), 2, 3, 4),
		of([]float32{1, 2}, symmetry.Permutation{{0, 1}}, 1, 2.5, 3, 4),
		of([]float32{1, 2}, symmetry.Permutation{{0, 1}}, 1, 2, 3.5, 4),
		of([]float32{1, 2}, symmetry.Permutation{{0, 1}}, 1, 2, 3, 4.5),
		of([]float32{1, 2}, symmetry.Permutation{{0, 1}}, 1, 2, 4, 3),
	} {
		assert.Len(t, s, 12)
		assert.False(t, seen[s])
		seen[s] = true
	}
}

// Which bits a NaN has depends on the processor, so the digest knows only one.
func TestAllNaNsAreOne(t *testing.T) {
	of := func(bits uint32, wide uint64) string {
		d := digest.New()
		d.Parameters([]float32{math.Float32frombits(bits)})
		d.Path(measure.Path{Train: measure.Curve{Loss: []measure.Number{measure.Number(math.Float64frombits(wide))}}})
		return d.Text()
	}
	assert.Equal(t, of(0x7fc00000, 0x7ff8000000000001), of(0xffc01234, 0xfff8000000000000))
}
