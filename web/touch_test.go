package web_test

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// phone opens a link on a telephone with a touch screen.
func phone(t testing.TB, link string) *tab {
	t.Helper()
	needSite(t)
	b := newTab(t)
	for _, err := range []error{
		second(chromedp.Call(b.ctx, emulation.SetDeviceMetricsOverride,
			emulation.SetDeviceMetricsOverrideParams{Width: 390, Height: 844, DeviceScaleFactor: 1, Mobile: true})),
		second(chromedp.Call(b.ctx, emulation.SetTouchEmulationEnabled,
			emulation.SetTouchEmulationEnabledParams{Enabled: true})),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	b.do(chromedp.Navigate(house.url + "/index.html" + link))
	b.js(published, nil)
	return b
}

func second[T any](_ T, err error) error { return err }

// swipe moves fingers together, from where they are put down by a distance, a step a frame, takes them away, and waits
// until what they set in motion is at rest.
func (b *tab) swipe(by [2]float64, fingers ...[2]float64) {
	b.t.Helper()
	at := func(part float64) (points []*input.TouchPoint) {
		for k, f := range fingers {
			id := float64(k)
			points = append(points, &input.TouchPoint{X: f[0] + part*by[0], Y: f[1] + part*by[1], ID: &id})
		}
		return points
	}
	touch := func(kind input.DispatchTouchEventType, points []*input.TouchPoint) {
		if _, err := chromedp.Call(b.ctx, input.DispatchTouchEvent,
			input.DispatchTouchEventParams{Type: kind, TouchPoints: points}); err != nil {
			b.t.Fatal(err)
		}
		b.js(`passed(1)`, nil)
	}
	touch(input.DispatchTouchEventTypeTouchStart, at(0))
	for i := 1; i <= 10; i++ {
		touch(input.DispatchTouchEventTypeTouchMove, at(float64(i)/10))
	}
	touch(input.DispatchTouchEventTypeTouchEnd, nil)
	b.js(`quiet()`, nil)
	b.js(settled, nil)
}

// A finger scrolls the page over every figure and changes nothing on its way; across, it drags what is drawn.
func TestFingers(t *testing.T) {
	b := phone(t, "#steps=100&restarts=1")
	b.result()
	b.js(settled, nil)
	type state struct {
		Lambda, Turn, Tilt, Scroll, Top float64
		Frames                          map[string]struct{ X, Y, W, H float64 }
		Landscape                       struct {
			Area  struct{ X, Y, W, H float64 }
			Marks map[string]struct{ X, Y float64 }
		}
	}
	look := func() (s state) {
		b.js(
			`onebasin.figures().then((f) =>
				({ ...f, scroll: scrollY, top: document.getElementById("lab").getBoundingClientRect().top }))`, &s)
		return s
	}
	within := func(name string, x, y float64) [2]float64 {
		s := look()
		f := s.Frames[name]
		return [2]float64{16 + f.X + x*f.W, s.Top + f.Y + y*f.H}
	}
	top := func() { b.js(`scrollTo(0, 0)`, nil) }

	b.swipe([2]float64{0, -200}, within("path", 0.3, 0.25))
	if s := look(); s.Lambda != 0.5 || s.Scroll < 100 {
		t.Errorf("scrolling over the path: λ = %g, the page at %g px", s.Lambda, s.Scroll)
	}
	top()
	b.swipe([2]float64{-60, 0}, within("path", 0.8, 0.25))
	if s := look(); s.Lambda == 0.5 || s.Scroll != 0 {
		t.Errorf("dragging across the path: λ = %g, the page at %g px", s.Lambda, s.Scroll)
	}

	// The landscape is magnified, and two fingers move what is seen of it, up and down as well; one moves it across.
	b.js(`document.querySelector('[aria-label="Zoom in"]').click()`, nil)
	b.js(settled, nil)
	before := look().Landscape.Marks["B"]
	a := look().Landscape.Area
	middle := [2]float64{16 + a.X + a.W/2, look().Top + a.Y + 20}
	b.swipe([2]float64{0, 30}, [2]float64{middle[0] - 40, middle[1]}, [2]float64{middle[0] + 40, middle[1]})
	b.js(settled, nil)
	after := look().Landscape.Marks["B"]
	if moved := after.Y - before.Y; moved < 15 {
		t.Errorf("two fingers moved the landscape by %g px, not by 30", moved)
	}
	b.swipe([2]float64{-50, 0}, middle)
	b.js(settled, nil)
	if moved := look().Landscape.Marks["B"].X - after.X; moved > -30 {
		t.Errorf("a finger moved the magnified landscape by %g px, not by −50", moved)
	}

	b.js(`onebasin.set("view.mode=3d&view.turn=30&view.tilt=50")`, nil)
	b.js(settled, nil)
	var hidden []bool
	if b.js(
		`["Zoom in", "Zoom out", "Show the whole plane"].map((name) =>
			document.querySelector('[aria-label="' + name + '"]')
				.hidden)`, &hidden); hidden[0] || hidden[1] || hidden[2] {
		t.Errorf("what two fingers do with the surface, no button does: hidden %v", hidden)
	}
	b.swipe([2]float64{0, -150}, within("landscape", 0.9, 0.65))
	if s := look(); s.Turn != 30 || s.Tilt != 50 || s.Scroll < 50 {
		t.Errorf("scrolling over the surface: turned to %g, %g, the page at %g px", s.Turn, s.Tilt, s.Scroll)
	}
	top()
	corner := within("landscape", 0.9, 0.65)
	b.swipe([2]float64{-60, 0}, corner)
	turned := look()
	if turned.Turn == 30 || turned.Scroll != 0 {
		t.Errorf("a finger across the surface: turned to %g", turned.Turn)
	}
	b.swipe([2]float64{-60, 0}, corner, [2]float64{corner[0] - 60, corner[1]})
	if s := look(); s.Turn != turned.Turn || s.Tilt != turned.Tilt {
		t.Errorf("two fingers turned the surface, from %g, %g to %g, %g", turned.Turn, turned.Tilt, s.Turn, s.Tilt)
	}

	// The sliders do likewise, wherever on them the finger begins.
	for _, slider := range []string{".orbit label:last-child input", "#lambda-range", ".player input"} {
		one := `document.querySelector("` + slider + `")`
		var at [2]float64
		read := func() (state [2]string) {
			b.js(`[`+one+`.value, String(scrollY > 0)]`, &state)
			return state
		}
		b.js(`(() => { document.getElementById("search").hidden = false; scrollTo(0, 0); const r = `+one+
			`.getBoundingClientRect(); return [r.x + 0.25 * r.width, r.y + r.height / 2]; })()`, &at)
		before := read()
		b.swipe([2]float64{0, -120}, at)
		if after := read(); after[0] != before[0] || after[1] != "true" {
			t.Errorf("%s, a swipe over it: from %s to %s, the page scrolled: %s", slider, before[0], after[0], after[1])
		}
		top()
		b.swipe([2]float64{40, 0}, at)
		if after := read(); after[0] == before[0] || after[1] != "false" {
			t.Errorf("%s, a drag along it: still at %s, the page scrolled: %s", slider, after[0], after[1])
		}
	}
}

// Every control that explains itself to a mouse or the keyboard does so to a finger that presses it for long, and to
// nothing else it leads; a tap is enough on a label that does nothing else.
func TestAFingerGetsHelp(t *testing.T) {
	b := phone(t, "#steps=100&restarts=2&match=wm,am,amc,ste&view.mode=3d")
	b.result()
	b.js(settled, nil)
	b.js(`(document.getElementById("panel").open = true, document.getElementById("search-toggle").click(), 0)`, nil)
	b.js(
		`(window.state = () => JSON.stringify([location.hash,
			...[...document.querySelectorAll("input, select, details")].map((e) => [e.value, e.checked, e.open]),
				document.querySelectorAll(":popover-open").length, document.getElementById("search").hidden]), 0)`, nil)
	// touch puts a finger down, waits for help if it presses for long, and takes it away.
	touch := func(at [2]float64, long bool) {
		id := 1.0
		down := input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchStart,
			TouchPoints: []*input.TouchPoint{{X: at[0], Y: at[1], ID: &id}}}
		if _, err := chromedp.Call(b.ctx, input.DispatchTouchEvent, down); err != nil {
			t.Fatal(err)
		}
		if b.js(`passed(1)`, nil); long {
			b.js(`until(() => !document.getElementById("tip").hidden)`, nil)
		}
		up := input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchEnd}
		if _, err := chromedp.Call(b.ctx, input.DispatchTouchEvent, up); err != nil {
			t.Fatal(err)
		}
		b.js(`passed(2)`, nil) // what the browser makes of the touch has happened
	}
	for _, c := range []struct {
		name string
		long bool
		says string
	}{
		{`.field[data-key="act"] select`, true, "Nonlinearity"},
		{`.field[data-key="steps"] label`, false, "Steps of training"},
		{`.field[data-key="n"] label`, false, "How many examples"},
		{`.choices label:nth-child(3)`, true, "Our own search"},
		{`#method-list`, true, "Renumber B"},
		{`.lambda-slide label`, false, "θ(λ)"},
		{`.orbit label:first-child > span`, false, "From which side"},
		{`#layer`, true, "Which hidden layer"},
		{`#reset`, true, "Puts every control back"},
		{`#search-toggle`, true, "Matching, step by step"},
		{`.strip input`, true, "Each column is one start"},
		{`.tabs label:nth-of-type(2)`, true, "What weight matching aligns"},
		{`#examples`, true, "Examples"},
		{`#export`, true, "Export"},
		{`#theme`, true, "Theme: as the system"},
		{`[aria-label="Pause"], [aria-label="Play the search"]`, true, "Play the search"},
		{`.tool:not([hidden])`, true, "Show the landscape from above"},
		{`.more`, true, "Numbers and pictures"},
		{`#pairs .term`, false, ""},
	} {
		var at [2]float64
		var before, after string
		b.js(`(async () => {
			const one = document.querySelector(`+quote(c.name)+`);
			one.scrollIntoView({ block: "center", behavior: "instant" });
			await quiet();
			const box = one.getBoundingClientRect();
			return [box.x + Math.min(20, box.width / 2), box.y + box.height / 2];
		})()`, &at)
		b.js(`state()`, &before)
		touch(at, c.long)
		var said string
		b.js(`until(() => !document.getElementById("tip").hidden && document.getElementById("tip").textContent)`, &said)
		if b.js(`state()`, &after); !strings.Contains(said, c.says) || before != after {
			t.Errorf("%s at %v: it says %q, and changes the page: %t", c.name, at, said, before != after)
		}
	}
	touch([2]float64{200, 300}, false)
	var still bool
	if b.js(`!document.getElementById("tip").hidden`, &still); still {
		t.Error("a tap elsewhere leaves the help")
	}
}
