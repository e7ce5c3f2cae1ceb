package render

import (
	"math"
	"strconv"
	"strings"
)

// Number writes v with at most the given number of significant digits, trailing zeros dropped, the true minus sign, and
// powers of ten where plain decimals would be long: 0.05, −1.2, 3·10⁻⁷. What is not a number is an em dash.
func Number(v float64, digits int) string {
	if math.IsNaN(v) {
		return "—"
	}
	if math.IsInf(v, 0) {
		return signed("∞", v < 0)
	}
	if v == 0 {
		return "0"
	}
	a := math.Abs(v)
	s := strconv.FormatFloat(a, 'e', max(0, digits-1), 64)
	mantissa, exponent, _ := strings.Cut(s, "e")
	e, _ := strconv.Atoi(exponent) // FormatFloat's own digits
	if e >= -4 && e < 6 {
		return signed(trimmed(strconv.FormatFloat(a, 'f', max(0, digits-1-e), 64)), v < 0)
	}
	mantissa = trimmed(mantissa)
	if mantissa == "1" {
		return signed("10"+superscript(e), v < 0)
	}
	return signed(mantissa+"·10"+superscript(e), v < 0)
}

// Fixed writes v with a number of decimals, for values that change while one looks.
func Fixed(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Number(v, 1)
	}
	s := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	return signed(s, v < 0 && strings.Trim(s, "0.") != "")
}

// FormatAll writes values as the labels of one axis: with equal decimals if they are evenly spaced, else each as Number
// does.
func FormatAll(values []float64) []string {
	out := make([]string, len(values))
	decimals, plain := 0, len(values) > 1
	for i, v := range values {
		if i > 1 && math.Abs((v-values[i-1])-(values[1]-values[0])) > 1e-6*math.Abs(values[1]-values[0]) {
			plain = false
		}
		if a := math.Abs(v); a != 0 && (a >= 1e6 || a < 1e-6) {
			plain = false
		}
		s := strconv.FormatFloat(math.Abs(v), 'g', 12, 64)
		if f, err := strconv.ParseFloat(s, 64); err == nil {
			if _, after, ok := strings.Cut(strconv.FormatFloat(f, 'f', -1, 64), "."); ok {
				decimals = max(decimals, len(after))
			}
		}
	}
	for i, v := range values {
		switch {
		case v == 0:
			out[i] = "0"
		case plain:
			out[i] = Fixed(v, decimals)
		default:
			out[i] = Number(v, 6)
		}
	}
	return out
}

func signed(s string, negative bool) string {
	if negative {
		return "−" + s
	}
	return s
}

func trimmed(s string) string {
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

func superscript(e int) string {
	var b strings.Builder
	for _, c := range strconv.Itoa(e) {
		if c == '-' {
			b.WriteRune('⁻')
		} else {
			b.WriteRune([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[c-'0'])
		}
	}
	return b.String()
}
