package link

import (
	"strconv"
	"strings"
)

// Problem is one thing wrong with a link, in words for its reader.
type Problem struct {
	Key     string `json:"key"`   // the key, or "link" for the whole
	Found   string `json:"found"` // what stood there, shortened
	Used    string `json:"used"`  // what is used instead
	Parts   int    `json:"-"`     // of the link that it is about, 0 for the whole
	Message string `json:"message"`
}

func (p Problem) Error() string { return p.Message }

// Fault is the message without what is used instead, which always comes last: for whoever refuses the link.
func (p Problem) Fault() string { return p.Message[:strings.LastIndex(p.Message, "; ")] }

// Shorten makes unknown text fit for a message: at most 40 characters, none of them invisible.
func Shorten(s string) string {
	r := make([]rune, 0, 41)
	for _, c := range s {
		if len(r) == 40 {
			return string(r) + "…"
		}
		if !strconv.IsPrint(c) || c == '\uFFFD' { // nor may it turn the direction of what is around it
			c = '·'
		}
		r = append(r, c)
	}
	return string(r)
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}
