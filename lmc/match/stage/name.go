package stage

import (
	"fmt"
	"strconv"
	"strings"
)

// Messages name a matching by its method, as "wm"; one restart of its search as "wm.3"; and where that search stands
// after k assignments as "wm@5" or "wm.3@5".

// Film returns the name of where a matching's search stands after k assignments.
func Film(matching string, k int) string { return fmt.Sprintf("%s@%d", matching, k) }

// FilmOf takes such a name apart; k is −1 for the name of a matching itself.
func FilmOf(name string) (matching string, k int) {
	matching, text, filmed := strings.Cut(name, "@")
	k, err := strconv.Atoi(text)
	if !filmed || err != nil {
		return matching, -1
	}
	return matching, k
}

// MethodOf returns the method that a name belongs to.
func MethodOf(name string) string {
	matching, _ := FilmOf(name)
	method, _, _ := strings.Cut(matching, ".")
	return method
}
