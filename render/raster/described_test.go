package raster

import (
	"bytes"
	"image"
	"image/png"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The picture is the same; a decoder, which checks every chunk's sum, finds nothing wrong; the texts stand in it.
func TestDescribed(t *testing.T) {
	picture := image.NewNRGBA(image.Rect(0, 0, 3, 2))
	picture.Pix[5] = 77
	var b bytes.Buffer
	require.NoError(t, png.Encode(&b, picture))
	plain := append([]byte(nil), b.Bytes()...)
	got := Described(b.Bytes(), 2, [2]string{"link", "a#b"}, [2]string{"note", "é π"})
	assert.Equal(t, plain, b.Bytes(), "the input stays")
	assert.Contains(t, string(got), "\x00\x00\x00\x08tEXtlink\x00a#b")
	assert.Contains(t, string(got), "tEXtnote\x00\xe9 ?")
	assert.Contains(t, string(got), "pHYs\x00\x00\x1d\x87\x00\x00\x1d\x87\x01", "192 pixels an inch are 7559 a metre")
	want, err := png.Decode(&b)
	require.NoError(t, err)
	same, err := png.Decode(bytes.NewReader(got))
	require.NoError(t, err)
	assert.Equal(t, want, same)
	assert.Panics(t, func() { Described([]byte("GIF89a"), 1) })
}
