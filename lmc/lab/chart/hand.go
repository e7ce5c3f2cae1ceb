package chart

import (
	"fmt"
	"strconv"
	"strings"
)

// A look says where a click leads, or what it does: then a chart that has yet to follow what was done before adds to
// it, and undoes nothing. The page makes of it what the key holds, see changed in web/link.js.

// Toggle is a look that takes a number into the list that a view key holds, or out of it.
func Toggle(key string, number int) string { return fmt.Sprintf("%s=~%d", key, number) }

// Exchange is a look that exchanges the number at a place of the list that a view key holds, counted from 1, with the
// next. Of n numbers, an empty list stands for 1 … n.
func Exchange(key string, n, place int) string {
	own := make([]string, n)
	for k := range own {
		own[k] = strconv.Itoa(k + 1)
	}
	return fmt.Sprintf("%s=~%s~%d", key, strings.Join(own, ","), place)
}
