package measure

import (
	"math"
	"strconv"
)

// Number is a float64 that may not exist: NaN and infinities are written as JSON's null.
type Number float64

// Missing is a number that does not exist.
var Missing = Number(math.NaN())

// Exists reports whether n is finite.
func (n Number) Exists() bool { return Finite(float64(n)) }

// Finite reports whether x is neither infinite nor NaN.
func Finite(x float64) bool { return math.Abs(x) <= math.MaxFloat64 }

// Numbers returns the values of x as numbers.
func Numbers(x []float64) []Number {
	n := make([]Number, len(x))
	for i, v := range x {
		n[i] = Number(v)
	}
	return n
}

// MarshalJSON writes the shortest decimal that reads back to n, or null.
func (n Number) MarshalJSON() ([]byte, error) {
	if !n.Exists() {
		return []byte("null"), nil
	}
	format := byte('f')
	if a := math.Abs(float64(n)); a != 0 && (a < 1e-6 || a >= 1e21) {
		format = 'e'
	}
	return strconv.AppendFloat(nil, float64(n), format, -1, 64), nil
}
