// Package golden compares pictures with those kept in testdata, for tests.
//
//	golden.Check(t, "landscape-light", raster.Draw(w, h, 2, background, marks))
//
// go test -update rewrites them. A failure leaves got, want and their difference in a folder that it names.
package golden

import (
	"bytes"
	"flag"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden pictures in testdata")

// tolerance is by how much a component of a pixel may differ: the rounding of floating-point coverage on other
// processors.
const tolerance = 3

// Check compares got with testdata/name.png.
func Check(t *testing.T, name string, got *image.RGBA) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, path, got)
		return
	}
	want := read(t, path)
	worst, diff := compare(got, want)
	if worst <= tolerance {
		return
	}
	dir, err := os.MkdirTemp("", "golden-"+name+"-")
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "got.png"), got)
	write(t, filepath.Join(dir, "want.png"), want)
	write(t, filepath.Join(dir, "diff.png"), diff)
	t.Errorf("%s differs by up to %d of 255; got, want and diff are in %s", name, worst, dir)
}

// compare returns the largest difference of a component and a picture of all of them; another size differs by 256.
func compare(a, b *image.RGBA) (worst int, diff *image.RGBA) {
	diff = image.NewRGBA(a.Rect)
	if a.Rect != b.Rect {
		return 256, diff
	}
	for i := range a.Pix {
		d := int(a.Pix[i]) - int(b.Pix[i])
		d = max(d, -d)
		worst = max(worst, d)
		diff.Pix[i] = byte(min(255, 8*d))
		if i%4 == 3 {
			diff.Pix[i] = 255
		}
	}
	return worst, diff
}

func read(t *testing.T, path string) *image.RGBA {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; go test -update writes it", err)
	}
	decoded, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	img := image.NewRGBA(decoded.Bounds())
	draw.Draw(img, img.Rect, decoded, decoded.Bounds().Min, draw.Src)
	return img
}

func write(t *testing.T, path string, img image.Image) {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
