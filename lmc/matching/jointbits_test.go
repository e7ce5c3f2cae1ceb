package matching_test

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"onebasin/lmc/internal/testnet"
	"onebasin/lmc/matching"
)

// The bits are the promise: permutations, objectives and histories of joint searches are the same on every machine,
// with SIMD and without, natively and in wasm.
func TestJointSearchesKeepTheirBits(t *testing.T) {
	want := map[string]string{matching.JointMergeMany: "57463326", matching.JointFrankWolfe: "f5c7a982"}
	got := map[string]string{}
	e, p := testnet.Pairs(t, "n=200&nt=50&net=24-20&steps=200&seeds=1,2,3,4")
	models := [][]float32{p[0].A, p[0].B, p[1].B, p[2].B}
	for name := range want {
		var bytes []byte
		for start := range 3 {
			s, err := matching.NewJointSearch(name, p[0].Symmetry, models, start, e.MatchStream(name, 0, start))
			require.NoError(t, err)
			for s.Step() {
			}
			for _, perm := range s.Permutations() {
				for _, units := range perm {
					for _, i := range units {
						bytes = binary.LittleEndian.AppendUint32(bytes, uint32(i))
					}
				}
			}
			for _, f := range append(s.History(), s.Objective()) {
				bytes = binary.LittleEndian.AppendUint64(bytes, math.Float64bits(f))
			}
		}
		sum := sha256.Sum256(bytes)
		got[name] = hex.EncodeToString(sum[:4])
	}
	assert.Equal(t, want, got)
}
