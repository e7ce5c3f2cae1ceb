package measure

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Between returns a text about the models A and B as one about A and another model: where B stands as a word, its name.
func Between(text, other string) string {
	if other == ModelName(1) || other == "" {
		return text
	}
	var s strings.Builder
	for k := range len(text) {
		before, _ := utf8.DecodeLastRuneInString(text[:k])
		after, _ := utf8.DecodeRuneInString(text[k+1:])
		if text[k] == 'B' && !goesOn(before) && !goesOn(after) {
			s.WriteString(other)
		} else {
			s.WriteByte(text[k])
		}
	}
	return s.String()
}

// goesOn reports whether a rune is part of a word.
func goesOn(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
