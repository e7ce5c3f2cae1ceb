package web_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"math"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"golang.org/x/image/draw"
)

// tall is a study of many screens of a phone.
const tall = "#n=60&nt=60&net=8&steps=60&restarts=1&seeds=1,2,3&match=wm,ste&lambdas=5&view.study=many"

// answered waits for a study, and until it is drawn.
const answered = `until(() => document.querySelector('[data-study="progress"]').dataset.state === "done")
	.then(() => fitted())`

// metrics opens a link on a screen.
func metrics(t testing.TB, link string, height int64, ratio float64) *tab {
	t.Helper()
	needSite(t)
	b := newTab(t)
	if _, err := chromedp.Call(b.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: 390, Height: height, DeviceScaleFactor: ratio, Mobile: true}); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.Navigate(house.url + "/index.html" + link))
	b.js(published, nil)
	b.result()
	b.js(answered, nil)
	return b
}

// inBand waits until the canvas is drawn where people look: all that is seen of the frame lies in it.
const inBand = `(async () => {
	const lab = document.getElementById("lab");
	await quiet();
	const canvas = await until(() => {
		const [canvas, still] = lab.contentDocument.querySelectorAll("canvas");
		const { top, bottom } = lab.getBoundingClientRect(), at = canvas.getBoundingClientRect();
		const from = Math.max(0, -top), to = Math.min(bottom - top, innerHeight - top);
		return still && !canvas.style.opacity && still.hidden && at.top <= from + 1 && at.bottom >= to - 1 && canvas;
	});
	await fitted();
	await passed(2);
	const { x, y } = lab.getBoundingClientRect();
	return { ratio: canvas.width / canvas.clientWidth, rows: canvas.height, band: canvas.clientHeight,
		top: canvas.offsetTop, frame: lab.clientHeight, x, y };
})()`

// However long a study is, it is as sharp as the screen: the canvas is a band across its frame that goes where people
// look. What is drawn in it is what belongs there, and what is under a finger is what is seen there.
func TestALongStudyIsSharpOnAPhone(t *testing.T) {
	b := metrics(t, tall, 844, 3)
	type band struct{ Ratio, Rows, Band, Top, Frame, X, Y float64 }
	whole := metrics(t, tall, 9000, 1) // where all of it is seen at once
	var all band
	whole.js(`scrollTo(0, 0)`, nil)
	whole.js(inBand, &all)
	if all.Band < all.Frame-1 || all.Ratio != 1 {
		t.Fatalf("all is seen at once, and the canvas is %+v", all)
	}
	want := whole.picture()
	tips := 0
	for _, part := range []float64{1, 0.7, 0.3, 0} {
		b.js(`(() => {
			const lab = document.getElementById("lab"), { top, height } = lab.getBoundingClientRect();
			scrollTo(0, scrollY + top - 120 + `+fmt.Sprint(part)+` * Math.max(0, height - innerHeight + 240));
		})()`, nil)
		var got band
		b.js(inBand, &got)
		if got.Ratio != 3 || got.Frame < 3*844 || got.Band > 3*844+1 {
			t.Errorf("at %v of the study: %+v", part, got)
		}
		if part == 1 && got.Top == 0 {
			t.Errorf("the band stays at the top: %+v", got)
		}
		// between the page's head and its bars
		seen := image.Rect(20, 200, 370, 640)
		x, y, now := int(got.X), int(math.Round(got.Y)), b.seen()
		right := apart(now, seen, want, x, y)
		above, below := apart(now, seen, want, x, y-9), apart(now, seen, want, x, y+9)
		if right > 6 || right > above/2 || right > below/2 {
			t.Errorf("at %v of the study, %.1f of 255 from what belongs there; nine pixels above %.1f, below %.1f",
				part, right, above, below)
		}
		if got.Top == 0 {
			continue
		}
		for y := 216.0; y < 640 && tips < 5; y += 37 {
			at, there := b.said(126, y), whole.said(126, y-got.Y+all.Y)
			if at != there {
				t.Errorf("at %v of %v is said %q, there is %q", y, part, at, there)
			}
			if at != "" {
				tips++
			}
		}
	}
	if tips == 0 {
		t.Error("nothing is said of charts below the first screens")
	}
}

// seen is what the window shows, pixel by CSS pixel.
func (b *tab) seen() *image.RGBA {
	b.t.Helper()
	shot, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	got, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		b.t.Fatal(err)
	}
	fine := got.Bounds().Dx() / 390
	small := image.NewRGBA(image.Rect(0, 0, 390, got.Bounds().Dy()/fine))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), got, got.Bounds(), draw.Src, nil)
	return small
}

// apart is how far a part of what is seen differs from a picture of the whole frame, on average of 255, when the frame
// is at x, y.
func apart(seen *image.RGBA, part image.Rectangle, whole image.Image, x, y int) float64 {
	sum, n := 0.0, 0
	for v := part.Min.Y; v < part.Max.Y; v++ {
		for u := part.Min.X; u < part.Max.X; u++ {
			sum += distance(rgb(seen, u, v), rgb(whole, u-x, v-y)) / math.Sqrt(3)
			n++
		}
	}
	return sum / float64(n)
}

// said is what the page says of a place that a pointer comes to from outside of the figures.
func (b *tab) said(x, y float64) (text string) {
	b.t.Helper()
	b.js(`document.getElementById("said").textContent = ""`, nil)
	for _, to := range [][2]float64{{3, y}, {x, y}} {
		if _, err := chromedp.Call(b.ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{
			Type: input.DispatchMouseEventTypeMouseMoved, X: to[0], Y: to[1]}); err != nil {
			b.t.Fatal(err)
		}
		b.js(`onebasin.figures().then(() => onebasin.figures()).then(() => passed(1))`, nil)
	}
	b.js(`document.getElementById("said").textContent`, &text)
	return text
}
