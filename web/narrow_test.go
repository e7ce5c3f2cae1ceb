package web_test

import (
	"slices"
	"strings"
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
		// What stays at the edges leaves the figures room: on a phone an eighth of it at most. The search, when
		// somebody opened it, may have as much again.
		var bars struct{ Search, Rest float64 }
		b.js(`(async () => {
			scrollTo(0, document.getElementById("lab").getBoundingClientRect().top + scrollY);
			await quiet();
			const stays = (e) => ["fixed", "sticky"].includes(getComputedStyle(e).position);
			const fixed = (e) => e && e !== document.body && (stays(e) || fixed(e.parentElement));
			const taken = () => {
				let n = 0;
				for (let y = 1; y < innerHeight; y += 2)
					if (fixed(document.elementFromPoint(innerWidth / 2, y))) n += 2;
				return n;
			};
			const toggle = document.getElementById("search-toggle");
			const open = toggle.getAttribute("aria-expanded") === "true";
			if (!open) toggle.click();
			await passed(2);
			const search = taken();
			toggle.click();
			await passed(2);
			const rest = taken();
			if (open) toggle.click();
			return { search, rest };
		})()`, &bars)
		if width <= 390 && (bars.Rest > 100 || bars.Search > 260) {
			t.Errorf("%d px: of 800 px the bars take %.0f, with the search %.0f", width, bars.Rest, bars.Search)
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

// On a phone the form is one press away, and so is the way back; tabs that go on beyond an edge fade there.
func TestAPhoneReachesTheForm(t *testing.T) {
	b := phone(t, "#steps=100&restarts=2")
	b.result()
	b.js(settled, nil)
	var got struct{ Form, Back, Before, After bool }
	b.js(`(async () => {
		const press = () => document.getElementById("to-form").click(), at = (id) => document.getElementById(id)
			.getBoundingClientRect();
		const tabs = document.querySelector(".tabs"), got = {};
		press();
		await quiet();
		got.form = at("panel").top >= -1 && at("panel").top < innerHeight / 4 && document.getElementById("key-data")
			.checkVisibility() && at("key-data").bottom < innerHeight;
		press();
		await quiet();
		got.back = at("finding").top >= -1 && at("finding").bottom < innerHeight;
		got.after = tabs.hasAttribute("data-after") && !tabs.hasAttribute("data-before");
		tabs.querySelector("label:last-of-type input").click();
		await until(() => tabs.hasAttribute("data-before") && !tabs.hasAttribute("data-after"));
		got.before = getComputedStyle(tabs).maskImage.includes("48px");
		return got;
	})()`, &got)
	if !got.Form || !got.Back || !got.After || !got.Before {
		t.Errorf("%+v", got)
	}
}

// Going to another tab or matching is a step that Back undoes, without leaving the page or computing anything; λ is
// none.
func TestBackUndoesTabsAndMatchings(t *testing.T) {
	b := open(t, "#steps=100&restarts=1")
	b.result()
	var got []string
	b.js(`(async () => {
		const got = [], length = history.length, result = onebasin.result();
		const state = () => (document.querySelector(".tabs input:checked")?.value || "first") + " " +
			document.querySelector("#method input:checked").value + " " + document.getElementById("lambda-value").value;
		const range = document.getElementById("lambda-range");
		const written = () => location.hash.includes(onebasin.link().split("#")[1]);
		const step = async (act) => { act(); await until(written); };
		range.value = "0.25";
		await step(() => range.dispatchEvent(new Event("input", { bubbles: true })));
		await step(() => document.querySelector('.tabs [value="why"]').click());
		await step(() => document.querySelector('#method [value="none"]').click());
		got.push(state(), String(history.length - length));
		for (let i = 0; i < 2; i++) {
			const before = state();
			history.back();
			await until(() => state() !== before);
			got.push(state());
		}
		history.forward();
		await until(() => state().startsWith("why"));
		got.push(String(onebasin.result() === result && onebasin.result() !== null));
		return got;
	})()`, &got)
	want := []string{"why none 0.25", "2", "why wm 0.25", "first wm 0.25", "true"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, not %q", got, want)
	}
}

// The question mark is about the page: first what one is looking at, then the keys.
func TestTheQuestionMark(t *testing.T) {
	b := open(t, "#steps=20&restarts=1")
	b.result()
	var got struct{ Name, First, Text string }
	b.js(`(() => {
		dispatchEvent(new KeyboardEvent("keydown", { key: "?" }));
		const dialog = document.querySelector("dialog[open]");
		return { name: document.getElementById("shortcuts").getAttribute("aria-label"),
			first: dialog.querySelector("h2").textContent, text: dialog.innerText };
	})()`, &got)
	ridge, keys := strings.Index(got.Text, "ridge"), strings.Index(got.Text, "Keyboard shortcuts")
	if got.Name != "What am I looking at?" || got.First != got.Name || ridge < 0 || keys < ridge ||
		!strings.Contains(got.Text, "Test loss on the plane") {
		t.Errorf("%+v", got)
	}
	b.shot("question")
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
