package assign

import (
	"math"
	"strings"
	"testing"
)

func TestRefusesWhatIsNoNumber(t *testing.T) {
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64,
		1.01 * Limit(3)} {
		w := fill(3, func(i, j int) float64 { return 1 })
		w[5] = x
		_, err := Maximize(3, w)
		if err == nil || !strings.Contains(err.Error(), "row 1, column 2") {
			t.Errorf("%v: %v", x, err)
		}
	}
}

func TestPanicsOnWrongLength(t *testing.T) {
	for _, c := range []struct{ n, length int }{{2, 3}, {2, 5}, {0, 1}, {-1, 1}} {
		func() {
			defer func() {
				if r := recover(); r != "assign: len(w) is not n*n" {
					t.Errorf("n = %d, length %d: recovered %v", c.n, c.length, r)
				}
			}()
			Maximize(c.n, make([]float64, c.length))
		}()
	}
}
