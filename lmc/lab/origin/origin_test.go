package origin

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestComment(t *testing.T) {
	o := Read("https://a.example/#v=1&lab=match\nab12\n37d55070bba4")
	assert.Equal(t, "# link: https://a.example/#v=1&lab=match\n# build: ab12\n# digest: 37d55070bba4\n", o.Comment())
	assert.Empty(t, Origin{}.Comment())
	assert.Equal(t, "# digest: 12\n", Read("\n\n12\nmore").Comment())
}

// A text of several lines must not end the comment that it stands in.
func TestAPartIsOneLine(t *testing.T) {
	assert.Equal(t, "# link: a x,y\n", Origin{Link: "a\nx,y\r\n"}.Comment())
}
