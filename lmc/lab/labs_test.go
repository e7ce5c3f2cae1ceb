package lab_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"onebasin/lmc/lab"
	"onebasin/lmc/link"
)

// The laboratory of a link is known however the link came.
func TestLaboratoryOfALink(t *testing.T) {
	of := func(name, own string) lab.Lab {
		keys := []link.Spec{{Key: "v"}, {Key: "lab"}, {Key: own}, {Key: "view.lambda", View: true}}
		return lab.Lab{Name: name, Schema: keys}
	}
	labs := lab.NewLabs([]lab.Lab{of("match", "match"), of("trees", "depth")}, "fork")
	for _, c := range []struct{ text, name, elsewhere string }{
		{"v=1&lab=trees&depth=2", "trees", ""},
		{"depth=2", "match", ""}, {"", "match", ""}, {"lab=none", "match", ""},
		{"lab=fork&forks=3", "match", "fork"},
		{"https://host.example/?lab=trees&depth=2", "trees", ""},
		{"https://host.example/index.html%23v%3D1%26lab%3Dtrees", "trees", ""},
		{"https://x.example/?url=https%3A%2F%2Fhost.example%2F%23v%3D1%26lab%3Dfork&data=05", "match", "fork"},
		{"#depth=2&amp;lab=trees).", "trees", ""},
	} {
		l, elsewhere := labs.Of(c.text)
		assert.Equal(t, c.name, l.Name, c.text)
		assert.Equal(t, c.elsewhere, elsewhere, c.text)
	}
	l, _ := labs.Of("view.lambda=1", "lab=trees")
	assert.Equal(t, "trees", l.Name, "a link that names none stands over one that does")
}
