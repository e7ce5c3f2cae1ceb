package web_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

type place struct{ X, Y, W, H float64 }
type spot struct{ X, Y, U, V float64 }

// figures is what the canvas says it draws.
type figures struct {
	Width, Height float64
	Method        string
	Lambda        float64
	Frames        map[string]place
	Landscape     *struct {
		Method  string
		N       int
		Area    place
		Marks   map[string]spot
		Minimum spot
		Loss    float64
	}
	Merged map[string]struct{ Lambda, Loss, Accuracy float64 }
}

// drawn waits until the figures are settled, and returns what is drawn and a picture of the whole frame, pixel by CSS
// pixel.
func (b *tab) drawn() (f figures, picture image.Image) {
	b.t.Helper()
	b.js(settled, nil)
	b.js("onebasin.figures()", &f)
	if f.Landscape == nil || f.Landscape.N < 64 {
		b.t.Fatalf("no refined landscape: %+v", f)
	}
	return f, b.picture()
}

// picture is the frame of the figures as it is seen, pixel by CSS pixel. What was drawn last may still be on its way to
// the screen: a picture counts when the next one is the same.
func (b *tab) picture() image.Image {
	b.t.Helper()
	var box place
	b.js(
		`(() => {
			const { x, y, width, height } = document.getElementById("lab").getBoundingClientRect();
			return { x: x + scrollX, y: y + scrollY, w: width, h: height };
		})()`, &box)
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	// What is beyond the window is not needed, and to take it Chromium would make the window higher: then the figures
	// move.
	beyond := false
	for last := []byte(nil); ; {
		shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
			Clip:                  &page.Viewport{X: box.X, Y: box.Y, Width: box.W, Height: box.H, Scale: 1},
			CaptureBeyondViewport: &beyond,
		})
		if err != nil {
			b.t.Fatalf("the picture does not come to rest: %v", err)
		}
		if !bytes.Equal(shot.Data, last) {
			last = shot.Data
			continue
		}
		picture, err := png.Decode(bytes.NewReader(last))
		if err != nil {
			b.t.Fatal(err)
		}
		return picture
	}
}

func rgb(p image.Image, x, y int) [3]float64 {
	c := color.NRGBAModel.Convert(p.At(x, y)).(color.NRGBA)
	return [3]float64{float64(c.R), float64(c.G), float64(c.B)}
}

func distance(a, b [3]float64) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}

// nearest returns how near any pixel within r of a spot comes to a colour.
func nearest(p image.Image, s spot, r int, want [3]float64) float64 {
	best := math.Inf(1)
	for dy := -r; dy <= r; dy++ {
		for dx := -r; dx <= r; dx++ {
			best = min(best, distance(rgb(p, int(s.X)+dx, int(s.Y)+dy), want))
		}
	}
	return best
}

// The canvas is not blank, and what its pixels show is what was computed: A, B and π(B) in their colours where the
// marks say, the lowest loss bright.
func TestLandscapeShowsWhatWasComputed(t *testing.T) {
	b := open(t, "")
	r := b.result()
	f, picture := b.drawn()
	b.shot("landscape")
	colours := map[[3]float64]int{}
	for y := picture.Bounds().Min.Y; y < picture.Bounds().Max.Y; y += 3 {
		for x := picture.Bounds().Min.X; x < picture.Bounds().Max.X; x += 3 {
			colours[rgb(picture, x, y)]++
		}
	}
	if len(colours) < 200 {
		t.Fatalf("the canvas has %d colours only", len(colours))
	}
	l := f.Landscape
	for name, want := range map[string]struct {
		u      float64
		colour [3]float64
	}{"A": {0, [3]float64{0x00, 0x72, 0xB2}}, "B": {1, [3]float64{0xE6, 0x9F, 0x00}},
		"π(B)": {math.NaN(), [3]float64{0x00, 0x9E, 0x73}}} {
		s, ok := l.Marks[name]
		if !ok {
			t.Errorf("%s is not marked: %v", name, l.Marks)
			continue
		}
		// e1 = B − A is the first axis, in units of its length
		if !math.IsNaN(want.u) && (math.Abs(s.U-want.u) > 1e-6 || math.Abs(s.V) > 1e-6) {
			t.Errorf("%s is at u = %v, v = %v", name, s.U, s.V)
		}
		if inside := s.X > l.Area.X && s.X < l.Area.X+l.Area.W && s.Y > l.Area.Y && s.Y < l.Area.Y+l.Area.H; !inside {
			t.Errorf("%s is drawn outside the landscape, at %v, %v", name, s.X, s.Y)
		} else if d := nearest(picture, s, 6, want.colour); d > 40 {
			t.Errorf("no pixel of the colour of %s near %.0f, %.0f: the nearest is %.0f away", name, s.X, s.Y, d)
		}
	}
	// The lowest node cannot be above the networks by more than the grid misses them by, nor below zero; low is the
	// bright end of the colours.
	ends := math.Min(r.Models[0].Train.Loss, r.Models[1].Train.Loss)
	if !(l.Loss >= 0 && l.Loss < ends+.1) {
		t.Errorf("the lowest loss of the landscape is %v, the networks' is %v", l.Loss, ends)
	}
	bright := func(c [3]float64) float64 { return .3*c[0] + .6*c[1] + .1*c[2] }
	sum, count := 0.0, 0.0
	for y := l.Area.Y + 2; y < l.Area.Y+l.Area.H-2; y += 5 {
		for x := l.Area.X + 2; x < l.Area.X+l.Area.W-2; x += 5 {
			sum += bright(rgb(picture, int(x), int(y)))
			count++
		}
	}
	high := 0.0
	for dy := -3; dy <= 3; dy++ {
		for dx := -3; dx <= 3; dx++ {
			high = max(high, bright(rgb(picture, int(l.Minimum.X)+dx, int(l.Minimum.Y)+dy)))
		}
	}
	if high < 1.3*sum/count {
		t.Errorf("the minimum at %.0f, %.0f is not bright: %.0f, the mean is %.0f", l.Minimum.X,
			l.Minimum.Y, high, sum/count)
	}
}

// λ drives the merged network, whose loss is a point of the path that the result holds.
func TestLambdaDrivesTheMergedNetwork(t *testing.T) {
	b := open(t, "#view.lambda=0.25&view.method=wm")
	r := b.result()
	for _, c := range []struct {
		lambda float64
		set    string
	}{{.25, ""}, {.5, "view.lambda=0.5"}, {1, "view.lambda=1"}} {
		if c.set != "" {
			b.js("onebasin.set("+quote(c.set)+")", nil)
		}
		var f figures
		b.js(
			fmt.Sprintf(
				`until(async () => { const f = await onebasin.figures(); return f.merged.wm?.lambda === %v && f; })`,
				c.lambda), &f)
		if f.Lambda != c.lambda || f.Method != "wm" {
			t.Errorf("λ = %v, method %s are drawn", f.Lambda, f.Method)
		}
		for _, p := range r.Pairs {
			if p.Method != "wm" {
				continue
			}
			at := int(math.Round(c.lambda * float64(len(p.Path.Lambda)-1)))
			if want := p.Path.Test.Loss[at]; math.Abs(f.Merged["wm"].Loss-want) > 1e-6*(1+want) {
				t.Errorf("λ = %v: the merged network has loss %v, the path %v", c.lambda, f.Merged["wm"].Loss, want)
			}
		}
	}
}

// A window that changes while the program of the figures is on its way is the one that they are drawn for.
func TestTheWindowChangesWhileTheFiguresStart(t *testing.T) {
	const late = `
const post = self.postMessage, held = new BroadcastChannel("held");
self.postMessage = (m, ...more) => {
  if (m?.t !== "drawing") return post.call(self, m, ...more);
  held.onmessage = () => post.call(self, m, ...more);
  held.postMessage("there");
};`
	b := openURL(t, faultyHost(t, map[string]string{"worker.js": late})+"#steps=100&restarts=1")
	b.js(`(() => {
		const held = new BroadcastChannel("held");
		let yes = false;
		held.onmessage = () => yes && held.postMessage("go");
		window.release = () => { yes = true; held.postMessage("go"); };
	})()`, nil)
	b.js(published, nil)
	// it has seen how large it is
	b.js(`until(() => document.getElementById("lab").contentDocument.querySelector("canvas"))`, nil)
	b.do(chromedp.EmulateViewport(1000, 700))
	b.js(`until(() => innerWidth === 1000).then(() => passed(2))`, nil)
	b.js(`release()`, nil)
	b.result()
	b.js(settled, nil)
	var got, want float64
	b.js(`onebasin.figures().then((f) => f.width)`, &got)
	b.js(`document.getElementById("lab").clientWidth`, &want)
	if math.Abs(got-want) > 1 {
		t.Errorf("the figures are %g px wide, their frame %g", got, want)
	}
}

// Whatever height its frame has become, what is drawn keeps its shape, as wide as the frame: it is cut off below, and
// never shown small.
func TestAPictureIsNeverAThumbnail(t *testing.T) {
	b := open(t, "#n=80&nt=60&net=8&steps=60&lambdas=5")
	b.result()
	var shapes [][3]float64
	b.js(`(async () => {
		await until(async () => (await onebasin.figures()).drawn);
		const frame = document.getElementById("lab");
		const canvas = frame.contentDocument.querySelector("canvas");
		const seen = [];
		for (const height of ["200px", "3000px"]) {
			frame.style.height = height;
			const { width, height: high } = canvas.getBoundingClientRect();
			seen.push([width, high / width - canvas.height / canvas.width, frame.clientWidth]);
		}
		return seen;
	})()`, &shapes)
	for _, s := range shapes {
		if s[0] != s[2] || math.Abs(s[1]) > 0.01 {
			t.Errorf("a picture %g px wide in a frame of %g, its shape off by %g", s[0], s[2], s[1])
		}
	}
}
