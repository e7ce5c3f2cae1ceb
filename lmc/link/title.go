package link

import (
	"strings"
	"unicode"
)

// Title returns the text of a title without control characters and without those that turn the direction of writing,
// with which a title could pass for something else, or write over what stands beside it.
func Title(text string) string {
	return strings.TrimSpace(strings.Map(func(c rune) rune {
		if unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) || c == '\u2028' || c == '\u2029' {
			return -1
		}
		return c
	}, text))
}
