package link

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// pieces parts a fragment at its “&” into key=value, each in plain characters. What is encoded is put back as deep as
// it goes, but text, which may hold anything, is left as it is once its key stands there plainly.
func (m *mending) pieces(fragment string, depth int) (pieces []string) {
	parts := strings.Split(m.entities(fragment), "&")
	for _, part := range parts {
		if key, value, ok := strings.Cut(part, "="); ok && slices.Contains(m.keys.Text, m.clean(key)) {
			pieces = append(pieces, m.clean(key)+"="+value)
			continue
		}
		if plain, mild := decode(part); plain != part && depth > 0 {
			m.undone[code] = m.undone[code] || mild
			pieces = append(pieces, m.pieces(plain, depth-1)...)
			continue
		}
		if part = m.clean(part); part != "" {
			pieces = append(pieces, part)
		} else if len(parts) > 1 {
			m.undone[empty] = true
		}
	}
	return pieces
}

// entities are the characters that HTML escapes, which has a name for every “&” too.
var entities = []replacement{
	{"&amp;", "&"}, {"&#38;", "&"}, {"&#x26;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"},
}

type replacement struct{ escaped, plain string }

// entities puts back what HTML escapes, however often “&” itself was escaped.
func (m *mending) entities(s string) string {
	var b strings.Builder
	from := 0
	for i := 0; i < len(s); {
		k := -1
		if s[i] == '&' {
			k = slices.IndexFunc(entities, func(e replacement) bool { return strings.HasPrefix(s[i:], e.escaped) })
		}
		if k < 0 {
			i++
			continue
		}
		b.WriteString(s[from:i])
		b.WriteString(entities[k].plain)
		i += len(entities[k].escaped)
		if entities[k].plain == "&" {
			m.undone[entity] = true
			for strings.HasPrefix(s[i:], "amp;") {
				i += len("amp;")
			}
		}
		from = i
	}
	return b.String() + s[from:]
}

// unbroken joins the lines that the source of a mail breaks (quoted-printable, RFC 2045).
func unbroken(s string) string {
	if !strings.Contains(s, "=3D") {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "=\r\n", "=\n"), "=\n", "")
}

// unquoted undoes what the same source makes of “=”, if it is so in every piece. Any other “=” is what is left of a
// broken line.
func (m *mending) unquoted(pieces []string) []string {
	if len(pieces) < 2 {
		return pieces
	}
	for _, p := range pieces {
		if !strings.Contains(p, "=3D") {
			return pieces
		}
	}
	for i, p := range pieces {
		parts := strings.Split(p, "=3D")
		for k := range parts {
			parts[k] = strings.ReplaceAll(parts[k], "=", "")
		}
		pieces[i] = strings.Join(parts, "=")
	}
	m.undone[printable] = true
	return pieces
}

// decode puts back what is percent-encoded and valid UTF-8. It reports whether some of it were characters of which
// links are made.
func decode(s string) (plain string, mild bool) {
	if !strings.Contains(s, "%") {
		return s, false
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		run, n := escapes(s[i:])
		switch {
		case n == 0:
			b.WriteByte(s[i])
			i++
			continue
		case utf8.Valid(run):
			b.Write(run)
			for _, c := range run {
				mild = mild || isPlain(c)
			}
		default:
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String(), mild
}

// escapes reads the percent-encoded bytes that s begins with, n characters long.
func escapes(s string) (run []byte, n int) {
	for n+2 < len(s) && s[n] == '%' {
		high, low := digit(s[n+1]), digit(s[n+2])
		if high < 0 || low < 0 {
			break
		}
		run = append(run, byte(high<<4|low))
		n += 3
	}
	return run, n
}

func digit(c byte) int { return strings.IndexByte("0123456789abcdef", c|0x20) }

// isPlain reports whether links are made of c.
func isPlain(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || strings.IndexByte("._,-=&%", c) >= 0
}

// clean writes a key or a value without what cannot belong to one: invisible characters, other dashes than the hyphen,
// blanks at the ends and around what joins the items of a list, line breaks with the “>” of a quoted mail. Other blanks
// are not known to be a mishap.
func (m *mending) clean(s string) string {
	if strings.IndexFunc(s, func(c rune) bool { return c <= ' ' || c > '~' }) < 0 {
		return s
	}
	runes := make([]rune, 0, len(s))
	for _, c := range s {
		switch {
		case unicode.Is(unicode.Cf, c):
			m.undone[invisible] = true
			continue
		case isDash(c):
			m.undone[dash] = true
			c = '-'
		}
		runes = append(runes, c)
	}
	out := runes[:0] // never longer than what was read
	for i := 0; i < len(runes); {
		j, broken := blanks(runes, i)
		if j == i {
			out = append(out, runes[i])
			i++
			continue
		}
		if !broken && len(out) > 0 && j < len(runes) && !joins(out[len(out)-1]) && !joins(runes[j]) {
			out = append(out, ' ')
		} else {
			m.undone[blank] = true
		}
		i = j
	}
	return string(out)
}

// blanks returns where the blanks end that begin at i, and whether there is a line break among them.
func blanks(runes []rune, i int) (end int, broken bool) {
	for ; i < len(runes) && (unicode.IsSpace(runes[i]) || broken && runes[i] == '>'); i++ {
		broken = broken || runes[i] == '\n' || runes[i] == '\r'
	}
	return i, broken
}

func joins(c rune) bool { return strings.ContainsRune("=,-|", c) }

func isDash(c rune) bool {
	return c >= '\u2010' && c <= '\u2015' || c == '\u2212' || c == '\ufe58' || c == '\ufe63' || c == '\uff0d'
}
