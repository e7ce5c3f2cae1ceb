package web_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Where the system chooses the colours, λ's track and thumb, the progress and the tab that is chosen are still seen.
func TestForcedColours(t *testing.T) {
	b := open(t, "#"+short)
	b.result()
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}}); err != nil {
		t.Fatal(err)
	}
	b.js(`until(() => matchMedia("(forced-colors: active)").matches).then(() => passed(3))`, nil)
	shot, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		t.Fatal(err)
	}
	for _, selector := range []string{"#lambda-range", "#progress progress", ".tabs input:checked + span"} {
		var r struct{ X, Y, Width, Height float64 }
		b.js(`(({ x, y, width, height }) => ({ x, y, width, height }))(document.querySelector(`+quote(selector)+
			`).getBoundingClientRect())`, &r)
		at := image.Rect(int(r.X), int(r.Y), int(r.X+r.Width), int(r.Y+r.Height)).Intersect(picture.Bounds())
		if at.Empty() {
			t.Fatalf("%s is not in sight: %v", selector, r)
		}
		ground, other := picture.At(at.Min.X-3, at.Min.Y-3), 0
		for y := at.Min.Y; y < at.Max.Y; y++ {
			for x := at.Min.X; x < at.Max.X; x++ {
				if contrast(picture.At(x, y), ground) > 100 {
					other++
				}
			}
		}
		if other < at.Dx() { // a line's worth
			t.Errorf("%s: %d of %d×%d pixels differ from what is around", selector, other, at.Dx(), at.Dy())
		}
	}
	b.shot("forced-colours")
}

// contrast is by how much the lightness of two colours differs, of 255.
func contrast(a, b color.Color) int {
	d := int(color.GrayModel.Convert(a).(color.Gray).Y) - int(color.GrayModel.Convert(b).(color.Gray).Y)
	return max(d, -d)
}

// Shortcuts are what is printed on the key, whatever Caps Lock is, and the key's place where another alphabet is.
func TestShortcutsOnOtherKeyboards(t *testing.T) {
	b := open(t, "#"+short)
	b.result()
	for _, c := range []struct{ key, code, held string }{
		{"t", "KeyT", ""}, {"T", "KeyT", ""}, {"t", "KeyK", ""}, {"е", "KeyT", ""}, {"Е", "KeyT", ""},
		{"[", "Digit8", "ctrlKey: true, altKey: true, modifierAltGraph: true"}, {"]", "Digit6", "altKey: true"},
	} {
		var changed bool
		b.js(`(() => {
			const [theme, lambda] = [document.getElementById("theme"), document.querySelector("output")];
			const seen = () => [theme.dataset.name, lambda.textContent];
			const before = String(seen());
			dispatchEvent(new KeyboardEvent("keydown",
				{ key: `+quote(c.key)+`, code: `+quote(c.code)+`, bubbles: true, cancelable: true, `+c.held+` }));
			return String(seen()) !== before;
		})()`, &changed)
		if !changed {
			t.Errorf("%+v does nothing", c)
		}
	}
	var kept bool
	b.js(`(() => {
		const name = () => document.getElementById("theme").dataset.name, before = name();
		dispatchEvent(new KeyboardEvent("keydown", { key: "t", code: "KeyT", ctrlKey: true, bubbles: true }));
		return name() === before;
	})()`, &kept)
	if !kept {
		t.Error("Ctrl-T is the browser's")
	}
}
