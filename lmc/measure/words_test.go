package measure_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/measure"
)

func TestRounding(t *testing.T) {
	for x, want := range map[measure.Number]string{0: "0", 3.8e-6: "4·10⁻⁶", -3.8e-6: "−4·10⁻⁶", 9.7e-7: "1·10⁻⁶",
		3: "3", 0.2: "2·10⁻¹", 1.5e12: "2·10¹²", measure.Missing: "–"} {
		assert.Equal(t, want, measure.Rounding(x))
	}
}
