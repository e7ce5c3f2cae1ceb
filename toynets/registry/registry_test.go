package registry

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestFind(t *testing.T) {
	type entry struct {
		name string
		n    int
	}
	entries := []entry{{"a", 1}, {"b", 2}, {"b", 3}}
	for _, c := range []struct {
		name string
		want entry
		ok   bool
	}{{"a", entry{"a", 1}, true}, {"b", entry{"b", 2}, true}, {"c", entry{}, false}} {
		got, ok := Find(entries, func(e entry) bool { return e.name == c.name })
		assert.Equal(t, c.want, got)
		assert.Equal(t, c.ok, ok)
	}
}
