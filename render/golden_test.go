package render_test

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"onebasin/render"
	"onebasin/render/raster"
)

var (
	white = color.NRGBA{255, 255, 255, 255}
	black = color.NRGBA{0, 0, 0, 255}
)

var update = flag.Bool("update", false, "rewrite the golden pictures in testdata")

// tolerance is by how much a component of a golden pixel may differ: rounding of floating-point coverage on other processors.
const tolerance = 3

// golden compares a figure with testdata/name.png. On a difference it leaves got, want and the difference in a directory that it names.
func golden(t *testing.T, name string, w, h, ratio float64, background color.NRGBA, marks []render.Mark) {
	t.Helper()
	got := raster.Draw(w, h, ratio, background, marks)
	path := filepath.Join("testdata", name+".png")
	if *update {
		if err := os.WriteFile(path, encode(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; go test ./render -update writes it", err)
	}
	decoded, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	want := image.NewRGBA(decoded.Bounds())
	for y := range want.Rect.Dy() {
		for x := range want.Rect.Dx() {
			want.Set(x, y, decoded.At(x, y))
		}
	}
	worst, diff := compare(got, want)
	if worst <= tolerance {
		return
	}
	dir, err := os.MkdirTemp("", "golden-"+name+"-")
	if err != nil {
		t.Fatal(err)
	}
	for what, img := range map[string]*image.RGBA{"got": got, "want": want, "diff": diff} {
		if err := os.WriteFile(filepath.Join(dir, what+".png"), encode(img), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Errorf("%s differs by up to %d of 255; got, want and diff are in %s", name, worst, dir)
}

// compare returns the largest difference of a component and a picture of all of them; another size differs by 256.
func compare(a, b *image.RGBA) (int, *image.RGBA) {
	diff := image.NewRGBA(a.Rect)
	if a.Rect != b.Rect {
		return 256, diff
	}
	worst := 0
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

func encode(img image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err) // to memory
	}
	return b.Bytes()
}
