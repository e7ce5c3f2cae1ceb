package web_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// hikersSeen is what is told of the picture that the laboratory of partings opens on, and where its handles are on the
// screen: where the early pair parts, both starts, and where the late pair parts.
type hikersSeen struct {
	Title, Link string
	Grips       []place
	Scroll      float64
	Result      bool
}

// hikers waits until the picture is drawn and the title says what is expected of it.
func (b *tab) hikers(says string) (seen hikersSeen) {
	b.t.Helper()
	b.js(`until(async () => {
		const { charts, grips, drawn } = await onebasin.figures();
		const one = charts?.find(({ name }) => name === "mountain");
		if (!drawn || !one?.known || !one.title.includes(`+quote(says)+`)) return false;
		const { x, y } = document.getElementById("lab").getBoundingClientRect();
		return { title: one.title, link: onebasin.link(), scroll: scrollY, result: onebasin.result() !== null,
			grips: grips.map((g) => ({ ...g, x: g.x + x, y: g.y + y })) };
	})`, &seen)
	return seen
}

// drag moves the mouse with its button down.
func (b *tab) drag(from place, dx, dy float64) {
	b.t.Helper()
	mouse := func(kind input.DispatchMouseEventType, part float64) {
		p := input.DispatchMouseEventParams{Type: kind, X: from.X + part*dx, Y: from.Y + part*dy,
			Button: input.MouseButtonLeft, ClickCount: 1}
		if _, err := chromedp.Call(b.ctx, input.DispatchMouseEvent, p); err != nil {
			b.t.Fatal(err)
		}
		b.js(`passed(1)`, nil)
	}
	mouse(input.DispatchMouseEventTypeMousePressed, 0)
	for k := range 8 {
		mouse(input.DispatchMouseEventTypeMouseMoved, float64(k+1)/8)
	}
	mouse(input.DispatchMouseEventTypeMouseReleased, 1)
}

// The laboratory opens on two hikers, before its experiment has anything to show. Where they part and where they start
// is dragged on the picture by the mouse, chosen by keys, and stands in the link; words say whether there is a ridge.
func TestHikers(t *testing.T) {
	b := open(t, "#lab=fork&steps=200000&forks=0")
	seen := b.hikers("If they part at step 0 it is ")
	if seen.Result || len(seen.Grips) != 4 || strings.Contains(seen.Link, "view.") ||
		!strings.Contains(seen.Title, "if they part at step 200 there is none") {
		t.Fatalf("%+v", seen)
	}
	b.drag(seen.Grips[0], 0, 120) // down the slope
	b.js(`until(() => /view\.early=[1-9]/.test(location.hash))`, nil)
	var early string
	b.js(`quiet().then(() => /view\.early=(\d+)/.exec(location.hash)[1])`, &early)
	parted := b.hikers("If they part at step " + early + " ")
	if parted.Result || parted.Grips[0].Y < seen.Grips[0].Y+80 {
		t.Errorf("dragged to step %s: %+v", early, parted)
	}
	b.drag(parted.Grips[3], 30, 60) // the second mountain's start
	b.js(`until(() => /view\.x=0\.\d+.*view\.y=/.test(location.hash))`, nil)
	moved := b.hikers("If they part at step " + early + " ")
	if moved.Grips[1].X < parted.Grips[1].X+15 || moved.Grips[1].Y < parted.Grips[1].Y+30 {
		t.Errorf("both starts go along: from %+v to %+v", parted.Grips, moved.Grips)
	}

	key := func(name string) {
		t.Helper()
		for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeKeyDown,
			input.DispatchKeyEventTypeKeyUp} {
			p := input.DispatchKeyEventParams{Type: kind, Key: name, Code: name,
				WindowsVirtualKeyCode: map[string]int64{"ArrowLeft": 37, "Home": 36}[name]}
			if _, err := chromedp.Call(b.ctx, input.DispatchKeyEvent, p); err != nil {
				t.Fatal(err)
			}
		}
	}
	b.js(`document.getElementById("key-view.late").focus()`, nil)
	key("ArrowLeft")
	b.hikers("if they part at step 199 ")
	key("Home")
	b.hikers("if they part at step 0 ")
	b.js(`until(() => location.hash.includes("view.late=0"))`, nil)
	b.shot("hikers")

	// The link says all of it to whoever opens it; a figure of its own has the picture and its controls alone.
	var link string
	b.js(`onebasin.cancel(), location.hash`, &link)
	b.js(`onebasin.set("view.embed=mountain")`, nil)
	b.hikers("If they part at step " + early + " ")
	var settings []bool
	b.js(`["mountain", "ridge"].reduce(async (before, name) => [...await before,
		(await onebasin.set("view.embed=" + name), await quiet(),
			document.querySelector(".study-settings").getBoundingClientRect().height > 0)], [])`, &settings)
	if fmt.Sprint(settings) != "[true false]" {
		t.Errorf("controls with the mountain alone, and with the ridge alone: %v", settings)
	}
	again := open(t, link)
	if got := again.hikers("if they part at step 0 "); !strings.Contains(got.Title, "step "+early+" ") {
		t.Errorf("%s opens on %q", link, got.Title)
	}
}

// A finger on a handle moves it up and down and does not scroll the page; beside it, it scrolls the page.
func TestFingersOnHikers(t *testing.T) {
	b := phone(t, "#lab=fork&data=moons&net=8-8&n=200&nt=100&steps=60&forks=0&lambdas=3")
	b.result()
	b.js(settled, nil)
	b.js(`document.getElementById("lab").scrollIntoView()`, nil)
	seen := b.hikers("If they part at step 0 it is ")
	at := [2]float64{seen.Grips[0].X, seen.Grips[0].Y}
	b.swipe([2]float64{0, 120}, at)
	b.js(`until(() => /view\.early=[1-9]/.test(location.hash))`, nil)
	moved := b.hikers("If they part at step ")
	if moved.Scroll != seen.Scroll {
		t.Errorf("a finger on the ring scrolled the page from %g to %g px", seen.Scroll, moved.Scroll)
	}
	b.swipe([2]float64{0, -150}, [2]float64{at[0] + 90, at[1] + 150})
	if after := b.hikers("If they part at step "); after.Scroll < moved.Scroll+80 || after.Link != moved.Link {
		t.Errorf("a finger beside it: the page at %g px, before %g; %s", after.Scroll, moved.Scroll, after.Link)
	}
	b.shot("hikers-phone")
}
