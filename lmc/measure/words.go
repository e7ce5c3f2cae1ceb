package measure

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

var superscripts = [10]rune{'⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'}

// raised writes digits as an exponent.
func raised(digits string) string {
	return strings.Map(func(c rune) rune { return superscripts[c-'0'] }, digits)
}

// Amount prints a number of a sentence or a figure: with two decimals, and a small one with two digits, but none beyond
// the fourth decimal, which would be a false precision. What is not finite is a dash.
func Amount(x Number) string {
	sign, a, decimals := "", math.Abs(float64(x)), 4
	if x < 0 {
		sign = "−"
	}
	switch {
	case !Finite(a):
		return "–"
	case a >= 1e6: // such as 3.2·10²¹
		mantissa, exponent, _ := strings.Cut(fmt.Sprintf("%.1e", a), "e+")
		return sign + mantissa + "·10" + raised(strings.TrimLeft(exponent, "0"))
	case a >= 1000:
		decimals = 0
	case a >= 0.0995:
		decimals = 2
	case a >= 0.00995:
		decimals = 3
	case a < 0.5e-4:
		return "0"
	}
	return sign + strconv.FormatFloat(a, 'f', decimals, 64)
}

// Rounding prints a number of any size with one digit, such as an error of rounding: 5·10⁻⁶.
func Rounding(x Number) string {
	switch {
	case !x.Exists():
		return "–"
	case x == 0:
		return "0"
	}
	mantissa, exponent, _ := strings.Cut(fmt.Sprintf("%.0e", float64(x)), "e")
	sign := ""
	if exponent[0] == '-' {
		sign = "⁻"
	}
	mantissa, exponent = strings.Replace(mantissa, "-", "−", 1), strings.TrimLeft(exponent, "+-0")
	if exponent == "" {
		return mantissa
	}
	return mantissa + "·10" + sign + raised(exponent)
}

// Percent prints a share in per cent, rounded down: 100 % is said of all only.
func Percent(x Number) string { return fmt.Sprintf("%.0f %%", math.Floor(100*float64(x)+1e-9)) }

// Capitalized returns a note as a sentence begins, with a capital letter.
func Capitalized(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
