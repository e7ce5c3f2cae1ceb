//go:build !js

package run

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/internal/claims"
	"onebasin/lmc/lab"
)

// The tables of docs/claims.md that are about this laboratory; package claims has the command that measures them.
func TestClaims(t *testing.T) {
	claims.Test(t, func(workers int) lab.Crew { return local(workers) }, &whyClaims, &searchesClaims,
		&manyClaims, &bendClaims, &planesClaims, &widthClaims)
}

// What the claims about singular vectors say holds for every pair that was measured: R above its null and rising with γ
// after weight matching, theorem 4.1, singular values that stay; and the barrier goes away on spirals from width 64 on.
func TestWhatIsClaimed(t *testing.T) {
	all, seeds := whyClaims.Read(t)
	for k, pairs := range all {
		for i, m := range pairs {
			name := whyClaims.Experiments[k].Title + ", seeds " + seeds[i]
			assert.Greater(t, m["r3.wm"], m["null3"], name)
			assert.Greater(t, m["r3.wm"], m["r0.wm"]+0.1, name)
			assert.Less(t, m["values"], 1e-5, name)
			assert.Less(t, m["equality"], 1e-12, name)
			if k == 1 || k == 2 || k == 3 {
				assert.Less(t, m["barrier.wm"], m["barrier.none"]/10, name)
			}
		}
	}
}
