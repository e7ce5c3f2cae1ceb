package web_test

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Nothing makes the page wider than its window: a phone would then show it on a larger sheet, of which what is fixed to
// the window's lower edge cannot be seen. 320 px is a desk's 1280 at four times the size.
func TestThePageIsAsWideAsItsWindow(t *testing.T) {
	b := open(t, "#steps=100&restarts=2&match=wm,am,ste,sinkhorn&view.step=1&foo=1")
	b.result()
	for _, width := range []int64{320, 360, 390, 640, 768, 900} {
		b.do(chromedp.EmulateViewport(width, 800))
		for _, state := range []struct{ name, act string }{
			{"as it opens", "0"},
			{"everything unfolded",
				`(() => { for (const d of document.querySelectorAll("details")) d.open = true; })()`},
			{"a study", `[...document.querySelectorAll(".tabs input")].at(-1).click()`},
			{"the landscape again", `document.querySelector(".tabs input").click()`},
		} {
			b.js(state.act, nil)
			var wide []string
			b.js(`(async () => {
				const root = document.documentElement, over = (e) => e.getBoundingClientRect().right > root.clientWidth;
				// it scrolls by itself
				const kept = (e) => e && (getComputedStyle(e).overflowX !== "visible" || kept(e.parentElement));
				await fitted(); // the figures follow
				if (root.scrollWidth <= root.clientWidth) return [];
				return [...document.querySelectorAll("body *")].filter((e) => over(e) && !kept(e.parentElement))
					.map((e) => e.outerHTML.slice(0, 80));
			})()`, &wide)
			if len(wide) > 0 {
				t.Errorf("%d px, %s: wider than the window: %q", width, state.name, wide)
			}
		}
		// What stays at the lower edge leaves the figures room, also with the search open: two rows above it on a
		// phone, one on a tablet.
		var bar struct{ Height, Row float64 }
		b.js(
			`(() => {
				const box = (id) => document.getElementById(id).getBoundingClientRect();
				return { height: box("lambda").height, row: box("search").top - box("lambda").top };
			})()`, &bar)
		if width == 390 && bar.Height > 230 || width == 768 && bar.Row > 60 {
			t.Errorf("%d px: the bar of λ is %.0f px high, of which %.0f above the search", width, bar.Height, bar.Row)
		}
	}
}

// In the list of keys each stands beside what it does, not under it.
func TestTheListOfKeysIsReadable(t *testing.T) {
	b := open(t, "#steps=100&restarts=2")
	b.result()
	b.js(`until(() => document.querySelector(".keys dt"))`, nil)
	for _, width := range []int64{1280, 360} {
		b.do(chromedp.EmulateViewport(width, 800))
		b.js(`document.getElementById("shortcuts").click()`, nil)
		var over []string
		b.js(
			`[...document.querySelectorAll(".keys dl > div:not([hidden])")].filter((row) => row.querySelector("dt")
				.lastChild.getBoundingClientRect().right > row.querySelector("dd").getBoundingClientRect().left ||
					row.scrollWidth > row.clientWidth).map((row) => row.textContent)`, &over)
		if len(over) > 0 {
			t.Errorf("%d px: keys lie over words: %q", width, over)
		}
		b.js(`document.getElementById("keys").close()`, nil)
	}
}

// At twice the size of a desk's 1280 × 800 everything that opens lies in the window or scrolls by itself, and what is
// reached by the keyboard or opened is not behind the bar at the lower edge.
func TestTwiceTheSize(t *testing.T) {
	b := open(t, "#steps=100&restarts=2")
	b.result()
	b.js(settled, nil)
	if _, err := chromedp.Call(b.ctx, emulation.SetDeviceMetricsOverride,
		emulation.SetDeviceMetricsOverrideParams{Width: 640, Height: 400, DeviceScaleFactor: 2}); err != nil {
		t.Fatal(err)
	}
	b.js(settled, nil)
	var wrong []string
	b.js(`(async () => {
		const wrong = [], root = document.documentElement;
		const out = (e) => {
			const r = e.getBoundingClientRect();
			return r.left < 0 || r.top < 0 || r.right > root.clientWidth || r.bottom > innerHeight ||
				(r.height < e.scrollHeight - 2 && getComputedStyle(e).overflowY !== "auto");
		};
		for (const opener of document.querySelectorAll("[popovertarget], .top-actions > button, .more")) {
			if (!opener.checkVisibility() || opener.id === "theme") continue;
			opener.scrollIntoView({ block: "center" });
			opener.click();
			await quiet();
			const box = document.querySelector(":popover-open, dialog[open]");
			if (!box || out(box)) wrong.push(opener.id || opener.getAttribute("aria-label"));
			if (box) box.matches("dialog") ? box.close() : box.hidePopover();
		}
		const foot = () => document.querySelector(".runbar").getBoundingClientRect().top;
		document.getElementById("search-toggle").click();
		await quiet();
		if (document.getElementById("search").getBoundingClientRect().bottom > foot()) wrong.push(
			"the search is behind the bar");
		for (const control of document.querySelectorAll("main :is(button, input, select, summary):not(.runbar *)")) {
			if (!control.checkVisibility() || control.disabled) continue;
			control.focus();
			await passed(1);
			if (control.getBoundingClientRect().top >= foot()) wrong.push("behind the bar: " + (control.id ||
				control.outerHTML.slice(0, 60)));
		}
		return wrong;
	})()`, &wrong)
	if len(wrong) > 0 {
		t.Errorf("%q", wrong)
	}
}
