package link

import (
	"slices"
	"strings"
	"unicode"
)

// opening and closing are characters that sentences put around a link, and none that begins or ends a key or a value.
const (
	opening = "\"'`“”„‘’«»‹›<([{*"
	closing = "\"'`“”„‘’«»‹›>)]}*.,;:!?…"
)

// bare takes opening quotes and brackets from the beginning of a text, and blanks around it without a word.
func (m *mending) bare(text string) string {
	text = strings.TrimLeftFunc(strings.TrimSpace(text), func(c rune) bool { return unicode.Is(unicode.Cf, c) })
	rest := strings.TrimLeft(text, opening)
	m.before = text[:len(text)-len(rest)]
	return rest
}

// ending takes what belongs to the sentence around the link from the link's last piece: “).” and the like. Text may end
// in anything. Dots at the end say that the text was shortened.
func (m *mending) ending(piece string) string {
	if key, _, ok := strings.Cut(piece, "="); ok && slices.Contains(m.keys.Text, key) {
		return piece
	}
	rest := strings.TrimRightFunc(piece, func(c rune) bool {
		return unicode.IsSpace(c) || strings.ContainsRune(closing, c)
	})
	m.after = piece[len(rest):]
	m.shortened = strings.Contains(m.after, "…") || strings.Contains(m.after, "..")
	return rest
}
