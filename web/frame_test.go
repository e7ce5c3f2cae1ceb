package web_test

import (
	"context"
	"fmt"
	"image"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/systeminfo"
	"github.com/chromedp/chromedp"
)

type frameTime struct {
	Count       int
	Median, P99 float64
}

const frameTimes = `onebasin.figures().then((f) => f.frameTime)`

// counting counts the animation frames that the program of the figures asks the browser for, and tells whoever asks.
const counting = `
const frames = new BroadcastChannel("frames");
{
  const frame = self.requestAnimationFrame.bind(self);
  let asked = 0;
  self.requestAnimationFrame = (f) => { asked++; return frame(f); };
  frames.onmessage = ({ data }) => data === "how many" && frames.postMessage(asked);
}
`

// When nothing changes nothing is drawn, and no frame asked for; λ and a turning surface are followed.
func TestFramesAreDrawnWhenSomethingChanged(t *testing.T) {
	b := openURL(t, faultyHost(t, map[string]string{"labworker.js": counting}))
	b.js(published, nil)
	b.result()
	b.js(settled, nil)
	var before, after frameTime
	var asked [2]int
	b.js(frameTimes, &before)
	b.js(`(async () => {
		const channel = new BroadcastChannel("frames");
		const asked = () => new Promise((told) => {
			channel.onmessage = ({ data }) => told(data);
			channel.postMessage("how many");
		});
		await passed(5); // to be asked for its figures takes the program a frame
		const before = await asked();
		await passed(120);
		return [before, await asked()];
	})()`, &asked)
	if asked[0] == 0 || asked[1] != asked[0] {
		t.Errorf("at rest the figures ask for frames: %d before, %d after", asked[0], asked[1])
	}
	b.js(frameTimes, &after)
	if drawn := after.Count - before.Count; drawn > 0 {
		t.Errorf("%d frames were drawn while nothing changed", drawn)
	}
	b.js(moveLambda(60), nil)
	b.js(frameTimes, &after)
	if after.Count < before.Count+20 {
		t.Errorf("only %d frames followed λ", after.Count-before.Count)
	}
	b.js(`onebasin.set("view.mode=3d")`, nil)
	b.js(settled, nil)
	b.js(frameTimes, &before)
	b.dragSurface(func() bool {
		b.js(frameTimes, &after)
		return after.Count < before.Count+20
	})
}

// moveLambda moves the slider of λ as a hand does, a step a frame.
func moveLambda(steps int) string {
	return fmt.Sprintf(`(async () => {
		const slider = document.getElementById("lambda-range");
		for (let i = 0; i <= %d; i++) {
			slider.value = (i %% 100) / 100;
			slider.dispatchEvent(new Event("input", { bubbles: true }));
			await passed(1);
		}
	})()`, steps)
}

// dragSurface takes hold of the surface and moves it to and fro, a step a frame, until it is enough, which is asked
// every 20 steps.
func (b *tab) dragSurface(more func() bool) {
	b.t.Helper()
	var at place
	b.js(`(async () => {
		const { x, y } = document.getElementById("lab").getBoundingClientRect(),
			{ landscape } = await onebasin.figures();
		return { x: x + landscape.area.x, y: y + landscape.area.y, w: landscape.area.w, h: landscape.area.h };
	})()`, &at)
	mouse := func(kind input.DispatchMouseEventType, x float64) {
		b.t.Helper()
		p := input.DispatchMouseEventParams{Type: kind, X: at.X + x, Y: at.Y + 0.85*at.H,
			Button: input.MouseButtonLeft, ClickCount: 1}
		if _, err := chromedp.Call(b.ctx, input.DispatchMouseEvent, p); err != nil {
			b.t.Fatal(err)
		}
	}
	mouse(input.DispatchMouseEventTypeMousePressed, 0.1*at.W)
	x := 0.1 * at.W
	for begin, by := time.Now(), 3.0; more(); {
		if time.Since(begin) > 2*time.Minute {
			b.t.Fatal("the surface does not follow the pointer")
		}
		for range 20 {
			if next := x + by; next < 0.1*at.W || next > 0.9*at.W {
				by = -by
			}
			x += by
			mouse(input.DispatchMouseEventTypeMouseMoved, x)
			b.js(`passed(1)`, nil)
		}
	}
	mouse(input.DispatchMouseEventTypeMouseReleased, x)
	mouse(input.DispatchMouseEventTypeMouseMoved, -at.X) // off the figures, which else say what lies under it
}

// processes are the browser's.
func processes(t testing.TB) []*systeminfo.ProcessInfo {
	t.Helper()
	ctx, cancel := context.WithTimeout(house.browser, time.Minute)
	defer cancel()
	info, err := chromedp.CallBrowser(ctx, systeminfo.GetProcessInfo, cdp.Empty{})
	if err != nil {
		t.Fatal(err)
	}
	return info.ProcessInfo
}

// The page's tools lie on the frame; what is between them belongs to the figures' pointer.
func TestNothingCoversTheFigures(t *testing.T) {
	for _, view := range []string{"2d", "3d"} {
		b := open(t, "#steps=200&restarts=2&view.mode="+view)
		b.result()
		b.js(settled, nil)
		var covered []string
		b.js(`(async () => {
			const lab = document.getElementById("lab");
			lab.scrollIntoView({ block: "start" });
			const { left, top } = lab.getBoundingClientRect(), { landscape } = await onebasin.figures(), covered = [];
			for (const [x, y] of [[0.2, 0.3], [0.5, 0.5], [0.3, 0.8], [0.6, 0.7]]) {
				const e = document.elementFromPoint(left + landscape.area.x + x * landscape.area.w,
					top + landscape.area.y + y * landscape.area.h);
				if (e !== lab) covered.push(e.tagName + "." + e.className);
			}
			return covered;
		})()`, &covered)
		if len(covered) > 0 {
			t.Errorf("%s: between the pointer and the landscape lie %v", view, covered)
		}
	}
}

// The canvas is drawn anew only where something changed. Whatever was seen before, it shows what a page shows that was
// opened there.
func TestWhatWasSeenBeforeLeavesNoTrace(t *testing.T) {
	const experiment = "#steps=200&restarts=2"
	for _, last := range []string{"view.lambda=0.3&view.mode=3d&view.turn=-50&view.tilt=40",
		"view.lambda=0.8&view.mode=2d&view.method=none&view.turn=30&view.tilt=30"} {
		b := open(t, experiment)
		b.result()
		b.js(settled, nil)
		b.js(`(async () => {
			for (const view of ["view.mode=3d&view.turn=20", "view.lambda=0.1", "view.turn=75&view.tilt=80",
				"view.lambda=0.9", "view.mode=2d", "view.method=none", "view.lambda=0.55",
					"view.method=wm&view.mode=3d&view.turn=10"]) {
				await onebasin.set(view);
				await onebasin.figures();
				await passed(2); // something of it is drawn
			}
		})()`, nil)
		b.js(settled, nil)
		b.dragSurface(once())
		b.js(settled, nil)
		b.js(`onebasin.set("`+last+`")`, nil)
		_, got := b.drawn()
		fresh := open(t, experiment+"&"+last)
		fresh.result()
		fresh.js(settled, nil)
		_, want := fresh.drawn()
		if got.Bounds() != want.Bounds() {
			t.Fatalf("%s: %v and %v", last, got.Bounds(), want.Bounds())
		}
		differ := difference(got, want)
		if !differ.Empty() {
			t.Errorf("%s: the pictures differ within %v", last, differ)
			b.shot("trace-got")
			fresh.shot("trace-want")
		}
	}
}

// difference is the rectangle within which two pictures of one size differ to the eye.
func difference(got, want image.Image) (differ image.Rectangle) {
	for y := want.Bounds().Min.Y; y < want.Bounds().Max.Y; y++ {
		for x := want.Bounds().Min.X; x < want.Bounds().Max.X; x++ {
			if distance(rgb(got, x, y), rgb(want, x, y)) > 12 {
				differ = differ.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return differ
}

// once is true the first time.
func once() func() bool {
	n := 0
	return func() bool { n++; return n == 1 }
}
