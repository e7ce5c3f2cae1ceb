package measure_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/measure"
)

func TestBetween(t *testing.T) {
	for text, want := range map[string]string{
		"On the straight line from A to B":      "On the straight line from A to C",
		"Renumbering B’s units, R(A, π(B)), ½B": "Renumbering C’s units, R(A, π(C)), ½C",
		"in units of ‖B − A‖ = 3":               "in units of ‖C − A‖ = 3",
		"B":                                     "C",
		"Beyond the barrier, BibTeX, 3B, B4":    "Beyond the barrier, BibTeX, 3B, B4",
		"":                                      "",
		"H_B\xff B":                             "H_C\xff C",
	} {
		assert.Equal(t, want, measure.Between(text, "C"))
		assert.Equal(t, text, measure.Between(text, "B"))
	}
}
