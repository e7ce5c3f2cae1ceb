package link

import (
	"slices"
	"strings"
)

// own are the page's parameters, which stand before the “#” and change no number.
var own = map[string]bool{"workers": true, "simd": true}

// tracking are parameters that mail programs and social sites hang on every address, beside those that begin with utm_.
var tracking = map[string]bool{"fbclid": true, "gclid": true, "dclid": true, "msclkid": true, "twclid": true,
	"igshid": true, "mc_cid": true, "mc_eid": true}

// locate finds the fragment in s, and what else stands in the query of the address around it. An address that holds no
// fragment has an empty one; what is no address is a fragment. Addresses in one another are opened as deep as depth
// says.
func (m *mending) locate(s string, depth int) (fragment, query string) {
	s = m.entities(s)
	before, after, hash := strings.Cut(s, "#")
	if hash && m.names(before) || !hash && !isAddress(s) {
		if fragment, _, ok := m.encoded(s); ok {
			return fragment, ""
		}
		return s, ""
	}
	after = m.unmarked(after)
	found := m.experiment(after)
	if !found {
		if fragment, query, ok := m.encoded(before); ok {
			return fragment, query
		}
		if fragment, ok := m.inside(before, depth); ok {
			return fragment, ""
		}
	}
	address, query, _ := strings.Cut(before, "?")
	taken, query := m.fromQuery(query, found)
	switch {
	case after == "" && taken == "" && !isPage(address):
		return s, query // for the codec to say that it is none
	case after == "" || taken == "":
		return after + taken, query
	}
	return after + "&" + taken, query
}

// isAddress reports whether s, which has no “#”, is an address rather than a fragment: in a fragment the first “=”
// comes before any “?” or “://”.
func isAddress(s string) bool {
	head, _, _ := strings.Cut(s, "=")
	return strings.Contains(head, "?") || strings.Contains(head, "://")
}

// isPage reports whether an address without query and fragment may be the page's.
func isPage(address string) bool {
	_, path, ok := strings.Cut(address, "://")
	if !ok {
		return true
	}
	name := path[strings.LastIndex(path, "/")+1:]
	return name == path || name == "" || name == "index.html"
}

// unmarked takes marks from the beginning of a fragment that other people's programs put there: #?, #/, #!, ##.
func (m *mending) unmarked(fragment string) string {
	rest := strings.TrimLeft(fragment, "#?!/")
	if !m.names(rest) {
		return fragment
	}
	m.before += fragment[:len(fragment)-len(rest)]
	return rest
}

// texts is whether a key of text stands in s.
func (m *mending) texts(s string) bool {
	return slices.ContainsFunc(m.keys.Text, func(key string) bool { return strings.Contains(s, key) })
}

// encoded finds a fragment behind a “#” that is written as a code, %23 or %2523 or deeper, and what else stands in the
// query.
func (m *mending) encoded(s string) (fragment, query string, ok bool) {
	at, end := hashCode(s)
	if at < 0 || !m.names(s[end:]) || m.names(s[:at]) || m.texts(s[:at]) {
		return "", "", false
	}
	address, query, asked := strings.Cut(s[:at], "?")
	if around := strings.Contains(plainest(query), "://"); around {
		m.undone[wrapper] = true
		return parameter(s[end:]), "", true
	}
	if slices.ContainsFunc(strings.Split(query, "&"), m.names) {
		return "", "", false // neither before nor behind the “#” alone
	}
	kind := code
	if _, path, _ := strings.Cut(address, "://"); !asked && strings.Contains(plainest(path), "://") {
		kind = wrapper
	}
	m.undone[kind] = true
	return s[end:], query, true
}

// inside finds the fragment of an address that a parameter of another is, and whose keys stand behind a “?”.
func (m *mending) inside(address string, depth int) (fragment string, ok bool) {
	_, query, _ := strings.Cut(address, "?")
	for piece := range strings.SplitSeq(query, "&") {
		_, value, _ := strings.Cut(piece, "=")
		plain, _ := decode(value)
		if depth == 0 || !strings.Contains(plain, "://") {
			continue
		}
		before := *m
		if fragment, _ := m.locate(plain, depth-1); m.experiment(fragment) {
			m.undone[wrapper] = true
			return fragment, true
		}
		*m = before // nothing was undone of what is not used
	}
	return "", false
}

// parameter returns what a parameter, whose beginning was cut off, says of a link in plain: it ends at the next “&”,
// unless the “&” of the link were left as they are.
func parameter(s string) string {
	first, _, _ := strings.Cut(s, "&")
	if strings.Contains(first, "=") {
		return s
	}
	length := 0
	for piece := range strings.SplitSeq(s, "&") {
		if strings.Contains(piece, "=") {
			break
		}
		length += len(piece) + 1
	}
	plain, _ := decode(s[:min(length, len(s))])
	return plain
}

// hashCode returns where %23, or %2523, or deeper, stands first; at is −1 where there is none.
func hashCode(s string) (at, end int) {
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			continue
		}
		j := i + 1
		for strings.HasPrefix(s[j:], "25") {
			j += 2
		}
		if strings.HasPrefix(s[j:], "23") {
			return i, j + 2
		}
		i = j - 1
	}
	return -1, -1
}

// fromQuery parts the parameters of a query into those that are keys of a link and the rest. Where a link stands behind
// the “#”, the rest is the host's. Otherwise it is taken for keys as well, unless it is known to be somebody else's:
// one that is spelt wrongly must not be lost. The parameters of an address that holds another address are a filter's,
// and may have any names.
func (m *mending) fromQuery(query string, found bool) (taken, rest string) {
	if found && strings.Contains(plainest(query), "://") {
		return "", query
	}
	var ours, others []string
	for piece := range strings.SplitSeq(query, "&") {
		key, _ := keyOf(piece)
		foreign := own[key] || tracking[key] || strings.HasPrefix(key, "utm_")
		switch {
		case piece == "":
		case m.names(piece):
			m.undone[question] = true
			ours = append(ours, piece)
		case !found && !foreign:
			ours = append(ours, piece)
		default:
			others = append(others, piece)
		}
	}
	return strings.Join(ours, "&"), strings.Join(others, "&")
}
